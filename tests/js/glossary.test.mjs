import assert from "node:assert/strict";
import test from "node:test";
import { codesOf } from "../../assets/player/codespans.mjs";
import { daysTo, nextCard, standing } from "../../assets/player/deck.mjs";
import { bare, search } from "../../assets/player/glossarysearch.mjs";

const entries = [
  { key: "forget-gate", term: "forget gate", symbol: "f_t", names: ["f", "keep"], says: "How much of the old is kept.", pytorch: "rows H to 2H of `weight_ih_l0`", keras: "columns of `kernel`" },
  { key: "cell-state", term: "cell state", symbol: "c_t", names: ["c", "memory"], says: "The long-term store.", pytorch: "`c_n`" },
  { key: "forward", term: "forward pass", says: "From 1 to T.", paper: "Werbos 1990" },
  { key: "gradient", term: "gradient", symbol: "∂L/∂h_t", names: ["dL/dh"], says: "How much the loss changes." },
  { key: "steps", term: "sequence length", symbol: "T", says: "How many steps there are." },
  { key: "time-step", term: "time step", symbol: "t", says: "One item." },
  { key: "sigmoid", term: "sigmoid", symbol: "σ", names: ["sigma"], says: "From 0 to 1." },
];
const found = (query) => search(entries, query).found.map(({ key }) => key);

test("nothing asked is everything found", () => {
  assert.equal(search(entries, "  ").how, "all");
  assert.equal(found("").length, entries.length);
});

test("a word finds what is called so, also while it is being typed and in capitals", () => {
  assert.deepEqual(found("forg"), ["forget-gate"]);
  assert.deepEqual(found("STATE"), ["cell-state"]);
  assert.deepEqual(found("memory"), ["cell-state"]);
});

test("a letter finds its symbol alone, and a beginning only where there is no such symbol", () => {
  assert.deepEqual(found("f"), ["forget-gate"]);
  assert.deepEqual(found("c"), ["cell-state"]);
  assert.deepEqual(found("fo"), ["forget-gate", "forward"]);
  assert.deepEqual(found("T"), ["steps", "time-step"]);
});

test("a symbol is found however it is typed", () => {
  for (const query of ["c_t", "ct", "c_{t}", "C_T"]) assert.deepEqual(found(query), ["cell-state"], query);
  assert.deepEqual(found("σ"), ["sigmoid"]);
  assert.deepEqual(found("dL/dh"), ["gradient"]);
  assert.deepEqual(found("∂L"), ["gradient"]);
});

test("a name of PyTorch or Keras finds its entry", () => {
  assert.deepEqual(found("weight_ih"), ["forget-gate"]);
  assert.deepEqual(found("kernel"), ["forget-gate"]);
  assert.deepEqual(found("c_n"), ["cell-state"]);
});

test("what nothing is called is looked for in what is said, and else there is nothing", () => {
  assert.deepEqual([search(entries, "werbos").how, ...found("werbos")], ["mentioned", "forward"]);
  assert.equal(search(entries, "zebra").how, "none");
  assert.equal(search(entries, "***").how, "none");
});

test("signs that mean something to a regular expression are only signs", () => {
  for (const query of ["[", "(", "\\", ".*", "$^", "<b>", "`"]) assert.doesNotThrow(() => search(entries, query), query);
});

test("accents, subscripts and spaces do not count", () => {
  assert.equal(bare("c̃_{t − 1}"), bare("C t1"));
});

test("code is what stands between backticks", () => {
  assert.deepEqual(codesOf("rows of `a`, `b_l0` (i, f)"), ["a", "b_l0"]);
});

const cards = ["a", "b", "c", "d"].map((key) => ({ key }));
const TODAY = "2026-11-25";
const RECORDS = { a: { box: 2, due: "2026-11-28" }, b: { box: 0, due: TODAY }, c: { box: 1, due: "2026-11-20" } };
const keysOf = (some) => some.map(({ key }) => key);

test("cards are due by their day, the longest overdue first, and what was never asked is new", () => {
  const { due, fresh, waits } = standing(cards, RECORDS, TODAY);
  assert.deepEqual([keysOf(due), keysOf(fresh), keysOf(waits)], [["c", "b"], ["d"], ["a"]]);
});

test("what is due comes before what is new, and what was just missed comes last", () => {
  assert.equal(nextCard(cards, RECORDS, TODAY).key, "c");
  assert.equal(nextCard(cards, RECORDS, TODAY, ["c"]).key, "b");
  assert.equal(nextCard(cards, RECORDS, TODAY, ["b", "c"]).key, "d");
  assert.equal(nextCard(cards, { ...RECORDS, d: { box: 3, due: "2026-12-01" } }, TODAY, ["b", "c"]).key, "b");
});

test("when all wait for their day, there is no next one", () => {
  const waiting = Object.fromEntries(cards.map(({ key }) => [key, { box: 1, due: "2026-11-26" }]));
  assert.equal(nextCard(cards, waiting, TODAY), undefined);
});

test("a card called like something that every object has is new like any other", () => {
  assert.deepEqual(keysOf(standing([{ key: "constructor" }], {}, TODAY).fresh), ["constructor"]);
});

test("a day is told by how far off it is, also across the end of a year", () => {
  assert.equal(daysTo("2026-11-20", TODAY), "today");
  assert.equal(daysTo("2026-11-26", TODAY), "tomorrow");
  assert.equal(daysTo("2026-11-28", TODAY), "in 3 days");
  assert.equal(daysTo("2027-01-02", "2026-12-30"), "in 3 days");
  assert.equal(daysTo("2030-01-01", TODAY), "on 2030-01-01");
});
