// @ts-check
/**
 * The plan as the search sees it: units, places (headings and sentences), and where each stretch of a query stands.
 *
 * @typedef {import("./types.js").IndexFile} IndexFile
 * @typedef {import("./types.js").Unit} Unit
 * @typedef {import("./types.js").Place} Place
 * @typedef {import("./types.js").Folded} Folded
 * @typedef {import("./types.js").Span} Span
 */

/** Longer stretches are compared as their parts: a number's bits are the lengths that stand in a place. */
export const LONGEST = 30;

/**
 * What of a query stands where. `exact[place][start]` and `sounding[place][start]` have bit n set if the n characters
 * from `start` on stand in the place, or sound like what does.
 * `heard` has what stands there, by start and length (see `stretch`): the plan's words, and how many characters of the
 * query are not theirs.
 * @typedef {{exact: Int32Array[], sounding: Int32Array[], heard: Map<number, Map<string, number>>}} Matches
 */

/** A key for the stretch of a query. @param {number} start @param {number} length */
export const stretch = (start, length) => start * (LONGEST + 1) + length;

/** What a number is one of, and means nothing without. */
const UNIT = /[天学年月%日届]/;

/** @param {string} character */
const digit = (character) => character >= "0" && character <= "9";

/** A heading without its number, which is a reference and no amount. @param {Folded} folded @param {string} text @returns {Folded} */
function unnumbered(folded, text) {
  const numbering = /^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)/.exec(text);
  const first = numbering ? folded.from.findIndex((from) => from >= numbering[0].length) : 0;
  return { text: folded.text.slice(first), from: folded.from.slice(first), to: folded.to.slice(first) };
}

export class Corpus {
  /**
   * @param {IndexFile} index
   * @param {(text: string) => Folded} fold
   * @param {{alike: (one: string, other: string) => boolean, same: (one: string, other: string) => boolean}} sounds
   */
  constructor(index, fold, { alike, same }) {
    this.alike = alike;
    this.same = same;
    /** @type {Unit[]} */
    this.units = [];
    /** @type {Place[]} */
    this.places = [];
    this.joined = "";
    /** @type {Map<string, string[]>} */
    this.homophones = new Map();
    /** @type {Map<string, number[]>} where each character stands in the joined text */
    this.at = new Map();
    let section = "";
    for (const [id, kind, number, name, heading, sentences] of index.units) {
      if (kind !== "provision") section = id;
      /** @type {Unit} */
      const unit = { id, url: `${index.edition}/${id}/`, kind, number, name, section, places: [] };
      this.units.push(unit);
      (heading ? [heading, ...sentences] : sentences).forEach((text, at) => {
        const folded = heading && !at ? unnumbered(fold(text), text) : fold(text);
        unit.places.push(this.places.length);
        this.places.push({
          unit: this.units.length - 1,
          sentence: heading ? at : at + 1,
          text,
          folded,
          start: this.joined.length,
        });
        this.joined += `${folded.text}\n`;
      });
    }
    /** Whether a word begins or ends at a position of the joined text, and in which place it lies. */
    this.edge = new Uint8Array(this.joined.length + 1);
    this.of = new Int32Array(this.joined.length);
    this._edges(index.breaks);
    [...this.joined].forEach((character, at) => {
      const positions = this.at.get(character);
      if (positions) positions.push(at);
      else this.at.set(character, [at]);
    });
    this.characters = [...this.at.keys()].filter((character) => character !== "\n");
  }

  /** Where words begin and end in the joined text. @param {string[]} breaks */
  _edges(breaks) {
    this.places.forEach((place, number) => {
      const edges = new Set([0]);
      let at = 0;
      for (const length of breaks[number]) edges.add((at += parseInt(length, 36)));
      place.folded.from.forEach((from, folded) => {
        // What lies between two folded characters, marks for example, may hide the edge.
        const before = folded ? place.folded.to[folded - 1] : 0;
        for (let raw = before; raw <= from; raw += 1) if (edges.has(raw)) this.edge[place.start + folded] = 1;
        this.of[place.start + folded] = number;
      });
      this.edge[place.start + place.folded.text.length] = 1;
      this.of[place.start + place.folded.text.length] = number;
    });
  }

  /**
   * Whether a stretch of the joined text can be what somebody looks for: no half numbers, and not the tail of one word
   * with the head of the next (员工 in 党员工作).
   * @param {number} from
   * @param {number} length
   * @param {boolean} whole whether hardly anything else is looked for: its last word may still be typed, or be wrong
   */
  sound(from, length, whole) {
    const text = this.joined;
    const to = from + length;
    if (digit(text[from]) && from && digit(text[from - 1])) return false;
    if (digit(text[to - 1]) && digit(text[to] || "")) return false;
    const [begins, ends] = [this.edge[from], this.edge[to]];
    if (length === 1) return Boolean(begins && ends);
    if (length > 3 || (begins && ends) || (length > 2 && whole && (begins || ends))) return true;
    for (let at = from + 1; at < to; at += 1) if (this.edge[at]) return false;
    return true;
  }

