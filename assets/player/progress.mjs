// What was seen and solved, in the learner's own browser. Every rerun sends this text: all else is in keepsake.mjs.

export const KEY = "gatescope.progress"; // and where the page keeps it while the browser refuses to
const NAME = /^[/a-z][\w/-]{0,60}$/i;
const isDay = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);
const SECTIONS = { seen: isDay, solved: isDay }; // what each holds by name

/** What we know of it; the rest is dropped. */
export function cleaned(found) {
  const known = { version: 1 };
  for (const [section, fits] of Object.entries(SECTIONS)) {
    const all = Object.entries((found?.version === 1 && found[section]) || {});
    known[section] = Object.fromEntries(all.filter(([name, value]) => NAME.test(name) && fits(value)).slice(0, 300));
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

export function mark(section, name) {
  const all = read();
  if (Object.hasOwn(all[section], name)) return;
  all[section][name] = new Date().toLocaleDateString("sv"); // 2026-11-21
  keep(all);
}
