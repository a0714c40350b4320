// What a learner can do with the progress that this browser keeps: take it along, bring it back, erase it.

import { cleaned, keep, KEY, read } from "./progress.mjs";

const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const sections = () => Object.keys(cleaned()).filter((name) => name !== "version");
const counts = (name) => name !== "last"; // where one was is a bookmark, nothing achieved

/** Bytes of a file that are read. */
export const LARGEST = 200_000;
export const NO_FILE = "This is not a file of Gatescope’s progress, so nothing was changed.";

/** Whether it outlives this page; false when the browser refuses to store anything. */
export const isKept = () => !(KEY in globalThis);

/** The progress as the text of a file. */
export const asFile = () => `${JSON.stringify(read(), null, 2)}\n`;

/**
 * Add what a file holds to what is here; what is here already stays as it is.
 *
 * @param {string} text
 * @returns {string}  one sentence that says what came of it
 */
export function addFile(text) {
  const found = parsed(text);
  if (found?.version !== 1 || !sections().every((name) => isTable(found[name] ?? {})) || !isTable(found.seen)) return NO_FILE;
  const more = cleaned(found);
  const all = read();
  let added = 0;
  for (const name of sections()) {
    const before = Object.keys(all[name]).length;
    all[name] = { ...more[name], ...all[name] };
    if (counts(name)) added += Object.keys(all[name]).length - before;
  }
  keep(all);
  if (!added) return "Everything in this file was here already.";
  return `Added what was new in this file: ${added} ${added === 1 ? "entry" : "entries"}.`;
}

function parsed(text) {
  try { return JSON.parse(text); } catch { return null; }
}

/** Forget everything, here and in storage. */
export function erase() {
  keep(cleaned());
  try { localStorage.removeItem(KEY); } catch { /* then nothing was stored */ }
}

/** Call `listener` whenever the progress changes, here or in another tab; returns how to stop that. */
export function subscribe(listener) {
  const elsewhere = ({ key }) => { if (key === KEY || key === null) listener(); };
  addEventListener(KEY, listener);
  addEventListener("storage", elsewhere);
  return () => {
    removeEventListener(KEY, listener);
    removeEventListener("storage", elsewhere);
  };
}
