// A cell to point at: every node and every wire is one answer, by pointer or by the arrows.

import { lowered, html, setAttribute, setText, svg } from "./dom.mjs";
import { createNode } from "./nodes.mjs";
import { bare } from "./rich.mjs";
import { createTip } from "./tip.mjs";
import { createWire } from "./wires.mjs";

const ONWARDS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** The drawing alone, without anything to point at: for paper. */
export function drawn(cell, palette) {
  const nodes = cell.nodes.map((node) => {
    const { element } = createNode(node, { palette });
    const caption = element.querySelector(".caption");
    if (node.shape === "op") element.append(svg("circle", { class: "reach", cx: node.at[0], cy: node.at[1], r: 24 }));
    if (caption && node.shape === "vector") setText(caption, node.caption ?? node.name);
    return { id: node.id, element };
  });
  const wires = cell.wires.map((wire) => {
    const { line, touch } = createWire(wire);
    return { id: wire.id, element: svg("g", { class: "strand", style: `--own: var(--fill-${wire.symbol})` }, line, touch) };
  });
  const root = svg("svg", { class: "diagram points", viewBox: cell.view.join(" ") },
    svg("g", {}, ...wires.map(({ element }) => element)), svg("g", {}, ...nodes.map(({ element }) => element)));
  return { root, parts: [...nodes, ...wires] };
}

/**
 * @param {import("./quizitem.mjs").Pointing} item
 * @param {{cell: Object, palette: Object, chose: (id: string) => void}} around
 */
export function createPointing(item, { cell, palette, chose }) {
  const { root, parts } = drawn(cell, palette);
  const said = html("p", { class: "pointed", role: "status" }, "Point at a part, or walk through them with the arrows.");
  const step = (by, label, glyph) => html("button", { type: "button", "aria-label": label, title: label, onclick: () => walk(by) }, glyph);
  const steps = [step(-1, "Previous part", "‹"), step(1, "Next part", "›")];
  const frame = html("div", { class: "picture-of" }, root, html("div", { class: "walk" }, ...steps, said));
  const tip = createTip(frame);
  let chosen = "";
  let open = true;

  setAttribute(root, "role", "radiogroup");
  setAttribute(root, "aria-label", `${cell.title}. ${cell.describe}`);
  parts.forEach(({ id, element }, at) => {
    setAttribute(element, "role", "radio");
    setAttribute(element, "aria-checked", "false");
    setAttribute(element, "tabindex", at ? -1 : 0);
    setAttribute(element, "data-part", id);
    setAttribute(element, "aria-label", bare(item.parts[id].name));
  });

  const partAt = (event) => parts.find(({ element }) => element === event.target.closest?.("[data-part]"));

  function choose(id) {
    if (!open) return;
    chosen = id;
    for (const part of parts) {
      setAttribute(part.element, "aria-checked", part.id === id);
      setAttribute(part.element, "tabindex", part.id === id ? 0 : -1);
    }
    said.replaceChildren("You point at ", ...lowered(item.parts[id].name), ".");
    chose(id);
  }

  /** The part so many further on; the first one where none is chosen yet. */
  function walk(by) {
    const at = parts.findIndex(({ id }) => id === chosen);
    const next = at < 0 ? parts[0] : parts[(at + by + parts.length) % parts.length];
    choose(next.id);
    return next;
  }

  root.addEventListener("click", (event) => {
    const found = partAt(event);
    if (!found || !open) return;
    choose(found.id);
    found.element.focus({ preventScroll: true });
  });
  root.addEventListener("keydown", (event) => {
    const found = partAt(event);
    if (!found || event.ctrlKey || event.metaKey || event.altKey) return;
    const ends = { Home: parts[0], End: parts.at(-1), " ": found };
    if (!(event.key in ONWARDS) && !(event.key in ends)) return;
    event.preventDefault();
    const next = ends[event.key] ?? (open ? walk(ONWARDS[event.key]) : parts[(parts.indexOf(found) + ONWARDS[event.key] + parts.length) % parts.length]);
    choose(next.id);
    next.element.focus({ preventScroll: true });
  });
  root.addEventListener("pointermove", (event) => {
    const found = partAt(event);
    if (found) tip.show({ head: item.parts[found.id].name, number: "", body: open ? "" : item.parts[found.id].why }, event.clientX, event.clientY);
    else tip.hide();
  });
  root.addEventListener("pointerleave", () => tip.hide());
  root.addEventListener("focusin", (event) => {
    const found = partAt(event);
    if (!found || open || !found.element.matches(":focus-visible")) return tip.hide();
    const { left, bottom } = found.element.getBoundingClientRect();
    return tip.show({ head: item.parts[found.id].name, number: "", body: item.parts[found.id].why }, left, bottom);
  });
  root.addEventListener("focusout", () => tip.hide());

  /** Show what was right; from here on every part says why it is not the one that was asked for. */
  function reveal() {
    open = false;
    for (const button of steps) button.hidden = true;
    for (const { id, element } of parts) {
      const is = item.parts[id].why === "";
      if (is || id === chosen) setAttribute(element, "data-verdict", is ? "right" : "wrong");
    }
  }

  const focus = () => parts.find(({ id }) => id === (chosen || parts[0].id)).element.focus();

  return { element: frame, reveal, focus };
}
