import assert from "node:assert/strict";
import test from "node:test";
import { barSpan, barsPath, between, ease, part, slotOf, unitAt } from "../../assets/player/bars.mjs";
import { rgb, scale } from "../../assets/player/colour.mjs";
import { linePath } from "../../assets/player/lanes.mjs";

const box = { x: 10, y: 20, width: 80, height: 40 };

test("a gate's bar stands on the floor and fills the box at 1", () => {
  assert.deepEqual(barSpan(box, 0.25, false, 1), { top: 50, height: 10 });
  assert.deepEqual(barSpan(box, 1, false, 1), { top: 20, height: 40 });
  assert.deepEqual(barSpan(box, 0, false, 1), { top: 60, height: 0 });
});

test("a signed bar grows from the middle line, up for plus and down for minus", () => {
  assert.deepEqual(barSpan(box, 1, true, 2), { top: 30, height: 10 });
  assert.deepEqual(barSpan(box, -1, true, 2), { top: 40, height: 10 });
});

test("a value beyond the axis stays inside the box", () => {
  assert.deepEqual(barSpan(box, 99, true, 2), { top: 20, height: 20 });
});

test("the pointer over the middle of a unit's bar finds that unit", () => {
  for (const count of [1, 4, 8, 16]) {
    for (let unit = 0; unit < count; unit += 1) {
      const { left, width } = slotOf(box, unit, count);
      assert.equal(unitAt(box, left + width / 2, count), unit);
    }
  }
});

test("the pointer beside the box finds the nearest unit", () => {
  assert.equal(unitAt(box, -100, 8), 0);
  assert.equal(unitAt(box, 1000, 8), 7);
});

test("one bar a unit, or only the chosen one", () => {
  assert.equal(barsPath(box, [0.1, 0.2, 0.3], false, 1).match(/M/g).length, 3);
  const only = barsPath(box, [0.1, 0.2, 0.3], false, 1, 1);
  assert.equal(only.match(/M/g).length, 1);
  assert.ok(barsPath(box, [0.1, 0.2, 0.3], false, 1).includes(only));
});

test("easing starts at 0, ends at 1 and never turns back", () => {
  assert.equal(ease(0), 0);
  assert.equal(ease(1), 1);
  for (let k = 1; k <= 100; k += 1) assert.ok(ease(k / 100) >= ease((k - 1) / 100));
  assert.equal(part(0.2, 0.5, 1), 0);
  assert.equal(part(0.75, 0.5, 1), 0.5);
});

test("halfway between two vectors is their mean, and the end is exactly the target", () => {
  assert.deepEqual(between([0, 2], [1, 4], 0.5), [0.5, 3]);
  const target = [0.123456];
  assert.equal(between([9], target, 1), target);
});

test("a heatmap shows 0 as paper, 1 as the full colour and minus as the contrary", () => {
  const colours = { paper: "#ffffff", full: "#d55e00", contrary: "#444444" };
  const gate = scale({ ...colours, signed: false, range: 1 });
  assert.equal(gate(0), "rgb(255,255,255)");
  assert.equal(gate(1), `rgb(${rgb("#d55e00").join(",")})`);
  const signed = scale({ ...colours, signed: true, range: 3 });
  assert.equal(signed(-3), "rgb(68,68,68)");
  assert.equal(signed(3), gate(1));
});

test("a larger value is never paler", () => {
  const red = scale({ paper: "#ffffff", full: "#0072b2", contrary: "#000000", signed: false, range: 1 });
  const first = (text) => Number(text.match(/\d+/)[0]);
  for (let k = 1; k <= 50; k += 1) assert.ok(first(red(k / 50)) <= first(red((k - 1) / 50)));
});

test("a lane passes through the middle of every column", () => {
  assert.equal(linePath([1, 2], 10, (value) => value * 5), "M5.0 5.0L15.0 10.0");
});
