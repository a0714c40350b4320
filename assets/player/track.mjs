// Notes that this page was seen, what was predicted on it, and where the learner was last; draws nothing.
// It comes last on a page, so it also knows when the place that the address names can be gone to.

import { bringHead } from "./settle.mjs";
import { keepRecord, mark, today } from "./progress.mjs";

/**
 * @typedef {Object} Payload
 * @property {string} page                       path of this page
 * @property {Object<string, string>} [answers]  by section: right, wrong or skipped
 */

let last = null;
const told = new Map(); // answers by name: each is noted once, or what another tab has noted would be undone

/** The address of a lesson, so that Start leads back to exactly this picture. */
function remember() {
  if (!last || last === "/" || !location.pathname.endsWith(last)) return;
  const query = location.search.length <= 2000 ? location.search : "";
  keepRecord("last", "page", { path: last, query, day: today() });
}

let waiting = 0;

/** The players write into the address at every rest: what keeps all of the progress waits for a longer one. */
function rememberSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(remember, 400);
}

globalThis.navigation?.addEventListener("currententrychange", rememberSoon);
globalThis.addEventListener?.("pagehide", remember);

/** To the heading of the address: Streamlit goes there before the pictures above it have taken their room. */
function arrive() {
  const heading = document.getElementById(location.hash.slice(1));
  if (heading) bringHead(heading, { matches: true });
}

/** @param {{data: Payload}} component */
export default ({ data: { page, answers } }) => {
  if (page !== last) {
    mark("seen", page);
    arrive();
  }
  last = page;
  for (const [section, as] of Object.entries(answers ?? {})) {
    const name = `${page}#${section}`;
    if (told.get(name) !== as) keepRecord("predicted", name, { as, day: today() });
    told.set(name, as);
  }
  remember();
};
