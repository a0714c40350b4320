import assert from "node:assert/strict";
import test from "node:test";
import { frameWords, overhang, rowOf } from "../../assets/player/gatemaps.mjs";
import { NEWEST, decoded, flowBy, framedBy, lastBy, momentsOf, numberOf, over, pictured, placeAt, reportsOf, same, standing, valueBy } from "../../assets/player/moments.mjs";
import { ACTS, busy, lasting, lost, overall, possible, said, share } from "../../assets/player/runwords.mjs";
import { logRange, longest, marksTo, scoreRange } from "../../assets/player/trainplots.mjs";

const packed = (...bytes) => Buffer.from(bytes).toString("base64");
const run = (more = {}) => ({
  letter: "A", name: "LSTM", status: "running", place: 0, sentence: "", updates: 600, done: 40, seconds: 2, left: 28,
  curve: { update: [0, 10, 20, 30, 40], loss: [null, 1.4, 1.2, 0.8, 0.4], score: [null, 0.2, 0.3, 0.5, 0.9], held_loss: [1.5, 1.4, 1.3, 0.9, 0.5], held_score: [0.25, 0.25, 0.5, 0.75, 1], norm: [null, 1, 1, 1, 1] },
  snapshots: [0, 20, 40],
  flow: [{ symbol: "h", logs: [[-2, null], [-1, -0.5], [0, 0]] }],
  maps: [{ symbol: "f", units: 1, low: 0, high: 1, frames: [packed(0, 255), null, packed(51, 102)] }], ...more,
});
const of = (...statuses) => statuses.map((status, n) => run({ letter: "ABC"[n], status }));

test("a byte of a frame stands for a number between the ends of its map, unit by unit", () => {
  assert.deepEqual([...decoded(packed(0, 51, 128, 255))], [0, 51, 128, 255]);
  assert.deepEqual([0, 255].map((byte) => numberOf(byte, { low: -2, high: 2 })), [-2, 2]);
  assert.ok(Math.abs(numberOf(51, { low: 0, high: 1 }) - 0.2) < 1e-12);
});

test("the gates shown are those of the nearest snapshot before that has any, else of the first", () => {
  assert.deepEqual([0, 19, 20, 39, 40, 600].map((update) => framedBy(run(), update)), [0, 0, 0, 0, 2, 2]);
  assert.equal(framedBy(run({ maps: [{ frames: [null, null, "AA=="] }] }), 0), 2);
  assert.equal(framedBy(run({ maps: [] }), 40), -1);
});

test("it is said of which update the gates are, and why it is another", () => {
  const done = run({ status: "done" });
  assert.equal(frameWords(done, 2, 45), "after update 40");
  assert.equal(frameWords(done, 0, 20), "after update 0, the nearest that were kept");
  assert.match(frameWords(run(), 2, 0), /^after update 40: while it trains/);
  assert.equal(frameWords(done, -1, 0), "");
});

test("the moments are the snapshots of all runs, each once and rising", () => {
  assert.deepEqual(momentsOf([run(), run({ snapshots: [0, 10, 40] }), run({ snapshots: [] })]), [0, 10, 20, 40]);
  assert.deepEqual(reportsOf([run(), run()]), [0, 10, 20, 30, 40]);
  assert.deepEqual([-1, 0, 19, 20, 99].map((update) => lastBy([0, 20, 40], update)), [-1, 0, 0, 1, 2]);
});

test("the place follows the newest until the learner goes back, and again from the end", () => {
  assert.equal(standing(NEWEST, [0, 20]), 1);
  assert.equal(standing(NEWEST, [0, 20, 40]), 2);
  const back = placeAt([0, 20, 40], 1);
  assert.deepEqual(back, { update: 20, following: false });
  assert.equal(standing(back, [0, 10, 20, 40, 60]), 2);
  assert.deepEqual(placeAt([0, 20, 40], 2), { update: 40, following: true });
});

test("a moment that is kept no longer leads to the one before, and none to none", () => {
  assert.equal(standing({ update: 25, following: false }, [0, 20, 40]), 1);
  assert.equal(standing({ update: 25, following: false }, [30, 40]), 0);
  assert.equal(standing(NEWEST, []), -1);
  assert.equal(standing({ update: 25, following: false }, []), -1);
});

