// Every gate and state over the whole sequence: one heatmap each, units down, time steps across.

import { scale } from "./colour.mjs";
import { html, setChildren, setText } from "./dom.mjs";
import { createLane } from "./lanes.mjs";
import { range, readable } from "./reader.mjs";
import { createShades } from "./shades.mjs";

const clamp = (number, most) => Math.max(0, Math.min(most, number));

/** Height of one unit's row: readable for few units, bounded for many; where cells are picked, they have to be hit. */
export const rowHeight = ({ units, layout }) => Math.max(layout === "surgery" ? 7 : 4, clamp(Math.floor(72 / units), 12));

/** Every how manyth word stands above its column, so that they do not touch. */
export function stride(tokens, column) {
  const longest = Math.max(...tokens.map((token) => [...token].length));
  return Math.ceil(Math.min(40, 7 + 8 * longest) / column);
}

/**
 * One row: the values of a gate or state (T, H), or how far those of B lie from those of A.
 *
 * @typedef {{name: string, symbol: string, title: string, values: number[][], half: number}} Row
 */

/** @returns {Row[]} */
function rowsOf(payload) {
  const own = payload.cell.timelines.map((name) => ({
    name, symbol: name, title: payload.palette[name].name, values: payload.series[name],
    half: payload.palette[name].signed ? range(payload, name) : 1,
  }));
  const apart = Object.entries(payload.bench?.beside?.difference ?? {}).map(([state, values]) => ({
    name: `Δ${state}`, symbol: state, title: "B minus A", values,
    half: Math.max(0.01, ...values.flat().map(Math.abs)),
  }));
  return [...own, ...apart];
}

function heatmap({ name, symbol }) {
  const canvas = html("canvas", { "aria-hidden": "true" });
  const picked = html("div", { class: "picked", hidden: true });
  const frame = html("div", { class: "heat", tabindex: 0, role: "img", "data-series": name }, canvas, picked);
  const [kind, ends] = [html("span"), html("small")];
  const label = html("div", { class: "gutter" }, html("b", { style: `color: var(--ink-${symbol})` }, name), kind, ends);
  return { frame, canvas, picked, kind, ends, element: html("div", { class: "row" }, label, frame) };
}

function describe(payload, { symbol, title, half, kind, ends }) {
  const most = readable(half, half < 0.1 ? 2 : 1);
  setText(kind, title);
  setText(ends, payload.palette[symbol].signed ? `−${most} … ${most}` : "0 … 1");
}

/** Numbers in order as spans without a gap: 1, 2, 5 are 1–2 and 5–5. */
export function runs(numbers) {
  const found = [];
  for (const number of numbers) {
    if (found.length && found.at(-1)[1] === number - 1) found.at(-1)[1] = number;
    else found.push([number, number]);
  }
  return found;
}

/** Frames around the cells of a gate that are held. */
function drawHeld(payload, row, context, w, h) {
  const held = (payload.bench?.held ?? []).filter((one) => one.gate === row.name);
  const ratio = window.devicePixelRatio || 1;
  context.lineWidth = 2 * ratio;
  context.strokeStyle = context.canvas.dataset.ink;
  for (const { steps: [first, last], units } of held) {
    for (const [top, bottom] of runs(units)) {
      const [x, y] = [Math.round(first * w), Math.round(top * h)];
      context.strokeRect(x + ratio, y + ratio, Math.round((last + 1) * w) - x - 2 * ratio - 1, Math.round((bottom + 1) * h) - y - 2 * ratio - 1);
    }
  }
}

