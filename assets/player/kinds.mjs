// The five shapes as the well-known row of small graphs: each a button.

import { html, setAttribute, svg } from "./dom.mjs";

/**
 * @typedef {Object} Kind
 * @property {string} key
 * @property {string} title
 * @property {string} says
 * @property {number[]} reads   columns in which something goes in
 * @property {number[]} writes  columns in which something comes out
 * @property {number} columns
 */

const [SIDE, HIGH, GAP, RISE] = [15, 17, 10, 13];

/** The small graph of a shape: input below, state, output above. */
export function glyph({ reads, writes, columns }) {
  const x = (column) => 2 + column * (SIDE + GAP);
  const y = (row) => 2 + row * (HIGH + RISE);
  const box = (column, row, kind) => svg("rect", { class: `mini ${kind}`, x: x(column), y: y(row), width: SIDE, height: HIGH, rx: 3 });
  const up = (column, row) => svg("path", { class: "mini-way", d: `M${x(column) + SIDE / 2} ${y(row) - 1}V${y(row - 1) + HIGH + 3}` });
  const all = Array.from({ length: columns }, (_, column) => column);
  const width = x(columns - 1) + SIDE + 2;
  const height = y(2) + HIGH + 2;
  return svg("svg", { class: "glyph-of", viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" },
    ...all.slice(1).map((column) => svg("path", { class: "mini-way", d: `M${x(column - 1) + SIDE} ${y(1) + HIGH / 2}H${x(column) - 2}` })),
    ...reads.map((column) => up(column, 2)), ...writes.map((column) => up(column, 1)),
    ...reads.map((column) => box(column, 2, "in")), ...all.map((column) => box(column, 1, columns > 1 ? "state" : "layer")),
    ...writes.map((column) => box(column, 0, "out")));
}

/** @param {(key: string) => void} choose */
export function createKinds(choose) {
  const element = html("div", { class: "kinds", role: "group", "aria-label": "The five shapes" });
  let buttons = [];
  let drawn = "";

  /** @param {Kind[]} kinds */
  function update(kinds) {
    const outline = JSON.stringify(kinds);
    if (outline === drawn) return;
    drawn = outline;
    buttons = kinds.map((kind) => html("button", { type: "button", class: "kind", "data-kind-button": kind.key, onclick: () => choose(kind.key) },
      glyph(kind), html("strong", {}, kind.title), html("span", {}, kind.says)));
    element.replaceChildren(...buttons);
  }

  function show(key) {
    for (const button of buttons) {
      const chosen = button.getAttribute("data-kind-button") === key;
      setAttribute(button, "aria-pressed", chosen);
      if (chosen && element.scrollWidth > element.clientWidth) element.scrollLeft = button.offsetLeft - element.offsetLeft - element.clientWidth / 2 + button.offsetWidth / 2;
    }
  }

  return { element, update, show };
}
