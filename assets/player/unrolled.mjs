// The unrolled network as one picture: values run right, gradients run left under them, as thick as
// they are large, and the terms of the chosen weight run up into it.

import { ease } from "./bars.mjs";
import { stateOf } from "./beats.mjs";
import { flat, labelSpans, setAttribute, setText, svg } from "./dom.mjs";
import { apart, significant } from "./numbers.mjs";
import { plan } from "./plan.mjs";

const SMALLEST = 0.85; // below it the picture scrolls in its frame
const [THINNEST, THICKEST] = [1.2, 13];
const TOP = 14;
const STATE = 64;
const FADE = 40; // of the 56 pixels at an edge behind which the picture goes on

const TINY = 1e-3;
const SMALL = 0.1;

/** A number of the picture, where a tiny one has little room for its digits. */
export const brief = (number, digits = 3) => significant(number, Math.abs(number) < TINY ? Math.min(2, digits) : digits);

/** A number in the box of a gate: 0.66, −0.08. */
export const slim = (number) => significant(number, Math.abs(number) < SMALL ? 1 : 2);

/** What decides the drawing itself; where it is the same, only the numbers have to be brought in. */
export const outline = ({ kind, steps }) => `${kind} ${steps}`;

export function createUnrolled(payload, handlers) {
  const drawing = plan(payload);
  let data = payload;
  let thickest = 1;
  const number = (name, t) => (name === "term" ? termAt(t) : data.numbers[name]);
  const termAt = (t) => handlers.weight().terms.find((term) => term.t === t)?.value ?? 0;

  const ways = drawing.ways.map((way) => {
    const own = `--own: var(--fill-${way.symbol})`;
    const light = svg("path", { class: `${way.back ? "gradient" : "flow"}${way.straight ? "" : " winding"}`, d: way.d, style: own });
    const bed = way.back ? null : svg("path", { class: "wire", d: way.d });
    return { ...way, bed, light, touch: svg("path", { class: "touch", d: way.d }), length: 0 };
  });
  const notes = drawing.notes.map((note) => {
    const value = svg("text", { class: note.small ? "value small" : "value", x: note.x, y: note.y, "text-anchor": note.use ? "start" : "middle" });
    const words = note.caption && svg("text", { class: "caption", x: note.x, y: note.y + (note.forward ? -18 : 17), "text-anchor": "middle" }, ...labelSpans(note.caption));
    return { ...note, value, element: svg("g", { class: note.forward ? "note forward" : "note" }, value, ...(words ? [words] : [])) };
  });
  const states = drawing.states.map((state) => {
    const value = svg("text", { class: "value", x: state.x, y: state.y + 15, "text-anchor": "middle" });
    const element = svg("g", { class: "state", style: `--own: var(--fill-${state.symbol})` },
      svg("rect", { class: "frame", x: state.x - STATE / 2, y: state.y - 22, width: STATE, height: 44, rx: 9 }),
      svg("text", { class: "symbol", x: state.x, y: state.y - 4, "text-anchor": "middle", style: `fill: var(--ink-${state.symbol})` }, ...labelSpans(state.name)), value);
    return { ...state, room: 6, wide: STATE - 6, value, element };
  });
  const tiles = drawing.tiles.map(tileOf);
  const rail = railOf(drawing.rail);

  /** Everything of one edge in one group, so that it is found by its name. */
  function edges() {
    const groups = new Map();
    for (const way of ways) {
      const [key] = [way.edge];
      if (!groups.has(key)) {
        groups.set(key, svg("g", key ? { class: "edge", "data-edge": key, role: "img" } : {}));
      }
      groups.get(key).append(...[way.bed, way.light, way.touch].filter(Boolean));
    }
    return [...groups.values()];
  }

  const root = svg("svg", { class: "diagram unrolled", viewBox: `0 ${TOP} ${drawing.width} ${drawing.height - TOP}`, role: "group", style: `min-width: ${Math.round(drawing.width * SMALLEST)}px; max-width: ${Math.round(drawing.width * 1.25)}px` },
    svg("defs", {}, svg("marker", { id: "tip", viewBox: "0 0 8 10", refX: 2, refY: 5, markerWidth: 9, markerHeight: 11, markerUnits: "userSpaceOnUse", orient: "auto" }, svg("path", { class: "tip-of", d: "M0 0 8 5 0 10z" }))),
    ...drawing.boxes.map((box) => svg("g", { class: "copy", "data-copy": box.t },
      svg("rect", { class: "frame card", x: box.x, y: box.y, width: box.width, height: box.height, rx: 14 }),
      svg("text", { class: "caption", x: box.x + box.width - 10, y: box.y + box.height - 9, "text-anchor": "end" }, `step ${box.t}`))),
    ...edges(), rail.element,
    ...drawing.signs.map((sign) => svg("g", {}, svg("circle", { class: "ring", cx: sign.x, cy: sign.y, r: sign.text === "+" && data.kind === "RNN" ? 16 : 11 }), svg("text", { class: "sign", x: sign.x, y: sign.y + 6, "text-anchor": "middle" }, sign.text))),
    ...tiles.map(({ element }) => element), ...states.map(({ element }) => element), ...notes.map(({ element }) => element));

  const named = [...root.querySelectorAll("[data-edge]")];
  const name = (group) => setAttribute(group, "aria-label", flat(handlers.explain(group.dataset.edge)));

  /** The edges without a way forward: there is nothing of them to see, or to point at, before they are lit. */
  const bare = named.map((group) => ({ group, own: ways.filter(({ edge }) => edge === group.dataset.edge) })).filter(({ own }) => own.every(({ back }) => back));

  /** Say of the ways into the chosen weight what they are now. */
  const rename = () => named.filter(({ dataset }) => dataset.edge.endsWith(".w")).forEach(name);

  function update(next) {
    data = next;
    const sizes = drawing.ways.filter((way) => way.back && way.number !== "term").map((way) => Math.abs(data.numbers[way.number]));
    thickest = Math.max(...sizes, ...data.weights.flatMap(({ terms }) => terms.map(({ value }) => Math.abs(value)))) || 1;
    root.setAttribute("aria-label", `${data.title}. Values run to the right, gradients back to the left.`);
    named.forEach(name);
  }

  /** Whether the chosen weight is used there: in the readout, in this layer, or in the one layer there is. */
  const used = ({ use }) => !use || use === (handlers.weight().answer ? "answer" : handlers.weight().symbol);

  function paintWay(way, at, progress) {
    const state = used(way) ? stateOf(way.since, at) : "idle";
    setAttribute(way.light, "visibility", state === "idle" ? "hidden" : "visible");
    setAttribute(way.light, "data-state", state);
    if (state === "idle") return;
    const size = Math.abs(number(way.number, way.t ?? data.steps));
    if (way.back) way.light.style.strokeWidth = `${(THINNEST + (size / thickest) * (THICKEST - THINNEST)).toFixed(2)}px`;
    const along = state === "now" ? ease(progress) : 1;
    setAttribute(way.light, "data-whole", along === 1); // a head only where the line has arrived
    if (along === 1) return way.light.removeAttribute("stroke-dasharray");
    way.length ||= way.light.getTotalLength();
    way.light.setAttribute("stroke-dasharray", `${way.length * along} ${way.length + 1}`);
  }

  /** Letters that the box has no room for move together. */
  function squeeze({ value, wide }, tight) {
    if (!tight) return value.removeAttribute("textLength");
    setAttribute(value, "textLength", wide);
    setAttribute(value, "lengthAdjust", "spacingAndGlyphs");
  }

  /** Show the network at beat `at`, `progress` of the way into it. */
  function paint(at, progress) {
    const there = (part) => used(part) && (part.since < at || (part.since === at && progress > 0.5));
    ways.forEach((way) => paintWay(way, at, progress));
    for (const { group, own } of bare) {
      setAttribute(group, "visibility", own.some(({ light }) => light.getAttribute("visibility") === "visible") ? "visible" : "hidden");
    }
    for (const note of notes) {
      setAttribute(note.element, "visibility", there(note) ? "visible" : "hidden");
      setText(note.value, there(note) ? brief(number(note.number, note.t), note.small ? 2 : 3) : "");
    }
    for (const part of [...states, ...tiles]) {
      if (!part.value) continue;
      const text = there(part) ? (part.high ? slim : brief)(data.numbers[part.number]) : "";
      setText(part.value, text);
      squeeze(part, text.length > part.room);
      setAttribute(part.element, "data-state", stateOf(part.since, at));
    }
    const { t, phase } = data.beats[at];
    for (const box of root.querySelectorAll("[data-copy]")) setAttribute(box, "data-state", Number(box.dataset.copy) === t && phase !== "update" ? "now" : "idle");
    for (const tile of tiles) tile.element.classList.toggle("chosen", tile.symbol === handlers.weight().symbol);
    rail.show(handlers.weight(), handlers.sum(), phase === "update" ? handlers.after() : null);
  }

  /** Keep the words of the weight in sight while the picture is scrolled in its frame. */
  function scrolled(frame) {
    const scale = root.getBoundingClientRect().width / drawing.width;
    const [left, right] = [frame.scrollLeft, frame.scrollLeft + frame.clientWidth];
    const more = { left: left > 1, right: right < frame.scrollWidth - 1 };
    setAttribute(frame, "data-more", Object.keys(more).filter((side) => more[side]).join(" "));
    rail.within((left + (more.left && FADE)) / scale, (right - (more.right && FADE)) / scale);
  }

  /** Bring the step of beat `at` into sight where the picture is wider than its frame. */
  function follow(frame, at) {
    const { t, part } = data.beats[at];
    const box = drawing.boxes[t - 1];
    const scale = root.getBoundingClientRect().width / drawing.width;
    const answers = part === "loss" || part === "answer" || part === "update";
    const beside = frame.clientWidth > box.width * 3.5 * scale ? box.width + 100 : 100; // its neighbours, where there is room
    const from = (answers ? drawing.width - 320 : box.x - beside) * scale;
    const to = (answers ? drawing.width : box.x + box.width + beside) * scale;
    if (from < frame.scrollLeft) frame.scrollLeft = from;
    else if (to > frame.scrollLeft + frame.clientWidth) frame.scrollLeft = to - frame.clientWidth;
    scrolled(frame);
  }

  update(payload);
  return { element: root, update, rename, paint, follow, scrolled };
}