function drawHeat(payload, row, { ink, ...shades }, width) {
  const { units, steps } = payload;
  const height = rowHeight(payload) * units;
  const ratio = window.devicePixelRatio || 1;
  row.frame.style.height = `${height}px`;
  row.canvas.width = Math.round(width * ratio);
  row.canvas.height = Math.round(height * ratio);
  const context = row.canvas.getContext("2d");
  const { signed } = payload.palette[row.symbol];
  row.canvas.dataset.ink = ink;
  const colour = scale({ ...shades, signed, range: row.half });
  const [w, h] = [row.canvas.width / steps, row.canvas.height / units];
  const gap = rowHeight(payload) < 6 ? 0 : 1; // thin rows would wash out between lines of paper
  for (let t = 0; t < steps; t += 1) {
    for (let unit = 0; unit < units; unit += 1) {
      context.fillStyle = colour(row.values[t][unit]);
      const [x, y] = [Math.round(t * w), Math.round(unit * h)];
      context.fillRect(x, y, Math.round((t + 1) * w) - x - 1, Math.round((unit + 1) * h) - y - gap);
    }
  }
  drawHeld(payload, row, context, w, h);
}

/** Outlines of what a framework's layer returns: output, h_n, c_n, in the first of `rows` with that state. */
function returned(payload, rows) {
  const last = `left: calc(var(--gutter) + var(--column) * ${payload.steps - 1}); width: var(--column)`;
  const marks = [["h", "left: var(--gutter); right: 0", "all steps of h: output, return_sequences=True"],
    ["h", last, "h_n"], ["c", last, "c_n"]];
  return marks.flatMap(([name, style, text]) => {
    const row = rows.find((candidate) => candidate.name === name);
    const mark = html("div", { class: text.startsWith("all") ? "returned whole" : "returned", style }, html("span", {}, text));
    row?.element.append(mark);
    return row ? [mark] : [];
  });
}

/**
 * @param {{goTo: (t: number, unit?: number) => void, place: () => import("./clock.mjs").Place, tip: Object,
 *   picked: (name: string, from: {t: number, unit: number}, to: {t: number, unit: number}) => void}} handlers
 *   `picked`: cells of a row were clicked or drawn over
 */
