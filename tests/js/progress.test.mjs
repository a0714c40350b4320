import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { addFile, asFile, erase, isKept, NO_FILE, subscribe } from "../../assets/player/keepsake.mjs";
import { cleaned, keepRecord, KEY, mark, read, today } from "../../assets/player/progress.mjs";
import { baseOf, nextPage } from "../../assets/player/route.mjs";

const EMPTY = { version: 1, seen: {}, solved: {}, predicted: {}, quiz: {}, cards: {}, scores: {}, last: {} };
const DAY = "2026-11-21";
const events = new EventTarget();
for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) globalThis[name] = events[name].bind(events);

/** A storage of the browser's kind. */
function storageOf(text) {
  const texts = new Map(text === undefined ? [] : [[KEY, text]]);
  return { texts, getItem: (key) => texts.get(key) ?? null, setItem: (key, value) => texts.set(key, value), removeItem: (key) => texts.delete(key) };
}

const refusal = () => { throw new Error("refused"); };

function use(storage) {
  delete globalThis[KEY];
  Object.defineProperty(globalThis, "localStorage", { configurable: true, get: typeof storage === "function" ? storage : () => storage });
  return storage;
}

let storage;
beforeEach(() => { storage = use(storageOf()); });

const stored = (progress) => use(storageOf(JSON.stringify(progress)));

test("a browser that knows nothing yet has seen and solved nothing", () => {
  assert.deepEqual(read(), EMPTY);
  assert.equal(storage.texts.size, 0);
});

test("what is marked is kept with its day, as text that any page reads back", () => {
  mark("seen", "/cell");
  mark("solved", "keep");
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  assert.deepEqual(JSON.parse(storage.texts.get(KEY)), { ...EMPTY, seen: { "/cell": day }, solved: { keep: day } });
  assert.equal(today(), day);
  assert.deepEqual(read(), JSON.parse(storage.texts.get(KEY)));
  assert.ok(isKept());
});

test("the first day stays", () => {
  const kept = stored({ version: 1, seen: { "/cell": "2025-01-02" }, solved: {} });
  mark("seen", "/cell");
  assert.equal(JSON.parse(kept.texts.get(KEY)).seen["/cell"], "2025-01-02");
});

test("a name that every object has is marked like any other", () => {
  mark("solved", "constructor");
  assert.deepEqual(Object.keys(read().solved), ["constructor"]);
});

const MALFORMED = ["", "{", "null", "7", '"text"', "[]", "[[]]", '{"version":2,"seen":{"/cell":"2026-11-21"}}', '{"seen":{"/cell":"2026-11-21"}}',
  '{"version":1}', '{"version":1,"seen":null,"solved":7}', '{"version":1,"seen":"/cell","solved":["keep"]}', "[".repeat(100_000)];
for (const text of MALFORMED) {
  test(`${text.slice(0, 60) || "an empty text"} in storage is an empty progress, and a page can still be marked`, () => {
    use(storageOf(text));
    assert.deepEqual(read(), EMPTY);
    mark("seen", "/cell");
    assert.deepEqual(Object.keys(read().seen), ["/cell"]);
  });
}

test("unknown fields, markup, other types and over-long names are dropped, the rest stays", () => {
  const hostile = `{"version":1,"more":{"a":"${DAY}"},"__proto__":{"seen":{"/x":"${DAY}"}},
    "seen":{"/cell":"${DAY}","<img src=x onerror=alert(1)>":"${DAY}","/a":["${DAY}"],"/b":"<b>","/c":{"toString":1},"/d":null,"__proto__":"${DAY}"},
    "solved":{"keep":"${DAY}","k${"x".repeat(200)}":"${DAY}","late":"${DAY}${"0".repeat(500)}"}}`;
  use(storageOf(hostile));
  assert.deepEqual(read(), { ...EMPTY, seen: { "/cell": DAY }, solved: { keep: DAY } });
});

const RECORDS = {
  predicted: ["/cell#what-each-part-does", { as: "wrong", day: DAY }],
  quiz: ["forget-1", { box: 3, due: DAY }],
  cards: ["explain-rnn", { box: 0, due: DAY }],
  scores: ["/cell", { right: 3, of: 4, day: DAY }],
  last: ["page", { path: "/cell", query: "?net=latch&text=..A%20%C3%A9&t=3", day: DAY }],
};
for (const [section, [name, record]] of Object.entries(RECORDS)) {
  test(`a record of ${section} is kept, put in place of the last one, taken away, exported and brought back`, () => {
    keepRecord(section, name, { ...record, day: "2020-01-01", due: "2020-01-01" });
    keepRecord(section, name, record);
    assert.deepEqual(read(), { ...EMPTY, [section]: { [name]: record } });
    const file = asFile();
    keepRecord(section, name);
    assert.deepEqual(read(), EMPTY);
    addFile(file);
    assert.deepEqual(read()[section], { [name]: record });
  });
}

test("a record that does not fit is not kept, and leaves the last one as it is", () => {
  const refused = {
    predicted: [{ as: "maybe", day: DAY }, { as: "right" }, { as: "right", day: "soon" }, "right", null, DAY, []],
    quiz: [{ box: 6, due: DAY }, { box: -1, due: DAY }, { box: 1.5, due: DAY }, { box: "1", due: DAY }, { box: 1, due: 7 }, { due: DAY }],
    scores: [{ right: 1, of: Infinity, day: DAY }],
    last: [{ path: "javascript:alert(1)", query: "", day: DAY }, { path: "//evil", query: "", day: DAY },
      { path: "/cell", query: "?<b>", day: DAY }, { path: "/cell", query: `?${"x".repeat(3000)}`, day: DAY }],
  };
  for (const [section, records] of Object.entries(refused)) {
    const [name, fine] = RECORDS[section];
    keepRecord(section, name, fine);
    for (const record of records) {
      keepRecord(section, name, record);
      assert.deepEqual(read()[section], { [name]: fine }, JSON.stringify(record));
      assert.deepEqual(cleaned({ version: 1, [section]: { [name]: record } }), EMPTY, JSON.stringify(record));
    }
  }
  keepRecord("quiz", "<b>", RECORDS.quiz[1]);
  assert.equal(Object.hasOwn(read().quiz, "<b>"), false);
});

