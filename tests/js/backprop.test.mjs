import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { added, find, move, moveStage, stateOf } from "../../assets/player/beats.mjs";
import { condition, without } from "../../assets/player/edges.mjs";
import { heights, verdict as foretold } from "../../assets/player/nudge.mjs";
import { apart, significant } from "../../assets/player/numbers.mjs";
import { plan } from "../../assets/player/plan.mjs";
import { curve, frame } from "../../assets/player/plot.mjs";
import { step } from "../../assets/player/terms.mjs";
import { brief, slim } from "../../assets/player/unrolled.mjs";
import { standstill, verdict } from "../../assets/player/update.mjs";

const golden = JSON.parse(readFileSync(new URL("../fixtures/backprop_golden.json", import.meta.url)));
const kinds = Object.keys(golden);

test("no number that is not nothing reads as nothing", () => {
  assert.equal(significant(0.0104), "0.0104");
  assert.equal(significant(-1.3), "−1.3");
  assert.equal(significant(1.3e-7), "1.3·10⁻⁷");
  assert.equal(significant(-2.5e-12), "−2.5·10⁻¹²");
  assert.equal(significant(0), "0");
  assert.equal(significant(1234.4), "1234");
  assert.equal(significant(3.21e7), "3.21·10⁷");
  assert.equal(significant(0.14762, 4), "0.1476");
  for (let power = -300; power < 300; power += 7) assert.notEqual(significant(3 * 10 ** power), "0");
});

test("two numbers show as many decimals as it takes to tell them apart", () => {
  assert.deepEqual(apart(2.1, 2.09900555), ["2.1", "2.099"]);
  assert.deepEqual(apart(1, 0.9999998), ["1", "0.9999998"]);
  assert.deepEqual(apart(0.8, -0.25), ["0.8", "−0.25"]);
  assert.deepEqual(apart(0.5, 0.5), ["0.5", "0.5"]);
});

test("the picture spares digits where a number is tiny, and in the boxes of the gates", () => {
  assert.deepEqual([0.0812, -0.00469, -1.97e-16].map((number) => brief(number)), ["0.0812", "−0.00469", "−2·10⁻¹⁶"]);
  assert.deepEqual([0.664, -0.0812, 0.0012, 0].map(slim), ["0.66", "−0.08", "0.001", "0"]);
});

test("beats go on and back and stop at both ends", () => {
  const { beats } = golden.RNN;
  assert.equal(move(beats, 0, -1), 0);
  assert.equal(move(beats, 3, 1), 4);
  assert.equal(move(beats, beats.length - 1, 1), beats.length - 1);
});

