import assert from "node:assert/strict";
import test from "node:test";
import { between } from "../../assets/player/clock.mjs";
import { filled } from "../../assets/player/sentence.mjs";
import { clockText, left, marked } from "../../assets/player/tour.mjs";

const extent = { steps: 20, phases: 9, units: 4 };
const at = (t, phase, unit = 0) => ({ t, phase, unit });

test("within a step every phase is walked", () => {
  assert.deepEqual(between(at(2, 3), at(2, 6, 1), extent), [at(2, 4, 1), at(2, 5, 1), at(2, 6, 1)]);
  assert.deepEqual(between(at(2, 8), at(3, 1), extent), [at(3, 0), at(3, 1)]);
});

test("over many steps the same phase of each is walked", () => {
  assert.deepEqual(between(at(2, 8), at(5, 0), extent), [at(3, 0), at(4, 0), at(5, 0)]);
});

test("back, or to another unit of the same place, it goes at once", () => {
  assert.deepEqual(between(at(5, 0), at(2, 3), extent), [at(2, 3)]);
  assert.deepEqual(between(at(2, 3, 1), at(2, 3, 2), extent), [at(2, 3, 2)]);
});

test("coloured words are cut out of a text, whatever stands around them", () => {
  assert.deepEqual(marked("The [[f|forget gate]] and [[o]]."), ["The ", { symbol: "f", words: "forget gate" }, " and ", { symbol: "o", words: "o" }, "."]);
  assert.deepEqual(marked("<b>plain</b> [f]"), ["<b>plain</b> [f]"]);
});

test("the time that is left is that of the stops to come", () => {
  const stops = [{ dwell: 10 }, { dwell: 20.5 }, { dwell: 100 }];
  assert.deepEqual([left(stops, 0), left(stops, 2)], [130.5, 100]);
  assert.deepEqual([clockText(130.5), clockText(9), clockText(60)], ["2:10", "0:09", "1:00"]);
});

test("a caption is filled with numbers of its place, and with the answer there", () => {
  const payload = { tokens: ["good"], units: 1, cell: { recurrent: { c_prev: "c" } }, start: { c: [0.5] }, constants: {}, series: { f: [[0.974]] },
    readout: { task: "classify", classes: ["no", "yes"], values: [[0.2, 0.8]] } };
  assert.equal(filled("{token}: {f}, {f%} of {c_prev}, h_{t−1}. {answer}", payload, at(0, 0)), "good: 0.97, 97% of 0.50, h_{t−1}. yes, 80%");
});