test("trainings are the same while they go on, and others once a setting differs or they begin anew", () => {
  assert.ok(same([run()], [run({ done: 60, status: "paused" })]));
  for (const other of [{ letter: "B" }, { name: "GRU" }, { updates: 700 }, { done: 0 }]) assert.ok(!same([run()], [run(other)]));
  assert.ok(!same([run()], [run(), run({ letter: "B" })]));
});

test("while someone reads the pictures stay, unless they are of other trainings or show nothing yet", () => {
  const [before, next] = [{ runs: [run()] }, { runs: [run({ done: 60 })] }];
  assert.equal(pictured(true, before, next), before);
  assert.equal(pictured(false, before, next), next);
  const other = { runs: [run({ updates: 900 })] };
  assert.equal(pictured(true, before, other), other);
  assert.equal(pictured(true, { runs: [run({ snapshots: [] })] }, next), next);
});

test("a run reads as its last report by that update", () => {
  const { curve } = run();
  assert.deepEqual([0, 9, 25, 999].map((update) => valueBy(curve, "held_score", update)), [0.25, 0.25, 0.5, 1]);
  assert.equal(valueBy(curve, "loss", 0), null);
  assert.equal(valueBy({ update: [], loss: [] }, "loss", 10), null);
  assert.equal(valueBy({ update: [0, 10], loss: [1.4, null] }, "loss", 10), 1.4);
  assert.deepEqual(over([0, 5, 10, 700], curve, "held_loss"), [1.5, null, 1.4, null]);
});

test("the gradient shown is that of the last snapshot by that update", () => {
  assert.deepEqual(flowBy(run(), "h", 39), [-1, -0.5]);
  assert.equal(flowBy(run(), "c", 39), null);
  assert.equal(flowBy(run({ snapshots: [] }), "h", 39), null);
});

test("how a run stands is said in plain words", () => {
  const words = (more) => said(run(more));
  assert.equal(words({ status: "new" }), "not trained yet: 600 updates to make");
  assert.equal(words({ status: "waiting", place: 1 }), "waits: next in line");
  assert.deepEqual([2, 3, 4, 11, 22].map((place) => words({ status: "waiting", place })), ["2nd", "3rd", "4th", "11th", "22nd"].map((place) => `waits: ${place} in line`));
  assert.equal(words({ left: 12.4 }), "training: update 40 of 600, about 12 s left");
  assert.equal(words({ left: 0.2 }), "training: update 40 of 600, about 1 s left");
  assert.equal(words({ left: 190 }), "training: update 40 of 600, about 3 min left");
  assert.equal(words({ left: null }), "training: update 40 of 600");
  assert.equal(words({ done: 0 }), "training: it begins");
  assert.equal(words({ status: "paused" }), "paused at update 40");
  assert.equal(words({ status: "done", seconds: 9.6 }), "done: 600 updates in 9.6 s");
  assert.equal(words({ status: "diverged", sentence: "at update 8 it was too large." }), "its numbers overflowed: at update 8 it was too large. Lower the learning rate, or clip.");
  assert.equal(words({ status: "died" }), "its process ended unexpectedly at update 40: resume goes on from there");
  assert.equal(words({ status: "long" }), "stopped at update 40, after the longest time a run may take");
  assert.equal(words({ status: "stopped" }), "stopped at update 40");
  assert.equal(words({ status: "sent away" }), "sent away at update 40");
  assert.deepEqual([0.04, 9.6, 12.2, 89, 100].map(lasting), ["0.0 s", "9.6 s", "12 s", "89 s", "2 min"]);
});

test("only what is possible is offered", () => {
  const offers = { "train": ["new"], "train resume stop": ["new", "paused"], "pause stop": ["running", "waiting", "paused"], "resume stop": ["paused", "done"], "again": ["done", "diverged", "stopped"] };
  for (const [acts, statuses] of Object.entries(offers)) assert.deepEqual(possible(of(...statuses)), acts.split(" "), acts);
  for (const status of ["died", "long"]) assert.deepEqual(possible(of(status, "done")), ["resume", "stop"]);
  assert.deepEqual(possible([]), []);
  assert.ok(Object.values(ACTS).every(([name, heard]) => name !== heard));
});

test("the whole is called by what still goes on in it", () => {
  const called = [["running", "done", "waiting"], ["waiting", "paused"], ["paused", "new"], ["new", "done"], ["done", "diverged"], ["diverged"]];
  assert.deepEqual(called.map((statuses) => overall(of(...statuses))), ["running", "waiting", "paused", "new", "done", "diverged"]);
  assert.ok(busy(of("waiting", "done")) && !busy(of("paused")));
});