for (const kind of kinds) {
  const payload = golden[kind];
  const { beats } = payload;

  test(`${kind}: stages begin where their phase does, and back means first to the beginning of this one`, () => {
    const starts = ["forward", "loss", "backward", "update"].map((phase) => find(beats, { phase }));
    let at = 0;
    for (const start of starts.slice(1)) assert.equal((at = moveStage(beats, at, 1)), start);
    assert.equal(moveStage(beats, at, 1), beats.length - 1);
    assert.equal(moveStage(beats, starts[2] + 3, -1), starts[2]);
    assert.equal(moveStage(beats, starts[2], -1), starts[1]);
    assert.equal(moveStage(beats, 0, -1), 0);
  });

  test(`${kind}: an address finds its beat, and the nearest where it asks for too much`, () => {
    beats.forEach((beat, at) => assert.equal(find(beats, beat), at));
    assert.equal(find(beats, { phase: "backward", t: 2, part: "read" }), find(beats, { phase: "backward", t: 2 }));
    assert.equal(find(beats, { phase: "loss", t: 1 }), find(beats, { phase: "loss" }));
    assert.equal(find(beats, {}), 0);
  });

  test(`${kind}: terms come together one by one, from the last step to the first`, () => {
    const weight = payload.weights[0];
    const counts = beats.map((_, at) => added(payload, weight, at));
    assert.equal(counts[0], 0);
    assert.equal(counts.at(-1), payload.steps);
    counts.slice(1).forEach((count, k) => assert.ok(count - counts[k] === (beats[k + 1].part === "drop" ? 1 : 0)));
    const answer = payload.weights.at(-1);
    assert.equal(added(payload, answer, find(beats, { phase: "backward" })), 1);
    assert.equal(added(payload, answer, find(beats, { phase: "loss" })), 0);
  });

  test(`${kind}: on the way back the row of the step in the picture is lit, and no row before or after`, () => {
    const [used, answer] = [payload.weights[0], payload.weights.at(-1)];
    for (const beat of beats) {
      assert.equal(step(beat, used), beat.phase === "backward" ? beat.t : null);
      assert.equal(step(beat, answer), beat.part === "answer" ? payload.steps : null);
    }
  });

  test(`${kind}: the plan draws only edges that a factor or an other way names, and every factor has its edge`, () => {
    const drawn = new Set(plan(payload).ways.flatMap(({ edge }) => edge.split(" ")).filter(Boolean));
    const named = new Set([...Object.keys(payload.factors), "y.w"]);
    for (let t = 1; t <= payload.steps; t += 1) {
      named.add(`via${t}`);
      for (const state of ["h", "c"]) named.add(`${state}${t}.w`);
    }
    assert.deepEqual([...drawn].filter((edge) => !named.has(edge)), []);
    assert.deepEqual(Object.keys(payload.factors).filter((key) => !drawn.has(key)), []);
  });

  test(`${kind}: every number that the plan shows is sent, and everything stands inside the picture`, () => {
    const { ways, states, notes, tiles, width, height } = plan(payload);
    const names = [...ways, ...states, ...notes, ...tiles].map(({ number }) => number).filter((name) => name && name !== "term");
    assert.deepEqual(names.filter((name) => !(name in payload.numbers)), []);
    for (const { x, y } of [...states, ...notes, ...tiles]) assert.ok(x > 20 && x < width - 20 && y > 20 && y < height - 10, `${x} ${y}`);
  });

  test(`${kind}: everything that is drawn begins at a beat, gradients after the loss`, () => {
    const loss = find(beats, { phase: "loss" });
    for (const { since, back } of plan(payload).ways) {
      assert.ok(since >= 0 && since < beats.length);
      assert.equal(since > loss, back);
    }
  });
}

test("what begins now is now", () => {
  assert.deepEqual([1, 2, 3].map((since) => stateOf(since, 2)), ["past", "now", "idle"]);
});

test("a plot spreads its values over its width, evenly by factors where it is logarithmic", () => {
  const { x, y } = frame([0.1, 10], 0, 2, { log: true });
  assert.ok(Math.abs(x(1) - (x(0.1) + x(10)) / 2) < 1e-9);
  assert.ok(y(2) < y(1) && y(1) < y(0));
  assert.equal(y(5), y(2)); // a point beyond the top stays at the top
});

test("a curve leaves out what lies beyond its height and begins again where it comes back", () => {
  const scale = frame([0, 1, 2, 3, 4], 0, 1);
  assert.equal(curve(scale, [0, 1, 2, 3, 4], [0, 0.5, 9, 0.5, 0], 0, 1).replace(/[\d. ]/g, ""), "MLML");
});

test("a rate that is too large is said to be so", () => {
  assert.match(verdict(0.4, 1.2, 3), /rises from 0\.4 to 1\.2.*Too large a rate/);
  assert.match(verdict(0.4, 0.1, 0.1), /falls from 0\.4 to 0\.1/);
  assert.match(verdict(0.4, 0.3999, 0.001), /falls from 0\.4 to 0\.3999.*Hardly at all/);
  assert.match(verdict(0, 0, 1), /stays/);
});

