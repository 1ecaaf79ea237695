// @ts-check
/**
 * How characters sound: for slips of the same pronunciation, and for pinyin typed in full, in initials or mixed.
 */

/** Sounds that many speakers do not tell apart. @param {string} syllable */
export const blurred = (syllable) =>
  syllable.replace(/^([zcs])h/, "$1").replace(/ng$/, "n").replace(/^l/, "n").replace(/^hu(?=[a-z])/, "f");

/** The common characters of GB 2312, which every browser can decode: so no index has to bring them. */
function commonCharacters() {
  const bytes = [];
  for (let high = 0xb0; high <= 0xd7; high += 1) {
    for (let low = 0xa1; low <= (high === 0xd7 ? 0xf9 : 0xfe); low += 1) bytes.push(high, low);
  }
  return new TextDecoder("gbk").decode(new Uint8Array(bytes));
}

/**
 * @param {string} common syllables of the common characters, as runs: a2ai13…
 * @param {Record<string, string>} further other readings and characters, by syllable
 * @returns {{
 *   of: (character: string) => string[],
 *   alike: (one: string, other: string) => boolean,
 *   same: (one: string, other: string) => boolean,
 * }} the syllables of a character; whether two sound the same, or alike to many speakers
 */
export function readSounds(common, further) {
  /** @type {Map<string, string[]>} */
  const known = new Map();
  /** @param {string} character @param {string} syllable */
  const add = (character, syllable) => known.set(character, [...(known.get(character) || []), syllable]);
  const characters = commonCharacters();
  let at = 0;
  for (const [, syllable, count] of common.matchAll(/([a-z]+)(\d+)/g)) {
    for (const character of characters.slice(at, (at += Number(count)))) add(character, syllable);
  }
  for (const [syllable, each] of Object.entries(further)) for (const character of each) add(character, syllable);
  /** @type {Map<string, string[]>} */
  const blurs = new Map();
  for (const [character, syllables] of known) blurs.set(character, [...new Set(syllables.map(blurred))]);
  /** @type {string[]} */
  const none = [];
  const of = (/** @type {string} */ character) => known.get(character) || none;
  const alike = (/** @type {string} */ one, /** @type {string} */ other) => {
    const mine = blurs.get(one) || none;
    const yours = blurs.get(other) || none;
    return mine.some((syllable) => yours.includes(syllable));
  };
  const same = (/** @type {string} */ one, /** @type {string} */ other) => of(one).some((syllable) => of(other).includes(syllable));
  return { of, alike, same };
}

/**
 * How many characters from `at` on the letters spell, each by its syllable, by its initial, or, the last, by a part of
 * its syllable.
 *
 * @param {string} characters
 * @param {number} at
 * @param {string} letters
 * @param {(character: string) => string[]} sounds
 * @returns {{length: number, full: number} | null} null where they do not; `full` of the characters are spelt in full
 */
export function spelt(characters, at, letters, sounds) {
  if (!letters) return { length: 0, full: 0 };
  const character = characters[at];
  if (character === undefined) return null;
  /** @type {{length: number, full: number} | null} */
  let best = null;
  for (const syllable of sounds(character)) {
    const initial = /^[zcs]h/.test(syllable) ? syllable.slice(0, 2) : syllable[0];
    for (const [part, full] of /** @type {[string, number][]} */ ([[syllable, 1], [initial, 0], [initial[0], 0]])) {
      if (!letters.startsWith(part)) continue;
      const rest = spelt(characters, at + 1, letters.slice(part.length), sounds);
      if (rest && (!best || rest.full + full > best.full)) best = { length: rest.length + 1, full: rest.full + full };
    }
    // Still being typed: xueshi for 学时, x-u-e-s of it.
    if (!best && letters.length < syllable.length && letters.length > 1 && syllable.startsWith(letters)) {
      best = { length: 1, full: 0.48 };
    }
  }
  return best;
}
