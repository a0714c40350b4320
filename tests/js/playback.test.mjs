import assert from "node:assert/strict";
import test from "node:test";
import { createPlayback } from "../../assets/player/playback.mjs";

const [MOVE, BEAT, LAST] = [400, 1000, 3];

/** A player that counts, with a clock and frames that the test turns by hand. */
function counting({ still = false } = {}) {
  const seen = { at: 0, painted: [], rests: 0, changes: 0 };
  let now = 0;
  let waiting = null;
  globalThis.performance = { now: () => now };
  globalThis.requestAnimationFrame = (frame) => { waiting = frame; return 1; };
  globalThis.cancelAnimationFrame = () => { waiting = null; };
  const playback = createPlayback({
    reduced: { matches: still },
    tempo: (speed) => ({ move: MOVE / speed, beat: BEAT / speed }),
    atEnd: () => seen.at === LAST,
    restart: () => { seen.at = 0; playback.begin("jump"); },
    next: () => { seen.at += 1; playback.begin("on"); },
    place: () => seen.at,
    paint: (_, progress) => seen.painted.push(progress),
    changed: () => { seen.changes += 1; },
    rest: () => { seen.rests += 1; },
  });
  const run = (until) => {
    for (; now < until; now += 20) {
      const frame = waiting;
      waiting = null;
      frame?.(now);
    }
  };
  return { seen, playback, run, asleep: () => waiting === null };
}

test("a move is painted to its end once, then there is rest and no frame", () => {
  const { seen, playback, run, asleep } = counting();
  playback.begin("on");
  run(1000);
  assert.equal(seen.painted[0], 0);
  assert.deepEqual(seen.painted, [...seen.painted].sort((a, b) => a - b));
  assert.equal(seen.painted.filter((progress) => progress === 1).length, 1);
  assert.equal(seen.rests, 1);
  assert.ok(asleep());
});

test("playing goes on once a beat and stops at the end", () => {
  const { seen, playback, run, asleep } = counting();
  playback.play();
  run(BEAT * 2 + 200);
  assert.equal(seen.at, 2);
  assert.equal(playback.state.playing, true);
  run(BEAT * 6);
  assert.equal(seen.at, LAST);
  assert.equal(playback.state.playing, false);
  assert.ok(asleep());
});

test("at the end playing begins anew", () => {
  const { seen, playback } = counting();
  seen.at = LAST;
  playback.toggle();
  assert.equal(seen.at, 0);
  assert.equal(playback.state.playing, true);
  playback.toggle();
  assert.equal(playback.state.playing, false);
  assert.equal(seen.rests, 1);
});

test("whoever wants no motion sees the end of every move at once", () => {
  const { seen, playback, run } = counting({ still: true });
  playback.begin("on");
  run(100);
  assert.deepEqual(seen.painted, [1]);
});

test("what is shown anew without a move comes to rest at once", () => {
  const { seen, playback, run, asleep } = counting();
  playback.settle();
  run(100);
  assert.deepEqual(seen.painted, [1]);
  assert.equal(seen.rests, 1);
  assert.ok(asleep());
});

test("twice as fast is half as long", () => {
  const { seen, playback, run } = counting();
  playback.faster();
  playback.play();
  run(BEAT + 100);
  assert.equal(playback.state.speed, 2);
  assert.equal(seen.at, 2);
});