test("of a record only the fields that we know are read", () => {
  const more = JSON.parse(`{"version":1,"quiz":{"a":{"box":1,"due":"${DAY}","html":"<b>","__proto__":{"box":2}}}}`);
  assert.deepEqual(cleaned(more).quiz, { a: { box: 1, due: DAY } });
  assert.deepEqual(Object.keys(cleaned({ version: 1, quiz: { a: Object.create({ box: 1, due: DAY }) } }).quiz), []);
});

test("the same record again is no news", () => {
  let heard = 0;
  const stop = subscribe(() => { heard += 1; });
  for (let k = 0; k < 3; k += 1) keepRecord("quiz", "a", { box: 1, due: DAY });
  keepRecord("quiz", "never", undefined);
  stop();
  assert.equal(heard, 1);
});

test("ten thousand entries are cut to what an app of this size can have", () => {
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, k) => [`/p${k}`, DAY]));
  assert.equal(Object.keys(cleaned({ version: 1, seen: many }).seen).length, 300);
});

const REFUSALS = {
  "a browser that refuses its storage": refusal,
  "a browser without any": undefined,
  "a storage that takes nothing": { getItem: () => null, setItem: refusal, removeItem: refusal },
};
for (const [name, refusing] of Object.entries(REFUSALS)) {
  test(`${name}: the page itself keeps it, and says that it is not kept beyond`, () => {
    use(refusing);
    assert.deepEqual(read(), EMPTY);
    mark("seen", "/cell");
    mark("solved", "keep");
    assert.deepEqual([Object.keys(read().seen), Object.keys(read().solved)], [["/cell"], ["keep"]]);
    assert.equal(isKept(), false);
    erase();
    assert.deepEqual(read(), EMPTY);
  });
}

test("once the browser stores again, what the page kept goes into storage", () => {
  let full = true;
  const later = storageOf();
  use({ ...later, setItem: (key, value) => (full ? refusal() : later.setItem(key, value)) });
  mark("seen", "/cell");
  full = false;
  mark("seen", "/sequence");
  assert.deepEqual(Object.keys(JSON.parse(later.texts.get(KEY)).seen), ["/cell", "/sequence"]);
  assert.ok(isKept());
});

test("an exported file comes in again after everything was erased", () => {
  mark("seen", "/cell");
  mark("solved", "keep");
  const [before, file] = [read(), asFile()];
  erase();
  assert.deepEqual(read(), EMPTY);
  assert.equal(storage.texts.has(KEY), false);
  assert.match(addFile(file), /2 entries/);
  assert.deepEqual(read(), before);
});

test("a file adds to what is here and changes nothing of it", () => {
  stored({ version: 1, seen: { "/cell": DAY }, solved: {} });
  const said = addFile(JSON.stringify({ version: 1, seen: { "/cell": "2020-01-01", "/sequence": "2020-01-01" }, solved: { "<b>": DAY } }));
  assert.match(said, /1 entry\./);
  assert.deepEqual(read(), { ...EMPTY, seen: { "/cell": DAY, "/sequence": "2020-01-01" } });
  assert.match(addFile(asFile()), /here already/);
});

for (const text of ["", "{", "null", "[]", "GIF89a", '{"version":1}', '{"version":1,"seen":[],"solved":{}}', '{"version":1,"seen":{},"solved":"x"}',
  '{"version":2,"seen":{},"solved":{}}', '{"version":1,"edits":"f_1_1_0"}']) {
  test(`${text || "an empty file"} is no file of ours: one sentence, and the old progress stays`, () => {
    stored({ version: 1, seen: { "/cell": DAY }, solved: {} });
    assert.equal(addFile(text), NO_FILE);
    assert.deepEqual(read().seen, { "/cell": DAY });
  });
}

test("a change is heard here and from other tabs until one stops listening", () => {
  let heard = 0;
  const stop = subscribe(() => { heard += 1; });
  const elsewhere = (key) => dispatchEvent(Object.assign(new Event("storage"), { key }));
  mark("seen", "/cell");
  mark("seen", "/cell"); // nothing new
  assert.equal(heard, 1);
  elsewhere(KEY);
  elsewhere("something else");
  elsewhere(null); // all of it was cleared
  assert.equal(heard, 3);
  stop();
  mark("seen", "/sequence");
  elsewhere(KEY);
  assert.equal(heard, 3);
});

const pages = ["/cell", "/sequence", "/backprop"].map((path) => ({ path, title: path }));

test("one goes on with the first page that was not seen", () => {
  assert.equal(nextPage(pages, {}).path, "/cell");
  assert.equal(nextPage(pages, { "/cell": DAY, "/backprop": DAY }).path, "/sequence");
  assert.equal(nextPage(pages, Object.fromEntries(pages.map(({ path }) => [path, DAY]))), undefined);
});

test("links stand on whatever path the app is served from", () => {
  const bases = { "/": "", "/lessons/": "/lessons", "/lessons": "/lessons", "/cell": "", "/lessons/cell": "/lessons" };
  for (const [at, base] of Object.entries(bases)) assert.equal(baseOf(at, pages), base, at);
});
