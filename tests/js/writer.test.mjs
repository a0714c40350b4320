// What the writer draws is what it was handed: states, colours, shares, scores.

import assert from "node:assert/strict";
import { test } from "node:test";

import { shareWords } from "../../assets/player/expected.mjs";
import { luminance, shadeOf, shadesFor, stateOf, unpacked } from "../../assets/player/heatedtext.mjs";
import { inline } from "../../assets/player/samples.mjs";
import { reach, worth } from "../../assets/player/trackedunits.mjs";
import { layerOf, named, saidOf } from "../../assets/player/writer.mjs";

const packed = (levels) => Buffer.from(Int16Array.from(levels).buffer).toString("base64");

test("a state is what two bytes say, in the unit's own range", () => {
  const levels = unpacked(packed([32767, -32767, 0, 16384, -1, 1]));
  const data = { levels, ranges: [2, 0.5], length: 3 };
  assert.deepEqual([0, 1, 2].map((at) => stateOf(data, 0, at)), [2, -2, 0]);
  assert.ok(Math.abs(stateOf(data, 1, 0) - 0.25) < 1e-4);
  assert.ok(stateOf(data, 1, 1) < 0 && stateOf(data, 1, 2) > 0);
});

test("paper is 0, and the two ends are the two full colours with letters that can be read", () => {
  for (const shades of [
    { paper: "#f6f3ea", full: "#e69f00", contrary: "#4a525e" },
    { paper: "#1c2129", full: "#f7bc45", contrary: "#d3d8df" },
  ]) {
    const colours = shadesFor(shades);
    const at = (level) => colours[shadeOf(level)];
    const hex = (rgb) => `#${rgb.match(/\d+/g).map((channel) => Number(channel).toString(16).padStart(2, "0")).join("")}`;
    assert.deepEqual([32767, 0, -32767].map((level) => hex(at(level)[0])), [shades.full, shades.paper, shades.contrary]);
    for (const [ground, letters] of colours) {
      const channels = [1, 3, 5].map((k) => Number.parseInt(letters.slice(k, k + 2), 16));
      const [a, b] = [luminance(ground.match(/\d+/g).map(Number)), luminance(channels)].sort((x, y) => y - x);
      assert.ok((a + 0.05) / (b + 0.05) >= 4.5, `${letters} on ${ground}`);
    }
  }
});

test("a share never reads as all or nothing where it is not", () => {
  assert.deepEqual([1, 0.912, 0.0004, 0.99999, 0].map(shareWords), ["100%", "91.2%", "less than 1%", "over 99%", "0%"]);
});

test("units are counted through all layers", () => {
  assert.deepEqual([0, 63, 64, 70].map((unit) => layerOf([64, 64], unit)), [[1, 1], [1, 64], [2, 1], [2, 7]]);
});

test("what leaves no mark has one, and a name to be spoken", () => {
  assert.deepEqual([" ", "\n", "é", "<"].map(named), ["␣", "⏎", "é", "<"]);
  assert.deepEqual([" ", "\n", "é"].map(saidOf), ["space", "line break", "“é”"]);
  assert.equal(inline("\nOne  two\n\nthree"), "⏎ One two ⏎ ⏎ three");
});

test("a score is said to be worth what it is above that of an untrained network", () => {
  assert.equal(worth({ score: 0.93, before: 0.7, number: false }), "learnt");
  assert.equal(worth({ score: 0.72, before: 0.7, number: false }), "no better than untrained");
  assert.equal(worth({ score: 0.53, before: 0.4, number: false }), "tells next to nothing");
  assert.equal(worth({ score: 0.53, before: 0.2, number: true }), "learnt");
  assert.deepEqual([[0.5, false], [1, false], [0.3, false], [0.3, true], [-0.2, true]].map(([score, number]) => reach(score, number)), [0, 1, 0, 0.3, 0]);
});
