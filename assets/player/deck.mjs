// Which flashcard is next: what is due comes first, then what is new; the rest waits for its day.

import { due, later } from "./spaced.mjs";

/**
 * The cards by when they are asked.
 *
 * @param {{key: string}[]} cards
 * @param {Object<string, import("./spaced.mjs").Record>} records
 * @param {string} today
 * @param {string[]} rated  keys of those that were rated in this visit, in that order: they come after the others
 */
export function standing(cards, records, today, rated = []) {
  const recordOf = ({ key }) => (Object.hasOwn(records, key) ? records[key] : undefined);
  const late = ({ key }) => rated.lastIndexOf(key);
  const known = cards.filter(recordOf);
  const byDay = (a, b) => late(a) - late(b) || recordOf(a).due.localeCompare(recordOf(b).due);
  return {
    due: known.filter((card) => due(recordOf(card), today)).sort(byDay),
    fresh: cards.filter((card) => !recordOf(card)),
    waits: known.filter((card) => !due(recordOf(card), today)).sort(byDay),
  };
}

/** The next card to be asked; cards just missed come back after all others. */
export function nextCard(cards, records, today, rated = []) {
  const { due: back, fresh } = standing(cards, records, today, rated);
  return [...back.filter(({ key }) => !rated.includes(key)), ...fresh, ...back.filter(({ key }) => rated.includes(key))][0];
}

/** How far off a day is, in words. */
export function daysTo(day, today) {
  for (let days = 0; days < 60; days += 1) {
    if (later(today, days) >= day) return days === 0 ? "today" : days === 1 ? "tomorrow" : `in ${days} days`;
  }
  return `on ${day}`;
}
