// The plan of the unrolled network: where every cell, state, way and number stands. Pure geometry.

import { find } from "./beats.mjs";

const SIZES = {
  RNN: { cell: 168, gap: 84, road: 158, box: [96, 158], foot: 296, height: 322 },
  LSTM: { cell: 240, gap: 76, road: 276, box: [82, 248], foot: 362, height: 390 },
};
const MARGIN = 12; // beside the first state, for a gradient of many letters
const RIGHT = 266;
const RAIL = 58;
const ROAD_C = 122;
const BELOW = 26; // from a way forward to the way back under it

/**
 * @typedef {{d: string, since: number, back: boolean, edge: string, symbol: string, number: string, straight: boolean, use?: string, t?: number}} Way
 * @typedef {{x: number, y: number, name: string, number: string, symbol: string, since: number}} State
 * @typedef {{x: number, y: number, number: string, since: number, caption?: string, weight?: number}} Note
 */

/** @param {import("./beats.mjs").Payload} payload */
export function plan(payload) {
  const { kind, steps: T } = payload;
  const size = SIZES[kind];
  const when = (phase, t, part) => find(payload.beats, { phase, t, part });
  const times = {
    read: (t) => when("forward", t),
    loss: when("loss"),
    answer: when("backward"),
    state: (t) => (t > 0 ? when("backward", t, "state") : when("backward", 1, "drop")),
    squash: (t) => when("backward", t, "squash"),
    drop: (t) => when("backward", t, "drop"),
  };
  const drawing = { boxes: [], ways: [], states: [], notes: [], signs: [], tiles: [] };
  const start = size.gap + MARGIN;
  const left = (t) => start + (t - 1) * (size.cell + size.gap);
  const between = (t) => left(t) + size.cell + size.gap / 2; // the middle of the gap behind cell t
  const context = { drawing, times, size, T, left, between };
  for (let t = 1; t <= T; t += 1) {
    drawing.boxes.push({ t, x: left(t), y: size.box[0], width: size.cell, height: size.box[1] });
    if (kind === "RNN") rnnCell(context, t);
    else lstmCell(context, t);
  }
  states(context, kind);
  readout(context);
  return { ...drawing, width: left(T) + size.cell + RIGHT, height: size.height, rail: { x: start, width: left(T) + size.cell + 150 - start, y: RAIL } };
}

const forward = (drawing, d, since, edge, symbol) => drawing.ways.push({ d, since, back: false, edge, symbol, number: "", straight: true });
const back = (drawing, d, since, edge, number, straight = true) => drawing.ways.push({ d, since, back: true, edge, symbol: "d", number, straight });

/** The states before, between and behind the cells, with their gradients below. */
function states({ drawing, times, size, T, left, between }, kind) {
  const rows = kind === "LSTM" ? [["c", ROAD_C], ["h", size.road]] : [["h", size.road]];
  for (const [name, y] of rows) {
    for (let t = 0; t <= T; t += 1) {
      const x = t ? between(t) : left(1) - size.gap / 2;
      drawing.states.push({ x, y, name: `${name}_${t}`, number: `${name}${t}`, symbol: name, since: t ? times.read(t) : 0 });
      drawing.notes.push({ x, y: y + 44, number: `d.${name}${t}`, caption: `∂L/∂${name}_${t}`, since: times.state(t) });
    }
  }
}

