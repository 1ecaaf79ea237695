// @ts-check
/**
 * The search itself: a query in, the plan's sentences out, the best first; nothing where the plan does not speak of it.
 *
 * A query is folded (fold.js), taken as a reference where it is one (reference.js), and otherwise divided into words
 * (query.js). Each word weighs the more the rarer it is; a place answers if words of most of that weight stand in it,
 * are meant by it, or stand close by. What is not found anywhere weighs most: so what the plan does not speak of finds
 * nothing.
 */
import { Corpus, joinedSpans, stretch } from "./corpus.js";
import { folder } from "./fold.js";
import { divide } from "./query.js";
import { reference } from "./reference.js";
import { blurred, readSounds, spelt } from "./sounds.js";

/**
 * @typedef {import("./types.js").IndexFile} IndexFile
 * @typedef {import("./types.js").Concept} Concept
 * @typedef {import("./types.js").Result} Result
 * @typedef {import("./types.js").Span} Span
 * @typedef {import("./query.js").Piece} Piece
 * @typedef {import("./corpus.js").Matches} Matches
 * @typedef {{piece: Piece, weight: number, needed: boolean, at: Map<number, number>, quality: Float64Array}} Word
 *   `quality[place]`: how well the place answers the word, 0 to 1
 */

/** A place answers from this share of a query's weight on. */
const ENOUGH = 0.62;
/** How much a word counts for a place where it stands close by. */
const NEAR = { heading: 0.6, unit: 0.45, section: 0.35 };
/** What the plan says of all members goes for each kind of them. */
const GENERAL = 0.48;
/** A place that has the plan's words for what a reader said, but was not named as an answer. */
const RELATED = 0.48;
const MOST = 60;
/** Kinds of concepts that are people: who they are, what they are there, that they work. */
const PEOPLE = ["au", "ro", "wo"];

const DIGITS = /** @type {Record<string, string[]>} */ ({
  0: ["ling"], 1: ["yi"], 2: ["er", "liang"], 3: ["san"], 4: ["si"], 5: ["wu"], 6: ["liu"], 7: ["qi"], 8: ["ba"], 9: ["jiu"],
});

export class Search {
  /** @param {IndexFile} index */
  constructor(index) {
    this.fold = folder(index.simple);
    const { of, alike, same } = readSounds(index.common, index.sounds);
    this.same = same;
    this.sounds = (/** @type {string} */ character) => DIGITS[character] || of(character);
    this.corpus = new Corpus(index, this.fold, { alike, same });
    const folded = (/** @type {string} */ words) => words.split(" ").filter(Boolean).map((word) => this.fold(word).text);
    this.stop = new Set(folded(index.stop));
    this.absent = new Set(folded(index.absent));
    this.absentGaps = this._gaps(index.absent);
    this.general = index.general;
    this.pages = index.pages.map(([at, name, says]) => ({ at, name, says: folded(says) }));
    /** @type {Concept[]} */
    this.concepts = index.concepts.map(([kind, , words, at]) => {
      const means = folded(words);
      const near = this.corpus.places
        .map((_, number) => number)
        .filter((number) => means.some((word) => this.corpus.places[number].folded.text.includes(word)));
      return { kind, words: means, at, near };
    });
    /** @type {Map<string, number[]>} concepts by what readers say */
    this.said = new Map();
    this.gaps = index.concepts.flatMap(([, says]) => this._gaps(says));
    index.concepts.forEach(([, says], number) => {
      for (const word of folded(says)) this.said.set(word, [...(this.said.get(word) || []), number]);
    });
    /** @type {Map<string, string[]>} what readers say, by its sound */
    this.heard = new Map();
    /** @type {Map<string, string>} what readers say, by its pinyin */
    this.spelling = new Map();
    this._hearSaid();
  }

