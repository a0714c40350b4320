// One question as a form: what can be chosen, typed or pointed at, and how an answer is marked.

import { html, setAttribute, svg } from "./dom.mjs";
import { createPointing } from "./pointing.mjs";
import { rich } from "./rich.mjs";
import { tick } from "./tick.mjs";

const cross = () => svg("svg", { class: "tick", viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true", fill: "none",
  stroke: "currentColor", "stroke-width": 2.4, "stroke-linecap": "round" }, svg("path", { d: "M4 4 12 12M12 4 4 12" }));

/** Right or wrong as a sign; what it means stands beside it in words. */
export const sign = (right) => (right ? tick() : cross());

/**
 * @typedef {Object} Answer
 * @property {Element} element
 * @property {() => any} value               what was chosen; undefined while nothing is
 * @property {(at: number) => boolean} pick  choose by number, from 0; false where there is none
 * @property {() => void} mark               show what was right, and take no other answer
 * @property {() => void} focus
 */

/**
 * @param {import("./quizitem.mjs").Item} item
 * @param {import("./quizitem.mjs").Payload} data
 * @param {() => void} changed
 * @returns {Answer}
 */
export function createAnswer(item, data, changed) {
  if (item.kind === "choice") return choices(item, changed);
  return item.kind === "numeric" ? numberField(item, changed) : part(item, data, changed);
}

function choices(item, changed) {
  const inputs = item.options.map((_, at) => html("input", { type: "radio", name: `quiz-${item.key}`, value: at, onchange: changed }));
  const rows = item.options.map(({ text }, at) => html("label", { class: "option" },
    inputs[at], html("span", { class: "stop", "aria-hidden": "true" }, String(at + 1)), html("span", { class: "words" }, ...rich(text))));
  const element = html("div", { class: "options", role: "radiogroup", "aria-labelledby": "quiz-question" }, ...rows);
  const value = () => { const at = inputs.findIndex((input) => input.checked); return at < 0 ? undefined : at; };

  function pick(at) {
    if (!inputs[at] || inputs[at].disabled) return false;
    inputs[at].checked = true;
    inputs[at].focus();
    changed();
    return true;
  }

  function mark() {
    const chosen = value();
    rows.forEach((row, at) => {
      inputs[at].disabled = true;
      const state = at === item.right ? "right" : at === chosen ? "wrong" : "";
      setAttribute(row, "data-verdict", state);
      if (!state) return;
      row.querySelector(".stop").replaceChildren(sign(state === "right"));
      row.append(html("span", { class: "spoken" }, state === "right" ? ", the right answer" : ", your answer, not right"));
    });
  }

  return { element, value, pick, mark, focus: () => (inputs[value() ?? 0]).focus() };
}

function numberField(item, changed) {
  const field = html("input", { class: "number-field", type: "text", inputmode: "decimal", autocomplete: "off", maxlength: 24, "aria-describedby": "quiz-question", id: `quiz-field-${item.key}`, oninput: changed });
  const element = html("div", { class: "typing" }, html("label", { for: `quiz-field-${item.key}` }, "Your answer"), field);
  const mark = () => { field.readOnly = true; };
  return { element, value: () => field.value, pick: () => false, mark, focus: () => field.focus() };
}

function part(item, data, changed) {
  let chosen;
  const picture = createPointing(item, { cell: data.cells[item.cell], palette: data.palette, chose: (id) => { chosen = id; changed(); } });
  return { element: picture.element, value: () => chosen, pick: () => false, mark: picture.reveal, focus: picture.focus };
}
