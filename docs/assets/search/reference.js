// @ts-check
/**
 * References: 第九条, 9, （三）, 十四第2句, 第五部分, 05#s2, and what else is asked about the place named.
 *
 * @typedef {import("./types.js").Unit} Unit
 * @typedef {{unit: number, sentence: number, rest: string, certain: boolean}} Reference
 *   `rest` is asked about that place; `sentence` is 0 for none; a bare number is not `certain` to be a reference
 */

const WHOLE = /^第?(\d{1,2})(条|款|点|项)?$/;
const PROVISION = /第?(\d{1,2})(?:条|款)|第(\d{1,2})(?:点|项)/;
const SECTION = /^第?(\d)(?:部分|大部分|大点|章|节)/;
const SENTENCE = /第?(\d{1,2})句(?:话)?/;
const NUMBERED = /^[^\p{L}\p{N}]*[一二三四五六七八九十]+、/u;
const ADDRESS = /^(?:2024 ?)?(\d\d|overview|notice|closing)#?s(\d{1,2})$|^2024 ?(\d\d|overview|notice|closing)$/;
/** （八）3 */
const PAIR = /^(\d{1,2}) (\d{1,2})$/;
/** What is asked of a place as a whole. */
const ALL = /^(?:的|主要|具体|全部)*(?:内容|规定|全文|原文|原话|条文|正文|要求)?(?:是什么|有哪些|讲什么|说什么)?$/;
const ENDS = /** @type {Record<string, string>} */ ({
  最后1段: "closing", 结尾: "closing", 结尾段: "closing", 末段: "closing", 最后1部分: "section-5",
  最后1条: "last", 末条: "last", 开头: "notice", 第1段: "notice", 前言: "notice", 导语: "notice", 总则: "overview",
});

/**
 * @param {string} query as it was typed
 * @param {string} folded
 * @param {Unit[]} units
 * @returns {Reference | "nowhere" | null} "nowhere" for a reference to what is not in the plan; null for none
 */
export function reference(query, folded, units) {
  const provisions = units.filter((unit) => unit.kind === "provision");
  const sections = units.filter((unit) => unit.kind === "heading" || unit.kind === "overview");
  /** @param {Unit | undefined} unit @param {string} sentence @param {string} rest @param {boolean} certain @returns {Reference | "nowhere"} */
  const found = (unit, sentence, rest, certain = true) => {
    if (!unit || (sentence && Number(sentence) >= unit.places.length + (unit.name && unit.kind !== "closing" ? 0 : 1))) {
      return "nowhere";
    }
    return { unit: units.indexOf(unit), sentence: Number(sentence || 0), rest, certain };
  };
  /** @param {string} number */
  const provision = (number) => provisions.find((unit) => unit.number === Number(number));
  /** @param {string} number */
  const section = (number) => sections.find((unit) => unit.number === Number(number));

  const address = ADDRESS.exec(folded);
  if (address) return found(units.find((unit) => unit.id === (address[1] || address[3])), address[2] || "", "");
  const pair = PAIR.exec(folded);
  if (pair && /[（(]/.test(query)) return found(provision(pair[1]), pair[2], "");
  const end = ENDS[folded.replace(/^(?:规划|文件)的?/, "")];
  if (end) return found(end === "last" ? provisions[provisions.length - 1] : units.find((unit) => unit.id === end), "", "");
  if (NUMBERED.test(query)) {
    const rest = folded.replace(/^\d+/, "");
    const number = folded.slice(0, folded.length - rest.length);
    // The plan writes 五、 for a section and （六） for a provision; not so who quotes it.
    const unit = section(number) || provision(number);
    return found(unit, "", unit && unit.name.replace(/^.+?、/, "").startsWith(rest) ? "" : rest);
  }
  // （五）农村党员培训
  const titled = /^[（(]/.test(query) && /^(\d+)(\D+)$/.exec(folded);
  const under = titled && provision(titled[1]);
  if (under && under.name.includes(titled[2])) return found(under, "", "");
  const whole = WHOLE.exec(folded);
  if (whole) {
    const named = folded.startsWith("第") || Boolean(whole[2]) || /[（(]/.test(query);
    const unit = provision(whole[1]);
    return unit || named ? found(unit, "", "", named) : null;
  }

  let rest = folded;
  const inSection = SECTION.exec(rest);
  if (inSection) rest = rest.replace(inSection[0], "");
  // （十四）第2句 has no 条.
  const short = /^(\d{1,2})(?=第?\d{1,2}句)/.exec(rest.replace(/^第?(\d{1,2})第/, "$1第")) || /^(\d{1,2})第\d/.exec(rest);
  const named = short || PROVISION.exec(rest);
  const number = named ? named[1] || named[2] : "";
  if (named) rest = rest.replace(named[0], "");
  const sentence = named || inSection ? SENTENCE.exec(rest) : null;
  if (sentence) rest = rest.replace(sentence[0], "");
  rest = ALL.test(rest) ? "" : rest.replace(/^[的第]+/, "");
  if (named) {
    const own = section(inSection ? inSection[1] : "0");
    const inside = provisions.filter((unit) => own && unit.section === own.id);
    const unit = inSection ? inside.find((each) => each.number === Number(number)) || inside[Number(number) - 1] : provision(number);
    return found(unit, sentence ? sentence[1] : "", rest);
  }
  if (inSection) return found(section(inSection[1]), sentence ? sentence[1] : "", rest);
  return null;
}
