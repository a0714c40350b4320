// How many parameters each cell has: one block for each layer inside, in that layer's colour, and what ours learnt.

import { html, setAttribute } from "./dom.mjs";
import { mountOnce } from "./mount.mjs";
import { paint } from "./palette.mjs";
import { createTip } from "./tip.mjs";

/**
 * @typedef {Object} Block
 * @property {string} letter
 * @property {string} symbol   whose colour it has
 * @property {string} name
 * @property {number} count
 *
 * @typedef {Object} Row
 * @property {string} name
 * @property {string} words    the count in words
 * @property {number} count
 * @property {number} times    as many as an RNN
 * @property {Block[]} blocks
 * @property {{share: number, text: string, parameters: number, units: number}[]} measured  one a task
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {number} inputs   D
 * @property {number} units    H
 * @property {number} layer    parameters of one layer
 * @property {number} most     parameters of the largest cell
 * @property {string[]} tasks
 * @property {Row[]} rows
 */

const counted = (number) => number.toLocaleString("en");

/** "1×", "3.01×": what is not whole never reads as if it were. */
export const times = (number) => `${Number.isInteger(number) ? number : number.toFixed(2)}×`;

/** @param {Payload} first */
function createCounts(host, first) {
  const root = html("section", { class: "player counts-of", "data-testid": "counts", "aria-label": "Parameters of each kind of cell" });
  const tip = createTip(root);
  const formula = html("p", { class: "takeaway" });
  const table = html("table", { class: "cells" });
  root.prepend(formula, table);
  host.append(root);

  function explained(element, text) {
    const show = (x, y) => tip.show(text, x, y);
    element.addEventListener("pointermove", (event) => {
      event.stopPropagation(); // a block speaks for itself, not for its whole row
      show(event.clientX, event.clientY);
    });
    element.addEventListener("pointerleave", tip.hide);
    element.addEventListener("focus", () => {
      const { left, bottom } = element.getBoundingClientRect();
      if (element.matches(":focus-visible")) show(left, bottom);
    });
    element.addEventListener("blur", tip.hide);
    return element;
  }

  function blockOf(data, { letter, symbol, name, count }) {
    const part = html("span", { class: "block", style: `--own: var(--fill-${symbol}); --own-ink: var(--ink-${symbol}); width: ${(count / data.most) * 100}%` }, letter);
    return explained(part, { head: letter ? `${letter} · ${name}` : name, number: counted(count), body: "The same layer at every time step: T does not occur in it." });
  }

  function rowOf(data, row) {
    const bar = html("div", { class: "blocks", tabindex: 0, role: "img", "aria-label": `${row.name}: ${row.words}, ${counted(row.count)} parameters` }, ...row.blocks.map((block) => blockOf(data, block)));
    explained(bar, { head: row.name, number: `${counted(row.count)} parameters`, body: row.blocks.map(({ letter, name, count }) => `${letter || name} ${counted(count)}`).join(" + ") });
    const learnt = row.measured.map(({ share, text, parameters, units }, at) => explained(
      html("td", { class: share < 0.9 ? "measured low" : "measured", tabindex: 0, "data-task": data.tasks[at] }, text),
      { head: `${row.name}, ${data.tasks[at]}`, number: `${text} held out`, body: `Our own network of H = ${units}, ${counted(parameters)} parameters with embedding and answer.` }));
    return html("tr", { "data-cell": row.name, "data-count": row.count },
      html("th", { scope: "row" }, row.name), html("td", { class: "bar" }, bar),
      html("td", { class: "count" }, counted(row.count)), html("td", { class: "times" }, times(row.times)), ...learnt);
  }

  function update(data) {
    paint(root, data.palette);
    setAttribute(root, "data-inputs", data.inputs);
    setAttribute(root, "data-units", data.units);
    const [D, H] = [data.inputs, data.units];
    formula.textContent = `One layer: DH + H² + H = ${counted(D * H)} + ${counted(H * H)} + ${counted(H)} = ${counted(data.layer)} parameters.`;
    const head = (text, more) => html("th", { scope: "col", ...more }, text);
    table.replaceChildren(
      html("thead", {}, html("tr", {}, head("cell"), head("its layers"), head("parameters", { class: "count" }), head("× RNN", { class: "times" }), ...data.tasks.map((task) => head(task, { class: "measured", title: "share of held-out sequences that ours got right" })))),
      html("tbody", {}, ...data.rows.map((row) => rowOf(data, row))));
  }

  update(first);
  return { update, destroy: () => root.remove() };
}

export default mountOnce(createCounts);
