// The gates and states of one run on one sequence: a heatmap each, units down and time steps across.

import { scale } from "./colour.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { decoded, framedBy, numberOf } from "./moments.mjs";
import { readable } from "./reader.mjs";
import { createShades } from "./shades.mjs";
import { stride } from "./timelines.mjs";

/** @typedef {import("./train.mjs").Payload} Payload */

const LEVELS = 256;
const WALKS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

const clamp = (number, most) => Math.max(0, Math.min(most, number));

/** Height of a unit's row: few units are high, many still readable; a map that stands alone has more room. */
export const rowOf = (units, maps) => Math.max(3, clamp(Math.floor((maps > 4 ? 86 : maps > 2 ? 140 : 290) / units), maps > 2 ? 18 : 30));

/** How far the first of the words above a map would stick out before it, and the last behind it: there they are cut off. */
export function overhang(words, column, every, width) {
  const half = (word) => 1 + 3.6 * [...word].length; // of what it takes at the size of these words
  const middle = (n) => (n * every + 0.5) * column; // over its own column
  const last = words.length - 1;
  return { before: Math.max(0, half(words[0]) - middle(0)), after: Math.max(0, middle(last) + half(words[last]) - width) };
}

/** Of which update the gates are, and why it is another one where it is. */
export function frameWords(run, at, update) {
  if (at < 0) return "";
  const own = run.snapshots[at];
  if (own === run.snapshots.findLast((one) => one <= update)) return `after update ${own}`;
  return run.status === "running" || run.status === "waiting" ? `after update ${own}: while it trains, only the newest are here` : `after update ${own}, the nearest that were kept`;
}

/** The colours of all levels of a map, as an image has them; `shades` by the browser. */
function levels(map, signed, shades) {
  const half = Math.max(Math.abs(map.low), Math.abs(map.high));
  const colour = scale({ ...shades, signed, range: half });
  const bytes = new Uint8ClampedArray(LEVELS * 4);
  for (let level = 0; level < LEVELS; level += 1) {
    bytes.set([...colour(numberOf(level, map)).match(/\d+/g).map(Number), 255], level * 4);
  }
  return new Uint32Array(bytes.buffer);
}

