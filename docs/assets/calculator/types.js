/**
 * The shapes that the self-check's modules hand each other. Types only; there is nothing to run.
 *
 * @typedef {"yes" | "no" | "unknown"} Answer
 * @typedef {"secretary" | "cadre"} RoleName
 *
 * A record as it stands in the form: the very text that was typed, so that nothing typed is lost.
 * @typedef {object} Fields
 * @property {string} start
 * @property {string} end
 * @property {string} topic
 * @property {string} organiser
 * @property {string} days
 * @property {string} hours
 * @property {string} concentrated
 * @property {string} theory
 * @property {string} theory_hours
 * @property {string} off_job
 * @property {string} county_level
 * @property {boolean} distinct
 *
 * @typedef {{id: string, fields: Fields}} Entry
 * @typedef {{id: string, role: RoleName, start: string, end: string}} Term
 * @typedef {{roles: Term[], joined: string, infirm: boolean, military: boolean}} Person
 *
 * What the reader has written down, and what is kept. `asOf` is empty for "today".
 * @typedef {{person: Person, asOf: string, records: Entry[]}} Notebook
 *
 * What is typed but not yet a record: a new one, and the change of one that exists.
 * @typedef {{fresh: Fields, editing: Entry | null}} Drafts
 *
 * The documents that go to and come from the calculator; their JSON Schemas fix them.
 * @typedef {{[key: string]: string | number | boolean | null}} HistoryRecord
 * @typedef {{role: RoleName, start: string | null, end: string | null}} HistoryRole
 * @typedef {{roles: HistoryRole[], joined: string | null, infirm: boolean, military: boolean}} HistoryPerson
 * @typedef {{schema: number, person: HistoryPerson, as_of: string | null, records: HistoryRecord[]}} History
 *
 * @typedef {{low: number, high: number, required: number}} Figure
 * @typedef {{page: string, sentence: string, quote: string, url: string}} Citation
 * @typedef {object} Finding
 * @property {string} rule
 * @property {number | null} year
 * @property {string} verdict
 * @property {string} label
 * @property {Figure | null} hours
 * @property {Figure | null} days
 * @property {Figure | null} percent
 * @property {{figure: string, kind: string, text: string}[]} absences
 * @property {string[]} readings
 * @property {Citation} citation
 * @property {{kind: string, text: string}[]} explanation
 * @property {number[]} records
 * @property {{text: string}[]} alternatives
 *
 * @typedef {{code: string, records: number[], message: string}} Notice
 * @typedef {object} Assessment
 * @property {string} as_of
 * @property {{edition: string, text_sha256: string}} plan
 * @property {string} quotas_sha256
 * @property {{verdict: string, label: string}} overall
 * @property {Finding[]} findings
 * @property {Notice[]} notices
 *
 * A mistake in the input. `record` is an index, null for the person or the document.
 * @typedef {{record: number | null, key: string | null, message: string}} Problem
 *
 * @typedef {{stage: string, loaded: number, total: number}} Progress
 *
 * The answer in words, for the top of the page, and the findings it rests on.
 * @typedef {{headline: string, reasons: {rule: string, text: string}[], days_left: number | null}} AnswerInWords
 *
 * Dates and amounts of a record as the calculator understood them; null where they were typed so.
 * @typedef {{[key: string]: string | number | null} | null} Plain
 *
 * What became of the notebook when it was last assessed. `ids` are its records' then.
 * @typedef {{kind: "none"}} NoOutcome
 * @typedef {{kind: "assessed", text: string, assessment: Assessment, answer: AnswerInWords, plain: Plain[], ids: string[]}} Assessed
 * @typedef {{kind: "problems", problems: Problem[], ids: string[]}} Refused
 * @typedef {NoOutcome | Assessed | Refused} Outcome
 *
 * A file the reader chose: being read, read, or refused.
 * @typedef {{status: "reading", name: string, base64: string}} FileReading
 * @typedef {{status: "preview", name: string, history: History}} FilePreview
 * @typedef {{status: "refused", name: string, messages: string[]}} FileRefused
 * @typedef {FileReading | FilePreview | FileRefused} ChosenFile
 *
 * A way back after something was removed or replaced. `drafts` are those that had to make room.
 * @typedef {{message: string, entry: Entry, index: number, drafts?: Partial<Drafts>}} UndoDelete
 * @typedef {{message: string, notebook?: Notebook, drafts?: Partial<Drafts>}} UndoChange
 * @typedef {UndoDelete | UndoChange} Undo
 *
 * Something about keeping the notebook that the reader should know.
 * @typedef {{code: "missing" | "full" | "damaged", raw: string}} Trouble
 *
 * @typedef {"idle" | "loading" | "ready" | "failed"} RuntimeState
 *
 * @typedef {object} State
 * @property {string} today  the day it is where the reader is
 * @property {Notebook} notebook
 * @property {Drafts} drafts
 * @property {{problems: Problem[], checking: boolean}} form  what is wrong with the draft shown
 * @property {Undo | null} undo
 * @property {Outcome} outcome
 * @property {boolean} stale  whether the notebook changed since the outcome
 * @property {{state: RuntimeState, progress: Progress | null, failure: string}} runtime
 * @property {Trouble[]} troubles
 * @property {Notebook | null} theirs  what another tab has kept meanwhile
 * @property {ChosenFile | null} file
 * @property {{notebook: Notebook, drafts: Drafts} | null} aside  the reader's own, while an example is shown
 * @property {import("./insight.js").Insight} insight
 */

export {};
