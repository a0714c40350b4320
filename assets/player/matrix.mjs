// The weights and biases of a network as matrices that can be changed, one gate at a time.

import { html, lowered } from "./dom.mjs";
import { createEdges } from "./more.mjs";
import { mountOnce } from "./mount.mjs";
import { createNumberCell, redraw } from "./numbercell.mjs";
import { paint } from "./palette.mjs";
import { createTip } from "./tip.mjs";

/** @typedef {{version: number, groups: import("./numbercell.mjs").Group[], largest: number, palette: Object}} Payload */

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] };

/** @param {Payload} first */
function createMatrix(host, first, tellServer) {
  let data = first;
  let chosen = first.groups[0].gate;
  let asked = 0;
  let cells = new Map(); // by place: "part,row,column"
  const root = html("section", { class: "player matrices", "data-testid": "matrices", "aria-label": "Weights and biases" });
  const tip = createTip(root);
  const edges = createEdges();
  const groups = html("div", { class: "switch", role: "group", "aria-label": "Whose weights" });
  const tables = html("div", { class: "tables" });
  root.prepend(groups, tables);
  host.append(root);

  const group = () => data.groups.find(({ gate }) => gate === chosen) ?? data.groups[0];
  const tell = (message) => { asked += 1; tellServer("operate", { ...message, n: asked }); };

  function cell(block, own, r, k) {
    const input = createNumberCell({ block, own, r, k, largest: data.largest, tip, tell });
    input.addEventListener("keydown", (event) => move(event, block, own, r, k));
    cells.set(`${block.part},${r},${k}`, input);
    return html("td", {}, input);
  }

  function move(event, block, own, r, k) {
    const by = ARROWS[event.key];
    if (!by) return;
    const other = cells.get(`${block.part},${Math.max(0, Math.min(own.rows.length - 1, r + by[0]))},${k}`);
    event.preventDefault();
    other?.focus();
  }

  function table(block, own) {
    const head = html("tr", {}, html("th", { scope: "col" }, own.row), ...block.columns.map((column) => html("th", { scope: "col" }, column)));
    const rows = own.rows.map((name, r) => html("tr", {}, html("th", { scope: "row" }, name), ...block.columns.map((_, k) => cell(block, own, r, k))));
    return html("div", { class: "block" }, html("h4", {}, ...lowered(block.title)), html("div", { class: "scroll" }, html("table", {}, html("thead", {}, head), html("tbody", {}, ...rows))));
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
    edges.follow(tables.querySelectorAll(".scroll"));
  }

  function update(next) {
    data = next;
    paint(root, data.palette);
    redraw(root, show);
  }

  update(first);
  function destroy() {
    edges.leave();
    root.remove();
  }

  return { update, destroy };
}

export default mountOnce(createMatrix);
