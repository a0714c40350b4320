import assert from "node:assert/strict";
import test from "node:test";
import { marked, nearestTo, spread, upTo, zoneOf } from "../../assets/player/curveplot.mjs";
import { roundedUp, zoomed } from "../../assets/player/growplot.mjs";
import { kindOf } from "../../assets/player/write.mjs";

test("the nearest place is found between places and beyond both ends", () => {
  const xs = [-1, -0.5, 0, 0.5, 1];
  assert.deepEqual([-9, -0.8, -0.7, 0.2, 0.3, 9].map((x) => nearestTo(xs, x)), [0, 0, 1, 2, 3, 4]);
});

test("names of lines that end at one height stand apart, in their order, and above the axis", () => {
  assert.deepEqual(spread([40, 40, 90], 15, 200), [40, 55, 90]);
  assert.deepEqual(spread([198, 100, 196], 15, 200), [200, 100, 185]);
  assert.deepEqual(spread([], 15, 200), []);
});

test("a zone ends with its own last place", () => {
  const zones = [{ upto: -3, kind: "flat" }, { upto: 2.95, kind: "steep" }, { upto: 10, kind: "flat" }];
  assert.deepEqual([-10, -3, -2.95, 2.95, 3, 10].map((x) => zoneOf(zones, x).kind), ["flat", "flat", "steep", "steep", "flat", "flat"]);
});

test("a whole power of ten is written as one", () => {
  assert.deepEqual([1e-9, 1, 0.001, 1e9, -2, 5e-6].map(marked), ["10⁻⁹", "1", "0.001", "10⁹", "−2", "5·10⁻⁶"]);
});

test("an axis ends at the next of 1, 2, 5, 10, and never below 1", () => {
  assert.deepEqual([0, 0.3, 1, 1.01, 2, 2.7, 8.1, 72.9, 5904.9].map((size) => roundedUp(size)), [1, 1, 1, 2, 2, 5, 10, 100, 10000]);
});

test("an axis grows evenly in factors", () => {
  assert.equal(zoomed(1, 100, 0), 1);
  assert.ok(Math.abs(zoomed(1, 100, 0.5) - 10) < 1e-9);
  assert.equal(zoomed(1, 100, 1), 100);
});

test("what was not played yet is not drawn", () => {
  assert.deepEqual(upTo([5, 6, 7], 1), [5, 6, null]);
});

test("a closed gate comes before a direction, and nothing offered before both directions", () => {
  assert.deepEqual([[0, 1], [0.05, -1], [1, 0.05], [0.5, 0.5], [0.5, -0.5]].map(([i, g]) => kindOf(i, g)), ["shut", "shut", "still", "up", "down"]);
});
