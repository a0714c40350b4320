import assert from "node:assert/strict";
import test from "node:test";
import { answerAt } from "../../assets/player/answer.mjs";
import { colourOf, parse } from "../../assets/player/equation.mjs";
import { command, isOurs } from "../../assets/player/keys.mjs";
import { readPlace, writePlace } from "../../assets/player/link.mjs";
import { percent, readable } from "../../assets/player/reader.mjs";
import { flat } from "../../assets/player/dom.mjs";

const fields = [
  { name: "t", what: "step", most: 16 },
  { name: "phase", what: "phases", words: ["join", "forget", "erase"] },
  { name: "unit", what: "unit", most: 8 },
];

test("a link names step and unit from 1 and the phase by its name", () => {
  const { place, problem } = readPlace("?t=3&phase=erase&unit=8&net=reviews", fields);
  assert.deepEqual(place, { t: 2, phase: 2, unit: 7 });
  assert.equal(problem, "");
});

test("nonsense in a link is named in one sentence and the rest of it still counts", () => {
  const { place, problem } = readPlace("?t=-5&unit=zebra&phase=forget", fields);
  assert.deepEqual(place, { phase: 1 });
  assert.match(problem, /a step from 1 to 16 and a unit from 1 to 8/);
});

for (const text of ["0", "17", "1.5", "", " ", "NaN", "1e9", "Infinity", "0x3g"]) {
  test(`t=${JSON.stringify(text)} is no step`, () => {
    assert.deepEqual(readPlace(`?t=${encodeURIComponent(text)}`, fields).place, {});
  });
}

test("a place written into a link is read back as the same place", () => {
  for (let t = 0; t < 16; t += 1) {
    for (let phase = 0; phase < 3; phase += 1) {
      const place = { t, phase, unit: (t * 3 + phase) % 8 };
      assert.deepEqual(readPlace(writePlace("?text=a+%26+b", place, fields), fields).place, place);
    }
  }
});

test("writing a place leaves the rest of the address as it was", () => {
  assert.equal(new URLSearchParams(writePlace("?text=a+%26+b&t=9", { t: 0, phase: 0, unit: 0 }, fields)).get("text"), "a & b");
});

test("numbers read with a true minus, without minus zero and without false precision", () => {
  assert.equal(readable(-0.5), "−0.50");
  assert.equal(readable(-0.001), "0.00");
  assert.equal(readable(12.345), "12.3");
  assert.equal(readable(1234.5), "1235");
  assert.equal(readable(undefined), "");
});

test("a share that is not quite all or nothing never reads as all or nothing", () => {
  assert.equal(percent(0.92), "92%");
  assert.equal(percent(0.998), "over 99%");
  assert.equal(percent(0.002), "less than 1%");
  assert.equal(percent(1), "100%");
  assert.equal(percent(0), "0%");
});

test("an equation is read token by token", () => {
  assert.deepEqual(parse("f_t = σ ( W_{xf} x_t ) + {a_f.x}"), [
    { kind: "identifier", text: "f", sub: "t" },
    { kind: "operator", text: "=" },
    { kind: "identifier", text: "σ" },
    { kind: "operator", text: "(" },
    { kind: "identifier", text: "W", sub: "xf" },
    { kind: "identifier", text: "x", sub: "t" },
    { kind: "operator", text: ")" },
    { kind: "operator", text: "+" },
    { kind: "slot", text: "a_f.x" },
  ]);
});

test("a symbol takes its gate's colour, and so do its weights, its bias and its numbers", () => {
  const palette = { f: {}, i: {}, h: {} };
  const colours = parse("f_t W_f b_{hf} {f} {a_f.x} σ h_{t−1}").map((token) => colourOf(token, palette));
  assert.deepEqual(colours, ["f", "f", "f", "f", "f", null, "h"]);
});

const key = (name, extra = {}) => ({ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...extra });

test("every key of the design has its command", () => {
  const table = { ArrowRight: "nextBeat", ArrowLeft: "previousBeat", PageDown: "nextStage", PageUp: "previousStage",
    " ": "toggle", Home: "home", End: "end", "+": "faster", "-": "slower", ArrowUp: "previousChosen", ArrowDown: "nextChosen", "?": "help" };
  for (const [name, expected] of Object.entries(table)) assert.equal(command(key(name)), expected);
  assert.equal(command(key("ArrowRight", { shiftKey: true })), "nextStage");
  assert.equal(command(key("ArrowLeft", { shiftKey: true })), "previousStage");
});

test("Tab, letters and the browser's own shortcuts are left alone", () => {
  assert.equal(command(key("Tab")), null);
  assert.equal(command(key("r")), null);
  assert.equal(command(key("ArrowRight", { ctrlKey: true })), null);
});

test("typing in a field never moves the player", () => {
  globalThis.document = { body: {}, documentElement: {} };
  const field = { matches: (selector) => selector.includes("input") };
  const root = {};
  assert.equal(isOurs({ key: "ArrowRight", composedPath: () => [field, document.body] }, root), false);
  assert.equal(isOurs({ key: "ArrowRight", composedPath: () => [document.body] }, root), true);
});

test("only the subscripts of symbols are lowered, never a learner's underscores", () => {
  assert.equal(flat("[h_{t−1}, x_t] and c_0"), "[ht−1, xt] and c0");
  assert.equal(flat("W_{hn} h_{t−1}"), "Whn ht−1");
  assert.equal(flat("step 3 “snake_case_name” _x_ __"), "step 3 “snake_case_name” _x_ __");
});

test("an answer that is a small number keeps two of its digits", () => {
  const said = (...values) => values.map((_, t) => answerAt({ task: "echo", classes: ["change"], values: values.map((value) => [value]) }, t).text);
  assert.deepEqual(said(0.78, -1.3, 0), ["change 0.78", "change −1.30", "change 0.00"]);
  assert.deepEqual(said(0.0123, -0.0471, 0), ["change 0.012", "change −0.047", "change 0.000"]);
  assert.deepEqual(said(0.00021), ["change 0.0002"]);
});
