// The parameters of a layer as blocks of one matrix, as D and H change; T only adds steps that use it.

import { html, labelSpans, lowered, setAttribute, setText, svg } from "./dom.mjs";
import { createGlide, whenSeen } from "./glide.mjs";
import { mountOnce } from "./mount.mjs";
import { paint as paintPalette } from "./palette.mjs";
import { createTip, explained } from "./tip.mjs";

/**
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {number} inputs     D
 * @property {number} units      H
 * @property {number} steps      T
 * @property {number} sees       D + H
 * @property {{x: number, h: number, b: number}} blocks  parameters by block
 * @property {number} weights    without the biases
 * @property {number} total
 * @property {number} lstm       of an LSTM of the same size
 * @property {{steps: number, total: number}} twice  the same layer, read over twice the steps
 * @property {boolean} revealed  the question beside it was answered or skipped
 */

const [WIDE, HIGH, LEFT, TOP, GAP] = [640, 190, 64, 40, 12];
const LEAST = 3.5; // pixels of a cell that is still drawn apart
const NAMES = { x: ["W_x", "weights on the input x"], h: ["W_h", "weights on the last hidden state"], b: ["b", "biases, one a unit"] };
const COLOURS = { x: "x", h: "h", b: "c" };
const count = (number) => number.toLocaleString("en");

/** Where each block stands, and how large one of its cells is, so that all three fit into the frame. */
export function layout({ inputs, units }) {
  const cell = Math.min((WIDE - LEFT - 2 * GAP - 20) / (inputs + units + 1), HIGH / units, 32);
  const widths = { x: inputs * cell, h: units * cell, b: Math.max(cell, 3) };
  let x = Math.max(LEFT, (WIDE - widths.x - widths.h - widths.b - 2 * GAP) / 2);
  const blocks = {};
  for (const [name, width] of Object.entries(widths)) {
    blocks[name] = { x, y: TOP, width, height: units * cell };
    x += width + GAP;
  }
  return { cell, blocks };
}

/** The lines between the cells of a block, where they are wide enough apart to be seen. */
export function lattice({ x, y, width, height }, cell) {
  if (cell < LEAST) return "";
  const down = Array.from({ length: Math.max(0, Math.round(width / cell) - 1) }, (_, k) => `M${(x + (k + 1) * cell).toFixed(1)} ${y}v${height.toFixed(1)}`);
  const across = Array.from({ length: Math.max(0, Math.round(height / cell) - 1) }, (_, k) => `M${x} ${(y + (k + 1) * cell).toFixed(1)}h${width.toFixed(1)}`);
  return [...down, ...across].join("");
}