/** From the last state to the answer and its loss. */
function readout({ drawing, times, size, T, between }) {
  const [y, end] = [size.road, between(T)];
  const [answer, loss] = [end + 96, end + 186];
  forward(drawing, `M${end + 30} ${y}H${answer - 30}`, times.loss, `y.h${T}`, "h");
  forward(drawing, `M${answer + 30} ${y}H${loss - 30}`, times.loss, "L.y", "x");
  forward(drawing, `M${loss} ${y - 66}V${y - 22}`, times.loss, "", "x");
  back(drawing, `M${loss - 10} ${y + BELOW}H${answer}`, times.answer, "L.y", "d.y");
  back(drawing, `M${answer} ${y + BELOW}H${end}`, times.state(T), `y.h${T}`, `d.h${T}`);
  drawing.ways.push({ d: `M${answer} ${y - 22}V${RAIL}`, since: times.answer, back: true, edge: "y.w", symbol: "d", number: "term", straight: true, use: "answer" });
  drawing.states.push({ x: answer, y, name: "ŷ", number: "y", symbol: "x", since: times.loss });
  drawing.states.push({ x: loss, y, name: "L", number: "L", symbol: "x", since: times.loss });
  drawing.states.push({ x: loss, y: y - 88, name: "y", number: "target", symbol: "x", since: 0 });
  drawing.notes.push({ x: answer, y: y + 44, number: "d.y", caption: "∂L/∂ŷ", since: times.answer });
  drawing.notes.push({ x: answer + 9, y: RAIL + 36, number: "term", since: times.answer, use: "answer", t: T });
}

/** The number that a step reads. */
function entry({ drawing, times, size }, t, x, up) {
  forward(drawing, `M${x} ${size.foot - 14}V${up}`, times.read(t), "", "x");
  drawing.states.push({ x, y: size.foot, name: `x_${t}`, number: `x${t}`, symbol: "x", since: times.read(t) });
}

/** The way on which the term of a step goes up into the weight that is used there. */
function use({ drawing, times }, t, x, y, letter, edge) {
  drawing.ways.push({ d: `M${x} ${y}V${RAIL}`, since: times.drop(t), back: true, edge, symbol: "d", number: "term", straight: true, use: letter, t });
  drawing.notes.push({ x: x + 9, y: RAIL + 18, number: "term", since: times.drop(t), use: letter, t });
}

function rnnCell(context, t) {
  const { drawing, times, size, left, between } = context;
  const [x, y, right] = [left(t), size.road, between(t)];
  const [sum, tanh] = [x + 36, x + size.cell - 34];
  const edge = `h${t}.h${t - 1}`;
  const low = y + BELOW;
  forward(drawing, `M${right - size.gap - size.cell + 30} ${y}H${sum - 16}M${sum + 16} ${y}H${tanh - 20}M${tanh + 20} ${y}H${right - 30}`, times.read(t), edge, "h");
  back(drawing, `M${right} ${low}H${(sum + tanh) / 2}`, times.squash(t), `${edge} h${t}.w`, `d.h${t}`);
  back(drawing, `M${(sum + tanh) / 2} ${low}H${sum}`, times.squash(t), `${edge} h${t}.w`, `d.a${t}`);
  back(drawing, `M${sum} ${low}H${right - size.gap - size.cell}`, times.state(t - 1), edge, `d.h${t - 1}`);
  entry(context, t, sum, y + 16);
  use(context, t, sum, y - 16, "h", `h${t}.w`);
  drawing.signs.push({ x: sum, y, text: "+", t });
  drawing.tiles.push({ x: tanh, y, width: 40, text: "tanh", t });
  drawing.notes.push({ x: (sum + tanh) / 2, y: y - 8, number: `a${t}`, since: times.read(t), caption: `a_${t}`, forward: true });
  drawing.notes.push({ x: (sum + tanh) / 2, y: y + 44, number: `d.a${t}`, caption: `∂L/∂a_${t}`, since: times.squash(t) });
}

const GATES = { f: 34, i: 82, g: 130, o: 178 };
const [GATE_Y, GATE_HIGH, GATE_WIDE] = [164, 40, 46];

