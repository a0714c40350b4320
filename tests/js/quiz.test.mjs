import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { isCount, judge, lacks, parsed, rightOf } from "../../assets/player/quizitem.mjs";
import { summary } from "../../assets/player/quizscore.mjs";
import { drawnFrom, standing } from "../../assets/player/quizstart.mjs";
import { bare, marks } from "../../assets/player/rich.mjs";
import { answered, begin, byTopic, current, LATER, leave, missed, position, rating, returns, score, skipped, waiting } from "../../assets/player/rounds.mjs";

const keys = ["a", "b", "c", "d", "e", "f"];
const play = (round, ...results) => results.reduce((now, result) => (result === "skip" ? skipped(now) : answered(now, result)), round);

test("a round asks its questions in order and is over after the last", () => {
  const round = play(begin(keys), true, true);
  assert.equal(current(round), "c");
  assert.equal(position(round), 3);
  assert.equal(current(play(round, true, true, true, true)), undefined);
});

test("what was missed comes back after three others, and again until it is right", () => {
  let round = answered(begin(keys), false);
  assert.deepEqual(round.queue, ["b", "c", "d", "a", "e", "f"]);
  assert.equal(round.queue.indexOf("a"), LATER);
  round = play(round, true, true, true);
  assert.equal(current(round), "a");
  assert.ok(returns(round));
  assert.equal(position(round), 1);
  round = answered(round, false);
  assert.deepEqual(round.queue, ["e", "f", "a"]);
});

test("near the end it comes back when nothing else is left", () => {
  const round = play(begin(["a", "b"]), true, false);
  assert.deepEqual(round.queue, ["b"]);
  assert.deepEqual(play(round, true).queue, []);
});

test("a skipped question does not come back, and counts as not answered", () => {
  const round = play(begin(["a", "b", "c"]), "skip", true, false, true);
  assert.deepEqual(score(round), { of: 3, right: 1, wrong: 1, skipped: 1 });
  assert.deepEqual(missed(round), ["c"]);
});

test("the first answer counts: right on its return is still missed", () => {
  const round = play(begin(["a", "b"]), false, true, true);
  assert.equal(score(round).right, 1);
  assert.deepEqual(missed(round), ["a"]);
  assert.equal(current(round), undefined);
});

test("known at once is good, known on its return is hard, missed is again", () => {
  const round = begin(["a", "b"]);
  assert.equal(rating(round, true), "good");
  assert.equal(rating(round, false), "again");
  const back = play(round, false, true);
  assert.equal(current(back), "a");
  assert.equal(rating(back, true), "hard");
  assert.equal(rating(back, false), "again");
});

test("a round is left as it was by every answer", () => {
  const round = Object.freeze({ ...begin(keys), queue: Object.freeze([...keys]), first: Object.freeze({}) });
  play(round, false, "skip", true);
  assert.deepEqual(round.queue, keys);
});

test("the topic with the smallest share of right answers stands in front", () => {
  const items = { a: { topic: "x" }, b: { topic: "x" }, c: { topic: "y" }, d: { topic: "y" } };
  const round = play(begin(["a", "b", "c", "d"]), true, true, true, false, true);
  const rows = byTopic(round, [{ key: "x" }, { key: "y" }, { key: "z" }], items);
  assert.deepEqual(rows.map(({ topic, right, of }) => [topic.key, right, of]), [["y", 1, 2], ["x", 2, 2]]);
});

test("the score is told in words", () => {
  assert.equal(summary({ of: 5, right: 3, wrong: 1, skipped: 1 }), "3 of 5 right at the first try, 1 missed at first, 1 not answered.");
  assert.equal(summary({ of: 2, right: 2, wrong: 0, skipped: 0 }), "2 of 2 right at the first try.");
});

// ------------------------------------------------------------ waiting

beforeEach(() => {
  const texts = new Map();
  globalThis.sessionStorage = { getItem: (key) => texts.get(key) ?? null, setItem: (key, value) => texts.set(key, value), removeItem: (key) => texts.delete(key) };
});

test("a round waits for whoever left it, until it is over", () => {
  const items = Object.fromEntries(keys.map((key) => [key, {}]));
  const round = play(begin(keys), true, false);
  leave("quiz 1", round);
  assert.deepEqual(waiting(items), { name: "quiz 1", round });
  leave("quiz 1", null);
  assert.equal(waiting(items), null);
});

for (const text of ["", "{", "null", "7", '{"name":"q"}', '{"name":"q","round":{"keys":["zebra"],"queue":["zebra"],"first":{}}}', '{"name":1,"round":{"keys":[],"queue":[],"first":{}}}']) {
  test(`${text || "nothing"} in storage is no round that waits`, () => {
    sessionStorage.setItem("gatescope.round", text);
    assert.equal(waiting({ a: {} }), null);
  });
}

test("where nothing can be stored, nothing waits and nothing breaks", () => {
  Object.defineProperty(globalThis, "sessionStorage", { configurable: true, get: () => { throw new Error("refused"); } });
  leave("quiz 1", begin(["a"]));
  assert.equal(waiting({ a: {} }), null);
  Object.defineProperty(globalThis, "sessionStorage", { configurable: true, writable: true, value: undefined });
});

// ------------------------------------------------------------ judging

