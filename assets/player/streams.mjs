// Lanes in which a gradient flows from the loss back to the first step: thick is much, thin is little.

import { html, setAttribute, setText, svg } from "./dom.mjs";
import { readingAt, sizeOf, startOf } from "./family.mjs";
import { stepX } from "./stepplot.mjs";

const [HEIGHT, FULL, FAINT, WORD] = [48, 38, 1e-3, 44];
export const LEFT = 128; // names and numbers stand there
const short = (token) => (token.length > 8 ? `${token.slice(0, 7)}…` : token);
const between = (a, b, p) => a + (b - a) * p;

/** Outline of a stream, as thick as each step's share of the largest gradient in its lane. */
function outline(shares, x, middle) {
  const half = shares.map((share) => (share * FULL) / 2);
  const points = (sign) => half.map((h, t) => `${x.at(t).toFixed(1)} ${(middle + sign * h).toFixed(2)}`);
  return `M${points(-1).join("L")}L${points(1).reverse().join("L")}z`;
}

/** The parts of the lane where less than a thousandth is left: there is a path, but nothing to see. */
function faint(shares, x, middle) {
  let path = "";
  shares.forEach((share, t) => { if (share < FAINT) path += `M${(x.at(t) - x.pitch / 2).toFixed(1)} ${middle}h${x.pitch.toFixed(1)}`; });
  return path;
}

/** @param {{goTo: (t: number) => void, explain: (t: number) => Object, tip: Object}} handlers */
export function createStreams(handlers) {
  const clip = svg("rect", { y: 0 });
  const clipId = `reveal-${Math.random().toString(36).slice(2)}`;
  const under = svg("g", {});
  const flows = svg("g", { "clip-path": `url(#${clipId})` });
  const heads = svg("g", {});
  const drawing = svg("svg", { class: "streams", role: "img", "aria-label": "Gradient flowing back through time" },
    svg("defs", {}, svg("clipPath", { id: clipId }, clip)), under, flows, heads);
  const element = html("div", { class: "streams-frame" }, drawing,
    html("p", { class: "legend" }, "Thick: a large share of the largest gradient in that network. Dotted: less than 1/1000 of it."));
  let data = null;
  let member = null;
  let width = 0;
  let markers = [];
  let roomy = true;
  const word = svg("text", { class: "token here", "text-anchor": "middle" });

  const across = () => stepX(width, member.steps, LEFT);
  const stepUnder = (event) => across().step(event.clientX - drawing.getBoundingClientRect().left);
  drawing.addEventListener("pointermove", (event) => {
    if (!data) return;
    if (event.buttons & 1) handlers.goTo(stepUnder(event));
    handlers.tip.show(handlers.explain(stepUnder(event)), event.clientX, event.clientY);
  });
  drawing.addEventListener("pointerdown", (event) => { if (event.button === 0 && data) handlers.goTo(stepUnder(event)); });
  drawing.addEventListener("pointerleave", handlers.tip.hide);

  const middleOf = (at) => 8 + (at + 0.5) * HEIGHT;
  const sizes = (curve) => member.curves[curve.id].map(sizeOf);
  /** The largest gradient in the lane of a curve. */
  const most = (curve) => Math.max(...data.curves.filter(({ lane }) => lane === curve.lane).flatMap(sizes)) || 1;

  function stream(curve, at, x) {
    const shares = sizes(curve).map((size) => size / most(curve));
    const middle = middleOf(at);
    return [
      svg("path", { class: "stream", "data-curve": curve.id, d: outline(shares, x, middle), style: `--own: var(--fill-${curve.symbol})` }),
      svg("path", { class: "thread", d: faint(shares, x, middle), style: `--own: var(--ink-${curve.symbol})` }),
    ];
  }

  /** What changes only with the sequence and its length: names, beds, tokens. */
  function drawBeds() {
    if (!data || !width) return;
    const x = across();
    const tall = data.curves.length * HEIGHT + 34;
    setAttribute(drawing, "width", width);
    setAttribute(drawing, "height", tall);
    setAttribute(clip, "height", tall);
    roomy = x.pitch >= WORD; // or else only the word at the front is shown
    under.replaceChildren(
      ...data.curves.flatMap((curve, at) => [
        svg("path", { class: "bed", d: `M${x.left} ${middleOf(at)}H${x.right}` }),
        svg("text", { class: "lane-name", x: 0, y: middleOf(at) - 2 }, curve.lane),
        svg("text", { class: "lane-of", x: 0, y: middleOf(at) + 15, style: `fill: var(--ink-${curve.symbol})` }, `∂L/∂${curve.symbol}`),
      ]),
      ...(roomy ? data.tokens.slice(0, member.steps) : []).map((token, t) =>
        svg("text", { class: "token", x: x.at(t), y: tall - 8, "text-anchor": "middle" }, short(token))));
    markers = data.curves.map((curve, at) => {
      const dot = svg("circle", { class: "front", r: 5, cy: middleOf(at), style: `--own: var(--ink-${curve.symbol})` });
      const number = svg("text", { class: "reading", y: middleOf(at) + 5, "text-anchor": "end" });
      return { curve, dot, number };
    });
    setAttribute(word, "y", tall - 8);
    heads.replaceChildren(...markers.flatMap(({ dot, number }) => [dot, number]), word);
  }

  function drawFlows() {
    if (!data || !width) return;
    const x = across();
    flows.replaceChildren(...data.curves.flatMap((curve, at) => stream(curve, at, x)));
  }

  function update(payload, next) {
    const another = payload !== data || next.steps !== member.steps;
    data = payload;
    member = next;
    if (another) drawBeds();
    drawFlows();
  }

  function resize(next) {
    if (next === width) return;
    width = next;
    drawBeds();
    drawFlows();
  }

  /** Show the flow where it is: from the loss down to step t, on the way there from `from`. */
  function paint(t, from, progress, chosen) {
    if (!data || !width) return;
    const x = across();
    const front = between(x.at(from), x.at(t), progress);
    setAttribute(clip, "x", front.toFixed(1));
    setText(word, roomy ? "" : `${t + 1} “${short(data.tokens[t])}”`);
    setAttribute(word, "x", Math.max(x.left, Math.min(x.right - 30, front)).toFixed(1));
    setAttribute(clip, "width", Math.max(0, x.at(startOf(member)) - front).toFixed(1));
    markers.forEach(({ curve, dot, number }, at) => {
      setAttribute(dot, "cx", front.toFixed(1));
      setText(number, readingAt(member, curve, t, 2));
      setAttribute(number, "x", (front - 9).toFixed(1));
      setAttribute(number, "class", at === chosen ? "reading chosen" : "reading");
    });
  }

  return { element, update, resize, paint };
}