const weight = (label, value, after, gradient) => ({ label, value, after: [after], nudge: { gradient } });

test("a weight that stands still while the loss falls says through which others it falls", () => {
  const weights = [weight("w", 2.1, 2.09900555, 0.00994), weight("b", 0, -0.01, 0.01), weight("w_y", 1, 0.9, 0.97), weight("b_y", 0, -0.1, 0.99)];
  const payload = { weights, numbers: { L: 0.245 }, losses: [0.089] };
  assert.equal(standstill(payload, weights[0], 0), "w hardly moves (2.1 → 2.099); the loss falls through w_y and b_y.");
  assert.equal(standstill(payload, weights[2], 0), ""); // it moves
  assert.equal(standstill({ ...payload, losses: [0.24] }, weights[0], 0), ""); // the loss stands still, too
  assert.equal(standstill({ ...payload, losses: [0.9] }, weights[0], 0), "");
  assert.match(standstill(payload, weight("w", 1, 1, 0), 0), /^w does not move; /);
  const many = Array.from({ length: 9 }, (_, k) => weight(`w_${k}`, 1, 0.5, 1));
  assert.match(standstill({ ...payload, weights: many }, weights[0], 0), /mostly through w_0, w_1 and w_2\.$/);
});

const told = (measured, predicted, { nudge = 0.05, loss = 1 } = {}) => foretold({ nudge, measured, predicted, loss });

test("a nudge is told to be small enough only where the gradient foretells it", () => {
  assert.match(told(0.0391, 0.0382), /small enough/);
  assert.match(told(0.2, 0.5), /too large/);
  assert.match(told(-0.2, 0.2), /too large/);
  assert.match(told(0, 0.2), /too large/); // across the valley and as high as before
});

test("that nothing moved is said only where nothing did", () => {
  assert.match(told(0, 0, { nudge: 0 }), /Nothing moved/);
  assert.equal(told(0, 0), "It moved, and the loss did not: the gradient is 0 and says so.");
});

test("a change that is all rounding is called too small to measure, not the nudge too large", () => {
  assert.match(told(4.3e-14, 2.2e-14, { loss: 80 }), /too small a change to measure/);
  assert.match(told(0, 2.2e-14, { loss: 80 }), /too small a change to measure/);
  assert.match(told(4.3e-9, 4.2e-9, { loss: 80 }), /small enough/);
});

test("the plot of a nudge spans what is measured, rounding is flat, and no loss falls below 0", () => {
  const { low, high } = heights([1e-6, 0, -1e-6], 0.3);
  assert.ok(low > -2e-6 && low < -1e-6 && high < 2e-6 && high > 1e-6);
  const flat = heights([4e-14, 0, -2e-14], 80);
  assert.ok(flat.low < -0.09 && flat.high > 0.09);
  assert.equal(heights([3, 0, -0.01], 0.01).low, -0.01);
});

test("a factor says what it holds: all else, and of a weight all other steps", () => {
  assert.equal(condition({ over: "c_3", under: "c_2" }, "c_2"), "Where c_2 changes a little and all else is held");
  assert.equal(condition({ over: "c_3", under: "w" }, "w_{xg}"), "Where w_{xg} changes a little in step 3 alone");
  assert.equal(condition({ over: "ŷ", under: "w" }, "w_y"), "Where w_y changes a little");
});

test("only an LSTM has other ways; an edge where the chosen weight is not used says that", () => {
  const [inside, readout] = [{ label: "w", answer: false }, { label: "w_y", answer: true }];
  assert.equal(without(["via3"], { kind: "LSTM" }, readout).head, "all other ways");
  assert.equal(without(["h2.w"], { kind: "LSTM" }, inside).head, "all other ways");
  for (const kind of ["RNN", "LSTM"]) assert.equal(without(["y.w"], { kind }, inside).body, "is not used here.");
  assert.equal(without(["h2.w"], { kind: "RNN" }, readout).head, "w_y");
});
