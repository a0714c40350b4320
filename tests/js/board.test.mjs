import assert from "node:assert/strict";
import test from "node:test";
import { byLevel, linkTo, nameOf, nextAfter } from "../../assets/player/board.mjs";

const DAY = "2026-11-21";
const challenges = ["easy", "easy", "hard"].map((level, k) => ({ key: `c${k}`, title: `C ${k}`, level }));

test("challenges stand by level, and a level without any is left out", () => {
  assert.deepEqual(byLevel(challenges).map(({ level, challenges: those }) => [level, those.length]), [["easy", 2], ["hard", 1]]);
});

test("the next challenge is the next unsolved one, from the start again behind the last", () => {
  assert.equal(nextAfter("c0", challenges, { c0: DAY }).key, "c1");
  assert.equal(nextAfter("c2", challenges, { c0: DAY, c2: DAY }).key, "c1");
  assert.equal(nextAfter("", challenges, { c0: DAY }).key, "c1");
  assert.equal(nextAfter("c1", challenges, { c0: DAY, c1: DAY, c2: DAY }), undefined);
});

test("a link names the challenge and nothing of what was done to it", () => {
  assert.equal(linkTo("a b", "http://x.org/lessons/surgery?edits=f_1_1_0&t=3#top"), "http://x.org/lessons/surgery?challenge=a+b");
});

test("two checks of one challenge are two verdicts", () => {
  const first = { key: "c0", solved: true, sentence: "Yes.", count: 1 };
  assert.notEqual(nameOf(first), nameOf({ ...first, count: 2 }));
  assert.equal(nameOf(null), "");
});
