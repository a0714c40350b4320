// The unrolled graph of one network on one input: boxes, arrows, and the shares of attention.

import { barsPath, ease } from "./bars.mjs";
import { setAttribute, svg } from "./dom.mjs";
import { fitting, plan, stateOf, uprightBars, way } from "./inoutplan.mjs";

const COLOUR = { in: "x", state: "h", back: "h", bridge: "h", layer: "x", out: "h" };
const inside = (box, pad) => ({ x: box.x + pad, y: box.y + pad, width: box.width - 2 * pad, height: box.height - 2 * pad });

/** A share as text that fits a small box. */
const percent = (share) => (share >= 0.995 ? "100" : String(Math.round(share * 100)));

/** The head of an arrow, as long as its line is wide. */
const head = (id) => svg("marker", { id, viewBox: "0 0 8 8", refX: 6.5, refY: 4, markerWidth: 8, markerHeight: 8, markerUnits: "userSpaceOnUse", orient: "auto" }, svg("path", { class: id, d: "M0 0.6L8 4L0 7.4z" }));

/**
 * @param {{tip: Object, goTo: (beat: number) => void}} handlers
 */
export function createGraph({ tip, goTo }) {
  const edges = svg("g", {});
  const heat = svg("g", {});
  const nodes = svg("g", {});
  const element = svg("svg", { class: "inout-graph", role: "group" }, svg("defs", {}, ...["io-tip", "io-tip-h"].map(head)), edges, heat, nodes);
  let run = null;
  let where = null;
  let drawnEdges = [];
  let drawnNodes = [];
  let rows = [];

  const said = ({ head, number, body }) => [head, number, body].filter(Boolean).join(". ");

  /** Show the card of something on hover and on focus by keyboard. */
  function explained(part, text) {
    const at = (event) => {
      if (event.type === "pointermove") return [event.clientX, event.clientY];
      const { left, bottom } = part.getBoundingClientRect();
      return [left, bottom];
    };
    const on = (event) => { if (event.type === "pointermove" || part.matches(":focus-visible")) tip.show(text(event), ...at(event)); };
    part.addEventListener("pointermove", on);
    part.addEventListener("focus", on);
    part.addEventListener("pointerleave", tip.hide);
    part.addEventListener("blur", tip.hide);
  }

  /** @param {Object} next  a run of the payload  @param {number} room  @param {boolean} corner */
  function update(next, room, corner) {
    run = next;
    where = plan(run.nodes, room, corner);
    element.setAttribute("viewBox", `0 0 ${where.width} ${where.height}`);
    element.setAttribute("width", where.width);
    element.setAttribute("height", where.height);
    const boxes = new Map(run.nodes.map((node) => [node.id, where.box(node)]));
    drawnEdges = run.edges.map((edge) => drawEdge(edge, boxes));
    drawnNodes = run.nodes.map((node) => drawNode(node, boxes.get(node.id)));
    edges.replaceChildren(...drawnEdges.map(({ part }) => part));
    nodes.replaceChildren(...drawnNodes.map(({ part }) => part));
    drawHeat();
  }

  function drawEdge(edge, boxes) {
    const d = way(boxes.get(edge.from), boxes.get(edge.to), edge.kind, where.corner);
    const light = svg("path", { class: "io-light", d, pathLength: 1 });
    const part = svg("g", { class: `io-edge ${edge.kind}` }, svg("path", { class: "io-wire", d }), light);
    return { part, light, since: edge.since };
  }

  function drawNode(node, box) {
    const tight = where.corner;
    const middle = [box.x + box.width / 2, box.y + box.height / 2];
    const children = [svg("rect", { class: "io-box", ...box, rx: Math.min(8, box.width / 4) })];
    if (node.bars && node.kind !== "bridge") children.push(svg("path", { class: "io-bars", d: tight && box.width < 40 ? uprightBars(inside(box, 2), node.bars) : barsPath(upper(box, node), node.bars, true, reach(node)) }));
    if (node.text) {
      const split = node.small && !tight;
      const at = node.small && tight ? { x: box.x + 16, "text-anchor": "middle" } : { x: middle[0], "text-anchor": "middle" };
      const low = node.bars && node.kind !== "bridge" ? box.y + box.height - 8 : middle[1] + (split ? -3 : 5);
      const shown = node.text === " " ? "␣" : tight ? node.text : fitting(node.text, box.width - 8);
      children.push(svg("text", { class: "io-text", ...at, y: low }, shown));
      if (split) children.push(svg("text", { class: "io-small", x: middle[0], y: middle[1] + 15, "text-anchor": "middle" }, node.small));
      else if (node.small) children.push(svg("text", { class: "io-small", x: node.kind === "bridge" ? middle[0] : box.x + box.width - 6, y: node.kind === "bridge" ? middle[1] + 19 : middle[1] + 4.5, "text-anchor": node.kind === "bridge" ? "middle" : "end" }, node.small));
      if (node.kind === "bridge") children.at(-2).setAttribute("x", middle[0]);
    }
    const part = svg("g", {
      class: `io-node ${node.kind}${node.unknown ? " unknown" : ""}`, "data-node": node.id, tabindex: 0, role: "img",
      "aria-label": said(node.tip), style: `--own: var(--fill-${COLOUR[node.kind]}); --own-ink: var(--ink-${COLOUR[node.kind]})`,
      onclick: () => goTo(node.given ? run.beats.findIndex((beat) => beat.column === node.at[0]) : node.since),
    }, ...children);
    explained(part, () => node.tip);
    return { part, node };
  }

  /** Where the bars of a box stand: above its text, where it has any. */
  const upper = (box, { text }) => ({ ...inside(box, 4), height: box.height - (text ? 30 : 8) });

  /** Scores have no bound: their bars are measured by the largest. */
  const reach = (node) => Math.max(1, ...node.bars.map(Math.abs));

  function drawHeat() {
    rows = (where.corner ? run.looked ?? [] : []).map((weights, line) => {
      const cells = weights.map((share, column) => {
        const box = where.cell(column, line);
        const number = where.pitch >= 24 && share >= 0.095 ? [svg("text", { class: share > 0.5 ? "io-share deep" : "io-share", x: box.x + box.width / 2, y: box.y + box.height / 2 + 4, "text-anchor": "middle" }, percent(share))] : [];
        return svg("g", { "data-cell": column }, svg("rect", { class: "io-cell", ...box, rx: 3, "fill-opacity": share.toFixed(4) }), ...number);
      });
      const whole = where.cell(0, line);
      const frame = svg("rect", { class: "io-line", x: whole.x - 1, y: whole.y - 1, width: where.pitch * weights.length, height: whole.height + 2, rx: 4 });
      const since = run.beats.findIndex((beat) => beat.row === line);
      const part = svg("g", { class: "io-row", "data-row": line, tabindex: 0, role: "img", "aria-label": said(rowTip(line)) }, frame, ...cells);
      explained(part, (event) => {
        const cell = event.type === "pointermove" && event.target.closest("[data-cell]");
        return cell ? cellTip(line, Number(cell.dataset.cell)) : rowTip(line);
      });
      part.addEventListener("click", () => goTo(since));
      return { part, since, weights };
    });
    heat.replaceChildren(...rows.map(({ part }) => part));
  }

  const written = (line) => run.nodes.find(({ id }) => id === `out${line + 1}`).text;
  const character = (column) => `“${run.nodes.find(({ id }) => id === `x${column + 1}`).text}”, character ${column + 1}`;
  const exact = (share) => `${(share * 100).toPrecision(4)}%`;

  function cellTip(line, column) {
    return { head: `writing “${written(line)}”`, number: exact(run.looked[line][column]), body: `of the look goes to ${character(column)}.` };
  }

  function rowTip(line) {
    const order = run.looked[line].map((share, column) => ({ share, column })).sort((one, other) => other.share - one.share).slice(0, 3);
    return { head: `writing “${written(line)}”, it looks at`, number: order.map(({ share, column }) => `${character(column)}: ${exact(share)}`).join("; "), body: "The shares of a row sum to 100%." };
  }

  /** Show beat `at`; what is new in it comes in with `progress`. */
  function paint(at, progress) {
    const now = ease(progress);
    for (const { part, light, since } of drawnEdges) {
      const state = stateOf(since, at);
      setAttribute(part, "data-state", state);
      setAttribute(light, "stroke-dashoffset", state === "now" ? (1 - Math.min(1, now * 1.6)).toFixed(3) : state === "past" ? 0 : 1);
    }
    const beat = run.beats[at];
    const looked = beat.row === null ? null : run.looked?.[beat.row];
    for (const { part, node } of drawnNodes) {
      const read = node.given ? run.beats.findIndex(({ column }) => column === node.at[0]) : node.since;
      const state = node.id === beat.node ? "now" : stateOf(read, at);
      setAttribute(part, "data-state", state);
      const share = looked && node.kind === "in" ? looked[node.at[0]] : 0;
      setAttribute(part, "data-looked", share >= 0.1);
      part.style.opacity = node.given || read < at ? "" : read === at ? String(0.15 + 0.85 * now) : "";
    }
    for (const { part, since } of rows) {
      const state = stateOf(since, at);
      setAttribute(part, "data-state", state);
      part.style.opacity = state === "now" ? String(now) : "";
    }
  }

  /** The middle of what beat `at` is about, for a frame that scrolls. */
  function middleOf(at) {
    const node = run.nodes.find(({ id }) => id === run.beats[at].node);
    const box = where.box(node);
    return box.x + box.width / 2;
  }

  return { element, update, paint, middleOf };
}
