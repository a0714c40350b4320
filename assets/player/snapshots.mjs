// One moment of a text, a sound, a sensor and a stock: two sequences that agree in it, and in nothing else.

import { ease } from "./bars.mjs";
import { html, setAttribute, setText, svg } from "./dom.mjs";
import { createGlide } from "./glide.mjs";
import { mountOnce } from "./mount.mjs";
import { paint as paintPalette } from "./palette.mjs";
import { readable } from "./reader.mjs";
import { createTip, explained } from "./tip.mjs";

/**
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {string[][]} words   two texts: before, the moment, after
 * @property {number} moment      at which step the pairs agree
 * @property {{kind: string, what: string, unit: string, digits: number, values: number[][], said: string[]}[]} pairs
 */

const [WIDE, HIGH, EDGE] = [320, 118, 14];
const COLOURS = ["h", "g"];
const FACES = ["Show only this moment", "What came before"];

/** Points of a line through values, from step `from` to step `to`, on a frame that holds all of the pair. */
export function points(values, [least, most], from, to) {
  const x = (t) => EDGE + (t * (WIDE - 2 * EDGE)) / (values.length - 1);
  const y = (value) => EDGE + ((most - value) / (most - least)) * (HIGH - 2 * EDGE);
  return values.map((value, t) => [x(t), y(value)]).slice(from, to + 1);
}

const path = (list) => (list.length ? `M${list.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}` : "");

/** @param {Payload} data */
function createPair(pair, moment, tip) {
  const range = [Math.min(...pair.values.flat()), Math.max(...pair.values.flat())];
  const drawn = COLOURS.map((colour) => ["seen", "next"].map((part) => svg("path", { class: `${part} line`, style: `--own: var(--ink-${colour})` })));
  const [[x, y]] = points(pair.values[0], range, moment, moment);
  const now = `${readable(pair.values[0][moment], pair.digits)}${pair.unit}`;
  const frame = svg("svg", { class: "diagram moment", viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": `${pair.kind}: ${now} now` },
    svg("path", { class: "axis", d: `M${x} 4V${HIGH - 4}` }), ...drawn.flat(),
    svg("circle", { class: "now", cx: x, cy: y, r: 6 }), svg("text", { class: "value", x: x + 11, y: y < 30 ? y + 22 : y - 9 }, now));
  explained(frame, tip, () => ({ head: pair.kind, number: `now ${now}`, body: `${pair.what}. One of them ${pair.said[0]}, the other ${pair.said[1]}.` }));
  const said = html("p", { class: "two-said" }, ...COLOURS.map((colour, n) => html("span", { style: `--own: var(--ink-${colour})` }, pair.said[n])));
  const element = html("figure", { class: "snapshot" }, html("figcaption", {}, html("b", {}, pair.kind), html("span", {}, pair.what)), frame, said);

  function show(p) {
    const reach = Math.round(moment * (1 - ease(p)));
    drawn.forEach(([seen, next], n) => {
      setAttribute(seen, "d", p === 0 ? "" : path(points(pair.values[n], range, reach, moment)));
      setAttribute(next, "d", p < 1 ? "" : path(points(pair.values[n], range, moment, pair.values[n].length)));
    });
    said.style.visibility = p < 1 ? "hidden" : "visible";
  }

  return { element, show };
}

function createWords(words) {
  const rows = words.map(([before, now, after], n) => html("p", { class: "said-words", style: `--own: var(--ink-${COLOURS[n]})` }, html("span", { class: "past" }, `${before} `), html("b", {}, now), html("span", { class: "future" }, ` ${after}`)));
  const element = html("figure", { class: "snapshot" }, html("figcaption", {}, html("b", {}, "Text"), html("span", {}, "one word of a sentence")), html("div", { class: "texts-of" }, ...rows));
  const show = (p) => rows.forEach((row) => {
    row.querySelector(".past").style.opacity = ease(p);
    row.querySelector(".future").style.opacity = p < 1 ? 0 : 1;
  });
  return { element, show };
}

/** @param {Payload} first */
function createSnapshots(host, first) {
  const root = html("section", { class: "player recurrence snapshots", "data-testid": "snapshots", "aria-label": "One moment of four sequences" });
  const tip = createTip(root);
  const cards = [createWords(first.words), ...first.pairs.map((pair) => createPair(pair, first.moment, tip))];
  let shown = false;
  const button = html("button", { type: "button", class: "unroll", onclick: () => turn(!shown) });
  const glide = createGlide(480, (p) => cards.forEach((card) => card.show(p)));
  root.prepend(html("div", { class: "snapshot-grid" }, ...cards.map(({ element }) => element)), html("div", { class: "controls" }, button));
  host.append(root);

  function turn(to) {
    shown = to;
    setText(button, FACES[to ? 0 : 1]);
    setAttribute(root, "data-before", to);
    glide.to(to ? 1 : 0, !to);
  }

  paintPalette(root, first.palette);
  turn(false);
  return { update: () => {}, destroy: () => { glide.stop(); root.remove(); } };
}

export default mountOnce(createSnapshots);