  /** Words with others between them: 谁…上课. @param {string} words @returns {RegExp[]} */
  _gaps(words) {
    return words
      .split(" ")
      .filter((word) => word.includes("…"))
      .map((word) => new RegExp(word.split("…").map((half) => `(${this.fold(half).text})`).join("(.{1,6}?)")));
  }

  _hearSaid() {
    for (const word of this.said.keys()) {
      if (word.length < 2) continue;
      const key = this._key(word);
      this.heard.set(key, [...(this.heard.get(key) || []), word]);
      const letters = [...word].map((character) => (this.sounds(character)[0] || character)).join("");
      if (!this.spelling.has(letters)) this.spelling.set(letters, word);
    }
  }

  /** @param {string} word */
  _key(word) {
    return [...word].map((character) => blurred(this.sounds(character)[0] || character)).join(" ");
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
    const written = folded.replace(/[a-z]{2,}/g, (letters) => this.said.has(letters) ? letters : this._readings(letters)[0] || letters);
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
    return this.pages
      .filter(({ says }) => says.some(asked))
      .map(({ at, name }) => ({ url: at, title: name, sentence: 0, text: "", marks: [], own: true, score: 0 }));
  }

  /** The words that letters can spell: the plan's, then readers'. @param {string} letters @returns {string[]} */
  _readings(letters) {
    const { joined, edge } = this.corpus;
    const characters = joined.split("");
    /** @param {string} typed @param {(character: string) => string[]} sounds */
    const read = (typed, sounds) => {
      /** @type {Map<string, number>} */
      const words = new Map();
      for (let at = 0; at < characters.length; at += 1) {
        if (!edge[at]) continue;
        const found = spelt(characters, at, typed, sounds);
        if (!found || found.length < 2) continue;
        const whole = edge[at + found.length];
        if (!whole && found.length < 3 && found.full < 2) continue;
        const score = found.full / found.length + (whole ? 0.6 : 0) + found.length * 0.01;
        const word = joined.slice(at, at + found.length);
        words.set(word, Math.max(words.get(word) || 0, score));
      }
      return [...words].sort((a, b) => b[1] - a[1]);
    };
    const plain = read(letters, this.sounds);
    const said = this.spelling.get(letters);
    // A reader's own word in full is surer than the plan's by initials.
    if (said && !(plain[0] && plain[0][1] > 1.5)) return [said, ...plain.map(([word]) => word)];
    if (plain.length) return plain.map(([word]) => word);
    const blur = (/** @type {string} */ character) => this.sounds(character).map(blurred);
    const mumbled = blurred(letters.replace(/([zcs])h/g, "$1").replace(/ng(?![aeiou])/g, "n"));
    const loose = read(mumbled, blur).filter(([, score]) => score > 1.2);
    if (loose.length) return loose.map(([word]) => word);
    if (letters.length < 5 || /[aeiou]/.test(letters.slice(1, -1))) return [];
    // One initial too many.
    return [...letters].flatMap((_, at) => read(letters.slice(0, at) + letters.slice(at + 1), this.sounds).filter(([, score]) => score >= 0.6).map(([word]) => word));
  }

  /** @param {string} letters @returns {Result[]} */
  _spelt(letters) {
    /** @type {Map<string, Result>} */
    const found = new Map();
    for (const word of this._readings(letters).slice(0, 4)) {
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
    const like = this.heard.get(this._key(word)) || [];
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
      // What stands between goes before: 谁给党员上课 is asked as 给党员, 谁上课.
      for (const gap of this.gaps) query = query.replace(gap, "$2$1$3");
    }
    const found = this._answered(query, only, false);
    // A slip may be made of right words: 主体党日.
    return found.length || query.length < 4 ? found : this._answered(query, only, true);
  }

