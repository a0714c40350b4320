import assert from "node:assert/strict";
import test from "node:test";
import { times } from "../../assets/player/counts.mjs";
import { unitUnder } from "../../assets/player/strip.mjs";
import { linesOf, placed, valuesAt } from "../../assets/player/twins.mjs";

const sides = [{ series: "f" }, { series: "z" }];
const data = { twins: [{ series: { f: [[1, 2], [3, 4]] } }, { series: { z: [[5, 6], [7, 8]] } }] };

test("a side of a row is looked up in its own cell", () => {
  assert.deepEqual(valuesAt(data, { sides }, 0, 1), [3, 4]);
  assert.deepEqual(valuesAt(data, { sides }, 1, 0), [5, 6]);
});

test("the lines over time are those of the unit, unless the row has lines of its own", () => {
  assert.deepEqual(linesOf(data, { sides }, 1), [[2, 4], [6, 8]]);
  assert.deepEqual(linesOf(data, { sides, lines: [[0], [1]] }, 1), [[0], [1]]);
});

test("a part of the payload is a phase of the clock", () => {
  assert.deepEqual(placed({ t: 2, part: 3, unit: 1, side: 0 }), { t: 2, phase: 3, unit: 1, side: 0 });
});

test("a pointer is over one of the units, also at the very edges", () => {
  const box = { left: 100, width: 50 };
  assert.deepEqual([100, 109, 111, 150, 99, 300].map((x) => unitUnder(x, box, 5)), [0, 0, 1, 4, 0, 4]);
});

test("three layers and a bias never read as three layers", () => {
  assert.deepEqual([1, 3, 3.01, 4.03].map(times), ["1×", "3×", "3.01×", "4.03×"]);
});
