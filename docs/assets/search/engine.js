// @ts-check
/**
 * The search itself: a query in, the plan's sentences out, the best first; nothing where the plan does not speak of it.
 *
 * A query is folded (fold.js), taken as a reference where it is one (reference.js), and otherwise divided into words
 * (query.js). Each word weighs the more the rarer it is (weigh.js); a place answers if words of most of that weight stand in it,
 * are meant by it, or stand close by. What is not found anywhere weighs most: so what the plan does not speak of finds
 * nothing.
 */
import { Corpus, joinedSpans, runs, stretch } from "./corpus.js";
import { folder } from "./fold.js";
import { Letters } from "./letters.js";
import { divide } from "./query.js";
import { reference } from "./reference.js";
import { readSounds } from "./sounds.js";
import { Weigher } from "./weigh.js";

/**
 * @typedef {import("./types.js").IndexFile} IndexFile
 * @typedef {import("./types.js").Concept} Concept
 * @typedef {import("./types.js").Result} Result
 * @typedef {import("./types.js").Span} Span
 * @typedef {import("./query.js").Piece} Piece
 * @typedef {import("./corpus.js").Matches} Matches
 * @typedef {import("./weigh.js").Word} Word
 */

/** A place answers from this share of a query's weight on. */
const ENOUGH = 0.62;
/** And from this one on, where nothing does, for a question: about two things it is led to both, and strange words may be idle. */
const GENEROUS = { known: 0.45, strange: 1 / 2 };
/** How much of their weight they keep then. */
const STRANGE = 1 / 2;
/** What makes a question. */
const ASKS = /[谁哪几吗么啥咋怎何呢]|多[少久长]|是否|[能可要]不|的[^的]{2,4}$/;
const MOST = 60;
export class Search {
  /** @param {IndexFile} index */
  constructor(index) {
    this.fold = folder(index.simple);
    const { of, alike, same } = readSounds(index.common, index.sounds);
    this.same = same;
    this.corpus = new Corpus(index, this.fold, { alike, same });
    const folded = (/** @type {string[]} */ words) => words.map((word) => this.fold(word).text);
    this.stop = new Set(folded(unpacked(index.stop)));
    const absent = unpacked(index.absent);
    this.absent = new Set(folded(absent));
    this.absentGaps = this._gaps(absent);
    this.pages = index.pages.map(([at, name, says]) => ({ at, name, says: folded(unpacked(says)) }));
    const [kinds, says, words, at] = index.concepts;
    /** @type {Concept[]} */
    this.concepts = kinds.map((kind, each) => {
      const means = folded(words[each].split(" ").filter(Boolean));
      const near = this.corpus.places
        .map((_, number) => number)
        .filter((number) => means.some((word) => this.corpus.places[number].folded.text.includes(word)));
      return { kind, words: means, at: at[each], near };
    });
    /** @type {Map<string, number[]>} concepts by what readers say */
    this.said = new Map();
    const said = says.map(unpacked);
    this.gaps = said.flatMap((words) => this._gaps(words));
    said.forEach((words, number) => {
      for (const word of folded(words)) this.said.set(word, [...(this.said.get(word) || []), number]);
    });
    this.letters = new Letters(this.corpus, this.said.keys(), of);
    /** @type {Map<string, string[]>} what readers say, by its sound */
    this.heard = new Map();
    for (const word of this.said.keys()) {
      if (word.length < 2) continue;
      const key = this.letters.key(word);
      this.heard.set(key, [...(this.heard.get(key) || []), word]);
    }
    this.weigher = new Weigher(this.corpus, this.concepts, index.general);
  }

  /** Words with others between them: 谁…上课. @param {string[]} words @returns {RegExp[]} */
  _gaps(words) {
    return words
      .filter((word) => word.includes("…"))
      .map((word) => new RegExp(word.split("…").map((half) => `(${this.fold(half).text})`).join("(.{1,6}?)")));
  }

  /**
   * @param {string} query as it was typed
   * @returns {Result[]} the best first; pages of our own last
   */
  search(query) {
    const folded = this.fold(query.slice(0, 100)).text.slice(0, 60);
    if (!folded) return [];
    if (/^[a-z]+$/.test(folded) && !this.said.has(folded)) {
      return [...this._spelt(folded), ...this._own(folded)];
    }
    const written = folded.replace(/[a-z]{2,}/g, (letters) => this.said.has(letters) ? letters : this.letters.readings(letters)[0] || letters)
      .replace(/^(\d{1,2}) (?=\d{1,2}$)/, "$1月");
    const named = reference(query.normalize("NFKC"), folded, this.corpus.units);
    if (named === "nowhere") return [];
    const bare = named && named.rest ? this._divided(named.rest).pieces.every(({ kind }) => kind === "stop" || kind === "question") : true;
    if (named && bare) {
      const places = this._atReference(named);
      if (named.certain) return places;
      const seen = new Set(places.map(({ url }) => url));
      return [...places, ...this._ranked(written).filter(({ url }) => !seen.has(url))];
    }
    if (named) {
      const { places } = this.corpus.units[named.unit];
      return this._ranked(named.rest, new Set(places));
    }
    return [...this._ranked(written), ...this._own(written)];
  }

