// What a question of the quiz is, and what an answer to it is worth. The numbers are the engine's.

/**
 * @typedef {Object} Choice
 * @property {"choice"} kind
 * @property {{text: string, why: string}[]} options   in the order of this quiz; why a wrong one is wrong
 * @property {number} right                            which option
 *
 * @typedef {Object} Numeric
 * @property {"numeric"} kind
 * @property {number} answer
 * @property {number} tolerance
 * @property {string} shown                            the answer as it is written
 * @property {{value: number, why: string}[]} slips    what comes out after a usual mistake
 *
 * @typedef {Object} Pointing
 * @property {"pointing"} kind
 * @property {string} cell
 * @property {string} right                            one of the right parts
 * @property {Object<string, {name: string, why: string}>} parts   "" is why nothing is wrong with it
 *
 * @typedef {(Choice|Numeric|Pointing) & {key: string, topic: string, question: string, why: string, link: string}} Item
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {number} paper                            the number of the quiz
 * @property {{key: string, title: string, path: string, count: number}[]} topics
 * @property {string[]} chosen                         topics, none for all
 * @property {string[]} round                          keys, in the order in which they are asked
 * @property {Object<string, Item>} items
 * @property {Object<string, Object>} cells            drawings
 *
 * @typedef {{right: boolean, why: string, named?: string}} Verdict  `named`: what was pointed at
 */

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/** A number as learners type it, or NaN: −0,5 is one, and in a count so is 1,110. */
export function parsed(text, whole = false) {
  const plain = text.trim().replace(/[−–]/g, "-").replace(/[\s']/g, "");
  const dotted = whole && /^[+-]?\d{1,3}(,\d{3})+$/.test(plain) ? plain.replaceAll(",", "") : plain.replace(",", ".");
  return NUMBER.test(dotted) ? Number(dotted) : NaN;
}

export const isCount = (item) => item.tolerance >= 0.5;

/** What is to be said before an answer can be judged; "" when it can. */
export function lacks(item, answer) {
  if (item.kind !== "numeric") return answer === undefined ? "Choose an answer first, or skip." : "";
  if (!answer?.trim()) return "Type a number first, or skip.";
  return Number.isNaN(parsed(answer, isCount(item))) ? `That is no number. Type one such as ${isCount(item) ? "120" : "0.73"}.` : "";
}

/** @returns {Verdict} */
export function judge(item, answer) {
  return { choice: judgeChoice, numeric: judgeNumber, pointing: judgePart }[item.kind](item, answer);
}

const judgeChoice = (item, at) => ({ right: at === item.right, why: item.options[at].why });

function judgePart(item, id) {
  const { name, why } = item.parts[id];
  return { right: why === "", why, named: name };
}

function judgeNumber(item, text) {
  const value = parsed(text, isCount(item));
  const off = (other) => Math.abs(value - other);
  if (off(item.answer) <= item.tolerance) return { right: true, why: "" };
  const near = item.slips.filter((slip) => off(slip.value) <= item.tolerance).sort((a, b) => off(a.value) - off(b.value));
  if (near.length) return { right: false, why: near[0].why };
  if (off(-item.answer) <= item.tolerance) return { right: false, why: "The size is right, the sign is not." };
  if (off(item.answer) <= 3 * item.tolerance) return { right: false, why: "Very close: round only at the end." };
  return { right: false, why: "None of the usual slips gives this number. Compare your steps with these." };
}

/** The right answer in words, with the marks of rich.mjs. */
export function rightOf(item) {
  if (item.kind === "choice") return item.options[item.right].text;
  return item.kind === "numeric" ? item.shown : item.parts[item.right].name;
}
