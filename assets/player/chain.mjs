// The second view: the same cell unrolled into a chain. Each copy shows its own step's gates; between
// the copies run the states; under all of them lie the same weights.

import { barsPath } from "./bars.mjs";
import { labelSpans, setAttribute, setText, svg } from "./dom.mjs";
import { range, readable, value, vector } from "./reader.mjs";

const CELLS = 5;
const [WIDTH, HEIGHT, PITCH, TOP, TALL, WIDE] = [760, 470, 152, 40, 330, 96];
const STATES = ["c", "h"];

/** A small plot of one series: box, bars and the letter beside it. */
function strip(payload, series, box, words) {
  const signed = payload.palette[series].signed;
  const [bars, chosen] = ["bars", "bars chosen"].map((name) => svg("path", { class: name, fill: `var(--fill-${series})` }));
  const floor = signed ? box.y + box.height / 2 : box.y + box.height;
  const label = svg("text", { class: "symbol", ...words, style: `fill: var(--ink-${series})` });
  const element = svg("g", {},
    svg("rect", { class: "frame", ...box, rx: 5, style: `--own: var(--fill-${series})` }),
    svg("path", { class: "axis", d: `M${box.x} ${floor}h${box.width}` }), bars, chosen,
    label);
  const inner = { x: box.x + 3, y: box.y + 3, width: box.width - 6, height: box.height - 6 };
  function paint(values, half, unit) {
    const only = (keep) => barsPath(inner, values.map((value, k) => (keep(k) ? value : 0)), signed, half);
    setAttribute(bars, "d", only((k) => k !== unit));
    setAttribute(chosen, "d", only((k) => k === unit));
  }
  function name(t) {
    const text = `${series}_{${t + 1}}`;
    if (label.dataset.text === text) return;
    label.dataset.text = text;
    label.replaceChildren(...labelSpans(text));
  }
  return { series, element, paint, name };
}

function copyOf(payload, at, handlers) {
  const x = 2 + at * PITCH;
  const gates = payload.cell.timelines.filter((name) => !STATES.includes(name));
  const states = STATES.filter((name) => payload.cell.timelines.includes(name));
  const high = Math.min(46, (TALL - 60) / Math.max(1, gates.length) - 12);
  const inside = gates.map((name, k) => {
    const y = TOP + 40 + k * (high + 14);
    return strip(payload, name, { x: x + 30, y, width: WIDE - 38, height: high }, { x: x + 8, y: y + high / 2 + 5 });
  });
  const between = states.map((name) => {
    const y = states.length > 1 && name === "c" ? TOP + 26 : TOP + TALL - 66;
    return strip(payload, name, { x: x + WIDE + 4, y, width: PITCH - WIDE - 8, height: 40 },
      { x: x + WIDE + (PITCH - WIDE) / 2, y: y - 6, "text-anchor": "middle" });
  });
  const wires = states.map((name, k) => svg("path", {
    class: name === "c" ? "wire highway" : "wire", "data-state": "past", style: `--own: var(--fill-${name})`,
    d: `M${x + WIDE} ${states.length > 1 && k === 0 ? TOP + 46 : TOP + TALL - 46}h${PITCH - WIDE}`,
  }));
  const middle = x + WIDE / 2;
  const word = svg("text", { class: "word", x: middle, y: TOP + TALL + 42, "text-anchor": "middle" });
  const step = svg("text", { class: "caption", x: middle, y: TOP + 22, "text-anchor": "middle" });
  const copy = { t: at, strips: [...inside, ...between], word, step };
  copy.element = svg("g", { class: "copy", onclick: () => handlers.goTo(copy.t) },
    svg("path", { class: "wire", d: `M${middle} ${TOP + TALL + 26}V${TOP + TALL}`, "data-state": "past", style: "--own: var(--fill-x)" }),
    svg("path", { class: "wire", d: `M${middle} ${TOP}V14`, "data-state": "past", style: "--own: var(--fill-h)" }),
    ...wires, svg("rect", { class: "frame card", x, y: TOP, width: WIDE, height: TALL, rx: 12 }),
    step, ...copy.strips.map(({ element }) => element), word);
  return copy;
}

/** @param {{goTo: (t: number) => void}} handlers */
export function createChain(handlers) {
  const root = svg("svg", { class: "diagram chain", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" });
  let copies = [];
  let current = null;

  function update(payload) {
    current = payload;
    copies = Array.from({ length: Math.min(CELLS, payload.steps) }, (_, at) => copyOf(payload, at, handlers));
    const base = TOP + TALL + 60;
    const right = 2 + (copies.length - 1) * PITCH + WIDE;
    root.replaceChildren(...copies.map(({ element }) => element),
      svg("path", { class: "axis", d: `M2 ${base}v8H${right}v-8` }),
      svg("text", { class: "caption", x: right / 2, y: base + 26, "text-anchor": "middle" }, "one set of weights W and b, used again at every step"));
  }

  function show(place) {
    const first = Math.max(0, Math.min(place.t - 2, current.steps - copies.length));
    const states = STATES.filter((name) => current.series[name])
      .map((name) => `${name} is ${readable(value(current, name, place.t, place.unit), 4)}`).join(", ");
    root.setAttribute("aria-label", `${current.cell.title} unrolled: steps ${first + 1} to ${first + copies.length}, the same ` +
      `weights at every step. After step ${place.t + 1}, ${states} in unit ${place.unit + 1}.`);
    copies.forEach((copy, at) => {
      copy.t = first + at;
      setAttribute(copy.element, "data-state", copy.t === place.t ? "now" : copy.t < place.t ? "past" : "idle");
      setText(copy.word, current.tokens[copy.t]);
      setText(copy.step, `step ${copy.t + 1}`);
      for (const { series, paint, name } of copy.strips) {
        name(copy.t);
        paint(copy.t <= place.t ? vector(current, series, copy.t) : [], range(current, series), place.unit);
      }
    });
  }

  return { element: root, update, show };
}
