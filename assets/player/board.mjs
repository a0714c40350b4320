// What the board of challenges knows without drawing it.

/**
 * @typedef {Object} Challenge
 * @property {string} key
 * @property {string} title
 * @property {"easy"|"medium"|"hard"} level
 * @property {string} goal
 * @property {string} tools
 * @property {string} hint
 * @property {string} learnt   one sentence
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {Challenge[]} challenges   easy ones first
 * @property {string} open              a key, or ""
 * @property {{key: string, solved: boolean, sentence: string, count: number}|null} verdict
 *   `count` tells one check from the next
 */

export const LEVELS = ["easy", "medium", "hard"];

/** The challenges of each level that has any, in order. */
export const byLevel = (challenges) => LEVELS
  .map((level) => ({ level, challenges: challenges.filter((one) => one.level === level) }))
  .filter((group) => group.challenges.length);

/** The next one that is not solved after `key`, from the start again behind the last; undefined when none is left. */
export function nextAfter(key, challenges, solved) {
  const at = challenges.findIndex((one) => one.key === key);
  const others = [...challenges.slice(at + 1), ...challenges.slice(0, Math.max(at, 0))];
  return others.find((one) => !Object.hasOwn(solved, one.key));
}

/** The address of a challenge, as nobody has touched it yet. */
export function linkTo(key, address) {
  const url = new URL(address);
  url.search = new URLSearchParams({ challenge: key });
  url.hash = "";
  return url.href;
}

/** A name for this one verdict, "" for none. */
export const nameOf = (verdict) => (verdict ? `${verdict.key} ${verdict.count}` : "");