/** A squashing, or a gate with its value. */
function tileOf(tile) {
  const high = tile.high ?? 26;
  const value = tile.number && svg("text", { class: "value small", x: tile.x, y: tile.y + 13, "text-anchor": "middle" });
  const element = svg("g", { class: "squashing", style: `--own: var(--fill-${tile.symbol ?? "h"})` },
    svg("rect", { class: "tile", x: tile.x - tile.width / 2, y: tile.y - high / 2, width: tile.width, height: high, rx: 6 }),
    svg("text", { class: tile.number ? "letter" : "squash", x: tile.x, y: tile.y + (tile.number ? -3 : 5), "text-anchor": "middle", style: tile.symbol ? `fill: var(--ink-${tile.symbol})` : null }, tile.text),
    ...(value ? [value] : []));
  return { ...tile, room: 5, wide: tile.width - 4, value, element };
}

/** The chosen weight above all cells: one number, the same at every step, and its gradient so far. */
function railOf({ x, y, width }) {
  const name = svg("text", { class: "weight", x: x + 14, y: y - 15 });
  const sum = svg("text", { class: "weight sum", x: x + width - 14, y: y - 15, "text-anchor": "end" });
  const element = svg("g", { class: "rail" }, svg("rect", { class: "frame card", x, y: y - 40, width, height: 40, rx: 9 }), name, sum);
  let words = [];
  let room = Infinity;

  /** Name and value; where it is used, too, if there is room for that. */
  function say() {
    const text = words.slice(0, room < 620 ? 1 : 2).join(" · ");
    if (name.dataset.text !== text) name.replaceChildren(...labelSpans(text));
    name.dataset.text = text;
  }

  /** @param {number|null} after  what the update makes of it, once there is one */
  function show(weight, total, after) {
    const value = after === null ? significant(weight.value, 4) : apart(weight.value, after).join(" → ");
    words = [`${weight.label} = ${value}`, weight.answer ? "used once, at the answer" : "one weight, the same at every step"];
    say();
    const so = `∂L/∂${weight.label}${after === null ? " so far" : ""}: ${total === null ? "–" : significant(total)}`;
    if (sum.dataset.text !== so) sum.replaceChildren(...labelSpans(so));
    sum.dataset.text = so;
  }

  /** Words from `left` to `right` at most. */
  function within(left, right) {
    const [from, to] = [Math.max(x, left), Math.min(x + width, right)];
    room = to - from;
    name.setAttribute("x", from + 14);
    sum.setAttribute("x", to - 14);
    say();
  }
  return { element, show, within };
}
