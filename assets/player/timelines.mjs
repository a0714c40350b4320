// Every gate and state over the whole sequence: one heatmap each, units down, time steps across.

import { scale } from "./colour.mjs";
import { html, setText } from "./dom.mjs";
import { createLane } from "./lanes.mjs";
import { range, readable, value } from "./reader.mjs";

const clamp = (number, most) => Math.max(0, Math.min(most, number));

/** Height of one unit's row: readable for few units, bounded for many. */
export const rowHeight = (units) => clamp(Math.floor(72 / units), 12) || 4;

function heatmap(payload, name) {
  const symbol = payload.palette[name];
  const canvas = html("canvas", { "aria-hidden": "true" });
  const frame = html("div", { class: "heat", tabindex: 0, role: "img", "data-series": name }, canvas);
  const ends = symbol.signed ? `−${readable(range(payload, name), 1)} … ${readable(range(payload, name), 1)}` : "0 … 1";
  const label = html("div", { class: "gutter" },
    html("b", { style: `color: var(--ink-${name})` }, name), html("span", {}, symbol.name), html("small", {}, ends));
  return { name, frame, canvas, element: html("div", { class: "row" }, label, frame) };
}

function drawHeat(payload, row, colours, width) {
  const { units, steps } = payload;
  const height = rowHeight(units) * units;
  const ratio = window.devicePixelRatio || 1;
  row.frame.style.height = `${height}px`;
  row.canvas.width = Math.round(width * ratio);
  row.canvas.height = Math.round(height * ratio);
  const context = row.canvas.getContext("2d");
  const { signed } = payload.palette[row.name];
  const colour = scale({ ...colours(row.name), signed, range: signed ? range(payload, row.name) : 1 });
  const [w, h] = [row.canvas.width / steps, row.canvas.height / units];
  const gap = rowHeight(units) < 6 ? 0 : 1; // thin rows would wash out between lines of paper
  for (let t = 0; t < steps; t += 1) {
    for (let unit = 0; unit < units; unit += 1) {
      context.fillStyle = colour(payload.series[row.name][t][unit]);
      const [x, y] = [Math.round(t * w), Math.round(unit * h)];
      context.fillRect(x, y, Math.round((t + 1) * w) - x - 1, Math.round((unit + 1) * h) - y - gap);
    }
  }
}

/** Outlines of what a framework's layer returns: output, h_n, c_n, in the first of `rows` with that state. */
function returned(payload, rows) {
  const last = `left: calc(var(--gutter) + var(--column) * ${payload.steps - 1}); width: var(--column)`;
  const marks = [["h", "left: var(--gutter); right: 0", "all steps of h: output, return_sequences=True"],
    ["h", last, "h_n"], ["c", last, "c_n"]];
  for (const [name, style, text] of marks) {
    const row = rows.find((candidate) => candidate.name === name);
    if (row) row.element.append(html("div", { class: text.startsWith("all") ? "returned whole" : "returned", style }, html("span", {}, text)));
  }
}

/**
 * @param {{goTo: (t: number, unit?: number) => void, place: () => import("./clock.mjs").Place, tip: Object}} handlers
 */
export function createTimelines(handlers) {
  const head = html("div", { class: "tokens", "aria-hidden": "true" });
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

  const colours = (name) => {
    const style = getComputedStyle(element);
    const read = (property) => resolve(style.getPropertyValue(property).trim());
    return { paper: read("--heat-paper"), full: read(`--fill-${name}`), contrary: read("--heat-contrary") };
  };
  // light-dark() stays unresolved in a custom property, so the browser resolves it on a real one.
  const probe = html("i", { hidden: true });
  element.append(probe);
  function resolve(colour) {
    probe.style.color = colour;
    const channels = getComputedStyle(probe).color.match(/\d+/g).slice(0, 3);
    return `#${channels.map((channel) => Number(channel).toString(16).padStart(2, "0")).join("")}`;
  }

  function pointAt(event, row) {
    const frame = row.frame.getBoundingClientRect();
    return {
      t: clamp(Math.floor(((event.clientX - frame.left) / frame.width) * payload.steps), payload.steps - 1),
      unit: clamp(Math.floor(((event.clientY - frame.top) / frame.height) * payload.units), payload.units - 1),
    };
  }

  function explain(row, { t, unit }) {
    const symbol = payload.palette[row.name];
    return {
      head: `${row.name} · ${symbol.name}`,
      number: `step ${t + 1} “${payload.tokens[t]}”, unit ${unit + 1}: ${readable(value(payload, row.name, t, unit), 4)}`,
      body: symbol.signed ? "Colour: above 0. Grey-blue: below 0." : `Pale is 0: ${symbol.ends[0]}. Full colour is 1: ${symbol.ends[1]}.`,
    };
  }

  function listen(row) {
    row.frame.addEventListener("pointermove", (event) => {
      const point = pointAt(event, row);
      if (event.buttons & 1) handlers.goTo(point.t, point.unit);
      handlers.tip.show(explain(row, point), event.clientX, event.clientY);
    });
    row.frame.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const point = pointAt(event, row);
      handlers.goTo(point.t, point.unit);
    });
    row.frame.addEventListener("pointerleave", () => handlers.tip.hide());
    row.frame.addEventListener("focus", () => {
      if (!row.frame.matches(":focus-visible")) return;
      const { left, bottom } = row.frame.getBoundingClientRect();
      handlers.tip.show(explain(row, handlers.place()), left, bottom);
    });
    row.frame.addEventListener("blur", () => handlers.tip.hide());
  }

  function draw() {
    if (!payload || !rows.length) return;
    const width = rows[0].frame.clientWidth;
    if (!width) return;
    const column = width / payload.steps;
    stack.style.setProperty("--column", `${column}px`);
    const every = Math.ceil(40 / column);
    head.style.setProperty("--every", every);
    head.replaceChildren(...payload.tokens.filter((_, t) => t % every === 0).map((token) => html("span", { dir: "auto" }, token)));
    rows.forEach((row) => drawHeat(payload, row, colours, width));
    lanes.forEach((lane) => lane.draw(width));
    show(handlers.place());
  }

  function update(next) {
    payload = next;
    rows = payload.cell.timelines.map((name) => heatmap(payload, name));
    rows.forEach(listen);
    lanes = payload.lanes.map((lane) => createLane(payload, lane));
    stack.replaceChildren(head, ...lanes.map((lane) => lane.element), ...rows.map((row) => row.element), playhead);
    returned(payload, [...lanes, ...rows]);
    overlay.hidden = payload.layout !== "sequence";
    setText(title, lanes.length ? "Through time" : "Every step, every unit");
    draw();
  }

  function show(place) {
    playhead.style.transform = `translateX(calc(var(--column) * ${place.t}))`;
    const height = rowHeight(payload.units);
    for (const row of rows) {
      row.frame.style.setProperty("--chosen", `${place.unit * height}px`);
      row.frame.style.setProperty("--row", `${height}px`);
      const number = readable(value(payload, row.name, place.t, place.unit), 4);
      row.frame.setAttribute("aria-label",
        `${payload.palette[row.name].name} over time. Step ${place.t + 1}, unit ${place.unit + 1}: ${number}`);
    }
    lanes.forEach((lane) => lane.show(place));
  }

  const observer = new ResizeObserver(draw);
  observer.observe(stack);
  const scheme = window.matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", draw);
  function destroy() {
    observer.disconnect();
    scheme.removeEventListener("change", draw);
  }

  return { element, update, show, draw, destroy };
}
