import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { best, measured, standing } from "../../assets/player/bothcards.mjs";
import { isJoined, meeting, milestones, readAhead, readBack } from "../../assets/player/bothrows.mjs";

const golden = JSON.parse(readFileSync(new URL("../fixtures/bidirectional_golden.json", import.meta.url)));

test("after k words one reader has read the first k, the other the last k", () => {
  const places = [0, 1, 2, 3, 4];
  assert.deepEqual(places.filter((at) => readAhead(at, 2)), [0, 1]);
  assert.deepEqual(places.filter((at) => readBack(at, 2, 5)), [3, 4]);
  assert.deepEqual(places.filter((at) => readBack(at, 5, 5)), places);
});

test("without its future a sentence ends at the gap, and no one reads on", () => {
  assert.deepEqual([0, 1, 2, 3].filter((at) => readBack(at, 2, 2)), [0, 1]);
  assert.equal(isJoined(3, 2, 2), false);
});

for (const [where, data] of Object.entries(golden)) {
  for (const [future, { steps, shares, votes }] of Object.entries(data.readings)) {
    test(`${where}, future ${future}: a word is joined from the step on at which both have been there`, () => {
      for (let at = 0; at < steps; at += 1) {
        const from = meeting(at, steps);
        assert.equal(isJoined(at, from - 1, steps), false);
        assert.equal(isJoined(at, from, steps), true);
        assert.ok(from <= steps);
      }
    });

    test(`${where}, future ${future}: a reader answers once it is at the gap, and its answer stands`, () => {
      for (const reader of ["forward", "backward"]) {
        const way = Array.from({ length: steps }, (_, t) => standing(reader, t + 1, data.gap, steps));
        const first = way.findIndex(({ answered }) => answered);
        assert.equal(first, reader === "forward" ? data.gap : steps - 1 - data.gap);
        assert.ok(way.slice(first).every(({ at, answered }) => answered && at === data.gap));
        assert.equal(way[0].at, first === 0 ? data.gap : reader === "forward" ? 0 : steps - 1);
      }
    });

    test(`${where}, future ${future}: turning points are in order, within the sentence, and hold the meeting`, () => {
      const stages = milestones(data.gap, steps);
      assert.deepEqual(stages, [...new Set(stages)].sort((a, b) => a - b));
      assert.equal(stages[0], 0);
      assert.equal(stages.at(-1), steps - 1);
      assert.ok(stages.includes(meeting(data.gap, steps) - 1));
    });

    test(`${where}, future ${future}: the largest sum of votes is the answer`, () => {
      assert.equal(best(votes.sum), best(shares.both[data.gap]));
      votes.sum.forEach((sum, k) => assert.ok(Math.abs(votes.ahead[k] + votes.reverse[k] + votes.bias[k] - sum) < 2e-4));
    });
  }
}

test("what was measured is never rounded up", () => {
  assert.equal(measured(0.9999), "99%");
  assert.equal(measured(1), "100%");
  assert.equal(measured(0.57), "57%");
  assert.equal(measured(0.2387), "23%");
});
