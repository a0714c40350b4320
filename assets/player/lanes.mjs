// A lane: one quantity as a line over time, the selected unit strong and the other units faint.

import { html, setText, svg } from "./dom.mjs";
import { answerAt } from "./answer.mjs";
import { significant } from "./numbers.mjs";
import { readable } from "./reader.mjs";

const HEIGHT = 84;
const PAD = 9;

/** Path of `values` over columns of `width`, step by step like a trace on paper. */
export function linePath(values, column, toY) {
  return values.map((number, t) => `${t ? "L" : "M"}${((t + 0.5) * column).toFixed(1)} ${toY(number).toFixed(1)}`).join("");
}

/**
 * @param {import("./reader.mjs").Payload} payload
 * @param {{title: string, symbol: string, low: number, high: number, series: string, target?: number[]}} lane
 *   series: a state, whose selected unit is followed, or "readout", whose likeliest class is
 */
export function createLane(payload, lane) {
  const drawing = svg("svg", { class: "lane", height: HEIGHT, "aria-hidden": "true" });
  const number = html("span", { class: "reading" });
  const gutter = html("div", { class: "gutter" },
    html("b", { style: `color: var(--ink-${lane.symbol})` }, lane.title), number,
    html("small", {}, [lane.low, lane.high].map((end) => (lane.high < 1 ? significant(end) : readable(end, 1))).join(" … ")));
  const element = html("div", { class: "row lane-row" }, gutter, drawing);
  const answer = lane.series === "readout";
  const source = answer ? payload.readout.values : payload.series[lane.series];
  const rows = source[0].map((_, unit) => source.map((values) => values[unit]));
  const toY = (value) => PAD + (1 - (value - lane.low) / (lane.high - lane.low)) * (HEIGHT - 2 * PAD);
  let lines = [];
  let dot = null;
  let column = 0;

  function draw(width) {
    column = width / payload.steps;
    drawing.setAttribute("width", width);
    lines = rows.map((row) => svg("path", { class: "line", d: linePath(row, column, toY), stroke: `var(--fill-${lane.symbol})` }));
    dot = svg("circle", { r: 4.5, fill: `var(--ink-${lane.symbol})` });
    const guides = [lane.low, 0, lane.high, ...(lane.high > 1 && lane.low < -1 ? [-1, 1] : [])].map((level) =>
      svg("path", { class: Math.abs(level) === 1 ? "guide one" : "guide", d: `M0 ${toY(level)}H${width}` }));
    const target = lane.target
      ? [svg("path", { class: "target", d: linePath(lane.target, column, toY) })] : [];
    drawing.replaceChildren(...guides, ...target, ...lines, dot);
  }

  function show(place) {
    if (!dot) return;
    const said = answer ? answerAt(payload.readout, place.t) : null;
    const chosen = answer ? said.best : place.unit;
    lines.forEach((line, at) => line.classList.toggle("faint", at !== chosen));
    const value = rows[chosen][place.t];
    dot.setAttribute("cx", (place.t + 0.5) * column);
    dot.setAttribute("cy", toY(value));
    const goal = lane.target ? ` (true ${readable(lane.target[place.t])})` : "";
    setText(number, answer ? `${said.text}${said.sure}${goal}` : `unit ${chosen + 1}: ${readable(value)}`);
  }

  return { name: lane.series, element, draw, show };
}