/** @param {Payload} first */
function createBlocks(host, first) {
  let data = first;
  let doubled = false;
  let unseen = () => {};
  const root = html("section", { class: "player recurrence blocks", "data-testid": "blocks", "aria-label": "The parameters of a layer as blocks" });
  const tip = createTip(root);
  const says = html("p", { class: "takeaway", "aria-live": "polite" });
  const parts = Object.fromEntries(Object.keys(NAMES).map((name) => {
    const area = explained(svg("rect", { class: "block", "data-block": name, rx: 2, style: `--own: var(--fill-${COLOURS[name]})` }), tip,
      () => ({ head: NAMES[name][0], number: `${count(data.blocks[name])} numbers`, body: `${NAMES[name][1]}; the same at every step.` }));
    return [name, { area, lines: svg("path", { class: "lattice" }), title: svg("text", { class: "symbol", "text-anchor": "middle" }) }];
  }));
  const rows = svg("text", { class: "caption", "text-anchor": "end" });
  const steps = svg("g", { class: "steps" });
  const stepsName = svg("text", { class: "caption", x: LEFT });
  const drawing = svg("svg", { class: "diagram counted", viewBox: `0 0 ${WIDE} 330`, role: "img" },
    ...Object.values(parts).flatMap(({ area, lines, title }) => [area, lines, title]), rows, steps, stepsName);
  const sum = html("p", { class: "sum" });
  const four = html("p", { class: "hint" });
  const twice = html("button", { type: "button", onclick: () => double(!doubled) });
  root.prepend(says, drawing, sum, four, html("div", { class: "controls" }, twice));
  host.append(root);

  const glide = createGlide(420, drawSteps);

  function drawBlocks() {
    const { cell, blocks } = layout(data);
    const sizes = { x: `D = ${data.inputs}`, h: `H = ${data.units}`, b: "1" };
    for (const [name, block] of Object.entries(blocks)) {
      const { area, lines, title } = parts[name];
      for (const [side, value] of Object.entries(block)) area.style.setProperty(side, `${value.toFixed(1)}px`);
      setAttribute(lines, "d", lattice(block, cell));
      setAttribute(title, "x", block.x + block.width / 2);
      setAttribute(title, "y", TOP - (name === "h" && data.units * cell < 70 ? 24 : 9));
      if (name === "b") { setAttribute(title, "text-anchor", "start"); setAttribute(title, "x", block.x + block.width + 6); setAttribute(title, "y", TOP + Math.min(block.height, 14)); }
      title.replaceChildren(...labelSpans(name === "b" ? "b" : `${NAMES[name][0]}, ${sizes[name]}`));
    }
    setAttribute(rows, "x", blocks.x.x - 8);
    setAttribute(rows, "y", TOP + blocks.x.height / 2 + 4);
    setText(rows, `H = ${data.units}`);
    setAttribute(drawing, "aria-label", `A matrix of ${data.units} rows and ${data.sees} columns, and ${data.units} biases`);
  }

  /** The steps that read the matrix: those that were asked for, and as many again on the way in. */
  function drawSteps(at) {
    const { cell, blocks } = layout(data);
    const most = doubled || at > 0 ? data.twice.steps : data.steps;
    const pitch = Math.min(24, (WIDE - LEFT - 16) / most);
    const [from, y] = [[(blocks.x.x + blocks.h.x + blocks.h.width) / 2, TOP + data.units * cell + 4], TOP + data.units * cell + 96];
    const left = Math.max(16, Math.min(WIDE - 16 - most * pitch, from[0] - (most * pitch) / 2));
    steps.replaceChildren(...Array.from({ length: most }, (_, t) => {
      const x = left + (t + 0.5) * pitch;
      const opacity = t < data.steps ? 1 : at;
      return svg("g", { opacity }, svg("path", { class: "draws", d: `M${from[0].toFixed(1)} ${from[1].toFixed(1)}C${from[0].toFixed(1)} ${(from[1] + 36).toFixed(1)} ${x.toFixed(1)} ${(y - 48).toFixed(1)} ${x.toFixed(1)} ${(y - 8).toFixed(1)}` }),
        svg("circle", { class: "step", cx: x, cy: y, r: Math.max(1.6, Math.min(8, pitch * 0.36)) }));
    }));
    setAttribute(stepsName, "x", left);
    setAttribute(stepsName, "y", y + 30);
    setAttribute(drawing, "viewBox", `0 0 ${WIDE} ${Math.round(y + 42)}`);
    setText(stepsName, `T = ${at > 0.5 ? data.twice.steps : data.steps} steps, all with this one matrix`);
  }

  function words() {
    const now = doubled ? data.twice : data;
    setText(says, doubled ? `Twice the steps, T = ${count(now.steps)}: still ${count(now.total)} parameters.` : `${count(now.total)} parameters, whether it reads ${data.steps === 1 ? "1 step" : `${count(data.steps)} steps`} or twice as many.`);
    sum.replaceChildren(...lowered(`The layer sees D + H = ${count(data.sees)} numbers: ${count(data.sees)} × ${count(data.units)} = ${count(data.weights)} weights, + ${count(data.blocks.b)} ${data.units === 1 ? "bias" : "biases"} = `), html("b", {}, count(data.total)));
    setText(four, `An LSTM has four such layers: 4(DH + H² + H) = ${count(data.lstm)}.`);
    setText(twice, doubled ? "Back to T" : "Double T");
    for (const [name, value] of Object.entries({ total: now.total, steps: now.steps, doubled, inputs: data.inputs, units: data.units })) setAttribute(root, `data-${name}`, value);
  }

  function double(to) {
    doubled = to;
    words();
    glide.to(to ? 1 : 0);
  }

  function show() {
    paintPalette(root, data.palette);
    drawBlocks();
    drawSteps(glide.at());
    words();
  }

  function update(next) {
    const now = next.revealed && !data.revealed;
    const other = ["inputs", "units", "steps"].some((name) => next[name] !== data[name]);
    data = next;
    if (other) { doubled = false; glide.to(0, true); }
    show();
    if (now) { unseen(); unseen = whenSeen(drawing, () => double(true)); }
  }

  show();
  return { update, destroy: () => { unseen(); glide.stop(); root.remove(); } };
}

export default mountOnce(createBlocks);
