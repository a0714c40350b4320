// The drawing of the chain: one cell with a loop, or its copies side by side, and every shape between.

import { barsPath, ease, slotOf } from "./bars.mjs";
import { labelSpans, setAttribute, setText, svg } from "./dom.mjs";
import { readable } from "./reader.mjs";
import { called } from "./sentence.mjs";
import { explained } from "./tip.mjs";

const [WIDE, HIGH, MIDDLE] = [1160, 362, 580];
const [CELL_WIDE, CELL_TOP, CELL_HIGH] = [108, 148, 96];
const [READ, ANSWER] = [306, 62];
const LINE = CELL_TOP + CELL_HIGH / 2;
const [BUS, DOWN] = [14, 87]; // how far from above, and left of a copy, the weights come to it

/** Where copy k of T stands when so much of the loop is unrolled: all in the middle, or side by side. */
export const copyX = (k, T, unrolled) => MIDDLE + ((k + 0.5) * (WIDE / Math.max(T, 4)) - ((T / 2) * WIDE) / Math.max(T, 4)) * unrolled;

const text = (x, y, cls) => svg("text", { x, y, class: cls, "text-anchor": "middle" });

/** One copy of the cell, drawn around x = 0. */
function createCopy(k, { tip, state, goTo, choose }) {
  const bars = svg("path", { class: "bars" });
  const chosen = svg("path", { class: "bars chosen" });
  const value = text(0, CELL_TOP - 9, "value");
  const reads = text(0, READ + 5, "value");
  const says = [text(-25, ANSWER + 5, "value small"), text(25, ANSWER + 5, "value small")];
  const box = { x: -CELL_WIDE / 2 + 10, y: CELL_TOP + 8, width: CELL_WIDE - 20, height: CELL_HIGH - 28 };
  const squash = text(0, CELL_TOP + CELL_HIGH - 7, "squash");
  const card = svg("g", { class: "node copy", style: "--own: var(--fill-h)", onclick: () => goTo(k) },
    svg("rect", { class: "frame card", x: -CELL_WIDE / 2, y: CELL_TOP, width: CELL_WIDE, height: CELL_HIGH, rx: 10 }),
    svg("path", { class: "axis", d: `M${box.x} ${box.y + box.height / 2}h${box.width}` }), bars, chosen, squash);
  const input = svg("g", { class: "node", style: "--own: var(--fill-x)" }, svg("circle", { class: "ring", cx: 0, cy: READ, r: 22 }), reads);
  const answer = svg("g", { class: "node", style: "--own: var(--fill-o)" }, svg("rect", { class: "frame", x: -51, y: ANSWER - 17, width: 102, height: 34, rx: 8 }), ...says);
  const labels = [text(-34, READ + 4, "symbol"), text(-62, ANSWER + 5, "symbol"), text(0, CELL_TOP - 9, "symbol")];
  labels[0].setAttribute("text-anchor", "end");
  labels[1].setAttribute("text-anchor", "end");
  const group = svg("g", { "data-copy": k + 1 },
    svg("path", { class: "wire", d: `M0 ${READ - 22}V${CELL_TOP + CELL_HIGH}` }), svg("path", { class: "wire", d: `M0 ${CELL_TOP - 26}V${ANSWER + 17}M0 ${CELL_TOP}v-4` }), card, input, answer, value, labels[0], labels[1]);
  const now = () => { const { cell, unit } = state(); return { cell, unit }; };
  explained(card, tip, () => ({ head: `the cell at step ${k + 1}`, number: `h_${k + 1} = [${now().cell.h[k].map((one) => readable(one, 3)).join(", ")}]`, body: "The same cell with the same weights as at every other step. A bar for each unit; click to go to this step." }));
  explained(input, tip, () => ({ head: `x_${k + 1}`, number: String(now().cell.x[k]), body: "What is read at this step." }));
  explained(answer, tip, () => { const { cell, out } = state(); return { head: `y_${k + 1}`, number: `${out} of ${cell.logits[k].map((one) => readable(one, 3)).join(", ")} = ${cell.y[out][k].map((one) => readable(one, 3)).join(", ")}`, body: out === "softmax" ? "Shares of two classes: they add up to 1." : "Two answers of their own, each between 0 and 1." }; });
  card.addEventListener("pointerdown", (event) => {
    const x = event.offsetX; // the unit under the pointer, where the bars are
    const own = card.getBoundingClientRect();
    const H = now().cell.h[k].length;
    const at = Math.floor(((event.clientX - own.left) / own.width) * H);
    if (x !== undefined && k === state().t) choose(Math.max(0, Math.min(H - 1, at)));
  });

  function show() {
    const { cell, unit, squash: A, out, tokens } = state();
    const h = cell.h[k];
    const range = Math.max(1, ...cell.h.flat().map(Math.abs));
    setAttribute(bars, "d", barsPath(box, h, true, range));
    setAttribute(chosen, "d", barsPath(box, h, true, range, unit));
    setText(squash, called(A));
    value.replaceChildren(...labelSpans(`h_${k + 1} `), readable(h[unit], 2));
    setText(reads, tokens[k].replace("-", "−"));
    says.forEach((one, n) => setText(one, readable(cell.y[out][k][n], 2)));
    labels[0].replaceChildren(...labelSpans(`x_${k + 1}`));
    labels[1].replaceChildren(...labelSpans(`y_${k + 1}`));
    setAttribute(group, "data-slots", slotOf(box, 0, h.length).width > 0);
  }

  return { group, card, show };
}

