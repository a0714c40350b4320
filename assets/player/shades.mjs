// The colours of heatmaps as the browser resolves them at this moment, light or dark.

import { html } from "./dom.mjs";

/**
 * light-dark() stays unresolved in a custom property, so the browser resolves it on a real one.
 *
 * @param {Element} element  where the colours are asked for
 * @returns {(symbols: string[]) => {paper: string, full: string, contrary: string, ink: string}[]}
 *   all are asked for before anything is drawn, or the browser restyles the page for each
 */
export function createShades(element) {
  const probes = {};

  function probe(property) {
    if (!probes[property]) {
      probes[property] = html("i", { hidden: true, style: `color: var(${property})` });
      element.append(probes[property]);
    }
    return probes[property];
  }

  function resolve(found) {
    const channels = getComputedStyle(found).color.match(/\d+/g).slice(0, 3);
    return `#${channels.map((channel) => Number(channel).toString(16).padStart(2, "0")).join("")}`;
  }

  return (symbols) => {
    const wanted = symbols.map((symbol) => ({
      paper: probe("--heat-paper"), full: probe(`--fill-${symbol}`), contrary: probe("--heat-contrary"), ink: probe("--accent"),
    }));
    return wanted.map((one) => Object.fromEntries(Object.entries(one).map(([name, found]) => [name, resolve(found)])));
  };
}
