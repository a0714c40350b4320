// What was seen, predicted, solved and recalled, in the learner's own browser. Every rerun sends this text: all else is in keepsake.mjs.

export const KEY = "gatescope.progress"; // and where the page keeps it while the browser refuses to
const NAME = /^[/\p{L}][\p{L}\p{N}_/#.-]{0,120}$/iu;
const MOST = 300; // entries of one section

const day = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);
const whole = (most) => (value) => Number.isInteger(value) && value >= 0 && value <= most;
const path = (value) => typeof value === "string" && /^\/(?!\/)[\w/-]{0,60}$/.test(value);
const query = (value) => typeof value === "string" && /^(\?[\w%&=.,:;@/$+*~!'()-]{0,2000})?$/.test(value);
const one = (...words) => (value) => words.includes(value);

/** What a section holds by name: a day, or a record with these fields and no others. */
const SECTIONS = {
  seen: day, // "/cell"
  solved: day, // key of a challenge
  predicted: { as: one("right", "wrong", "skipped"), day }, // "/cell#heading-as-words"
  quiz: { box: whole(5), due: day }, // key of an item
  cards: { box: whole(5), due: day }, // key of a flashcard
  scores: { right: whole(999), of: whole(999), day }, // topic of the last round of the quiz: "/cell"
  last: { path, query, day }, // "page": where the learner was last
};

export const today = () => new Date().toLocaleDateString("sv"); // 2026-11-21

/** That value as the section has it, or undefined where it does not fit. */
function fitted(shape, value) {
  if (typeof shape === "function") return shape(value) ? value : undefined;
  const known = Object.entries(shape).map(([field, fits]) => [field, Object.hasOwn(value ?? {}, field) && fits(value[field]) ? value[field] : undefined]);
  return known.some(([, held]) => held === undefined) ? undefined : Object.fromEntries(known);
}

/** What we know of it; the rest is dropped. */
export function cleaned(found) {
  const known = { version: 1 };
  for (const [section, shape] of Object.entries(SECTIONS)) {
    const all = Object.entries((found?.version === 1 && found[section]) || {}).filter(([name]) => NAME.test(name));
    known[section] = Object.fromEntries(all.map(([name, value]) => [name, fitted(shape, value)]).filter(([, value]) => value !== undefined).slice(0, MOST));
  }
  return known;
}

export function read() {
  try { return cleaned(JSON.parse(globalThis[KEY] ?? localStorage.getItem(KEY))); } catch { return cleaned(); }
}

export function keep(progress) {
  const text = JSON.stringify(progress);
  try { localStorage.setItem(KEY, text); delete globalThis[KEY]; } catch { globalThis[KEY] = text; }
  dispatchEvent(new CustomEvent(KEY));
}

/** Note that it was seen or solved; the first day stays. */
export function mark(section, name) {
  const all = read();
  if (Object.hasOwn(all[section], name)) return;
  all[section][name] = today();
  keep(all);
}

/** Put a record in place of the last one of that name; none takes it away. What does not fit is not kept. */
export function keepRecord(section, name, record) {
  const all = read();
  const before = JSON.stringify(all[section][name]);
  const value = record === undefined ? undefined : fitted(SECTIONS[section], record);
  if (!NAME.test(name) || (record !== undefined && value === undefined) || JSON.stringify(value) === before) return;
  if (value === undefined) delete all[section][name];
  else all[section][name] = value;
  keep(all);
}
