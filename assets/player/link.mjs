// What is selected in a player, in the address, so that a link opens exactly this picture.

const DELAY = 200; // a browser refuses an address that changes too often

/**
 * One parameter of the address and what it may say: one of `words`, or a count from 1 to `most`.
 *
 * @typedef {{name: string, what: string, words?: string[], most?: number}} Field
 */

/**
 * Read what the fields say of a place; its numbers are counted from 0, those in the address from 1.
 *
 * @param {string} query
 * @param {Field[]} fields
 * @returns {{place: Object<string, number>, problem: string}}  a plain sentence, or ""
 */
export function readPlace(query, fields) {
  const params = new URLSearchParams(query);
  const place = {};
  const wrong = [];
  for (const { name, what, words, most } of fields) {
    const text = params.get(name);
    if (text === null) continue;
    const at = words ? words.indexOf(text) : counted(text, most);
    if (at >= 0) place[name] = at;
    else wrong.push(words ? `one of the ${what} ${listed(words)}` : `a ${what} from 1 to ${most}`);
  }
  const problem = wrong.length
    ? `The link asks for a place that is not in this picture; it can name ${wrong.join(" and ")}.`
    : "";
  return { place, problem };
}

const listed = (words) => (words.length > 16 ? `from ${words[0]} to ${words.at(-1)}` : words.join(", "));

function counted(text, most) {
  const number = Number(text);
  return text.trim() !== "" && Number.isInteger(number) && number >= 1 && number <= most ? number - 1 : -1;
}

/** `query` with the place written into it and everything else left as it was. */
export function writePlace(query, place, fields) {
  const params = new URLSearchParams(query);
  for (const { name, words } of fields) params.set(name, words ? words[place[name]] : place[name] + 1);
  return `?${params}`;
}

/** The place that `query` names, as text; "" when it names none. */
function named(query, fields) {
  const params = new URLSearchParams(query);
  return fields.filter(({ name }) => params.has(name)).map(({ name }) => `${name}=${params.get(name)}`).join("&");
}

let own = ""; // what a player wrote last; it stands there still when the next one opens
const left = new Map(); // by page: what was read there, and where the learner left it

/**
 * Reads the address when a player opens, and follows it from then on.
 *
 * @param {() => Field[]} fields  as they are now
 */
export function createLink(fields) {
  const page = location.pathname;
  let timer = 0;

  /** The place that the address names; if none, the one that was left when `reading` was last on this page. */
  function open(reading) {
    const before = left.get(page);
    const now = named(location.search, fields());
    const back = now === "" && before?.reading === reading;
    const { place, problem } = readPlace(back ? before.query : location.search, fields());
    return { place, problem: now === own ? "" : problem };
  }

  function write(place) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const query = writePlace(location.search, place, fields());
      own = named(query, fields());
      history.replaceState(history.state, "", query + location.hash);
    }, DELAY);
  }

  /** Whether the address speaks of a place, or soon will. */
  const speaks = () => timer > 0 || named(location.search, fields()) !== "";

  function leave(place, reading) {
    clearTimeout(timer);
    left.set(page, { reading, query: writePlace("", place, fields()) });
  }

  return { open, write, speaks, leave };
}
