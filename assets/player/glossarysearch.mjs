// Which entries a search finds: by their names and symbols, by what the frameworks call them, or by their words.

import { codesOf } from "./codespans.mjs";

const SHORT = 2; // letters: so little is a symbol, or how a name begins

/** What counts of a name: small letters, digits and signs, without spaces, subscripts and accents. */
export const bare = (text) => text.normalize("NFKD").toLowerCase().replace(/[\s_{}[\](),.\-–−·`'′\p{M}]/gu, "");

const namesOf = (entry) => [entry.term, ...entry.names ?? [], entry.symbol ?? ""].map(bare).filter(Boolean);
const codeOf = (entry) => [...codesOf(entry.pytorch ?? ""), ...codesOf(entry.keras ?? "")].map(bare);
const wordsOf = (entry) => [entry.term, ...entry.names ?? []].flatMap((name) => name.toLowerCase().split(/[\s–-]+/));

/**
 * @param {import("./glossary.mjs").Entry[]} entries
 * @param {string} query
 * @returns {{how: "all"|"named"|"mentioned"|"none", found: import("./glossary.mjs").Entry[]}}  in their own order
 */
export function search(entries, query) {
  const wanted = bare(query);
  const asked = query.trim().toLowerCase();
  if (!asked) return { how: "all", found: entries };
  for (const fits of wanted ? [...named(wanted), mentions(asked)] : [mentions(asked)]) {
    const found = entries.filter(fits);
    if (found.length) return { how: fits.mentioned ? "mentioned" : "named", found };
  }
  return { how: "none", found: [] };
}

/** How a name can fit, the closest way first. */
function named(wanted) {
  const exactly = (entry) => [...namesOf(entry), ...codeOf(entry)].includes(wanted);
  const begins = (entry) => [...wordsOf(entry), entry.symbol ?? ""].some((word) => bare(word).startsWith(wanted));
  if (wanted.length <= SHORT) return [exactly, begins];
  return [(entry) => begins(entry) || [...namesOf(entry), ...codeOf(entry)].some((name) => name.includes(wanted))];
}

function mentions(asked) {
  const fits = ({ says, paper = "", shape = "" }) => `${says} ${paper} ${shape}`.toLowerCase().includes(asked);
  return Object.assign(fits, { mentioned: true });
}
