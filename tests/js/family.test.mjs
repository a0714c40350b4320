import assert from "node:assert/strict";
import test from "node:test";
import { decades, limits, memberAt, sizeOf, startOf } from "../../assets/player/family.mjs";
import { stepX } from "../../assets/player/stepplot.mjs";

const member = (name, steps = 3) => ({ says: [name], path: Array(steps).fill(0), curves: { rnn_h: [name], lstm_h: [name], gru_h: [name] } });
const changed = (name) => ({ says: [name], curves: { lstm_h: [name] } });
const payload = { families: {
  steps: [member("t0", 5), member("t1", 10), member("t2", 20), member("t3", 50)],
  scale: [member("s0"), member("s1")],
  forget: [changed("f0"), changed("f1"), changed("f2")],
} };
const standing = (places) => (name) => places[name];

test("the dials of the length and of the scale show their own member, whatever the others say", () => {
  const at = standing({ steps: 3, scale: 1, forget: 2 });
  assert.deepEqual(memberAt(payload, "scale", at), member("s1"));
  assert.deepEqual(memberAt(payload, "steps", at), member("t3", 50));
});

test("the dial of the forget bias changes the LSTM and leaves the other networks where they were", () => {
  const { says, curves, path } = memberAt(payload, "forget", standing({ steps: 0, scale: 1, forget: 2 }));
  assert.deepEqual(says, ["f2"]);
  assert.deepEqual(curves, { rnn_h: ["s1"], lstm_h: ["f2"], gru_h: ["s1"] });
  assert.equal(path.length, 3);
});

test("turning a dial changes no member that was shipped", () => {
  const before = JSON.stringify(payload);
  memberAt(payload, "forget", standing({ steps: 0, scale: 0, forget: 1 }));
  assert.equal(JSON.stringify(payload), before);
});

test("a logarithm stands for its size, and nothing for nothing", () => {
  assert.equal(sizeOf(-3), 0.001);
  assert.equal(sizeOf(null), 0);
});

test("the flow starts where the loss sits last", () => {
  assert.equal(startOf(member("s0", 25)), 24);
});

test("an axis holds every curve and goes in wide steps", () => {
  assert.deepEqual(limits([[-2.4, -0.1], [0.2, null]]), { low: -3, high: 0.3 });
  assert.deepEqual(limits([[-7.1, 0]]), { low: -9, high: 0.3 });
  assert.deepEqual(limits([[-7.9, 0]]), limits([[-6.2, 0]]));
  assert.deepEqual(limits([[0, 23.4]]), { low: -1, high: 24 });
});

test("an axis of nothing is still an axis", () => {
  assert.deepEqual(limits([[null, null]]), { low: -1, high: 0.3 });
});

test("about five powers of ten mark an axis, and 1 is one of them", () => {
  for (const range of [{ low: -3, high: 0.3 }, { low: -9, high: 0.3 }, { low: -48, high: 12 }, { low: -310, high: 310 }]) {
    const found = decades(range);
    assert.ok(found.length >= 3 && found.length <= 8, `${found}`);
    assert.ok(found.includes(0));
    assert.ok(found.every((power) => power >= range.low && power <= range.high));
  }
});

test("a step lies where the pointer finds it again", () => {
  const x = stepX(900, 50, 128);
  for (const t of [0, 1, 24, 49]) assert.equal(x.step(x.at(t)), t);
  assert.equal(x.step(-50), 0);
  assert.equal(x.step(5000), 49);
  assert.ok(x.at(0) > 128 && x.at(49) < 900);
});