  /** @param {string} query folded @returns {Matches} */
  matches(query) {
    const fresh = () => this.places.map(() => new Int32Array(query.length));
    /** @type {Matches} */
    const found = { exact: fresh(), sounding: fresh(), heard: new Map() };
    for (let start = 0; start < query.length; start += 1) {
      // Half a number of the query is no more found than half a number of the plan.
      if (start && digit(query[start]) && digit(query[start - 1])) continue;
      for (const from of this.at.get(query[start]) || []) this._same(query, start, from, found);
      for (const each of this._homophones(query[start])) for (const from of this.at.get(each) || []) this._alike(query, start, from, found);
    }
    return found;
  }

  /** The plan's characters that sound like one. @param {string} character */
  _homophones(character) {
    let found = this.homophones.get(character);
    if (!found) {
      found = this.characters.filter((each) => each === character || this.alike(character, each));
      this.homophones.set(character, found);
    }
    return found;
  }

  /** @param {string} query @param {number} start @param {number} from @param {Matches} found */
  _same(query, start, from, { exact }) {
    const bits = exact[this.of[from]];
    for (let length = 1; length <= LONGEST && start + length <= query.length; length += 1) {
      if (query[start + length - 1] !== this.joined[from + length - 1]) return;
      const next = query[start + length] || "";
      const half = digit(query[start + length - 1]) && (digit(next) || UNIT.test(next));
      if (!half && this.sound(from, length, length > query.length - 2)) bits[start] |= 1 << length;
    }
  }

  /** Slips: the stretch sounds like whole words of the plan, and at least half of it is right. @param {string} query @param {number} start @param {number} from @param {Matches} found */
  _alike(query, start, from, { sounding, heard }) {
    const bits = sounding[this.of[from]];
    let wrong = 0;
    let blurred = false;
    for (let length = 1; length <= LONGEST && start + length <= query.length; length += 1) {
      const [typed, stands] = [query[start + length - 1], this.joined[from + length - 1]];
      if (typed !== stands) {
        if (!this.alike(typed, stands)) return;
        wrong += 1;
        blurred ||= !this.same(typed, stands);
      }
      const whole = length === query.length;
      if (!wrong || length < 2 || (wrong > length / 2 && !(whole && this.unbroken(from, length))) || (length === 2 && blurred)) continue;
      if (!this.edge[from] || !this.edge[from + length]) continue;
      if (digit(typed) && digit(query[start + length] || "")) continue;
      bits[start] |= 1 << length;
      const key = stretch(start, length);
      const words = heard.get(key) || new Map();
      heard.set(key, words.set(this.joined.slice(from, from + length), wrong));
    }
  }

  /** Whether no mark stands between. @param {number} from @param {number} length */
  unbroken(from, length) {
    const { folded, start } = this.places[this.of[from]];
    for (let at = from - start + 1; at < from - start + length; at += 1) if (folded.from[at] !== folded.to[at - 1]) return false;
    return true;
  }

  /** The stretches of a place's own text in which folded words stand. @param {number} number @param {Iterable<string>} words @returns {Span[]} */
  marks(number, words) {
    const { folded } = this.places[number];
    /** @type {Span[]} */
    const spans = [];
    for (const word of words) {
      if (!word) continue;
      for (let at = folded.text.indexOf(word); at >= 0; at = folded.text.indexOf(word, at + 1)) {
        spans.push({ from: folded.from[at], to: folded.to[at + word.length - 1] });
      }
    }
    return joinedSpans(spans);
  }
}

/** Spans in order, those that touch made one. @param {Span[]} spans */
export function joinedSpans(spans) {
  /** @type {Span[]} */
  const joined = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = joined[joined.length - 1];
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}

/** The longest stretches of a word, of two characters and more, that stand in a place. @param {Int32Array} bits @param {number} from @param {number} to @returns {Span[]} */
export function runs(bits, from, to) {
  /** @type {Span[]} */
  const found = [];
  for (let at = from; at < to; ) {
    let length = Math.min(to - at, 30);
    while (length > 1 && !((bits[at] >> length) & 1)) length -= 1;
    if (length > 1) found.push({ from: at, to: at + length });
    at += length;
  }
  return found;
}

/** How much of a word stands in a place: 1 for all of it. @param {Int32Array} bits @param {number} from @param {number} to */
export function standing(bits, from, to) {
  const length = to - from;
  if ((bits[from] >> length) & 1) return 1;
  return 0.8 * runs(bits, from, to).reduce((sum, run) => sum + ((run.to - run.from) / length) ** 1.5, 0);
}
