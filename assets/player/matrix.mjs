// The weights and biases of a network as matrices that can be changed, one gate at a time.

import { html, setAttribute } from "./dom.mjs";
import { mountOnce } from "./mount.mjs";
import { paint } from "./palette.mjs";
import { readable } from "./reader.mjs";
import { createTip } from "./tip.mjs";

/**
 * @typedef {Object} Block
 * @property {string} part      "x", "h", "b" or "n": what the numbers are multiplied with
 * @property {string} title     such as "W_xf, weights on x"
 * @property {string[]} columns
 * @property {number[][]} now   (rows, columns)
 * @property {number[][]} was   the same before anything was changed
 *
 * @typedef {Object} Group
 * @property {string} gate      letter; "y" is the readout, "e" the tokens' vectors
 * @property {string} name
 * @property {string} row       what a row is: "unit", "answer" or "token"
 * @property {string[]} rows    their names
 * @property {number[]} at      their places in the matrix, from 0
 * @property {Block[]} blocks
 *
 * @typedef {{version: number, groups: Group[], largest: number, palette: Object}} Payload
 */

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] };

/** @param {Payload} first */
function createMatrix(host, first, tellServer) {
  let data = first;
  let chosen = first.groups[0].gate;
  let asked = 0;
  let cells = new Map(); // by place: "part,row,column"
  const root = html("section", { class: "player matrices", "data-testid": "matrices", "aria-label": "Weights and biases" });
  const tip = createTip(root);
  const groups = html("div", { class: "switch", role: "group", "aria-label": "Whose weights" });
  const tables = html("div", { class: "tables" });
  root.prepend(groups, tables);
  host.append(root);

  const group = () => data.groups.find(({ gate }) => gate === chosen) ?? data.groups[0];
  const plain = (number) => String(Math.round(number * 1e3) / 1e3); // as controls.py compares
  const tell = (message) => { asked += 1; tellServer("operate", { ...message, gate: chosen, n: asked }); };

  /** A number that was typed: heard, or put back where it is none. */
  function heard(input, place, now) {
    const number = Number(input.value.replace("−", "-").replace(",", "."));
    const usable = input.value.trim() !== "" && Number.isFinite(number) && Math.abs(number) <= data.largest;
    if (!usable) input.value = plain(now);
    else if (number !== Number(plain(now))) tell({ do: "set", ...place, value: number });
  }

  function cell(block, own, r, k) {
    const [now, was] = [block.now[r][k], block.was[r][k]];
    const column = block.part === "x" || block.part === "h" ? k : null;
    const name = `${block.title.split(",")[0]}, ${own.row} ${own.rows[r]}${column === null ? "" : `, ${block.columns[k]}`}`;
    const input = html("input", { type: "text", inputmode: "decimal", "data-weight": `${block.part},${own.at[r]},${column}`, "aria-label": name, spellcheck: "false", autocomplete: "off" });
    input.value = plain(now);
    const most = Math.max(...block.now.flat().map(Math.abs)) || 1;
    input.style.setProperty("--share", `${Math.round((Math.abs(now) / most) * 62)}%`);
    setAttribute(input, "data-sign", now < 0 ? "down" : "up");
    if (now !== was) setAttribute(input, "data-changed", "");
    input.addEventListener("focus", () => input.select());
    input.addEventListener("change", () => heard(input, { part: block.part, row: own.at[r], column }, now));
    input.addEventListener("keydown", (event) => move(event, block, own, r, k));
    input.addEventListener("pointerenter", (event) => tip.show({ head: name, number: now === was ? `${readable(now, 4)}` : `${readable(now, 4)}, was ${readable(was, 4)}`, body: "Type another number; Enter sets it." }, event.clientX, event.clientY));
    input.addEventListener("pointerleave", tip.hide);
    cells.set(`${block.part},${r},${k}`, input);
    return html("td", {}, input);
  }

  function move(event, block, own, r, k) {
    const by = ARROWS[event.key];
    if (!by) return;
    const other = cells.get(`${block.part},${Math.max(0, Math.min(own.rows.length - 1, r + by[0]))},${k}`);
    event.preventDefault();
    if (event.key === "Enter") event.target.dispatchEvent(new Event("change"));
    other?.focus();
  }

  function table(block, own) {
    const head = html("tr", {}, html("th", { scope: "col" }, own.row), ...block.columns.map((column) => html("th", { scope: "col" }, column)));
    const rows = own.rows.map((name, r) => html("tr", {}, html("th", { scope: "row" }, name), ...block.columns.map((_, k) => cell(block, own, r, k))));
    return html("div", { class: "block" }, html("h4", {}, block.title), html("div", { class: "scroll" }, html("table", {}, html("thead", {}, head), html("tbody", {}, ...rows))));
  }

  function show() {
    const own = group();
    chosen = own.gate;
    cells = new Map();
    const ink = data.palette[chosen] ? chosen : "x";
    root.style.setProperty("--own", `var(--fill-${ink})`);
    groups.replaceChildren(...data.groups.map(({ gate, name }) => html("button", {
      type: "button", "aria-pressed": String(gate === chosen), "data-bench": `whose-${gate}`, onclick: () => { chosen = gate; show(); },
    }, name)));
    tables.replaceChildren(...own.blocks.map((block) => table(block, own)));
  }

  function update(next) {
    const active = root.getRootNode().activeElement?.dataset?.weight;
    data = next;
    paint(root, data.palette);
    show();
    if (active) root.querySelector(`[data-weight="${CSS.escape(active)}"]`)?.focus({ preventScroll: true });
  }

  update(first);
  return { update, destroy: () => root.remove() };
}

export default mountOnce(createMatrix);
