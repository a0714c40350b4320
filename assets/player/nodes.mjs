// One node of the drawing: a vector, a layer or a pointwise operation, made once and painted often.

import { barsPath, slotOf } from "./bars.mjs";
import { labelSpans, setText, svg } from "./dom.mjs";
import { range, readable } from "./reader.mjs";

const AXIS = 42; // room for the words at a gate's axis

/** The rectangle that the bars of a node fill; a gate leaves room for the words at its `ends`. */
export function plotBox(node, ends = []) {
  const [x, y, width, height] = node.box;
  if (node.shape === "vector") return { x: x + 4, y: y + 4, width: width - 8, height: height - 8 };
  const words = ends.length ? AXIS : 0;
  return { x: x + 6 + words, y: y + 26, width: width - 12 - words, height: height - 54 };
}

function plot(node, box, signed) {
  const floor = signed ? box.y + box.height / 2 : box.y + box.height;
  const parts = {
    band: svg("rect", { class: "band", y: box.y, height: box.height, rx: 2 }),
    axis: svg("path", { class: "axis", d: `M${box.x} ${floor}h${box.width}` }),
    bars: svg("path", { class: "bars", fill: `var(--fill-${node.symbol})` }),
    chosen: svg("path", { class: "bars chosen", fill: `var(--fill-${node.symbol})` }),
  };
  return parts;
}

function vectorNode(node, box, signed) {
  const [x, y, width, height] = node.box;
  const parts = plot(node, box, signed);
  const beside = node.side === "right" ? x + width + 8 : node.side === "left" ? x - 8 : x;
  const anchor = node.side === "left" ? "end" : "start";
  parts.value = node.side
    ? svg("text", { class: "value", x: beside, y: y + 36, "text-anchor": anchor })
    : svg("text", { class: "value", x: x + width, y: y - 7, "text-anchor": "end" });
  const label = svg("text", {
    class: "symbol", x: beside, y: node.side ? y + 18 : y - 7, "text-anchor": anchor,
    style: `fill: var(--ink-${node.symbol})`,
  }, ...labelSpans(node.label));
  const nameY = node.side ? y + 52 : node.name_at === "above" ? y - 26 : y + height + 16;
  parts.caption = svg("text", {
    class: "caption", y: nameY, x: node.side ? beside : x + width / 2,
    "text-anchor": node.side ? anchor : "middle",
  });
  const frame = svg("rect", { class: "frame", x, y, width, height, rx: 7, style: `--own: var(--fill-${node.symbol})` });
  return { parts, children: [frame, parts.band, parts.axis, parts.bars, parts.chosen, label, parts.value, parts.caption] };
}

function layerNode(node, box, signed, ends) {
  const [x, y, width, height] = node.box;
  const parts = plot(node, box, signed);
  parts.value = svg("text", { class: "value", x: x + width - 8, y: y + 18, "text-anchor": "end" });
  const own = `fill: var(--ink-${node.symbol})`;
  const tile = node.squash.length > 1 ? 37 : 24;
  const children = [
    svg("rect", { class: "frame card", x, y, width, height, rx: 10, style: `--own: var(--fill-${node.symbol})` }),
    svg("text", { class: "letter", x: x + 9, y: y + 19, style: own }, ...labelSpans(node.label)),
    parts.band, parts.axis, parts.bars, parts.chosen, parts.value,
    svg("rect", { class: "tile", x: x + 6, y: y + height - 24, width: tile, height: 19, rx: 5, style: `--own: var(--fill-${node.symbol})` }),
    svg("text", { class: "squash", x: x + 6 + tile / 2, y: y + height - 10, "text-anchor": "middle" }, node.squash),
    svg("text", { class: "caption", x: x + width - 8, y: y + height - 10, "text-anchor": "end" }, node.name.replace(" gate", "")),
    svg("text", { class: "verb", x: x + width / 2 + 8, y: y + height + 16, style: own }, node.verb),
  ];
  ends.forEach((word, at) => {
    children.push(svg("text", { class: "end", x: x + 7, y: at ? box.y + 8 : box.y + box.height }, word));
  });
  return { parts, children };
}

function opNode(node) {
  const [cx, cy] = node.at;
  const children = [
    svg("circle", { class: "ring", cx, cy, r: 15 }),
    svg("text", { class: node.sign.length > 1 ? "sign long" : "sign", x: cx, y: cy + (node.sign.length > 1 ? 5 : 7), "text-anchor": "middle" }, node.sign),
  ];
  return { parts: {}, children };
}

/** @returns the element of `node` and what repaints it. */
export function createNode(node, payload) {
  const { signed = true, ends = [] } = payload.palette[node.symbol] ?? {};
  const box = node.box ? plotBox(node, ends) : null;
  const make = { vector: vectorNode, layer: layerNode, op: opNode }[node.shape];
  const { parts, children } = make(node, box, signed, ends);
  const element = svg("g", {
    class: `node ${node.shape}${node.fresh ? " fresh" : ""}`, "data-node": node.id, tabindex: 0, role: "img",
  }, ...children);

  /** Paint `values` (already between two places) with the selected unit in full colour. */
  function paint(values, presence, unit, current) {
    const half = range(current, node.series);
    const chosen = Math.min(unit, values.length - 1);
    if (parts.caption) setText(parts.caption, `${node.caption ?? node.name}${half === 1 ? "" : `, ±${readable(half, 1)}`}`);
    parts.bars.setAttribute("d", barsPath(box, values, signed, half));
    if (node.series === "x") return parts.chosen.setAttribute("d", "");
    parts.chosen.setAttribute("d", barsPath(box, values, signed, half, chosen));
    const { left, width } = slotOf(box, chosen, values.length);
    parts.band.setAttribute("x", left - 1);
    parts.band.setAttribute("width", width + 2);
    setText(parts.value, presence > 0.5 ? readable(values[chosen]) : "");
  }

  return { node, element, box, paint };
}
