import assert from "node:assert/strict";
import test from "node:test";
import { fitting, moveStage, plan, stateOf, uprightBars, way } from "../../assets/player/inoutplan.mjs";
import { isLit, switched } from "../../assets/player/segments.mjs";
import { begun, put } from "../../assets/player/sorting.mjs";

const column = (t) => [
  { id: `out${t}`, kind: "out", at: [t, 0] }, { id: `h${t}`, kind: "state", at: [t, 1] }, { id: `x${t}`, kind: "in", at: [t, 2] },
];
const chain = [...column(0), ...column(1), ...column(2)];
const apart = (one, other) => one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y;

function assertNothingOverlaps(nodes, { box, width, height }) {
  const boxes = nodes.map(box);
  boxes.forEach((one, k) => {
    assert.ok(one.x >= 0 && one.x + one.width <= width && one.y >= 0 && one.y + one.height <= height);
    boxes.slice(k + 1).forEach((other) => assert.ok(apart(one, other)));
  });
}

test("no two boxes of a chain overlap, however little room there is", () => {
  for (const room of [100, 365, 900, 1500]) assertNothingOverlaps(chain, plan(chain, room, false));
});

test("a chain gets wider than its room rather than unreadable, and never wider than is of use", () => {
  assert.ok(plan(chain, 60, false).width > 60);
  assert.ok(plan(chain, 5000, false).width < 500);
});

const read = 5;
const corner = [
  ...Array.from({ length: read }, (_, s) => [{ id: `x${s}`, kind: "in", at: [s, 0] }, { id: `e${s}`, kind: "state", at: [s, 1] }]).flat(),
  { id: "bridge", kind: "bridge", at: [read, 1] },
  ...[0, 1, 2].flatMap((t) => [{ id: `d${t}`, kind: "state", at: [read, t + 2] }, { id: `out${t}`, kind: "out", at: [read + 1, t + 2] }]),
];

test("round the corner nothing overlaps either, and a share stands under its character beside its symbol", () => {
  for (const room of [200, 365, 1000]) {
    const where = plan(corner, room, true);
    assertNothingOverlaps(corner, where);
    for (let line = 0; line < 3; line += 1) {
      for (let s = 0; s < read; s += 1) {
        const [cell, above, beside] = [where.cell(s, line), where.box(corner[2 * s]), where.box({ at: [read, line + 2], kind: "state" })];
        assert.ok(cell.x >= above.x - 1 && cell.x + cell.width <= above.x + above.width + 1);
        assert.equal(cell.y, beside.y);
      }
    }
  }
});

test("an arrow goes from edge to edge: up, down, on, and back to what is fed", () => {
  const [low, high, next] = [{ x: 0, y: 100, width: 10, height: 20 }, { x: 0, y: 0, width: 10, height: 20 }, { x: 50, y: 100, width: 10, height: 20 }];
  assert.equal(way(low, high, "in", false), "M 5 100 V 22");
  assert.equal(way(high, low, "in", true), "M 5 20 V 98");
  assert.equal(way(low, next, "carry", false), "M 10 110 L 48 110");
  assert.equal(way(next, low, "carry", false), "M 50 110 L 12 110");
  assert.match(way(high, next, "fed", false), /^M 10 10 C .* 48 110$/);
});

test("upright bars go right where a unit is positive and left where it is negative", () => {
  assert.equal(uprightBars({ x: 0, y: 0, width: 20, height: 10 }, [1, -0.5]), "M10 0h10v4h-10zM5 5h5v4h-5z");
});

test("text that does not fit is cut and says so", () => {
  assert.equal(fitting("weather", 100), "weather");
  assert.equal(fitting("weather", 33), "wea…");
  assert.equal(fitting("🎉🎉🎉", 17), "🎉…");
});

const beats = ["read", "read", "hand over", "write", "write"].map((stage) => ({ stage }));

test("a stage on is the next one's first move; a stage back is the first move of this one, then of the one before", () => {
  assert.deepEqual([0, 1, 2, 4].map((at) => moveStage(beats, at, 1)), [2, 2, 3, 4]);
  assert.deepEqual([4, 3, 2, 0].map((at) => moveStage(beats, at, -1)), [3, 2, 0, 0]);
});

test("what comes later is idle, what came before past", () => {
  assert.deepEqual([1, 2, 3].map((since) => stateOf(since, 2)), ["past", "now", "idle"]);
});

test("a segment is switched on and off and the others stay", () => {
  assert.equal(switched(7, 6), 71);
  assert.equal(switched(71, 6), 7);
  assert.deepEqual([0, 1, 2, 3].map((k) => isLit(7, k)), [true, true, true, false]);
});

const tasks = [{ key: "spam", right: "many-one" }, { key: "photo", right: "one-one" }];

test("a right place at the first try counts, one after a wrong place does not", () => {
  let state = put(begun(), tasks, "many-one");
  assert.deepEqual(state, { at: 1, placed: { spam: "many-one" }, tried: [], first: 1 });
  state = put(put(state, tasks, "one-many"), tasks, "one-many");
  assert.deepEqual([state.at, state.tried], [1, ["one-many"]]);
  state = put(state, tasks, "one-one");
  assert.deepEqual([state.at, state.first, state.placed.photo], [2, 1, "one-one"]);
  assert.equal(put(state, tasks, "one-one"), state);
});
