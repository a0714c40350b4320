import assert from "node:assert/strict";
import test from "node:test";
import { nearestWay, toX, toY } from "../../assets/player/ball.mjs";
import { lattice, layout } from "../../assets/player/blocks.mjs";
import { copyX } from "../../assets/player/chaindrawing.mjs";
import { axisOf } from "../../assets/player/same.mjs";
import { points } from "../../assets/player/snapshots.mjs";
import { moveOf } from "../../assets/player/steps.mjs";
import { strength } from "../../assets/player/wordbyword.mjs";

const WAYS = [0, 45, 90, 135, 180, 225, 270, 315];
const on = (selector) => ({ matches: (wanted) => wanted.split(", ").includes(selector) });

test("an arrow snaps to the nearest way, also across 0 degrees", () => {
  assert.equal(WAYS[nearestWay(WAYS, [1, 0.1])], 0);
  assert.equal(WAYS[nearestWay(WAYS, [1, -0.1])], 0);
  assert.equal(WAYS[nearestWay(WAYS, [0.1, 1])], 90);
  assert.equal(WAYS[nearestWay(WAYS, [-1, -1])], 225);
});

test("up in the box is up on the screen", () => {
  assert.ok(toY(1) < toY(-1) && toX(-1) < toX(1));
});

test("rolled up, all copies stand in one place; unrolled, side by side with the same pitch", () => {
  assert.equal(copyX(0, 6, 0), copyX(5, 6, 0));
  const places = [0, 1, 2, 3].map((k) => copyX(k, 4, 1));
  assert.equal(places[1] - places[0], places[3] - places[2]);
  assert.ok(places[1] - places[0] > 108);
  assert.ok(Math.abs((copyX(0, 3, 1) + copyX(2, 3, 1)) / 2 - copyX(0, 3, 0)) < 1e-9);
});

test("the blocks stand in the proportion of their sizes and fit into the frame", () => {
  for (const [inputs, units] of [[100, 10], [1, 1], [300, 128], [3, 128]]) {
    const { cell, blocks } = layout({ inputs, units });
    assert.ok(Math.abs(blocks.x.width / inputs - cell) < 1e-9 && Math.abs(blocks.h.width - blocks.h.height) < 1e-9);
    assert.ok(blocks.b.x + blocks.b.width <= 640 && blocks.x.height <= 190 + 1e-9);
    assert.ok(blocks.x.x + blocks.x.width < blocks.h.x && blocks.h.x + blocks.h.width < blocks.b.x);
  }
});

test("cells too small to be told apart are not drawn", () => {
  assert.equal(lattice({ x: 0, y: 0, width: 10, height: 10 }, 1), "");
  assert.equal(lattice({ x: 0, y: 0, width: 30, height: 20 }, 10).match(/M/g).length, 2 + 1);
});

test("no bar is taller than its room, and negative ones hang below the floor", () => {
  for (const answers of [[0.6, 0.8], [-0.5, 0.9], [6.2, 1], [0, 0], [-3]]) {
    const { floor, tall } = axisOf(answers);
    for (const one of answers) assert.ok(floor - one * tall >= 284 - 1e-9 && floor - one * tall <= 400 + 1e-9);
  }
});

test("a pair of lines is drawn from step to step on one scale", () => {
  const [[x0, y0], [x1, y1]] = points([0, 5, 10], [0, 10], 1, 2);
  assert.ok(x0 < x1 && y0 > y1);
  assert.deepEqual(points([0, 5, 10], [0, 10], 1, 1), [[x0, y0]]);
});

test("a faint word can still be read, the strongest is drawn in full", () => {
  assert.equal(strength(0.5, 0.5), 1);
  assert.ok(strength(0, 0.5) > 0.3 && strength(0.1, 0.5) < strength(0.2, 0.5));
});

test("a small picture leaves keys to what is inside it, and to the browser", () => {
  assert.equal(moveOf({ key: "ArrowRight" }, on("section")), "nextBeat");
  assert.equal(moveOf({ key: "ArrowRight" }, on("input")), null);
  assert.equal(moveOf({ key: "ArrowRight", ctrlKey: true }, on("section")), null);
  assert.equal(moveOf({ key: " " }, on("button")), null);
  assert.equal(moveOf({ key: " " }, on("section")), "toggle");
  assert.equal(moveOf({ key: "Tab" }, on("section")), null);
});