export function createTimelines(handlers) {
  const head = html("div", { class: "tokens", "aria-hidden": "true" });
  const here = html("span", { class: "here", dir: "auto" }); // the word at the playhead, also where words are left out
  const playhead = html("div", { class: "playhead" });
  const stack = html("div", { class: "stack" });
  const toggle = html("input", { type: "checkbox" });
  const overlay = html("label", { class: "overlay" }, toggle, "What the framework returns");
  const title = html("h4", {}, "Every step, every unit");
  const element = html("section", { class: "timelines", "aria-label": "Timelines" },
    html("header", {}, title, overlay), stack);
  toggle.addEventListener("change", () => element.classList.toggle("returns", toggle.checked));
  let payload = null;
  let rows = [];
  let lanes = [];
  let marks = []; // of what a framework returns
  let above = null; // the words above the columns

  const shadesOf = createShades(element);
  const coloursOf = (asked) => shadesOf(asked.map(({ symbol }) => symbol));

  function pointAt(event, row) {
    const frame = row.frame.getBoundingClientRect();
    return {
      t: clamp(Math.floor(((event.clientX - frame.left) / frame.width) * payload.steps), payload.steps - 1),
      unit: clamp(Math.floor(((event.clientY - frame.top) / frame.height) * payload.units), payload.units - 1),
    };
  }

  function explain(row, { t, unit }) {
    const symbol = payload.palette[row.symbol];
    const gate = payload.bench?.gates.includes(row.name) ? " Click to hold it there." : "";
    return {
      head: `${row.name} · ${row.title}`,
      number: `step ${t + 1} “${payload.tokens[t]}”, unit ${unit + 1}: ${readable(row.values[t][unit], 4)}`,
      body: (symbol.signed ? "Colour: above 0. Grey-blue: below 0." : `Pale is 0: ${symbol.ends[0]}. Full colour is 1: ${symbol.ends[1]}.`) + gate,
    };
  }

  function listening(row) {
    let from = null; // where drawing over cells began
    const reach = (event) => {
      const point = pointAt(event, row);
      handlers.goTo(point.t, point.unit);
      handlers.picked(row.name, from, point);
    };
    row.frame.addEventListener("pointermove", (event) => {
      if (!(event.buttons & 1)) from = null;
      if (from) reach(event);
      handlers.tip.show(explain(row, pointAt(event, row)), event.clientX, event.clientY);
    });
    row.frame.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      from = pointAt(event, row);
      reach(event);
    });
    row.frame.addEventListener("pointerleave", () => handlers.tip.hide());
    row.frame.addEventListener("focus", () => {
      if (!row.frame.matches(":focus-visible")) return;
      const { left, bottom } = row.frame.getBoundingClientRect();
      handlers.tip.show(explain(row, handlers.place()), left, bottom);
    });
    row.frame.addEventListener("blur", () => handlers.tip.hide());
    return row;
  }

  function draw() {
    if (!payload || !rows.length) return;
    const width = rows[0].frame.clientWidth;
    if (!width) return;
    const column = width / payload.steps;
    stack.style.setProperty("--column", `${column}px`);
    const every = stride(payload.tokens, column);
    head.style.setProperty("--every", every);
    const words = payload.tokens.filter((_, t) => t % every === 0);
    const wanted = words.join("\n");
    if (wanted !== above) head.replaceChildren(...words.map((token) => html("span", { dir: "auto" }, token)), here);
    above = wanted;
    const colours = coloursOf(rows);
    rows.forEach((row, k) => drawHeat(payload, row, colours[k], width));
    lanes.forEach((lane) => lane.draw(width));
    show(handlers.place());
  }

  function update(next) {
    payload = next;
    const before = new Map(rows.map((row) => [row.name, row]));
    rows = rowsOf(payload).map((row) => Object.assign(before.get(row.name) ?? listening(heatmap(row)), row));
    rows.forEach((row) => describe(payload, row));
    lanes = payload.lanes.map((lane) => createLane(payload, lane));
    setChildren(stack, [head, ...lanes.map((lane) => lane.element), ...rows.map((row) => row.element), playhead]);
    marks.forEach((mark) => mark.remove());
    marks = returned(payload, [...lanes, ...rows]);
    overlay.hidden = payload.layout !== "sequence";
    setText(title, lanes.length ? "Through time" : "Every step, every unit");
    draw();
  }

  function show(place) {
    setText(here, payload.tokens[place.t]);
    here.style.left = `calc(var(--column) * ${place.t + 0.5})`;
    playhead.style.transform = `translateX(calc(var(--column) * ${place.t}))`;
    const height = rowHeight(payload);
    for (const row of rows) {
      row.frame.style.setProperty("--chosen", `${place.unit * height}px`);
      row.frame.style.setProperty("--row", `${height}px`);
      const number = readable(row.values[place.t][place.unit], 4);
      row.frame.setAttribute("aria-label",
        `${row.title} over time. Step ${place.t + 1}, unit ${place.unit + 1}: ${number}`);
    }
    lanes.forEach((lane) => lane.show(place));
  }

  /** Show which cells the operating table speaks of. */
  function mark({ gate, steps, units }) {
    const [wide, high] = [100 / payload.steps, 100 / payload.units];
    rows.forEach((row) => {
      row.picked.hidden = row.name !== gate;
      row.picked.style.inset = `${units[0] * high}% ${100 - (steps[1] + 1) * wide}% ${100 - (units[1] + 1) * high}% ${steps[0] * wide}%`;
    });
  }

  /** Show a gate as if it were held already; what follows from it only the engine knows. */
  function preview(gate, values) {
    const row = rows.find(({ name }) => name === gate);
    if (row) drawHeat(payload, { ...row, values }, coloursOf([row])[0], row.frame.clientWidth);
  }

  const observer = new ResizeObserver(draw);
  observer.observe(stack);
  const scheme = window.matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", draw);
  function destroy() {
    observer.disconnect();
    scheme.removeEventListener("change", draw);
  }

  return { element, update, show, draw, mark, preview, destroy };
}
