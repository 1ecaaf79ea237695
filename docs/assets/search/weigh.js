// @ts-check
/**
 * What the words of a query weigh, and how well each place answers them.
 *
 * @typedef {import("./types.js").Concept} Concept
 * @typedef {import("./query.js").Piece} Piece
 * @typedef {import("./corpus.js").Corpus} Corpus
 * @typedef {import("./corpus.js").Matches} Matches
 * @typedef {{piece: Piece, weight: number, needed: boolean, at: Map<number, number>, quality: Float64Array}} Word
 *   `quality[place]`: how well the place answers the word, 0 to 1
 */
import { standing } from "./corpus.js";

/** How much a word counts for a place where it stands close by. */
const NEAR = { heading: 0.6, unit: 0.45, section: 0.35 };
/** What the plan says of all members goes for each kind of them. */
const GENERAL = 0.48;
/** A place that has the plan's words for what a reader said, but was not named as an answer. */
const RELATED = 0.48;
/** Kinds of concepts that are people: who they are, what they are there, that they work. */
const PEOPLE = ["au", "ro", "wo"];
/** How words for somebody end, and not those for where they are. */
const SOMEBODY = /[员师傅生工人者家士手长姐哥妈爸爷娘兵民记板商户友子]$|干部|党员/;

export class Weigher {
  /** @param {Corpus} corpus @param {Concept[]} concepts @param {number[]} general places that speak of all members */
  constructor(corpus, concepts, general) {
    this.corpus = corpus;
    this.concepts = concepts;
    this.general = general;
  }

  /**
   * @param {string} query folded
   * @param {Piece[]} pieces of it
   * @param {Matches} matches
   * @param {(from: number, length: number) => number} exact
   * @returns {Word[]}
   */
  words(query, pieces, matches, exact) {
    return this._joinedUp(query, this._weighed(query, pieces, matches, exact));
  }

  /**
   * @param {string} query
   * @param {Piece[]} pieces
   * @param {Matches} matches
   * @param {(from: number, length: number) => number} exact
   * @returns {Word[]}
   */
  _weighed(query, pieces, matches, exact) {
    const number = this.corpus.places.length;
    const rare = (/** @type {number} */ count) => Math.log(1 + number / count);
    const size = (/** @type {number} */ length) => Math.sqrt(Math.min(length, 5));
    const asking = pieces.some(({ kind }) => kind === "question");
    const idle = pieces.every(({ kind }) => kind === "stop" || kind === "question");
    return pieces.map((piece, order) => {
      const { kind, from, to, concepts } = piece;
      const length = to - from;
      const quality = new Float64Array(number);
      /** @type {Map<number, number>} */
      const at = new Map();
      let weight = 0;
      if (kind === "text" || ((kind === "stop" || kind === "question") && exact(from, length))) {
        for (let place = 0; place < number; place += 1) quality[place] = standing(matches.exact[place], from, to);
        weight = rare(exact(from, length)) * size(length);
      }
      if (kind === "slip") {
        let count = 0;
        for (let place = 0; place < number; place += 1) {
          if ((matches.sounding[place][from] >> length) & 1) {
            quality[place] = 0.9;
            count += 1;
          }
        }
        weight = rare(count) * size(length);
      }
      if (kind === "concept" || kind === "question") {
        const count = this._meant(concepts, at, quality);
        const typed = query.slice(from, to) === piece.said;
        for (let place = 0; length > 1 && place < number; place += 1) {
          const stands = typed ? (matches.exact[place][from] >> length) & 1 : this.corpus.places[place].folded.text.includes(piece.said);
          if (stands) quality[place] = Math.min(1.1, Math.max(0.9, quality[place] + 0.1));
        }
        weight = Math.max(weight, rare(Math.max(1, count)) * size(3));
      }
      if (kind === "unknown" || kind === "absent") {
        // A character that follows a reader's word makes another of it: 高铁票.
        const [before, after] = [pieces[order - 1], pieces[order + 1]];
        const tail = before && before.kind === "concept" && (!after || after.kind === "stop" || after.kind === "question");
        weight = rare(0.48) * (length === 1 ? (tail ? 1.3 : 0.48) : size(length)) * (/\d/.test(query.slice(from, to)) ? 2 : 1);
      }
      // Where nothing is asked about anything, the question itself is all there is, or words that say little.
      const left = kind === "question" || (!asking && (length > 1 || query.length === 1));
      const needed = idle ? weight > 0 && left : kind !== "stop" && kind !== "question";
      if (kind === "stop" && (asking || !idle)) weight *= 0.1;
      if (!idle && kind === "question") weight *= 0.8;
      return { piece, weight, needed, at, quality };
    });
  }

  /** @param {Piece} piece @param {string} kind */
  _isA(piece, kind) {
    return piece.kind === "concept" && piece.concepts.every((each) => this.concepts[each].kind === kind);
  }

  /** Whether a word is for somebody. @param {Piece} piece */
  person(piece) {
    return PEOPLE.some((kind) => this._isA(piece, kind));
  }

