// @ts-check
/**
 * Folding: a query and the plan's words are made alike before they are compared. Width, case, traditional
 * characters, marks and numerals no longer matter; each folded character remembers what it stands for.
 *
 * @typedef {import("./types.js").Folded} Folded
 */

const NUMERALS = "〇一二三四五六七八九";
const UNITS = /** @type {Record<string, number>} */ ({ 十: 10, 百: 100, 千: 1000 });
const LETTER = /[\p{L}\p{N}%+#]/u;
const DASH = /[-‐‑‒–—―−~～－]/;

/** @param {string} run such as 二百八十 or 二〇二四 @returns {number | string | null} null for what is no number */
function valueOf(run) {
  if (!/[〇一二三四五六七八九十]/.test(run)) return null;
  if (!/[十百千]/.test(run)) return [...run].map((digit) => NUMERALS.indexOf(digit)).join("");
  let sum = 0;
  let digit = 0;
  let before = "";
  for (const character of run) {
    const unit = UNITS[character];
    if (unit) {
      sum += (before && !UNITS[before] && before !== "〇" ? digit : 1) * unit;
      digit = 0;
    } else digit = NUMERALS.indexOf(character);
    before = character;
  }
  // 一百六 is six tens beside the hundred, 一百零六 six.
  return sum + digit * (/[百千][^〇十百千]$/.test(run) ? UNITS[run[run.length - 2]] / 10 : 1);
}

/** Rewriting of numbers, in turn. What a group leaves out is left out. @type {[RegExp, string][]} */
const NUMBER_RULES = [
  [/百分之(\d+)/g, "$1%"],
  [/(\d)个(?=学时|课时|小时|钟头|工作日)/g, "$1"],
  [/(\d)(?:课时|小时|钟头)/g, "$1学时"],
  [/(\d)工作日/g, "$1天"],
  [/(\d{4})年?(?:-|到|至)(?=\d{4})/g, "$1-"],
  [/(\d)日(?=$|[^月\d])/g, "$1天"],
  // Who is so old is old, whatever the number.
  [/(?:[6-9]\d|1\d\d)[多几来]?(?:周?岁|了)/g, "老人"],
];

/** @param {Folded} folded @param {RegExp} pattern @param {(match: string[]) => string | null} replacement */
function rewrite(folded, pattern, replacement) {
  let text = "";
  /** @type {number[]} */
  const from = [];
  /** @type {number[]} */
  const to = [];
  let last = 0;
  /** @param {number} end */
  const copy = (end) => {
    text += folded.text.slice(last, end);
    for (let at = last; at < end; at += 1) {
      from.push(folded.from[at]);
      to.push(folded.to[at]);
    }
  };
  for (const match of folded.text.matchAll(pattern)) {
    const start = /** @type {number} */ (match.index);
    const by = replacement([...match]);
    if (by === null) continue;
    copy(start);
    const end = start + match[0].length;
    for (const character of by) {
      text += character;
      from.push(folded.from[start]);
      to.push(folded.to[end - 1]);
    }
    last = end;
  }
  copy(folded.text.length);
  return { text, from, to };
}

/**
 * @param {string} simplified characters, each with how far its traditional form is from the one before
 * @returns {(text: string) => Folded}
 */
export function folder(simplified) {
  /** @type {Map<string, string>} */
  const simple = new Map();
  let traditional = 0x4dff;
  for (const [, character, further] of simplified.matchAll(/(\D)(\d*)/gu)) {
    traditional += Number(further || 1);
    simple.set(String.fromCodePoint(traditional), character);
  }

  return (text) => {
    /** @type {Folded} */
    let folded = { text: "", from: [], to: [] };
    let at = 0;
    let gap = false;
    for (const original of text) {
      const end = at + original.length;
      for (const character of original.normalize("NFKC").toLowerCase()) {
        let kept = simple.get(character) || character;
        if (DASH.test(kept)) kept = "-";
        const dash = kept === "-";
        // Between two numbers a gap means something: 12 30 is not 1230.
        if (!dash && !LETTER.test(kept)) {
          gap = true;
          continue;
        }
        if (gap && /\d/.test(kept) && /[\d一二三四五六七八九十]$/.test(folded.text)) {
          folded.text += " ";
          folded.from.push(at);
          folded.to.push(at);
        }
        gap = false;
        folded.text += kept;
        for (let unit = 0; unit < kept.length; unit += 1) {
          folded.from.push(at);
          folded.to.push(end);
        }
      }
      at = end;
    }
    folded = rewrite(folded, /两(?=[个百千])/g, () => "二");
    folded = rewrite(folded, /[〇零一二三四五六七八九十百千]+/g, ([run]) => {
      const value = valueOf(run.replace(/零/g, "〇"));
      return value === null ? null : String(value);
    });
    for (const [pattern, by] of NUMBER_RULES) {
      folded = rewrite(folded, pattern, ([, kept]) => by.replace("$1", kept));
    }
    // A dash is kept between numbers only.
    return rewrite(folded, /(\d?)-+(?!\d)|^-+|(\D)-+/g, ([, before = "", other = ""]) => before + other);
  };
}
