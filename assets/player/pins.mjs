// Which values are pinned: the bookkeeping behind the cards. A card is the way that was walked to its
// value, and the text of all of them is what stands in the address: f.4.3__h.6.1-c.6.1

/** @typedef {{name: string, t: number, unit: number}} Place  step and unit from 0 */

export const same = (one, other) => one.name === other.name && one.t === other.t && one.unit === other.unit;

/** Ways as the address has them, step and unit from 1; no card at all is a word too. */
export function spell(cards) {
  return cards.map((way) => way.map(({ name, t, unit }) => `${name}.${t + 1}.${unit + 1}`).join("-")).join("__") || "none";
}

const changed = (cards, at, way) => cards.map((own, k) => (k === at ? way : own));

/** One stop further; where the way has been there before, it is back there. */
export function walk(cards, at, place, longest) {
  const been = cards[at].findIndex((stop) => same(stop, place));
  return changed(cards, at, been < 0 ? [...cards[at], place].slice(-longest) : cards[at].slice(0, been + 1));
}

/** Back up to one of the stops. */
export const back = (cards, at, stop) => changed(cards, at, cards[at].slice(0, stop + 1));

/** The card as it is, and beside it the same to walk on with. */
export const copy = (cards, at, most) => (cards.length >= most ? cards : [...cards.slice(0, at + 1), [...cards[at]], ...cards.slice(at + 1)]);

export const remove = (cards, at) => cards.filter((_, k) => k !== at);

/** The whole way `by` steps later, as far as it then lies within the sequence; null where its value would not. */
export function shift(cards, at, by, steps) {
  const moved = cards[at].map((stop) => ({ ...stop, t: stop.t + by }));
  const inside = ({ t }) => t >= 0 && t < steps;
  if (!inside(moved.at(-1))) return null;
  return changed(cards, at, moved.slice(moved.findLastIndex((stop) => !inside(stop)) + 1));
}

/** A new card; the oldest makes room for it. One that shows the same value already stays alone. */
export function add(cards, place, most) {
  if (cards.some((way) => same(way.at(-1), place))) return cards;
  return [...cards.slice(cards.length >= most ? 1 : 0), [place]];
}
