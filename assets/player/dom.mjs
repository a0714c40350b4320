// The few helpers that make elements. Text always goes in as text nodes, never as HTML.

const SVG = "http://www.w3.org/2000/svg";
const MATH = "http://www.w3.org/1998/Math/MathML";

/** @returns {Element} `tag` in `space` with attributes, then children (strings become text nodes). */
function make(space, tag, attributes, children) {
  const element = space ? document.createElementNS(space, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export const html = (tag, attributes, ...children) => make(null, tag, attributes, children);
export const svg = (tag, attributes, ...children) => make(SVG, tag, attributes, children);
export const math = (tag, attributes, ...children) => make(MATH, tag, attributes, children);

/** Set text only when it changed, so that a rest costs no layout. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Set an attribute only when it changed. */
export function setAttribute(element, name, value) {
  const text = String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/** Put `symbol` with subscripts (h_{t−1}) into an SVG text element, subscripts lowered. */
export function labelSpans(label) {
  return label.split(/(_\{[^}]*\}|_\w)/).filter(Boolean).flatMap((part) => {
    if (!part.startsWith("_")) return [svg("tspan", {}, part)];
    const inner = part.replace(/^_\{?|\}$/g, "");
    return [svg("tspan", { dy: 4, class: "sub" }, inner), svg("tspan", { dy: -4 }, "\u200b")];
  });
}
