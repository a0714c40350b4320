// The moments of trainings that can be gone back to, which of them is shown, and what each run was by then.

/**
 * @typedef {import("./train.mjs").Run} Run
 * @typedef {{update: number, following: boolean}} Place  `following`: at the newest, whatever that becomes
 */

/** @type {Place} */
export const NEWEST = { update: 0, following: true };

const rising = (lists) => [...new Set(lists.flat())].sort((one, other) => one - other);

/** The updates after which any of the runs was kept. */
export const momentsOf = (runs) => rising(runs.map(({ snapshots }) => snapshots));

/** The updates after which any of the runs was judged. */
export const reportsOf = (runs) => rising(runs.map(({ curve }) => curve.update));

/** Index of the last of rising updates that is not after `update`; −1 where all are. */
export const lastBy = (updates, update) => updates.findLastIndex((one) => one <= update);

/** Which of the moments is shown; −1 where there is none. */
export function standing({ update, following }, moments) {
  return following ? moments.length - 1 : Math.min(moments.length - 1, Math.max(0, lastBy(moments, update)));
}

/** The place at moment k. Who goes to the end follows again. */
export const placeAt = (moments, k) => ({ update: moments[k], following: k === moments.length - 1 });

/** Whether these are the same trainings as before, and none was begun anew. */
export function same(before, next) {
  return before.length === next.length && before.every((one, n) =>
    ["letter", "name", "updates"].every((field) => one[field] === next[n][field]) && one.done <= next[n].done);
}

/** What the pictures show of two payloads: while someone reads them nothing is drawn under the eyes. */
export function pictured(held, before, next) {
  return held && same(before.runs, next.runs) && momentsOf(before.runs).length ? before : next;
}

/** What a curve was by that update: its last number not after it; null where there is none. */
export function valueBy(curve, name, update) {
  const k = curve.update.findLastIndex((one, n) => one <= update && curve[name][n] !== null);
  return k < 0 ? null : curve[name][k];
}

/** A curve over other updates than its own; null where it has none. */
export function over(xs, curve, name) {
  const found = new Map(curve.update.map((update, k) => [update, curve[name][k]]));
  return xs.map((x) => found.get(x) ?? null);
}

/** The logarithms of a gradient's length at every step, at the run's last snapshot by that update. */
export function flowBy(run, symbol, update) {
  const flow = run.flow.find((one) => one.symbol === symbol);
  return flow?.logs[lastBy(run.snapshots, update)] ?? null;
}

/** Which snapshot the gates are shown of: the nearest by that update that has them, else the first; −1 for none. */
export function framedBy(run, update) {
  const frames = run.maps[0]?.frames ?? [];
  const before = frames.findLastIndex((frame, n) => frame !== null && run.snapshots[n] <= update);
  return before < 0 ? frames.findIndex((frame) => frame !== null) : before;
}

/** The bytes of a frame, unit by unit. */
export const decoded = (frame) => Uint8Array.from(atob(frame), (sign) => sign.charCodeAt(0));

/** The number that a byte stands for. */
export const numberOf = (byte, { low, high }) => low + (byte / 255) * (high - low);