  /** @param {import("./reference.js").Reference} named @returns {Result[]} */
  _atReference(named) {
    const { places, kind } = this.corpus.units[named.unit];
    const asked = places.filter((number) => this.corpus.places[number].sentence === named.sentence);
    const order = named.sentence ? asked : places;
    const rest = kind === "heading" ? this.corpus.units.flatMap((unit) =>
      unit.section === this.corpus.units[named.unit].id && unit.kind === "provision" ? [unit.places[0]] : []) : [];
    return [...order, ...places.filter((number) => !order.includes(number)), ...rest].map((number, at) => this._result(number, [], 100 - at));
  }

  /** Pages of our own that are asked for by name. @param {string} query @returns {Result[]} */
  _own(query) {
    /** @param {string} word */
    const asked = (word) => {
      const at = query.indexOf(word);
      if (at < 0) return false;
      const rest = query.slice(0, at) + query.slice(at + word.length);
      return !rest || this._divided(rest).pieces.every(({ kind }) => kind === "stop" || kind === "question");
    };
    const { pieces } = this._divided(query);
    const people = pieces.filter((piece) => this.weigher.person(piece));
    const others = pieces.filter((piece) => !people.includes(piece));
    const alone = others.every((piece) => piece.kind === "stop" || this.weigher.asks(piece) || query.slice(piece.from, piece.to) === "党员");
    // Who says who they are is led to what is said of them: 外卖小哥.
    const means = alone ? people.flatMap(({ concepts }) => concepts.flatMap((each) => this.concepts[each].words)).filter((word) => word.length > 2) : [];
    return this.pages
      .filter(({ says }) => says.some((title) => asked(title) || means.some((word) => title.includes(word))))
      .map(({ at, name }) => ({ url: at, title: name, sentence: 0, text: "", marks: [], own: true, score: 0 }));
  }

  /** @param {string} letters @returns {Result[]} */
  _spelt(letters) {
    /** @type {Map<string, Result>} */
    const found = new Map();
    for (const word of this.letters.readings(letters).slice(0, 4)) {
      for (const result of this._ranked(word)) if (!found.has(result.url)) found.set(result.url, result);
    }
    return [...found.values()].slice(0, MOST);
  }

  /** @param {string} query folded @param {boolean} [slipped] */
  _divided(query, slipped = false) {
    const matches = this.corpus.matches(query);
    const number = this.corpus.places.length;
    /** @type {Map<number, number>} */
    const counted = new Map();
    /** @param {number} from @param {number} length */
    const exact = (from, length) => {
      const key = stretch(from, length);
      let count = counted.get(key);
      if (count === undefined) {
        count = 0;
        for (let place = 0; place < number; place += 1) if ((matches.exact[place][from] >> length) & 1) count += 1;
        counted.set(key, count);
      }
      return count;
    };
    const pieces = divide(query, {
      exact,
      slips: (from, length) => Math.min(...[0x7f, ...(matches.heard.get(stretch(from, length)) || new Map()).values()]) % 0x7f,
      said: (word) => {
        const concepts = this.said.get(word);
        return concepts && { concepts, question: concepts.every((each) => this.concepts[each].kind === "qu") };
      },
      misheard: (word) => this._misheard(word),
      stop: (word) => this.stop.has(word),
      absent: (word) => this.absent.has(word),
      longest: 30,
      slipped,
    });
    return { pieces, matches, exact };
  }

  /** A reader's word that sounds the same, and is the same by half. @param {string} word */
  _misheard(word) {
    const like = this.heard.get(this.letters.key(word)) || [];
    return like.find((each) => each !== word && each.length === word.length &&
      (word.length > 2 || [...each].every((character, at) => character === word[at] || this.same(character, word[at]))) &&
      [...each].filter((character, at) => character === word[at]).length >= word.length / 2);
  }

  /**
   * @param {string} asked folded
   * @param {Set<number>} [only] the places asked about
   * @returns {Result[]}
   */
  _ranked(asked, only) {
    let query = asked;
    if (!this.corpus.joined.includes(query)) {
      if (this.absentGaps.some((gap) => gap.test(query))) return [];
      // What stands between goes before: 谁给党员上课 is asked as 给党员, 谁上课. But 党课开讲拉 is a slip as it stands.
      for (const gap of this.gaps) if (gap.test(query) && this._divided(query).pieces[0].kind !== "slip") query = query.replace(gap, "$2$1$3");
    }
    const found = this._answered(query, only, false);
    // A slip may be made of right words: 主体党日.
    if (found.length || query.length < 4) return found;
    const slips = this._answered(query, only, true);
    return slips.length ? slips : this._answered(query, only, false, true);
  }

