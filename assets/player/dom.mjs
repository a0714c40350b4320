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

/** Let these be the children of an element; nothing is touched where they are so already. */
export function setChildren(element, children) {
  const same = children.length === element.children.length && children.every((child, k) => child === element.children[k]);
  if (!same) element.replaceChildren(...children);
}

/** Split text at the subscripts of a symbol: h_{t−1}, W_x, c_t. Any other underscore is text. */
function subscripts(text) {
  return text.split(/((?<=[A-Za-z])_(?:\{[^}]*\}|[A-Za-z0-9](?![A-Za-z0-9])))/).filter(Boolean).map((part) =>
    (/^_[{A-Za-z0-9]/.test(part) ? { lowered: part.replace(/^_\{?|\}$/g, "") } : { plain: part }));
}

/** Text with its subscripts lowered, as HTML nodes. */
export function lowered(text) {
  return subscripts(text).map((part) => ("plain" in part ? part.plain : html("sub", {}, part.lowered)));
}

/** The same text where nothing can be lowered: h_{t−1} becomes ht−1. */
export function flat(text) {
  return subscripts(text).map((part) => part.plain ?? part.lowered).join("");
}

/** Put `symbol` with subscripts (h_{t−1}) into an SVG text element, subscripts lowered. */
export function labelSpans(label) {
  return subscripts(label).flatMap((part) => ("plain" in part ? [svg("tspan", {}, part.plain)]
    : [svg("tspan", { dy: 4, class: "sub" }, part.lowered), svg("tspan", { dy: -4 }, "\u200b")]));
}