/** @param {{stepTo: (t: number) => void, tip: Object}} handlers */
export function createGateMaps({ stepTo, tip }) {
  const title = html("h4", {});
  const of = html("span", { class: "of-update" });
  const grid = html("div", { class: "gate-grid" });
  const element = html("section", { class: "gate-maps", "aria-label": "Gates and states" }, html("header", {}, title, of), grid);
  const shadesOf = createShades(element);
  const small = html("canvas");
  /** @type {Payload} */
  let data = null;
  let run = null;
  let rows = [];
  let width = 0; // of a map
  let at = -1; // the snapshot whose frames are shown
  const cell = { t: 0, unit: 0 };

  const steps = () => data.tokens.length;
  const ends = ({ symbol, low, high }) => {
    const words = data.palette[symbol].ends;
    return words.length ? [`0 ${words[0]}`, `1 ${words[1]}`] : [readable(low, 1), readable(high, 1)];
  };

  function heatmap(map) {
    const { name, signed } = data.palette[map.symbol];
    const canvas = html("canvas", { "aria-hidden": "true" });
    const cursor = html("i", { class: "cursor" });
    const mark = html("i", { class: "mark" });
    const tokens = html("div", { class: "gate-tokens", "aria-hidden": "true" });
    const frame = html("div", { class: "gate-frame", tabindex: 0, role: "img", "data-map": map.symbol }, canvas, cursor, mark);
    const [low, high] = [html("small"), html("small")];
    const caption = html("figcaption", {}, html("b", { style: `color: var(--ink-${map.symbol})` }, map.symbol), html("span", {}, name),
      html("span", { class: "ends" }, low, html("i", { class: signed ? "ramp signed" : "ramp", style: `--own: var(--fill-${map.symbol})` }), high));
    const row = { map, canvas, frame, tokens, low, high, cursor, mark, bytes: null, words: "", element: html("figure", { class: "gate-map" }, caption, tokens, frame) };
    listen(row);
    return row;
  }

  function explain({ map, bytes }) {
    const { name, signed, ends: words } = data.palette[map.symbol];
    return {
      head: `${map.symbol} · ${name}`,
      number: `step ${cell.t + 1} “${data.tokens[cell.t]}”, unit ${cell.unit + 1}: ${readable(numberOf(bytes[cell.unit * steps() + cell.t], map), 2)}`,
      body: `${signed ? "Colour: above 0. Grey-blue: below 0." : `Pale is 0: ${words[0]}. Full colour is 1: ${words[1]}.`} After update ${run.snapshots[at]}.`,
    };
  }

  function listen(row) {
    const { frame } = row;
    const under = (event) => {
      const box = frame.getBoundingClientRect();
      cell.t = clamp(Math.floor(((event.clientX - box.left) / box.width) * steps()), steps() - 1);
      cell.unit = clamp(Math.floor(((event.clientY - box.top) / box.height) * row.map.units), row.map.units - 1);
    };
    const stand = () => {
      const { left, bottom } = frame.getBoundingClientRect();
      mark();
      tip.show(explain(row), left, bottom);
    };
    frame.addEventListener("pointermove", (event) => {
      under(event);
      mark();
      if (event.buttons & 1) stepTo(cell.t);
      tip.show(explain(row), event.clientX, event.clientY);
    });
    frame.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      under(event);
      stepTo(cell.t);
    });
    frame.addEventListener("pointerleave", tip.hide);
    frame.addEventListener("blur", tip.hide);
    frame.addEventListener("focus", () => { if (frame.matches(":focus-visible")) stand(); });
    frame.addEventListener("keydown", (event) => {
      const by = WALKS[event.key];
      if (!by || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      cell.t = clamp(cell.t + by[0], steps() - 1);
      cell.unit = clamp(cell.unit + by[1], row.map.units - 1);
      stepTo(cell.t);
      stand();
    });
  }

  /** The frame around the cell that is spoken of, in every map. */
  function mark() {
    for (const row of rows) {
      cell.unit = Math.min(cell.unit, row.map.units - 1);
      row.mark.style.inset = `${(cell.unit * 100) / row.map.units}% ${100 - ((cell.t + 1) * 100) / steps()}% ${100 - ((cell.unit + 1) * 100) / row.map.units}% ${(cell.t * 100) / steps()}%`;
      const { head, number } = row.bytes ? explain(row) : { head: "", number: "" };
      setAttribute(row.frame, "aria-label", `${head}, ${number}`);
    }
  }

  function drawTokens(row) {
    const column = width / steps();
    const every = stride(data.tokens, column);
    const words = data.tokens.filter((_, t) => t % every === 0);
    const wanted = `${every} ${words.join("\n")}`;
    row.tokens.style.setProperty("--column", `${column * every}px`);
    row.tokens.style.setProperty("--back", `${(column * (1 - every)) / 2}px`);
    if (wanted !== row.words) row.tokens.replaceChildren(...words.map((token) => html("span", { dir: "auto" }, token)));
    row.words = wanted;
    const { before, after } = overhang(words, column, every, width);
    const pushed = (by) => (by ? `translateX(calc(var(--back) + ${by}px))` : "");
    row.tokens.firstChild.style.transform = pushed(before);
    row.tokens.lastChild.style.transform = pushed(-after);
  }

  function drawHeat(row) {
    const { map, canvas } = row;
    const ratio = window.devicePixelRatio || 1;
    const [wide, high] = [Math.round(width * ratio), Math.round(rowOf(map.units, rows.length) * map.units * ratio)];
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    if (small.width !== steps() || small.height !== map.units) [small.width, small.height] = [steps(), map.units];
    const image = new ImageData(steps(), map.units);
    const pixels = new Uint32Array(image.data.buffer);
    row.bytes.forEach((level, n) => { pixels[n] = row.levels[level]; });
    small.getContext("2d").putImageData(image, 0, 0);
    const context = canvas.getContext("2d");
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, wide, high);
    const gap = Math.round(ratio);
    if (wide / steps() > 4 * ratio) for (let t = 1; t < steps(); t += 1) context.clearRect(Math.round((t * wide) / steps()) - gap, 0, gap, high);
    if (high / map.units > 5 * ratio) for (let unit = 1; unit < map.units; unit += 1) context.clearRect(0, Math.round((unit * high) / map.units) - gap, wide, gap);
  }

  /** The maps of a run; another run of the same kind keeps its maps, and the focus in them. Asks the browser first. */
  function update(next, letter) {
    data = next;
    run = data.runs.find((one) => one.letter === letter);
    const shades = shadesOf(run.maps.map(({ symbol }) => symbol));
    const symbols = (maps) => maps.map(({ symbol }) => symbol).join("");
    if (symbols(run.maps) !== symbols(rows.map(({ map }) => map))) {
      rows = run.maps.map(heatmap);
      grid.replaceChildren(...rows.map((row) => row.element));
      setAttribute(grid, "data-maps", rows.length);
      fit();
    }
    rows.forEach((row, n) => {
      row.map = run.maps[n];
      const look = JSON.stringify([row.map.low, row.map.high, shades[n]]);
      if (look !== row.look) row.levels = levels(row.map, data.palette[row.map.symbol].signed, shades[n]);
      row.look = look;
      row.frame.style.height = `${rowOf(row.map.units, rows.length) * row.map.units}px`;
      ends(row.map).forEach((text, end) => setText(end ? row.high : row.low, text));
    });
    cell.t = Math.min(cell.t, steps() - 1);
    const what = symbols(rows.map(({ map }) => map)) === "h" ? "Hidden state" : "Gates and states";
    setText(title, rows.length ? `${what} of ${run.letter} ${run.name} on one sequence${run.part ? `: ${run.part}` : ""}` : `${run.letter} ${run.name} has nothing to show yet: it was not trained.`);
  }

  function fit() {
    width = rows[0]?.frame.clientWidth ?? 0;
  }

  /** Show the moment after that update, with the cursor at step t. */
  function show(update, t) {
    at = framedBy(run, update);
    setText(of, frameWords(run, at, update));
    if (at < 0 || !width) return;
    for (const row of rows) {
      row.bytes = decoded(row.map.frames[at]);
      drawTokens(row);
      drawHeat(row);
      row.cursor.hidden = t < 0;
      row.cursor.style.insetInline = `${(t * 100) / steps()}% ${100 - ((t + 1) * 100) / steps()}%`;
    }
    if (t >= 0) cell.t = t;
    mark();
  }

  return { element, update, show, fit };
}
