import assert from "node:assert/strict";
import test from "node:test";
import { heldLine, nearest } from "../../assets/player/corners.mjs";
import { behind } from "../../assets/player/sequel.mjs";
import { marked, pitch, side, tuple } from "../../assets/player/shapes.mjs";

test("a held line begins where the free one ends", () => {
  assert.deepEqual(heldLine(3, 0.5, [1, 2]), [null, null, 0.5, 1, 2]);
  assert.deepEqual(heldLine(1, 0.5, [1, 2]), [0.5, 1, 2]);
});

test("a line held from the first step on has nothing before it", () => {
  assert.deepEqual(heldLine(0, 0.5, [1, 2]), [1, 2]);
});

test("a click goes to the nearest step that the dial offers", () => {
  assert.equal(nearest([1, 3, 5, 7], 1), 0);
  assert.equal(nearest([1, 3, 5, 7], 6), 2);
  assert.equal(nearest([1, 3, 5, 7], 64), 3);
});

test("the second text stands behind the first, carried over from its last value", () => {
  assert.deepEqual(behind(2, [7, 8]), [null, null, 7, 8]);
  assert.deepEqual(behind(2, [7, 8], 6), [null, 6, 7, 8]);
  assert.deepEqual(behind(1, [7], 6), [6, 7]);
});

test("four times the size is drawn twice as long", () => {
  for (const size of [1, 3, 16]) assert.ok(Math.abs(side(4 * size) - 2 * side(size)) < 1e-9);
});

test("a stack is as deep as a side of its number of sheets, less the first sheet", () => {
  assert.equal(pitch(1), 0);
  for (const sheets of [2, 20, 64]) assert.ok(Math.abs(pitch(sheets) * (sheets - 1) + side(1) - side(sheets)) < 1e-9);
});

test("a letter is marked when the size in it has changed, whatever stands before it", () => {
  assert.deepEqual(marked(["4H", "D"], ["H"]), [{ letter: "4H", changed: true }, { letter: "D", changed: false }]);
  assert.deepEqual(marked(["T", "B", "H"], []).map(({ changed }) => changed), [false, false, false]);
});

test("a vector's shape is written with its comma", () => {
  assert.equal(tuple(["4H"]), "(4H,)");
  assert.equal(tuple([32, 6]), "(32, 6)");
});
