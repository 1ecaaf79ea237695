// @ts-check
/**
 * How characters sound: for slips of the same pronunciation, and for pinyin typed in full, in initials or mixed.
 */

/** Sounds that many speakers do not tell apart. @param {string} syllable */
export const blurred = (syllable) =>
  syllable.replace(/^([zcs])h/, "$1").replace(/ng$/, "n").replace(/^l/, "n").replace(/^hu(?=[a-z])/, "f");

/**
 * @param {Record<string, string>} sounds characters by their usual syllable
 * @param {Record<string, string>} also characters by another one
 * @returns {{
 *   of: (character: string) => string[],
 *   alike: (one: string, other: string) => boolean,
 *   same: (one: string, other: string) => boolean,
 * }} the syllables of a character; whether two sound the same, or alike to many speakers
 */
export function readSounds(sounds, also) {
  /** @type {Map<string, string[]>} */
  const known = new Map();
  for (const [syllable, characters] of [...Object.entries(sounds), ...Object.entries(also)]) {
    for (const character of characters) {
      const syllables = known.get(character);
      if (syllables) syllables.push(syllable);
      else known.set(character, [syllable]);
    }
  }
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
 * @param {string[]} characters
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
      best = { length: 1, full: 0.5 };
    }
  }
  return best;
}