test("a score never reads as all or nothing where it is not, and a loss keeps its unit", () => {
  assert.deepEqual([0.25781, 1, 0].map((score) => share(score, 1)), ["25.8%", "100%", "0%"]);
  assert.deepEqual([0.9999, 0.0001].map((score) => share(score, 1)), ["over 99%", "less than 1%"]);
  assert.deepEqual([share(0.25781), share(null)], ["26%", "–"]);
  assert.deepEqual([-0.318, -0.001].map((score) => share(score)), ["−32%", "just below 0%"]);
  assert.deepEqual([lost(1.38612, "cross-entropy, nats"), lost(0.000184198, "mean squared error"), lost(null, "")], ["1.386 nats", "0.000184", "–"]);
});

test("the axis of the loss holds all of it between round numbers, and stands still for small changes", () => {
  for (const numbers of [[1.38, 1.53], [1.5, 0.0002], [2, 1e7], [1], [1e-9, 5]]) {
    const { low, high, ticks } = logRange(numbers);
    assert.ok(numbers.every((number) => Math.log10(number) > low && Math.log10(number) < high), `${numbers}`);
    assert.ok(ticks.length >= 2 && ticks.length <= 18 && ticks.every((tick) => tick >= low && tick <= high), `${ticks}`);
  }
  assert.deepEqual(logRange([1.3815, 1.5266]), logRange([1.31, 1.59]));
  assert.deepEqual(logRange([1.5, 0.03]), logRange([1.5, 0.021]));
  assert.deepEqual(logRange([]), logRange([1]));
  assert.deepEqual(logRange([0, null, Infinity, 1]), logRange([1]));
});

test("the marks of the updates are round and few", () => {
  assert.deepEqual(marksTo(600), [0, 100, 200, 300, 400, 500, 600]);
  assert.deepEqual(marksTo(2000), [0, 500, 1000, 1500, 2000]);
  assert.deepEqual(marksTo(3), [0, 1, 2, 3]);
  for (const most of [30, 150, 700, 999, 1500, 12345]) assert.ok(marksTo(most).length >= 3 && marksTo(most).length <= 7, `${most}: ${marksTo(most)}`);
});

test("a map that stands alone is as high as six, and many units stay visible", () => {
  assert.ok(rowOf(16, 1) * 16 > 2.5 * rowOf(16, 6) * 16);
  assert.ok(rowOf(16, 6) >= 3 && rowOf(2, 6) <= 18);
});

test("an axis of scores that may leave 0…1 goes by whole quarters as far as they do, and never below −1", () => {
  assert.deepEqual(scoreRange([0.1, null, 0.3]), { low: -0.27, high: 0.52, ticks: [-0.25, 0, 0.25, 0.5] });
  assert.deepEqual(scoreRange([-7, 0]).ticks, [-1, -0.75, -0.5, -0.25, 0, 0.25]);
});

test("the longest gradients of a moment are told of every run that has one by then", () => {
  const wild = run({ letter: "B", curve: { update: [0, 15], norm: [null, 53.72] } });
  assert.equal(longest([run(), wild], 20), "Longest gradient since the point before: A 1, B 53.7.");
  assert.equal(longest([run(), wild], 12), "Longest gradient since the point before: A 1.");
  assert.equal(longest([run(), wild], 0), "");
});

test("the first and the last word above a map are pushed within it, no further than they stick out", () => {
  const words = ["0.04", "0.70", "0.72"];
  const { before, after } = overhang(words, 6, 24, 300); // of 50 steps the first, the 25th, the 49th
  assert.ok(Math.abs(before - 12.4) < 1e-9 && Math.abs(after - 6.4) < 1e-9);
  assert.deepEqual(overhang(["A", "B"], 30, 1, 60), { before: 0, after: 0 });
});

test("a run that is refused offers nothing, and keeps no other from its end", () => {
  assert.deepEqual(possible(of("refused")), []);
  assert.deepEqual(possible(of("done", "refused")), ["again"]);
  assert.deepEqual(possible(of("running", "refused")), ["pause", "stop"]);
  assert.equal(overall(of("refused", "done")), "done");
  assert.equal(overall(of("refused")), "refused");
  assert.match(said(run({ status: "refused" })), /reason stands above/);
});
