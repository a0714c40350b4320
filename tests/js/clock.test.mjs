import assert from "node:assert/strict";
import test from "node:test";
import * as clock from "../../assets/player/clock.mjs";

const extent = { steps: 4, phases: 9, units: 5 };
const at = (t, phase, unit = 0) => ({ t, phase, unit });

test("the next phase after the last of a step is the first of the next step", () => {
  assert.deepEqual(clock.movePhase(at(1, 8), extent, 1), at(2, 0));
});

test("the phase before the first of a step is the last of the step before", () => {
  assert.deepEqual(clock.movePhase(at(2, 0), extent, -1), at(1, 8));
});

test("both ends hold", () => {
  assert.deepEqual(clock.movePhase(at(0, 0), extent, -1), at(0, 0));
  assert.deepEqual(clock.movePhase(at(3, 8), extent, 1), at(3, 8));
  assert.deepEqual(clock.moveStep(at(0, 4), extent, -1), at(0, 4));
  assert.deepEqual(clock.moveStep(at(3, 4), extent, 1), at(3, 4));
});

test("as many phases back as forward lead home from anywhere", () => {
  for (let start = 0; start < 36; start += 1) {
    const place = at(Math.floor(start / 9), start % 9, 2);
    const room = Math.min(7, 35 - start);
    let moved = place;
    for (let k = 0; k < room; k += 1) moved = clock.movePhase(moved, extent, 1);
    for (let k = 0; k < room; k += 1) moved = clock.movePhase(moved, extent, -1);
    assert.deepEqual(moved, place);
  }
});

test("a step keeps phase and unit", () => {
  assert.deepEqual(clock.moveStep(at(1, 3, 4), extent, 1), at(2, 3, 4));
});

test("units go round in both directions", () => {
  assert.equal(clock.moveUnit(at(0, 0, 4), extent, 1).unit, 0);
  assert.equal(clock.moveUnit(at(0, 0, 0), extent, -1).unit, 4);
});

test("a place outside is brought to the nearest one inside", () => {
  assert.deepEqual(clock.within(at(99, -3, 7), extent), at(3, 0, 4));
});

test("playing by steps shows each step whole and ends at the last", () => {
  let place = at(0, 0);
  const seen = [];
  while (!clock.atEnd(place, extent) && seen.length < 20) {
    place = clock.playOn(place, extent, "step");
    seen.push([place.t, place.phase]);
  }
  assert.deepEqual(seen, [[0, 8], [1, 8], [2, 8], [3, 8]]);
});

test("playing by phases visits every phase once", () => {
  let place = at(0, 0);
  let count = 0;
  while (!clock.atEnd(place, extent)) {
    place = clock.playOn(place, extent, "phase");
    count += 1;
  }
  assert.equal(count, 35);
});

test("a move is over before the beat is, at every speed", () => {
  for (const speed of clock.SPEEDS) {
    for (const stride of ["phase", "step"]) {
      const { move, beat } = clock.tempo(speed, stride);
      assert.ok(move < beat && move <= 500);
    }
  }
});

test("speed stops at both ends of its list", () => {
  assert.equal(clock.speedUp(4), 4);
  assert.equal(clock.speedDown(0.25), 0.25);
  assert.equal(clock.speedUp(1), 2);
});