  /** Whether a word says what is asked about, and not only of whom. @param {Word} word */
  topic({ needed, weight, piece }) {
    const { kind, from, to } = piece;
    return needed && weight > 4.4 && to - from > 1 && (kind === "text" || (kind === "concept" && !this.person(piece)));
  }

  /** Whether a word asks how much, or a question. @param {Piece} piece */
  asks(piece) {
    return piece.kind === "question" || piece.concepts.some((each) => ["am", "qu"].includes(this.concepts[each].kind));
  }

  /**
   * Several words for one person are one (物业公司的保安); how much is asked does not count against what it is asked of
   * (党课多久讲一次), unless that is a person.
   * @param {string} query
   * @param {Word[]} words
   * @returns {Word[]}
   */
  _joinedUp(query, words) {
    const person = (/** @type {Word} */ { piece }) => this.person(piece);
    let people = words.filter(person);
    const others = words.filter((word) => !person(word));
    // All of them are 党员.
    if (people.length) {
      for (const word of others) if (query.slice(word.piece.from, word.piece.to) === "党员") [word.needed, word.weight] = [false, 0];
    }
    // 银行员工 are of a bank.
    const telling = people.filter(({ piece }) => !this._isA(piece, "wo"));
    if (telling.length && telling.length < people.length) {
      for (const word of people) if (this._isA(word.piece, "wo")) [word.needed, word.weight] = [false, 0];
      people = telling;
    }
    // What comes before a person tells which, and may be anything: 火锅店老板, but not 汽车保险. What follows is what is asked.
    const somebody = (/** @type {Word} */ { piece }) => SOMEBODY.test(query.slice(piece.from, piece.to));
    words.forEach((word, at) => {
      const { kind } = word.piece;
      const [next, ...after] = words.slice(at + 1).filter(({ piece }) => piece.kind !== "stop");
      if ((kind === "unknown" || kind === "text") && next && person(next) && (query.includes("党员") || [next, ...after].some(somebody)) && after.every((each) => person(each) || somebody(each) || this.asks(each.piece))) {
        word.weight *= kind === "unknown" ? 0.3 : 0.6;
      }
    });
    if (people.length > 1) {
      const [first] = people;
      const joined = first.quality.map((_, place) => {
        const each = people.map(({ quality }) => quality[place]);
        const best = Math.max(...each);
        // What a person is there comes before where that is: 企业党委书记, 退休工人.
        const role = Math.max(0, ...people.filter(({ piece }) => this._isA(piece, "ro")).map(({ quality }) => quality[place]));
        return best + 0.15 * (each.reduce((sum, one) => sum + one, 0) - best) + 0.2 * role;
      });
      // Each keeps its marks; the first has the weight of all.
      for (const word of people) {
        word.quality = joined;
        if (word !== first) word.needed = false;
        word.weight = word === first ? Math.max(...people.map(({ weight }) => weight)) : 0;
      }
    }
    const topic = others.some((word) => word.needed && word.weight > 4 && !this._isA(word.piece, "am"));
    if (topic) {
      for (const word of others.filter((each) => this._isA(each.piece, "am"))) {
        word.needed = false;
        word.weight *= 0.6;
      }
    }
    return words;
  }

  /** Where what a reader said is answered. @param {number[]} concepts @param {Map<number, number>} at @param {Float64Array} quality @returns {number} in how many places */
  _meant(concepts, at, quality) {
    const ours = concepts.map((each) => this.concepts[each]);
    /** @param {number} place @param {number} worth */
    const lift = (place, worth) => {
      at.set(place, Math.max(at.get(place) || 0, worth));
      quality[place] = Math.max(quality[place], worth);
    };
    let targets = 0;
    for (const { kind, at: named, near } of ours) {
      named.forEach((place, rank) => lift(place, kind === "qu" ? Math.max(0.65, 0.88 - rank * 0.02) : Math.max(0.75, 1 - rank * 0.06)));
      for (const place of near) lift(place, named.length ? RELATED : 0.85);
      if (PEOPLE.includes(kind)) for (const place of this.general) lift(place, GENERAL);
      targets = Math.max(targets, named.length || near.length);
    }
    return targets;
  }

  /** How well a place answers a word, 0 to about 1: its quality there, or at the headings and sentences around it. @param {Word} word @param {number} number */
  worth({ quality, piece }, number) {
    let best = quality[number];
    if (best >= NEAR.heading || piece.kind === "unknown" || piece.kind === "absent") return best;
    const { units, places } = this.corpus;
    const unit = units[places[number].unit];
    const heading = unit.places[0];
    if (number !== heading) best = Math.max(best, quality[heading] * NEAR.heading);
    for (const other of unit.places) best = Math.max(best, quality[other] * (number === heading ? 0.3 : NEAR.unit));
    const section = unit.kind === "provision" && units.find(({ id }) => id === unit.section);
    if (section) best = Math.max(best, quality[section.places[0]] * NEAR.section);
    return best;
  }
}