const number = { kind: "numeric", answer: -0.55, tolerance: 0.01001, shown: "−0.55", slips: [{ value: 0.37, why: "sigmoid" }, { value: -0.62, why: "not squashed" }] };
const sum = { kind: "numeric", answer: 1110, tolerance: 0.5, shown: "1110", slips: [{ value: 1100, why: "no bias" }] };

test("a number is read however it is typed", () => {
  const typed = { "0.5": 0.5, ".5": 0.5, "−0,5": -0.5, "– 2": -2, "+3": 3, " 1 000 ": 1000, "7.": 7 };
  for (const [text, value] of Object.entries(typed)) assert.equal(parsed(text), value, text);
  for (const text of ["", "abc", "1/2", "0x10", "1e3", "1.2.3", "--1", "NaN", "Infinity", "<b>"]) assert.ok(Number.isNaN(parsed(text)), text);
});

test("in a count a comma parts the thousands, elsewhere it is a point", () => {
  assert.equal(parsed("1,110", true), 1110);
  assert.equal(parsed("1,110"), 1.11);
  assert.ok(isCount(sum) && !isCount(number));
});

test("the answer is right within its tolerance, and a count only as it is", () => {
  for (const text of ["-0.55", "−0,55", "-0.546", "-0.56"]) assert.ok(judge(number, text).right, text);
  assert.equal(judge(number, "-0.58").right, false);
  assert.ok(judge(sum, "1,110").right);
  assert.equal(judge(sum, "1111").right, false);
});

test("a usual slip gets its own reason, the nearest one", () => {
  assert.deepEqual(judge(number, "0.37"), { right: false, why: "sigmoid" });
  assert.equal(judge(number, "-0.625").why, "not squashed");
  assert.equal(judge(sum, "1100").why, "no bias");
});

test("a wrong sign and a number that was rounded too early are told apart from all else", () => {
  assert.match(judge(number, "0.55").why, /sign/);
  assert.match(judge(number, "-0.575").why, /close/);
  assert.match(judge(number, "12").why, /None of the usual slips/);
});

test("a choice and a part get the reason of what was chosen", () => {
  const choice = { kind: "choice", options: [{ text: "x", why: "not x" }, { text: "y", why: "" }], right: 1 };
  assert.deepEqual(judge(choice, 0), { right: false, why: "not x" });
  assert.ok(judge(choice, 1).right);
  const pointing = { kind: "pointing", right: "f", parts: { f: { name: "f_t", why: "" }, i: { name: "i_t", why: "that writes" } } };
  assert.deepEqual(judge(pointing, "i"), { right: false, why: "that writes", named: "i_t" });
  assert.ok(judge(pointing, "f").right);
  assert.deepEqual([rightOf(choice), rightOf(number), rightOf(pointing)], ["y", "−0.55", "f_t"]);
});

test("what cannot be judged is asked for in one sentence", () => {
  assert.match(lacks({ kind: "choice" }, undefined), /Choose an answer/);
  assert.equal(lacks({ kind: "choice" }, 0), "");
  assert.match(lacks(number, "  "), /Type a number/);
  assert.match(lacks(number, "half"), /no number.*0\.73/);
  assert.match(lacks(sum, "many"), /no number.*120/);
  assert.equal(lacks(number, "0"), "");
});

// ------------------------------------------------------------ words

test("marks are read as symbols, words in a colour, and code", () => {
  assert.deepEqual(marks("a [[f]] and [[c|c_t]] in `h_n`."), [{ plain: "a " }, { symbol: "f", words: "f" }, { plain: " and " },
    { symbol: "c", words: "c_t" }, { plain: " in " }, { code: "h_n" }, { plain: "." }]);
  assert.equal(bare("the [[f|forget gate]] of c_{t−1} in `h_n`"), "the forget gate of ct−1 in h_n");
});

test("rows of numbers are read as rows, and spoken with a stroke between them", () => {
  assert.deepEqual(marks("so: [#1 2.5 / −3 4#]"), [{ plain: "so: " }, { rows: [["1", "2.5"], ["−3", "4"]] }]);
  assert.equal(bare("[#1 2.5 / −3 4#]!"), "1 2.5 / −3 4!");
});

test("markup in a text stays text", () => {
  assert.deepEqual(marks("<b>x</b>"), [{ plain: "<b>x</b>" }]);
});

const topics = ["x", "y", "z", "w"].map((key) => ({ key, title: key.toUpperCase() }));

test("a quiz says which topics it is drawn from", () => {
  assert.equal(drawnFrom({ chosen: [], topics }), "from all topics");
  assert.equal(drawnFrom({ chosen: ["x", "y", "z", "w"], topics }), "from all topics");
  assert.equal(drawnFrom({ chosen: ["y"], topics }), "from “Y”");
  assert.equal(drawnFrom({ chosen: ["x", "z"], topics }), "from “X” and “Z”");
});

test("known is what was got right since it was last missed", () => {
  const items = { a: { key: "a", topic: "x" }, b: { key: "b", topic: "x" }, c: { key: "c", topic: "y" } };
  const records = { a: { box: 2, due: "2026-11-28" }, b: { box: 0, due: "2026-11-25" } };
  assert.deepEqual(standing(topics[0], items, records), { met: 2, known: 1 });
  assert.deepEqual(standing(topics[1], items, records), { met: 0, known: 0 });
});
