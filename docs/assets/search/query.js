// @ts-check
/**
 * What a query says: its characters divided into the plan's words, readers' own words, words that say nothing, slips,
 * and what is none of these. The division with the fewest and best-known pieces wins.
 *
 * @typedef {"text" | "concept" | "question" | "stop" | "slip" | "unknown" | "absent"} Kind
 * @typedef {{kind: Kind, from: number, to: number, concepts: number[], said: string}} Piece
 *   `said` is the reader's word that the concepts are known by: for a slip not what was typed
 */

const COST = { concept: 0.8, text: 1.2, letter: 1.9, stop: 0.45, short: 0.6, question: 0.6, slip: 2.1, unknown: 3, absent: 0.05 };
/** Two short words are as good as one of their length plus this. */
const LENGTH_BONUS = 0.02;

/** Words that join others: at the edge of a stretch they are no part of it, but the last of them end words: 作用, 主要. */
const PARTICLE = /[的了着过和与及等是在对为把被让将从要以用]/;
const AFTER = /[的了着过和与及等是在对为把被让将从要以]/;
/** Verbs and the like that say nothing alone, but with an unknown character are a word of their own: 讲稿. */
const FIRST = /[讲写说看想做干搞弄办算查找请问上下里中内外人家点种条次个位名用来去]/;

/**
 * @param {string} query folded
 * @param {{
 *   exact: (from: number, length: number) => number,
 *   slips: (from: number, length: number) => number,
 *   said: (word: string) => {concepts: number[], question: boolean} | undefined,
 *   misheard: (word: string) => string | undefined,
 *   stop: (word: string) => boolean,
 *   absent: (word: string) => boolean,
 *   longest: number,
 *   slipped: boolean,
 * }} known in how many places a stretch stands or sounds, and what a word is; whether long slips are likelier than words
 * @returns {Piece[]}
 */
export function divide(query, known) {
  /** @type {{cost: number, piece: Piece | null}[]} the best way to each position */
  const best = [{ cost: 0, piece: null }];
  for (let to = 1; to <= query.length; to += 1) {
    best.push({ cost: Infinity, piece: null });
    for (let from = Math.max(0, to - known.longest); from < to; from += 1) {
      for (const [kind, cost, said] of options(query, from, to, known)) {
        const total = best[from].cost + cost - LENGTH_BONUS * (to - from);
        if (total >= best[to].cost) continue;
        const concepts = said ? (known.said(said) || { concepts: [] }).concepts : [];
        best[to] = { cost: total, piece: { kind, from, to, concepts, said: said || "" } };
      }
    }
  }
  /** @type {Piece[]} */
  const pieces = [];
  for (let at = query.length; at > 0; ) {
    const { piece } = best[at];
    if (!piece) break;
    const next = pieces[0];
    // What is not known stays together: two characters of it are one word.
    const alone = next && next.to - next.from === 1 && piece.to - piece.from === 1;
    if (next && next.kind === "unknown" && (piece.kind === "unknown" || (alone && part(query, piece)))) next.from = piece.from;
    else if (next && piece.kind === "unknown" && alone && next.kind === "text" && part(query, next)) {
      next.from = piece.from;
      next.kind = "unknown";
    } else if (next && piece.kind === "unknown" && alone && part(query, next) && next.kind === "stop") {
      next.from = piece.from;
      next.kind = "unknown";
    } else pieces.unshift(piece);
    at = piece.from;
  }
  return doubted(query, pieces);
}

/**
 * A slip of two characters beside a single one is rather a part of an unknown word: 公积金 is no 基金. So is the end of
 * a word of two: who is a 调酒师 is a 师, and 出师 is something else.
 * @param {string} query
 * @param {Piece[]} pieces
 */
function doubted(query, pieces) {
  const short = (/** @type {Piece | undefined} */ piece) => piece && piece.to - piece.from === 1 && piece.kind !== "stop" && part(query, piece);
  return pieces.map((piece, at) => {
    const before = pieces[at - 1];
    const ends = piece.kind === "concept" && piece.to - piece.from === 1 && before && before.kind === "unknown" && before.to - before.from === 1;
    if (ends) return { ...piece, kind: /** @type {Kind} */ ("unknown"), concepts: [], said: "" };
    const slip = piece.kind === "slip" || (piece.kind === "concept" && piece.said !== query.slice(piece.from, piece.to));
    if (!slip || piece.to - piece.from > 2 || !(short(pieces[at - 1]) || short(pieces[at + 1]))) return piece;
    return { ...piece, kind: /** @type {Kind} */ ("unknown"), concepts: [], said: "" };
  });
}

/** Whether a single character may be a part of the unknown word beside it. @param {string} query @param {Piece} piece */
const part = (query, { kind, from }) => (kind === "stop" && FIRST.test(query[from])) || (kind === "text" && !/[\d%]/.test(query[from]));

/**
 * @param {string} query
 * @param {number} from
 * @param {number} to
 * @param {Parameters<typeof divide>[1]} known
 * @returns {[Kind, number, string?][]} what the stretch can be, at what cost
 */
function options(query, from, to, known) {
  const length = to - from;
  const word = query.slice(from, to);
  /** @type {[Kind, number, string?][]} */
  const found = [];
  if (length === 1) found.push(["unknown", COST.unknown]);
  if (known.absent(word)) return [["absent", COST.absent]];
  const trimmed = length > 2 && length < query.length &&
    ((PARTICLE.test(word[0]) && known.exact(from + 1, length - 1)) || (AFTER.test(word[length - 1]) && known.exact(from, length - 1)));
  // A single digit is half of something else: 一带一路.
  const half = length === 1 && query.length > 1 && /\d/.test(word);
  if (known.exact(from, length) && !trimmed && !half) found.push(["text", length > 1 || /[\d%]/.test(word) ? COST.text : COST.letter]);
  const said = known.said(word);
  if (said) found.push([said.question ? "question" : "concept", said.question ? COST.question : COST.concept, word]);
  // How many there are says little before their name in full: 七个基本任务.
  if (/^\d{1,2}[个项大种类条]$/.test(word) && (known.exact(to, 4) || known.said(query.slice(to, to + 2)))) found.push(["stop", COST.stop]);
  if (known.stop(word)) found.push(["stop", length > 1 ? COST.stop : COST.short]);
  if (length > 1 && !said) {
    const slips = known.slips(from, length);
    // What sounds like words of the plan from end to end hardly means something else.
    const likely = (known.slipped && length > 3) || length === query.length;
    const meant = known.misheard(word);
    if (meant) found.push(["concept", likely ? COST.question : COST.slip + 0.45, meant]);
    if (slips) found.push(["slip", likely ? COST.question : COST.slip + 0.45 * slips]);
  }
  return found;
}
