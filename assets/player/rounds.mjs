// A round of the quiz: what is asked, what was answered, what comes back. Values in, values out.

/**
 * @typedef {"right"|"wrong"|"skipped"} Outcome   of the first time that something was asked
 *
 * @typedef {Object} Round
 * @property {string[]} keys                     all that is asked, in order
 * @property {string[]} queue                    what is still to be asked, the present one first
 * @property {Object<string, Outcome>} first
 */

/** How many others are asked before something that was missed comes back. */
export const LATER = 3;

/** @returns {Round} */
export const begin = (keys) => ({ keys: [...keys], queue: [...keys], first: {} });

export const current = (round) => round.queue[0];

/** Whether it was asked in this round before. */
export const returns = (round) => Object.hasOwn(round.first, current(round));

const first = (round, outcome) => (returns(round) ? round.first : { ...round.first, [current(round)]: outcome });

/** The round after an answer: what was missed comes back when a few others were asked. */
export function answered(round, right) {
  const [key, ...rest] = round.queue;
  const queue = right ? rest : [...rest.slice(0, LATER), key, ...rest.slice(LATER)];
  return { ...round, queue, first: first(round, right ? "right" : "wrong") };
}

/** The round after a question was left out: it does not come back. */
export const skipped = (round) => ({ ...round, queue: round.queue.slice(1), first: first(round, "skipped") });

/** What the answer means for the day on which it is asked again. */
export function rating(round, right) {
  if (!right) return "again";
  return returns(round) ? "hard" : "good";
}

/** Which question this is, from 1; one that has come back has its old number. */
export const position = (round) => round.keys.indexOf(current(round)) + 1;

const count = (round, keys, outcome) => keys.filter((key) => round.first[key] === outcome).length;

/** @returns {{of: number, right: number, wrong: number, skipped: number}} */
export function score(round, keys = round.keys) {
  return { of: keys.length, right: count(round, keys, "right"), wrong: count(round, keys, "wrong"), skipped: count(round, keys, "skipped") };
}

/** The score of each topic that was asked, the one to look at first in front. */
export function byTopic(round, topics, items) {
  return topics.map((topic) => ({ topic, ...score(round, round.keys.filter((key) => items[key].topic === topic.key)) }))
    .filter(({ of }) => of)
    .sort((a, b) => a.right / a.of - b.right / b.of || b.of - a.of);
}

export const missed = (round) => round.keys.filter((key) => round.first[key] === "wrong");

// ------------------------------------------------------------ a round that waits

const WAITING = "gatescope.round"; // for as long as this tab is open

/** Keep a round for whoever leaves in the middle; null forgets it. */
export function leave(name, round) {
  try {
    if (round) sessionStorage.setItem(WAITING, JSON.stringify({ name, round }));
    else sessionStorage.removeItem(WAITING);
  } catch { /* then it does not wait */ }
}

/** The round that waits and its name, if all that it asks is still there. */
export function waiting(items) {
  try {
    const { name, round } = JSON.parse(sessionStorage.getItem(WAITING));
    const known = (keys) => Array.isArray(keys) && keys.every((key) => Object.hasOwn(items, key));
    return typeof name === "string" && known(round.keys) && known(round.queue) && round.queue.length && known(Object.keys(round.first)) ? { name, round } : null;
  } catch { return null; }
}