/** @param {Object} of  tip, state, goTo, choose */
export function createDrawing(of) {
  const { state } = of;
  const threads = svg("g", { class: "threads" });
  const ways = svg("g", {});
  const copies = svg("g", {});
  const loop = svg("path", { class: "wire loop-way", style: "--own: var(--fill-h)", d: `M${MIDDLE + CELL_WIDE / 2} ${LINE}h52V${HIGH - 10}H${MIDDLE - CELL_WIDE / 2 - 52}V${LINE}h44`, "marker-end": "url(#chain-tip)" });
  const loopName = svg("text", { class: "caption", x: MIDDLE + CELL_WIDE / 2 + 66, y: LINE + 60 });
  const packet = svg("g", { class: "packet", visibility: "hidden", style: "--own: var(--fill-h)" }, svg("rect", { x: -24, y: -12, width: 48, height: 24, rx: 12 }), text(0, 4, "value"));
  const element = svg("svg", { class: "diagram chained", viewBox: `-24 0 ${WIDE + 48} ${HIGH}`, role: "img" },
    svg("defs", {}, svg("marker", { id: "chain-tip", viewBox: "0 0 10 10", refX: 8, refY: 5, markerWidth: 7, markerHeight: 7, orient: "auto", markerUnits: "userSpaceOnUse" }, svg("path", { d: "M0 0L10 5L0 10z", class: "arrow-head" }))),
    threads, ways, loop, loopName, copies, packet);
  let drawn = [];
  let [open, at] = [0, { t: 0, from: 0, progress: 1 }];

  /** As many copies as there are steps; they keep their place when only numbers change. */
  function renew() {
    const { T } = state();
    while (drawn.length > T) drawn.pop().group.remove();
    while (drawn.length < T) {
      const copy = createCopy(drawn.length, of);
      drawn.push(copy);
      copies.append(copy.group);
    }
    ways.replaceChildren(...Array.from({ length: T }, () => svg("path", { class: "wire way-on", "marker-end": "url(#chain-tip)" })));
    threads.replaceChildren(...Array.from({ length: T }, () => svg("path", { class: "draws" })));
    drawn.forEach(({ show }) => show());
    place();
  }

  function place() {
    const { T } = state();
    const p = ease(open);
    const { t, from, progress } = at;
    const moving = progress < 1 && t === from + 1;
    const now = moving ? from : Math.min(t, T - 1);
    drawn.forEach(({ group, card }, k) => {
      setAttribute(group, "transform", `translate(${copyX(k, T, p).toFixed(1)} 0)`);
      setAttribute(group, "opacity", k === now ? 1 : (k < now ? 1 : 0.55) * p);
      setAttribute(group, "visibility", k !== now && p === 0 ? "hidden" : "visible");
      setAttribute(card, "data-state", k === now ? "now" : k < now ? "past" : "idle");
      const x = copyX(k, T, p);
      setAttribute(threads.children[k], "d", `M${MIDDLE} 0V${BUS}H${(x - DOWN).toFixed(1)}V${CELL_TOP + 18}H${(x - CELL_WIDE / 2).toFixed(1)}`);
      setAttribute(threads.children[k], "data-state", k === now ? "now" : "idle");
      setAttribute(threads.children[k], "opacity", k === now ? 1 : p);
      const before = k ? copyX(k - 1, T, p) + CELL_WIDE / 2 : x - CELL_WIDE / 2 - 26;
      setAttribute(ways.children[k], "d", `M${before} ${LINE}H${x - CELL_WIDE / 2 - 8}`);
      setAttribute(ways.children[k], "opacity", p);
      setAttribute(ways.children[k], "data-state", k <= now ? "past" : "idle");
    });
    copies.append(drawn[now].group); // on top while all stand in one place
    setAttribute(loop, "opacity", 1 - p);
    loopName.replaceChildren(...labelSpans(now ? `h_${now} comes back in` : "h_0 = 0 to begin with"));
    setAttribute(loopName, "opacity", 1 - p);
    carry(moving && p, moving && ease(progress), from);
    setAttribute(element, "aria-label", `${p ? `${T} copies of the cell side by side` : "one cell with a loop"}, at step ${now + 1}`);
  }

  /** What goes from one step to the next, on its way: over the loop, or along the chain. */
  function carry(unrolled, p, from) {
    setAttribute(packet, "visibility", p === false ? "hidden" : "visible");
    if (p === false) return;
    const { T, cell, unit } = state();
    const way = unrolled ? { x: copyX(from, T, 1) + CELL_WIDE / 2 + (copyX(1, T, 1) - copyX(0, T, 1) - CELL_WIDE) * p, y: LINE } : loop.getPointAtLength(p * loop.getTotalLength());
    setAttribute(packet, "transform", `translate(${way.x.toFixed(1)} ${way.y.toFixed(1)})`);
    setText(packet.lastChild, readable(cell.h[from][unit], 2));
  }

  return {
    element, renew,
    paint: (t, from, progress) => { at = { t, from, progress }; if (progress >= 1) drawn.forEach(({ show }) => show()); place(); },
    unroll: (to) => { open = to; place(); },
  };
}