  /**
   * @param {string} query folded
   * @param {Set<number>} [only] the places asked about
   * @param {boolean} [slipped] whether long slips are taken for likelier than words
   * @returns {Result[]}
   */
  _answered(query, only, slipped) {
    const { pieces, matches, exact } = this._divided(query, slipped);
    const words = this._joinedUp(this._weighed(query, pieces, matches, exact));
    /** A character alone says too little. */
    const telling = (/** @type {Word} */ { needed, piece }) => needed && (piece.kind !== "text" || piece.to - piece.from > 1 || query.length === 1);
    if (!words.some(telling)) return [];
    const { places } = this.corpus;
    const total = words.reduce((sum, { weight, needed }) => sum + (needed ? weight : 0), 0);
    /** @type {[number, number][]} */
    const found = [];
    places.forEach((place, number) => {
      if (only && !only.has(number)) return;
      let covered = 0;
      let score = 0;
      for (const word of words) {
        const worth = word.weight * this._withContext(word, number);
        score += worth;
        if (word.needed) covered += worth;
      }
      if (covered < ENOUGH * total * (only ? 0.48 : 1)) return;
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
        for (let place = 0; place < number; place += 1) {
          if ((matches.exact[place][from] >> length) & 1) quality[place] = Math.min(1.1, Math.max(0.9, quality[place] + 0.1));
        }
        weight = Math.max(weight, rare(Math.max(1, count)) * size(3));
      }
      if (kind === "unknown" || kind === "absent") {
        // A character that follows a reader's word makes another of it: 高铁票.
        const [before, after] = [pieces[order - 1], pieces[order + 1]];
        const tail = before && before.kind === "concept" && (!after || after.kind === "stop");
        weight = rare(0.48) * (length === 1 ? (tail ? 1 : 0.48) : size(length)) * (/\d/.test(query.slice(from, to)) ? 2 : 1);
      }
      // Where nothing is asked about anything, the question itself is all there is, or words that say little.
      const left = kind === "question" || (!asking && (length > 1 || query.length === 1));
      const needed = idle ? weight > 0 && left : kind !== "stop" && kind !== "question";
      if (!idle && kind === "stop") weight *= 0.1;
      if (!idle && kind === "question") weight *= 0.8;
      return { piece, weight, needed, at, quality };
    });
  }

  /** @param {Piece} piece @param {string} kind */
  _isA(piece, kind) {
    return piece.kind === "concept" && piece.concepts.every((each) => this.concepts[each].kind === kind);
  }

  /**
   * Several words for one person are one (物业公司的保安); how much is asked does not count against what it is asked of
   * (党课多久讲一次), unless that is a person.
   * @param {Word[]} words
   * @returns {Word[]}
   */
  _joinedUp(words) {
    const person = (/** @type {Word} */ { piece }) => PEOPLE.some((kind) => this._isA(piece, kind));
    let people = words.filter(person);
    const others = words.filter((word) => !person(word));
    // 银行员工 are of a bank.
    const telling = people.filter(({ piece }) => !this._isA(piece, "wo"));
    if (telling.length && telling.length < people.length) {
      for (const word of people) if (this._isA(word.piece, "wo")) [word.needed, word.weight] = [false, 0];
      people = telling;
    }
    // What comes before a person tells which, and may be anything: 火锅店老板. What follows is what is asked.
    words.forEach((word, at) => {
      const { kind } = word.piece;
      const after = words.slice(at + 1).filter(({ piece }) => piece.kind !== "stop");
      if ((kind === "unknown" || kind === "text") && after.length && after.every(person)) {
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

  /** A word's quality at a place, or at the headings and sentences around it. @param {Word} word @param {number} number */
  _withContext({ quality, piece }, number) {
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
      if (text.includes(word)) wanted.add(word);
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

/** The longest stretches of a word, of two characters and more, that stand in a place. @param {Int32Array} bits @param {number} from @param {number} to @returns {Span[]} */
function runs(bits, from, to) {
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
function standing(bits, from, to) {
  const length = to - from;
  if ((bits[from] >> length) & 1) return 1;
  return 0.8 * runs(bits, from, to).reduce((sum, run) => sum + ((run.to - run.from) / length) ** 1.5, 0);
}
