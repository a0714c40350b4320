import assert from "node:assert/strict";
import test from "node:test";
import { fieldOf, inside, reach } from "../../assets/player/bench.mjs";
import { valueAt } from "../../assets/player/pull.mjs";
import { runs, stride } from "../../assets/player/timelines.mjs";

const EXTENT = { steps: 7, units: 3 };
const PLACE = { t: 4, unit: 1 };

test("what is held here follows the playhead, all is all, and a span stays where it was drawn", () => {
  assert.deepEqual(fieldOf({ gate: "f", steps: "here", units: "all" }, PLACE, EXTENT), { gate: "f", steps: [4, 4], units: [0, 2] });
  assert.deepEqual(fieldOf({ gate: "i", steps: "all", units: "here" }, PLACE, EXTENT), { gate: "i", steps: [0, 6], units: [1, 1] });
  assert.deepEqual(fieldOf({ gate: "g", steps: [2, 3], units: [0, 1] }, PLACE, EXTENT), { gate: "g", steps: [2, 3], units: [0, 1] });
});

test("a span that reaches beyond a shorter text is cut to it", () => {
  assert.deepEqual(fieldOf({ gate: "f", steps: [5, 20], units: [1, 9] }, PLACE, EXTENT), { gate: "f", steps: [5, 6], units: [1, 2] });
});

test("a cell lies in a field up to both of its ends and not beyond", () => {
  const field = { gate: "f", steps: [2, 4], units: [1, 1] };
  assert.deepEqual([[2, 1], [4, 1], [1, 1], [5, 1], [3, 0], [3, 2]].map(([t, unit]) => inside(field, t, unit)), [true, true, false, false, false, false]);
});

test("the bar of a gate goes from 0 to 1, that of a candidate to both sides of its axis", () => {
  const payload = { palette: { f: { ends: ["erase", "keep"] }, g: { ends: [] } }, ranges: { g: 4 } };
  assert.deepEqual(reach(payload, "f"), [0, 1]);
  assert.deepEqual(reach(payload, "g"), [-4, 4]);
  assert.deepEqual(reach({ ...payload, ranges: { g: 0.5 } }, "g"), [-1, 1]);
});

test("a bar that is pulled has the value of its height, within its axis", () => {
  const box = { x: 0, y: 20, width: 10, height: 80 };
  assert.deepEqual([100, 60, 20, 0, 200].map((y) => valueAt(box, y, false, 1)), [0, 0.5, 1, 1, 0]);
  assert.deepEqual([100, 60, 40, 20, 0].map((y) => valueAt(box, y, true, 2)), [-2, 0, 1, 2, 2]);
});

test("units that touch share one frame", () => {
  assert.deepEqual(runs([0, 1, 2, 5, 7, 8]), [[0, 2], [5, 5], [7, 8]]);
  assert.deepEqual(runs([]), []);
});

test("words stand above their columns as close as the longest of them allows", () => {
  assert.equal(stride(["A", ".", "B"], 20), 1);
  assert.equal(stride(["A", ".", "B"], 10), 2);
  assert.equal(stride(["perfectly", "i"], 20), 2);
  assert.equal(stride(["perfectly", "i"], 41), 1);
});
