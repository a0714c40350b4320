// The selected step, phase and unit in the address, so that a link opens exactly this picture.

const NAMES = ["t", "phase", "unit"];
const DELAY = 200; // a browser refuses an address that changes too often

/**
 * Read t, phase and unit (1-based in the address) from a query string.
 *
 * @param {string} query
 * @param {string[]} phases  ids in order
 * @param {import("./clock.mjs").Extent} extent
 * @returns {{place: Partial<import("./clock.mjs").Place>, problem: string}}  a plain sentence, or ""
 */
export function readPlace(query, phases, extent) {
  const params = new URLSearchParams(query);
  const place = {};
  const wrong = [];
  const count = (name, most, what) => {
    const text = params.get(name);
    if (text === null) return;
    const number = Number(text);
    if (text.trim() !== "" && Number.isInteger(number) && number >= 1 && number <= most) {
      place[name] = number - 1;
    } else {
      wrong.push(`${what} from 1 to ${most}`);
    }
  };
  count("t", extent.steps, "a step");
  count("unit", extent.units, "a unit");
  const phase = params.get("phase");
  if (phase !== null) {
    const at = phases.indexOf(phase);
    if (at >= 0) place.phase = at;
    else wrong.push(`one of the phases ${phases.join(", ")}`);
  }
  const problem = wrong.length
    ? `The link asks for a place that is not in this picture; it can name ${wrong.join(" and ")}.`
    : "";
  return { place, problem };
}

/** `query` with the place written into it and everything else left as it was. */
export function writePlace(query, place, phases) {
  const params = new URLSearchParams(query);
  params.set("t", place.t + 1);
  params.set("phase", phases[place.phase]);
  params.set("unit", place.unit + 1);
  return `?${params}`;
}

/** The place that `query` names, as text; "" when it names none. */
function named(query) {
  const params = new URLSearchParams(query);
  return NAMES.filter((name) => params.has(name)).map((name) => `${name}=${params.get(name)}`).join("&");
}

let own = ""; // what a player wrote last; it stands there still when the next one opens
const left = new Map(); // by page: what was read there, and where the learner left it

/** Reads the address when a player opens, and follows it from then on. */
export function createLink() {
  const page = location.pathname;
  let timer = 0;

  /** The place that the address names; if none, the one that was left when `reading` was last on this page. */
  function open(phases, extent, reading) {
    const before = left.get(page);
    const back = named(location.search) === "" && before?.reading === reading;
    const { place, problem } = readPlace(back ? before.query : location.search, phases, extent);
    return { place, problem: named(location.search) === own ? "" : problem };
  }

  function write(place, phases) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const query = writePlace(location.search, place, phases);
      own = named(query);
      history.replaceState(history.state, "", query + location.hash);
    }, DELAY);
  }

  /** Whether the address speaks of a place, or soon will. */
  const speaks = () => timer > 0 || named(location.search) !== "";

  function leave(place, phases, reading) {
    clearTimeout(timer);
    left.set(page, { reading, query: writePlace("", place, phases) });
  }

  return { open, write, speaks, leave };
}
