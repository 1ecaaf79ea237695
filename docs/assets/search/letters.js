// @ts-check
/**
 * Words typed in letters: pinyin in full, by initials, or mixed, of the plan's words and of readers' own.
 *
 * @typedef {import("./corpus.js").Corpus} Corpus
 */
import { blurred, spelt } from "./sounds.js";

const DIGITS = /** @type {Record<string, string[]>} */ ({
  0: ["ling"], 1: ["yi"], 2: ["er", "liang"], 3: ["san"], 4: ["si"], 5: ["wu"], 6: ["liu"], 7: ["qi"], 8: ["ba"], 9: ["jiu"],
});
/** The longest word of the plan that a phrase is put together from, in characters. */
const WORD = 4;

export class Letters {
  /**
   * @param {Corpus} corpus
   * @param {Iterable<string>} said readers' words
   * @param {(character: string) => string[]} of the syllables of a character
   */
  constructor(corpus, said, of) {
    this.corpus = corpus;
    this.sounds = (/** @type {string} */ character) => DIGITS[character] || of(character);
    /** @type {Map<string, string>} what readers say, by its pinyin */
    this.spelling = new Map();
    /** @type {Map<string, string>} what readers say, by its initials; of fewer than four anything could be meant */
    this.initials = new Map();
    /** @type {Map<string, string> | null} the plan's words too, once they are asked for */
    this.words = null;
    for (const word of said) {
      const letters = this._spelling(word);
      if (letters === word) continue;
      if (!this.spelling.has(letters)) this.spelling.set(letters, word);
      const initials = [...word].map((character) => this._syllable(character)[0]).join("");
      if (word.length > 3 && !this.initials.has(initials)) this.initials.set(initials, word);
    }
  }

  /** A character's usual syllable. @param {string} character */
  _syllable(character) {
    return this.sounds(character)[0] || character;
  }

  /** @param {string} word */
  _spelling(word) {
    return [...word].map((character) => this._syllable(character)).join("");
  }

  /** What makes two words sound alike to many speakers. @param {string} word */
  key(word) {
    return [...word].map((character) => blurred(this._syllable(character))).join(" ");
  }

  /** The words that letters can spell, the likeliest first. @param {string} letters @returns {string[]} */
  readings(letters) {
    const plain = this._read(letters, this.sounds);
    const said = this.spelling.get(letters);
    const sure = plain[0] && plain[0][1] > 1.5;
    const planned = plain.map(([word]) => word);
    // A reader's own words in full are surer than the plan's by initials.
    const phrase = sure ? "" : said && said.length > 1 ? said : this._phrase(letters);
    if (phrase) return [phrase, ...planned];
    if (plain.length) return planned;
    const meant = this.initials.get(letters);
    if (meant) return [meant];
    const blur = (/** @type {string} */ character) => this.sounds(character).map(blurred);
    const mumbled = blurred(letters.replace(/([zcs])h/g, "$1").replace(/ng(?![aeiou])/g, "n"));
    const loose = this._read(mumbled, blur).filter(([, score]) => score > 1.2);
    if (loose.length) return loose.map(([word]) => word);
    if (letters.length < 5 || /[aeiou]/.test(letters.slice(1, -1))) return [];
    // One initial too many.
    return [...letters].flatMap((_, at) =>
      this._read(letters.slice(0, at) + letters.slice(at + 1), this.sounds).filter(([, score]) => score >= 0.6).map(([word]) => word));
  }

  /** What of the plan is spelt so. @param {string} typed @param {(character: string) => string[]} sounds @returns {[string, number][]} */
  _read(typed, sounds) {
    const { joined, edge } = this.corpus;
    /** @type {Map<string, number>} */
    const words = new Map();
    for (let at = 0; at < joined.length; at += 1) {
      if (!edge[at]) continue;
      const found = spelt(joined, at, typed, sounds);
      if (!found || found.length < 2) continue;
      const whole = edge[at + found.length];
      // Three initials stand for whole words, or for anything.
      if (!whole && found.length < (found.full ? 3 : 4) && found.full < 2) continue;
      if (!found.full && !this.corpus.unbroken(at, found.length)) continue;
      const score = found.full / found.length + (whole ? 0.6 : 0) + found.length * 0.01;
      const word = joined.slice(at, at + found.length);
      words.set(word, Math.max(words.get(word) || 0, score));
    }
    return [...words].sort((a, b) => b[1] - a[1]);
  }

  /** Several words in full, the fewest that there can be: zhibushuji, shuichuqian. @param {string} letters @returns {string} */
  _phrase(letters) {
    const words = (this.words ||= this._words());
    /** @type {(string[] | undefined)[]} */
    const best = [[]];
    for (let to = 1; to <= letters.length; to += 1) {
      for (let from = 0; from < to; from += 1) {
        const before = best[from];
        const word = before && words.get(letters.slice(from, to));
        if (before && word && before.length + 1 < (best[to] || letters).length) best[to] = [...before, word];
      }
    }
    const found = best[letters.length] || [];
    // Single characters put together say what anybody likes.
    return found.filter((word) => word.length > 1).length >= found.length / 2 ? found.join("") : "";
  }

  _words() {
    const { joined, edge } = this.corpus;
    const words = new Map(this.spelling);
    for (let from = 0; from < joined.length; from += 1) {
      for (let to = from + 2; edge[from] && to <= from + WORD; to += 1) {
        const word = joined.slice(from, to);
        const letters = edge[to] && !word.includes("\n") && this._spelling(word);
        if (letters && !words.has(letters)) words.set(letters, word);
      }
    }
    return words;
  }
}
