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
 *
 * Who is assessed; the dates are the very text that was typed, too.
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
 * @property {{figure: string, text: string}[]} figure_notes  what a figure takes in, to stand beside it
 * @property {string[]} readings
 * @property {Citation} citation
 * @property {{kind: string, text: string}[]} explanation
 * @property {number[]} records
 * @property {number[]} perhaps  those of them of which it is open whether they count
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
 * A mistake in the input. `record` is an index, null for the person or the document; `row` is a ledger's.
 * @typedef {{record: number | null, row?: number | null, key: string | null, message: string}} Problem
 *
 * @typedef {{stage: string, loaded: number, total: number}} Progress
 *
 * The answer in words, for the top of the page, and the findings it rests on. `empty`: nothing was counted. `reached`: which hard requirements are met where not all are. `left_out`: which records entered nothing, by their indexes.
 * @typedef {{headline: string, brief: string, reasons: {rule: string, text: string}[], reached: string, days_left: number | null, empty: boolean, left_out: {records: number[], text: string}}} AnswerInWords
 *
 * Dates and amounts of a record as the calculator understood them; null where they were typed so.
 * @typedef {{[key: string]: string | number | null} | null} Plain
 *
 * What became of the notebook when it was last assessed. `ids` are its records' then; `problems` are of those that could
 * not be read, and are not in the assessment. `dates` are those beside the records as they were understood, by the keys
 * that problems have; only those that were typed otherwise.
 * @typedef {{kind: "none"}} NoOutcome
 * @typedef {{kind: "assessed", assessment: Assessment, answer: AnswerInWords, dates: {[key: string]: string}, plain: Plain[], problems: Problem[], ids: string[]}} Assessed
 * @typedef {{kind: "problems", problems: Problem[], ids: string[]}} Refused
 * @typedef {NoOutcome | Assessed | Refused} Outcome
 *
 * What was read in files. `places` tell of each record of the history the file, by its index, and the row.
 * @typedef {{file: number, row: number | null, record: number | null, key: string | null, message: string}} FileProblem
 * @typedef {{letter: string, text: string, taken: string, private: boolean, used: boolean}} LedgerColumn
 * @typedef {object} FileTold
 * @property {string} name
 * @property {number} records
 * @property {boolean} refused
 * @property {string | null} sheet
 * @property {string[]} other_sheets
 * @property {number[]} passed  the first rows that hold neither a record nor a mistake
 * @property {number} passed_count
 * @property {LedgerColumn[]} columns
 * @property {boolean} by_row  whether places in it are rows of a table
 * @property {string[]} remarks  what else of its rows was passed over or taken together, in sentences
 * @typedef {object} Taken
 * @property {FileTold[]} files
 * @property {FileProblem[]} problems  the first of them
 * @property {number} problem_count
 * @property {boolean} capped  whether there are more, which were not counted
 * @property {number} people
 * @property {number} records
 * @property {string} name  of the person, where there is one and the file tells it
 * @property {History | null} history  where there is one person
 * @property {[file: number, row: number][]} places
 * @property {boolean} person_told  whether anything but records was told of the person
 *
 * Files the reader chose: being read, read, or refused.
 * @typedef {{done: number, total: number | null, file: number, files: number}} ReadProgress
 * @typedef {{status: "reading", title: string, progress: ReadProgress | null}} FileReading
 * @typedef {{status: "preview", title: string, taken: Taken}} FilePreview
 * @typedef {{status: "refused", title: string, messages: string[], taken: Taken | null}} FileRefused
 * @typedef {FileReading | FilePreview | FileRefused} ChosenFile
 *
 * A branch's table. A line's findings are verdict and figures, in the order of the legend's columns; `aside` is the
 * verdict of those that are not about the person. `applying` are the columns that are about anyone.
 * @typedef {object} Legend
 * @property {number} people
 * @property {{[verdict: string]: string}} verdicts
 * @property {string} aside
 * @property {{rule: string, year: number | null, title: string}[]} columns
 * @property {{[question: string]: string}} questions
 * @property {{[remark: string]: string}} remarks
 * @typedef {object} BranchLine
 * @property {string} name
 * @property {string} branch
 * @property {number} records
 * @property {string} overall
 * @property {[verdict: string, figures: string][]} findings
 * @property {string[]} open
 * @property {number} unread  rows of the person's that could not be read
 * @property {string[]} remarks
 * @typedef {{done: number, total: number, finished: boolean, lines: BranchLine[], applying: number[]}} BranchStep
 * @typedef {object} PersonTold
 * @property {string} name
 * @property {string} branch
 * @property {History} history
 * @property {string} document
 * @property {[file: number, row: number][]} places
 * @property {number} unread
 * @property {number} unlisted  how many of these are not in `wrong`
 * @property {FileProblem[]} wrong  what is wrong with what could not be read
 *
 * What of the table is shown, and in which order; never by figures. `column` is an index, null for the overall verdict.
 * @typedef {{text: string, column: number | null, verdict: string, open: string, remark: string}} BranchFilter
 * @typedef {"ledger" | "name" | "branch"} BranchOrder
 * @typedef {object} Branch
 * @property {string} title
 * @property {Taken} taken
 * @property {string} kept  the id under which it is on this device; empty where it is in memory only
 * @property {string} asOf  empty for "today"
 * @property {Legend | null} legend  null before anyone is assessed
 * @property {BranchLine[]} lines
 * @property {number[]} applying
 * @property {boolean} finished
 * @property {BranchFilter} filter
 * @property {BranchOrder} order
 * @property {number} page
 * @property {{person: number, told: PersonTold | null} | null} shown  one person's detail
 *
 * A way back after something was removed or replaced. `drafts` are those that had to make room.
 * @typedef {{message: string, entry: Entry, index: number, drafts?: Partial<Drafts>}} UndoDelete
 * @typedef {{message: string, notebook?: Notebook, drafts?: Partial<Drafts>}} UndoChange
 * Records that were added at once, and the plans that they were before; or the person they came with, who was left.
 * @typedef {{message: string, added: string[], plans?: Entry[], person?: Person}} UndoAdd
 * @typedef {UndoDelete | UndoChange | UndoAdd} Undo
 *
 * What is kept of a person. `revision` is another after each save.
 * @typedef {{id: string, name: string, revision: string, notebook: Notebook}} Kept
 *
 * Something about keeping that the reader should know. `raw` is what may be rescued.
 * @typedef {{code: "missing" | "silent" | "blocked" | "full" | "damaged" | "newer" | "unreadable", raw: string}} Trouble
 *
 * Whoever is kept on this device. `unsaved`: what is written here of them might be lost with the page.
 * @typedef {{id: string, name: string, records: number, unsaved: boolean}} Named
 *
 * Another version of the notebook shown stands where it is kept: another tab changed it or removed the person, or ours
 * was left unsaved earlier. `records` is how many the other has.
 * @typedef {{kind: "changed" | "gone" | "left", records: number}} Conflict
 *
 * @typedef {object} Keeping
 * @property {Named[]} people
 * @property {string} current  the id of the person shown
 * @property {Conflict | null} conflict
 * @property {boolean} unsaved  whether something would be lost with the page
 * @property {string} note  what happened by itself
 * @property {string} removed  who was removed last and can be brought back, in a sentence
 * @property {Trouble[]} troubles
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
 * @property {boolean} typing  whether a date beside the records is being typed, and may be half a date
 * @property {{state: RuntimeState, progress: Progress | null, failure: string}} runtime
 * @property {Keeping} keeping
 * @property {number} cleared  how often all was cleared while the page was open
 * @property {ChosenFile | null} file
 * @property {{notebook: Notebook, drafts: Drafts, insight: import("./insight.js").Insight} | null} aside  the reader's own, while
 *   an example is shown
 * @property {Branch | null} branch
 * @property {import("./insight.js").Insight} insight
 */

export {};