  /**
   * @param {string} query folded
   * @param {Set<number> | undefined} only the places asked about
   * @param {boolean} slipped whether long slips are taken for likelier than words
   * @param {boolean} [generous] whether a question's words may be known by less
   * @returns {Result[]}
   */
  _answered(query, only, slipped, generous = false) {
    const { pieces, matches, exact } = this._divided(query, slipped);
    const words = this.weigher.words(query, pieces, matches, exact);
    /** A character alone says too little. */
    const telling = (/** @type {Word} */ { needed, piece }) => needed && (piece.kind !== "text" || piece.to - piece.from > 1 || query.length === 1);
    if (!words.some(telling)) return [];
    let least = ENOUGH;
    if (generous) {
      if (pieces.some(({ kind }) => kind === "absent")) return [];
      const strange = words.filter(({ piece }) => piece.kind === "unknown");
      if (strange.length && !(ASKS.test(query) && words.some((word) => this.weigher.topic(word)))) return [];
      for (const word of strange) word.weight *= STRANGE;
      least = strange.length ? GENEROUS.strange : GENEROUS.known;
    }
    const { places } = this.corpus;
    const total = words.reduce((sum, { weight, needed }) => sum + (needed ? weight : 0), 0);
    /** @type {[number, number][]} */
    const found = [];
    places.forEach((place, number) => {
      if (only && !only.has(number)) return;
      let covered = 0;
      let score = 0;
      for (const word of words) {
        const worth = word.weight * this.weigher.worth(word, number);
        score += worth;
        if (word.needed) covered += worth;
      }
      if (covered < least * total * (only ? 0.48 : 1)) return;
      found.push([number, score + this._bonus(query, place.folded.text, number)]);
    });
    found.sort((a, b) => b[1] - a[1]);
    return found.slice(0, MOST).map(([number, score]) => this._result(number, this._marks(number, words, matches, query), score));
  }

  /** Whole phrases before their parts, a heading before others where it is what was asked for. @param {string} query @param {string} text @param {number} number */
  _bonus(query, text, number) {
    const { sentence, unit } = this.corpus.places[number];
    let bonus = -number / 1000;
    const phrase = text.includes(query);
    if (phrase) bonus += 1.5 + 0.48 * Math.min(1, (query.length / text.length) * 3);
    if (sentence === 0) {
      const title = this.fold(this.corpus.units[unit].name).text.replace(/^\d+/, "");
      if (title === query || text === query) bonus += 8;
      else bonus += phrase && query.length / title.length >= 0.6 ? 1.5 : -1.2;
    }
    return bonus;
  }

  /** @param {number} number @param {Word[]} words @param {Matches} matches @param {string} query @returns {Span[]} */
  _marks(number, words, matches, query) {
    const { corpus } = this;
    const { text } = corpus.places[number].folded;
    if (text.includes(query)) return corpus.marks(number, [query]);
    /** @type {Set<string>} */
    const wanted = new Set();
    for (const { piece, at } of words) {
      const { kind, from, to, concepts } = piece;
      if (kind === "stop" || kind === "unknown" || kind === "absent") continue;
      const word = query.slice(from, to);
      if (text.includes(word) && (kind !== "concept" || word.length > 1)) wanted.add(word);
      else if (kind === "text") for (const run of runs(matches.exact[number], from, to)) wanted.add(query.slice(run.from, run.to));
      if (kind === "slip") for (const each of (matches.heard.get(stretch(from, to - from)) || new Map()).keys()) wanted.add(each);
      if (kind === "concept" && at.has(number)) for (const each of concepts) for (const means of this.concepts[each].words) wanted.add(means);
    }
    return joinedSpans(corpus.marks(number, wanted));
  }

  /** @param {number} number @param {Span[]} marks @param {number} score @returns {Result} */
  _result(number, marks, score) {
    const { unit, sentence, text } = this.corpus.places[number];
    const { url, name } = this.corpus.units[unit];
    return { url: sentence ? `${url}#s${sentence}` : url, title: name, sentence, text, marks, own: false, score };
  }
}

/** Words packed by their lengths: those of one character, a space, those of two, … @param {string} packed @returns {string[]} */
const unpacked = (packed) => packed.split(" ").flatMap((run, at) => run.match(new RegExp(`.{${at + 1}}`, "gu")) || []);
