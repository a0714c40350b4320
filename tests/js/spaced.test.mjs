import assert from "node:assert/strict";
import test from "node:test";
import { after, DAYS, due, later } from "../../assets/player/spaced.mjs";

const TODAY = "2026-11-25";

test("what was never asked is not due, and what is due today or was before is", () => {
  assert.equal(due(undefined, TODAY), false);
  assert.equal(due({ box: 1, due: "2026-11-26" }, TODAY), false);
  assert.equal(due({ box: 1, due: TODAY }, TODAY), true);
  assert.equal(due({ box: 5, due: "2025-12-31" }, TODAY), true);
});

test("at first sight the rating decides when it comes back", () => {
  assert.deepEqual(after(undefined, "again", TODAY), { box: 0, due: TODAY });
  assert.deepEqual(after(undefined, "hard", TODAY), { box: 1, due: "2026-11-26" });
  assert.deepEqual(after(undefined, "good", TODAY), { box: 2, due: "2026-11-28" });
});

test("known again and again, it comes back later each time, and at last every month", () => {
  let record = after(undefined, "again", TODAY);
  const waits = [];
  for (let k = 0; k < 7; k += 1) {
    record = after(record, "good", TODAY);
    waits.push(DAYS[record.box]);
    assert.equal(record.due, later(TODAY, DAYS[record.box]));
  }
  assert.deepEqual(waits, [1, 3, 7, 14, 30, 30, 30]);
});

test("missed once, it falls to the first box from any", () => {
  for (let box = 0; box <= 5; box += 1) assert.deepEqual(after({ box, due: TODAY }, "again", TODAY), { box: 0, due: TODAY });
});

test("got with trouble, it stays in its box, but never comes back the same day", () => {
  assert.deepEqual(after({ box: 0, due: TODAY }, "hard", TODAY), { box: 1, due: "2026-11-26" });
  assert.deepEqual(after({ box: 3, due: TODAY }, "hard", TODAY), { box: 3, due: "2026-12-02" });
});

test("the days are those of the calendar, over the end of a month, a year and a February", () => {
  assert.equal(later("2026-12-31", 1), "2027-01-01");
  assert.equal(later("2028-02-28", 1), "2028-02-29");
  assert.equal(later("2026-02-28", 1), "2026-03-01");
  assert.equal(later("2026-03-28", 7), "2026-04-04"); // summer time begins on the way
});

test("what was kept before is left as it was", () => {
  const record = Object.freeze({ box: 2, due: TODAY });
  assert.deepEqual(after(record, "good", TODAY), { box: 3, due: "2026-12-02" });
});