function lstmCell(context, t) {
  const { drawing, times, size, left, between } = context;
  const [x, right, h] = [left(t), between(t), size.road];
  const before = right - size.gap - size.cell;
  const at = (gate) => x + GATES[gate];
  const [f, plus, shown] = [at("f"), x + (GATES.i + GATES.g) / 2, x + size.cell - 20];
  const [bus, low, road] = [GATE_Y + GATE_HIGH + 44, h + BELOW, `c${t}.c${t - 1}`];
  forward(drawing, `M${before + 30} ${ROAD_C}H${f - 11}M${f + 11} ${ROAD_C}H${plus - 11}M${plus + 11} ${ROAD_C}H${right - 30}`, times.read(t), road, "c");
  forward(drawing, `M${shown} ${ROAD_C}V${h - 11}`, times.read(t), `h${t}.c${t}`, "c");
  forward(drawing, `M${shown + 11} ${h}H${right - 30}`, times.read(t), `h${t}.c${t}`, "h");
  forward(drawing, `M${before + 30} ${h}H${x + 14}V${bus}H${at("o")}`, times.read(t), `via${t}`, "h");
  for (const gate of "figo") forward(drawing, `M${at(gate)} ${bus}V${GATE_Y + GATE_HIGH}`, times.read(t), `via${t}`, "h");
  forward(drawing, `M${f} ${GATE_Y}V${ROAD_C + 11}`, times.read(t), "", "f");
  forward(drawing, `M${at("i")} ${GATE_Y}V${ROAD_C + 22}L${plus - 6} ${ROAD_C + 9}`, times.read(t), "", "i");
  forward(drawing, `M${at("g")} ${GATE_Y}V${ROAD_C + 22}L${plus + 6} ${ROAD_C + 9}`, times.read(t), "", "g");
  forward(drawing, `M${at("o") + GATE_WIDE / 2} ${GATE_Y + 20}H${shown - 14}V${h}H${shown - 11}`, times.read(t), "", "o");
  back(drawing, `M${right} ${ROAD_C + 14}H${f}`, times.squash(t), road, `d.c${t}`);
  back(drawing, `M${f} ${ROAD_C + 14}H${before}`, times.state(t - 1), road, `road${t}`);
  back(drawing, `M${right} ${h + 14}H${shown + 8}`, times.state(t), `h${t}.c${t}`, `d.h${t}`, t === context.T);
  back(drawing, `M${shown + 8} ${h + 14}V${ROAD_C + 14}`, times.state(t), `h${t}.c${t}`, `shown${t}`, t === context.T);
  for (const gate of "fig") back(drawing, `M${at(gate) - 8} ${ROAD_C + 20}V${GATE_Y}`, times.squash(t), `via${t}`, `d.${gate}${t}`, false);
  back(drawing, `M${shown - 19} ${h - 4}V${GATE_Y + 30}H${at("o") + GATE_WIDE / 2}`, times.squash(t), `via${t}`, `d.o${t}`, false);
  back(drawing, `M${at("o")} ${bus + 8}H${x + 24}V${h + 14}H${before}`, times.state(t - 1), `via${t}`, `d.h${t - 1}`, false);
  for (const [k, gate] of [..."figo"].entries()) {
    drawing.tiles.push({ x: at(gate), y: GATE_Y + GATE_HIGH / 2, width: GATE_WIDE, high: GATE_HIGH, text: gate, number: `${gate}${t}`, symbol: gate, since: times.read(t), t });
    drawing.notes.push({ x: at(gate), y: GATE_Y + GATE_HIGH + (k % 2 ? 35 : 17), number: `d.${gate}${t}`, since: times.squash(t), small: true });
  }
  drawing.signs.push({ x: f, y: ROAD_C, text: "×", t }, { x: plus, y: ROAD_C, text: "+", t }, { x: shown, y: h, text: "×", t });
  drawing.tiles.push({ x: shown, y: ROAD_C + 26, width: 34, text: "tanh", t });
  entry(context, t, x + 28, bus);
  for (const gate of "figo") use(context, t, at(gate) + 16, GATE_Y, gate, `${gate === "o" ? "h" : "c"}${t}.w`);
}
