// Spaced repetition after Leitner: six boxes, and the higher the box, the later something comes back.
// There is no clock in here: days are texts, 2026-11-25, and whoever asks says which day it is.

/** Days until something in that box is due. */
export const DAYS = [0, 1, 3, 7, 14, 30];
const HIGHEST = DAYS.length - 1;
const FIRST = { again: 0, hard: 1, good: 2 }; // what is known at first sight need not come back tomorrow

/**
 * @typedef {{box: number, due: string}} Record   box 0…5; the day on which it is due
 * @typedef {"again"|"hard"|"good"} Rating        missed · got with trouble · known
 */

/** Whether it is to be asked again on that day; what was never asked is new, not due. */
export const due = (record, today) => record !== undefined && record.due <= today;

/**
 * What is kept after a rating: missed falls to the first box, known rises by one.
 *
 * @param {Record|undefined} record  what was kept before
 * @param {Rating} rating
 * @returns {Record}
 */
export function after(record, rating, today) {
  const box = record === undefined ? FIRST[rating] : moved(record.box, rating);
  return { box, due: later(today, DAYS[box]) };
}

function moved(box, rating) {
  if (rating === "again") return 0;
  return rating === "hard" ? Math.max(box, 1) : Math.min(box + 1, HIGHEST);
}

/** The day that many days on. */
export function later(day, days) {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
}
