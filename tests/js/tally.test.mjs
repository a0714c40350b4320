import assert from "node:assert/strict";
import test from "node:test";
import { cleaned } from "../../assets/player/progress.mjs";
import { bySection, dueOf, predictedOf, resumeOf, shareOf, tallied } from "../../assets/player/tally.mjs";

const DAY = "2026-11-21";
const pages = [
  { path: "/cell", title: "Cell", section: "Learn", minutes: 20, questions: ["/cell#a", "/cell#b"] },
  { path: "/surgery", title: "Surgery", section: "Lab", minutes: 30, questions: [] },
  { path: "/gru", title: "GRU", section: "Learn", minutes: 9, questions: ["/gru#a"] },
];
const challenges = [{ key: "keep", title: "Keep" }];
const progress = cleaned({
  version: 1, seen: { "/cell": DAY, "/gone": DAY }, solved: { keep: DAY, gone: DAY },
  predicted: { "/cell#a": { as: "wrong", day: DAY }, "/cell#b": { as: "skipped", day: DAY }, "/gone#a": { as: "right", day: DAY } },
});

test("a prediction counts when it was made, right or wrong, and not when it was skipped", () => {
  assert.equal(predictedOf(["/cell#a", "/cell#b", "/cell#c"], progress.predicted), 1);
});

test("what is counted is only what there still is", () => {
  assert.deepEqual(tallied({ pages, challenges }, progress), { pages: [1, 3], predictions: [1, 3], challenges: [1, 1] });
});

test("the share is of everything together, and 100 only when nothing is left", () => {
  assert.equal(shareOf({ pages: [1, 3], predictions: [1, 3], challenges: [1, 1] }), 42);
  assert.equal(shareOf({ pages: [199, 200] }), 99);
  assert.equal(shareOf({ pages: [2, 2] }), 100);
  assert.equal(shareOf({}), 0);
});

test("what fell due before is due today, and what falls due tomorrow is not", () => {
  const records = { a: { box: 0, due: "2026-11-20" }, b: { box: 1, due: DAY }, c: { box: 2, due: "2026-11-22" } };
  assert.equal(dueOf(records, DAY), 2);
});

test("one goes on where one was, with all that stood in the address", () => {
  const last = { page: { path: "/cell", query: "?net=latch&t=3", day: DAY } };
  assert.deepEqual(resumeOf({ last }, pages, "/lessons/"), { title: "Cell", href: "/lessons/cell?net=latch&t=3" });
  assert.equal(resumeOf({ last: {} }, pages, "/"), null);
  assert.equal(resumeOf({ last: { page: { path: "/gone", query: "", day: DAY } } }, pages, "/"), null);
});

test("the pages stand by section, each in the order of the navigation", () => {
  assert.deepEqual(bySection(pages).map(({ section, pages: own }) => [section, own.map(({ title }) => title)]), [["Learn", ["Cell", "GRU"]], ["Lab", ["Surgery"]]]);
});
