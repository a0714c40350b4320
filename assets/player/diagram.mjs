// The cell as a drawing, made from its description: no cell is known here by name.

import { between, ease, part, unitAt } from "./bars.mjs";
import { flat, setAttribute, svg } from "./dom.mjs";
import { createNode } from "./nodes.mjs";
import { createPull, valueAt } from "./pull.mjs";
import { range, readable, vector } from "./reader.mjs";
import { createWire } from "./wires.mjs";

/** What decides the drawing itself: where it is the same, only the numbers have to be brought in. */
export const outline = ({ cell, units }) => JSON.stringify([cell.nodes, cell.wires, units]);

const samePlace = (a, b) => a.t === b.t && a.phase === b.phase;

/**
 * @param {import("./reader.mjs").Payload} payload
 * @param {{select: (unit: number, series: string) => void, place: () => Object, tip: Object,
 *   pull?: {move: (gate: string, unit: number, value: number) => void, end: (gate: string, unit: number, value: number) => void}}} handlers
 *   `pull`: hears of the bars of gates that are pulled to another value
 */
export function createDiagram(payload, handlers) {
  const { cell } = payload;
  const order = Object.fromEntries(cell.phases.map((phase, at) => [phase.id, at]));
  const nodes = cell.nodes.map((node) => createNode(node, payload));
  const wires = cell.wires.map(createWire);
  const root = svg("svg", {
    class: "diagram", viewBox: cell.view.join(" "), role: "group", "aria-label": `${cell.title}. ${cell.describe}`,
  },
  svg("g", { class: "wires" }, ...wires.flatMap((wire) => [wire.line, wire.light, wire.touch])),
  svg("g", { class: "nodes" }, ...nodes.map((node) => node.element)),
  svg("g", { class: "packets" }, ...wires.map((wire) => wire.packet)));

  let current = payload;
  let shown = null; // what is on screen: the bars of every node and whether they are there
  let from = null;

  function target(place) {
    return nodes.map(({ node, box }) => {
      if (!box) return null;
      const values = vector(current, node.series, place.t) ?? [];
      const there = order[node.since] <= place.phase ? 1 : 0;
      return { values: there ? values : values.map(() => 0), there };
    });
  }

  /** Where the bars grow: at once when jumping, after the values have arrived when stepping on. */
  function growth(move, progress) {
    if (move.kind === "on") return ease(part(progress, 0.5, 1));
    if (move.kind === "back") return ease(part(progress, 0, 0.55));
    return ease(progress);
  }

  function paintWires(place, move, progress) {
    for (const wire of wires) {
      const at = order[wire.wire.phase];
      if (move.kind === "back" && progress < 1 && at === move.from.phase) wire.paint("now", 1 - progress);
      else if (at === place.phase) wire.paint("now", move.kind === "on" ? progress : 1);
      else wire.paint(at < place.phase ? "past" : "idle", 1);
    }
  }

  function paintNodes(place, move, progress) {
    const goal = target(place);
    const p = growth(move, progress);
    shown = nodes.map((node, k) => {
      if (!goal[k]) return null;
      const start = from?.[k];
      const fits = start && start.values.length === goal[k].values.length;
      return { values: fits ? between(start.values, goal[k].values, p) : goal[k].values,
        there: fits && p < 0.5 ? start.there : goal[k].there };
    });
    nodes.forEach(({ node, element, paint }, k) => {
      const since = order[node.since];
      setAttribute(element, "data-state", since === place.phase ? "now" : since < place.phase ? "past" : "idle");
      if (shown[k]) paint(shown[k].values, shown[k].there, place.unit, current);
    });
  }

  /** Start of a transition: remember what stands on screen, give the wires their numbers. */
  function begin(place, move) {
    from = shown;
    const travelling = move.kind === "back" ? move.from : place;
    wires.forEach((wire) => wire.load(current, travelling));
    nodes.forEach(({ node, element }) => element.setAttribute("aria-label", describe(node, place)));
  }

  function describe(node, place) {
    if (!node.series) return flat(`${node.name}. ${node.from}`);
    const values = vector(current, node.series, place.t) ?? [];
    const number = node.series === "x" || order[node.since] > place.phase ? ""
      : ` Unit ${place.unit + 1} is ${readable(values[place.unit], 4)}.`;
    return flat(`${node.label}, ${node.name}.${number} ${node.from}`);
  }

  function paint(place, move, progress) {
    paintWires(place, move, progress);
    paintNodes(place, move, progress);
  }

  const pointOf = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(root.getScreenCTM().inverse());

  function hit(event) {
    const element = event.target.closest?.("[data-node]");
    const found = element && nodes.find((candidate) => candidate.element === element);
    if (!found) return null;
    const point = pointOf(event);
    const values = found.box ? vector(current, found.node.series, handlers.place().t) ?? [] : [];
    return { ...found, values, unit: found.box && values.length ? unitAt(found.box, point.x, values.length) : -1 };
  }

  function explain(found) {
    const { node, values, unit } = found;
    const hidden = order[node.since] > handlers.place().phase;
    const head = node.label ? `${node.label} · ${node.name}` : node.name;
    const part = node.series === "x" ? `dimension ${unit + 1}` : `unit ${unit + 1}`;
    const number = unit < 0 ? "" : hidden ? "not computed yet in this step" : `${part}: ${readable(values[unit], 4)}`;
    return { head, number, body: node.from };
  }

  /** What a wire carries, from where in the cell, and when. */
  function explainWire(event) {
    const found = wires.find(({ touch }) => touch === event.target);
    if (!found) return null;
    const { wire } = found;
    const { unit, t, phase } = handlers.place();
    const ready = order[wire.phase] <= phase;
    const values = wire.carries ? vector(current, wire.carries, t) : null;
    return {
      head: wire.carries || wire.means ? `carries ${wire.means ?? current.palette[wire.symbol].name}` : "carries the joined vector to every layer",
      number: !values ? "" : ready ? `unit ${unit + 1}: ${readable(values[unit], 4)}` : "not computed yet in this step",
      body: `It runs in the phase “${cell.phases[order[wire.phase]].title}”.`,
    };
  }

  root.addEventListener("pointermove", (event) => {
    const found = hit(event);
    const text = found ? explain(found) : explainWire(event);
    if (text) handlers.tip.show(text, event.clientX, event.clientY);
    else handlers.tip.hide();
  });
  root.addEventListener("pointerleave", () => handlers.tip.hide());
  root.addEventListener("click", (event) => {
    const found = hit(event);
    if (found && found.unit >= 0 && found.node.series !== "x") handlers.select(found.unit, found.node.series);
  });
  root.addEventListener("focusin", (event) => {
    const found = nodes.find((candidate) => candidate.element === event.target);
    if (!found || !found.element.matches(":focus-visible")) return;
    const values = found.box ? vector(current, found.node.series, handlers.place().t) ?? [] : [];
    const unit = found.box ? Math.min(handlers.place().unit, values.length - 1) : -1;
    const { left, bottom } = found.element.getBoundingClientRect();
    handlers.tip.show(explain({ ...found, values, unit }), left, bottom);
  });
  root.addEventListener("focusout", () => handlers.tip.hide());

  /** The bar of a gate that can be held, with what a pointer makes of it. */
  function pullable(event) {
    const found = hit(event);
    const gate = found?.node.series;
    if (!found?.box || found.unit < 0 || !current.bench?.gates.includes(gate)) return null;
    const { signed } = current.palette[found.node.symbol];
    return { gate, unit: found.unit, value: (moved) => valueAt(found.box, pointOf(moved).y, signed, range(current, gate)) };
  }

  if (handlers.pull) createPull(root, { under: pullable, ...handlers.pull });

  /** New numbers in the same drawing. */
  function update(next) {
    current = next;
    if (shown?.some((was, k) => was && was.values.length !== target(handlers.place())[k].values.length)) shown = null;
  }

  return { element: root, begin, paint, update };
}

/** How a transition looks: along the wires when one phase follows another, else straight there. */
export function moveKind(from, to, phases) {
  if (samePlace(from, to)) return "rest";
  const steps = (to.t - from.t) * phases + (to.phase - from.phase);
  return steps === 1 ? "on" : steps === -1 ? "back" : "jump";
}
