// The selected step, phase and unit in the address, so that a link opens exactly this picture.

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
