import assert from "node:assert/strict";
import test from "node:test";
import { column, short } from "../../assets/player/numbers.mjs";
import { farAway, saying, scales, shownGate } from "../../assets/player/operating.mjs";
import * as pins from "../../assets/player/pins.mjs";

const at = (name, t, unit) => ({ name, t, unit });
const way = [at("h", 5, 2), at("c", 5, 2), at("kept", 5, 2), at("c", 4, 2)];

test("ways are spelt with steps and units from 1, and no card is a word too", () => {
  assert.equal(pins.spell([[at("f", 3, 2)], [at("h", 5, 0), at("c", 5, 0)]]), "f.4.3__h.6.1-c.6.1");
  assert.equal(pins.spell([]), "none");
});

test("walking on adds a stop, and walking where one has been goes back there", () => {
  assert.deepEqual(pins.walk([way], 0, at("f", 4, 2), 12)[0], [...way, at("f", 4, 2)]);
  assert.deepEqual(pins.walk([way], 0, at("c", 5, 2), 12)[0], way.slice(0, 2));
});

test("a long way forgets where it began", () => {
  assert.deepEqual(pins.walk([way], 0, at("f", 4, 2), 4)[0], [...way.slice(1), at("f", 4, 2)]);
});

test("one card changes and the others stay", () => {
  const cards = [[at("f", 0, 0)], way, [at("o", 1, 1)]];
  assert.deepEqual(pins.back(cards, 1, 0), [cards[0], [way[0]], cards[2]]);
  assert.deepEqual(pins.remove(cards, 1), [cards[0], cards[2]]);
  assert.deepEqual(pins.copy(cards, 1, 6), [cards[0], way, way, cards[2]]);
  assert.equal(pins.copy(cards, 1, 3), cards);
});

test("a way moves along time as a whole, and loses what would lie outside the sequence", () => {
  assert.deepEqual(pins.shift([way], 0, -1, 6)[0].map(({ t }) => t), [4, 4, 4, 3]);
  assert.deepEqual(pins.shift([way], 0, 1, 6)[0], [at("c", 5, 2)]);
  assert.equal(pins.shift([way], 0, 2, 6), null);
  assert.equal(pins.shift([[at("f", 0, 0)]], 0, -1, 6), null);
});

test("a new card comes last, the oldest makes room, and no value stands twice", () => {
  const full = Array.from({ length: 6 }, (_, t) => [at("f", t, 0)]);
  assert.deepEqual(pins.add(full, at("g", 0, 0), 6), [...full.slice(1), [at("g", 0, 0)]]);
  assert.equal(pins.add(full, at("f", 3, 0), 6), full);
});

test("what is not quite 1 never reads as 1", () => {
  assert.equal(short(0.99972), "0.9997");
  assert.equal(short(-0.99999), "−0.99999");
  assert.equal(short(0.999999998), "0.99999…");
  assert.equal(short(1), "1");
  assert.equal(short(0.98765), "0.988");
  assert.equal(short(0), "0");
  assert.equal(short(-0), "0");
});

test("a column of numbers has as many decimals as its largest needs", () => {
  assert.deepEqual([3.11, -0.0556, 0.0001, -0.0001].map((number) => column(number, 3.11)), ["3.110", "−0.056", "0.000", "0.000"]);
  assert.equal(column(12.346, 12.346), "12.35");
  assert.equal(column(0.01234, 0.02), "0.01234");
  assert.equal(column(0, 1e-6), "0");
});

const sigma = { curve: { a: [-6, 0, 6], y: [0.0025, 0.5, 0.9975] } };

test("a point beyond the curve's end stands at its edge", () => {
  const { x, y } = scales(sigma);
  assert.equal(x(40), x(6));
  assert.equal(x(-40), x(-6));
  assert.ok(y(1) < y(0.5) && y(0.5) < y(0));
});

test("what lies beyond the axes points there with its values, and what lies at their ends does not", () => {
  const scale = scales(sigma);
  assert.equal(farAway(scale, { a: 6, level: 1 }), null);
  assert.equal(farAway(scale, { a: -6, level: 0 }), null);
  assert.deepEqual(farAway(scale, { a: 20, level: 1 }), { angle: 0, told: "→ 20.0" });
  assert.deepEqual(farAway(scale, { a: -20, level: 0 }), { angle: 180, told: "← −20.0" });
  assert.deepEqual(farAway(scale, { a: 0, level: 50 }), { angle: -90, told: "↑ 50.0" });
  assert.deepEqual(farAway(scale, { a: 20, level: 50 }), { angle: -45, told: "→ 20.0 ↑ 50.0" });
  assert.deepEqual(farAway(scale, { a: -7, level: -5 }), { angle: 135, told: "← −7.00 ↓ −5.00" });
});

test("the tangent is as steep as the curve is drawn", () => {
  const { x, y, steep } = scales(sigma);
  const drawn = (y(0.4) - y(0.6)) / (x(1) - x(-1)); // pixels up for pixels across, of a slope of 0.1
  assert.ok(Math.abs(steep(0.1) - drawn) < 1e-9);
});

test("what is said of a point follows its slope and whether it is held", () => {
  const of = (more) => saying({ a: 4.5, level: 0.99, slope: 0.01, limit: 0.0125, steepest: 0.25, held: false, name: "forget gate", squash: "σ", ...more });
  assert.match(of({}), /a = 4\.50: in the flat end, the slope is 0\.01: .* hardly moves the forget gate/);
  assert.match(of({ slope: 0.0025 }), /: in the flat end/);
  assert.match(of({ slope: 0.0024 }), /: deep in the flat end, .* hardly moves the forget gate/);
  assert.match(of({ limit: 0.009 }), /on the bend/);
  assert.match(of({ slope: 0.1 }), /on the bend/);
  assert.match(of({ slope: 0.2 }), /on the steep part/);
  assert.match(of({ slope: 0, squash: "ReLU" }), /flat side of ReLU, where the slope is 0/);
  assert.match(of({ held: true, level: 0 }), /Held at 0\.00, off its curve/);
});

test("the gate of the phase is shown until another one is asked for; a phase without one keeps the last", () => {
  const gates = ["i", "f", "g", "o"];
  assert.equal(shownGate(gates, { asked: "", phase: "g", last: "f" }), "g");
  assert.equal(shownGate(gates, { asked: "o", phase: "g", last: "f" }), "o");
  assert.equal(shownGate(gates, { asked: "", phase: "", last: "f" }), "f");
  assert.equal(shownGate(["h"], { asked: "o", phase: "", last: "" }), "h");
});
