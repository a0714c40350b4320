// One write, i ⊙ g: how much times which direction, as a map that both can be moved on, and each of them alone.

import { html, setAttribute, setText, svg } from "./dom.mjs";
import { createLink } from "./link.mjs";
import { mountOnce } from "./mount.mjs";
import { significant } from "./numbers.mjs";
import { paint } from "./palette.mjs";
import { createTip } from "./tip.mjs";

/**
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {number[]} shares      places of i, from 0 to 1
 * @property {number[]} directions  places of g, from −1 to 1
 * @property {number[][]} written   i ⊙ g, by i, then g
 * @property {{i: number, g: number}} at  where both open, from 0
 * @property {{up: string, down: string, shut: string, still: string}} words  what a write does
 */

const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [560, 330, 62, 14, 16, 48];
const LITTLE = 0.1; // of a write, an input gate or a candidate
const CORNERS = [
  ["much, downwards", "start", 10, 24], ["much, upwards", "end", -10, 24],
  ["blocked: nothing is written, whatever g says", "middle", 0, -12],
];
const ALONE = [
  ["both", "i ⊙ g: how much × which direction", "any write, up or down, and none when i is closed"],
  ["i", "sigmoid alone", "0 to 1: could only ever add"],
  ["g", "tanh alone", "−1 to 1: always pushes, but for the one point 0"],
];

/** Which words fit a write: by the gate first, then by what is offered. */
export function kindOf(i, g) {
  if (i < LITTLE) return "shut";
  if (Math.abs(g) < LITTLE) return "still";
  return g > 0 ? "up" : "down";
}

/** @param {Payload} first */
function createWrite(host, first) {
  let data = first;
  const at = { ...data.at };
  const root = html("section", { class: "player squash write", "data-testid": "write", "aria-label": "How much times which direction" });
  const tip = createTip(root);
  const cells = svg("g", {});
  const axes = svg("g", {});
  const cross = svg("path", { class: "head" });
  const handle = svg("circle", { class: "handle", r: 11, tabindex: 0, role: "img", onkeydown: press, onfocus: tell, onblur: tip.hide });
  const map = svg("svg", { class: "map", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": "Map of all writes" }, cells, axes, cross, handle);
  const sum = html("p", { class: "sum" });
  const says = html("p", { class: "takeaway", "aria-live": "polite" });
  const sliders = Object.fromEntries([["i", "i, the input gate: how much"], ["g", "g, the candidate: which direction"]].map(([name, label]) => [name, dial(name, label)]));
  const tracks = ALONE.map(([name, title, words]) => track(name, title, words));
  root.prepend(html("div", { class: "write-picture" }, html("div", { class: "write-map" }, map, ...Object.values(sliders).map(({ element }) => element)),
    html("div", { class: "write-side" }, sum, says, ...tracks.map(({ element }) => element))));
  host.append(root);
  const link = createLink(() => [
    { name: "i", what: "input gates", words: data.shares.map(String) },
    { name: "g", what: "candidates", words: data.directions.map(String) },
  ]);

  const toX = (g) => LEFT + ((g + 1) / 2) * (WIDTH - LEFT - RIGHT);
  const toY = (i) => TOP + (1 - i) * (HEIGHT - TOP - BOTTOM);

  function dial(name, label) {
    const value = html("output", {});
    const slider = html("input", { type: "range", min: 0, max: (name === "i" ? data.shares : data.directions).length - 1, step: 1, "data-slider": name, "aria-label": label,
      style: `accent-color: var(--fill-${name})`, oninput: (event) => move({ [name]: Number(event.target.value) }) });
    const element = html("label", { class: "slide" }, html("span", { style: `color: var(--ink-${name})` }, label), slider, value);
    return { element, slider, value };
  }

  function track(name, title, words) {
    const dot = svg("circle", { r: 7, cy: 17, class: "dot" });
    const bar = svg("path", { class: "stem" });
    const number = html("b", {});
    const reach = svg("rect", { class: "reach", y: 11, height: 12 });
    const drawing = svg("svg", { class: "track-of", viewBox: "0 0 300 46", role: "img", "aria-label": title }, reach,
      svg("path", { class: "grid one", d: "M150 4V30" }), bar, dot,
      ...[["−1", 20], ["0", 150], ["1", 280]].map(([text, x]) => svg("text", { x, y: 43, "text-anchor": "middle" }, text)));
    const element = html("section", { class: "alone", "data-alone": name }, html("h4", {}, html("span", {}, title), number), drawing, html("p", { class: "hint" }, words));
    const x = (value) => 150 + 130 * value;

    function show(value) {
      setAttribute(dot, "cx", x(value));
      setAttribute(bar, "d", `M150 17H${x(value)}`);
      setText(number, significant(value, 3));
      setAttribute(drawing, "aria-label", `${title}: ${significant(value, 3)}`);
      const low = name === "i" ? x(0) : x(-1);
      setAttribute(reach, "x", low);
      setAttribute(reach, "width", x(1) - low);
    }

    return { element, show };
  }

  function placeUnder(event) {
    const box = map.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH;
    const y = ((event.clientY - box.top) / box.height) * HEIGHT;
    const [is, gs] = [data.shares.length - 1, data.directions.length - 1];
    const within = (part, most) => Math.max(0, Math.min(most, Math.round(part * most)));
    return { i: within(1 - (y - TOP) / (HEIGHT - TOP - BOTTOM), is), g: within((x - LEFT) / (WIDTH - LEFT - RIGHT), gs) };
  }
  map.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    map.setPointerCapture(event.pointerId);
    move(placeUnder(event));
  });
  map.addEventListener("pointermove", (event) => {
    const under = placeUnder(event);
    if (event.buttons & 1) move(under);
    explain(under, event.clientX, event.clientY);
  });
  map.addEventListener("pointerleave", tip.hide);

  function explain(place, x, y) {
    const [i, g] = [data.shares[place.i], data.directions[place.g]];
    tip.show({ head: `i = ${significant(i, 3)}, g = ${significant(g, 3)}`, number: `i ⊙ g = ${significant(data.written[place.i][place.g], 3)}`, body: data.words[kindOf(i, g)] }, x, y);
  }

  /** The same for whoever came by keyboard. */
  function tell() {
    if (!handle.matches(":focus-visible")) return;
    const box = handle.getBoundingClientRect();
    explain(at, box.right, box.bottom);
  }

  function press(event) {
    const by = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowUp: [1, 0], ArrowDown: [-1, 0] }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    move({ i: at.i + by[0], g: at.g + by[1] });
    tell();
  }

  function move(to) {
    const within = (value, list) => Math.max(0, Math.min(list.length - 1, value));
    at.i = within(to.i ?? at.i, data.shares);
    at.g = within(to.g ?? at.g, data.directions);
    show();
    link.write(at);
  }

  function drawMap() {
    const [wide, tall] = [(WIDTH - LEFT - RIGHT) / data.directions.length, (HEIGHT - TOP - BOTTOM) / data.shares.length];
    cells.replaceChildren(...data.shares.flatMap((_, i) => data.directions.map((_, g) => {
      const written = data.written[i][g];
      const full = written < 0 ? "var(--heat-contrary)" : "var(--fill-c)";
      return svg("rect", { x: (LEFT + g * wide).toFixed(2), y: (TOP + (data.shares.length - 1 - i) * tall).toFixed(2), width: (wide + 0.4).toFixed(2), height: (tall + 0.4).toFixed(2),
        style: `fill: color-mix(in srgb, ${full} ${Math.round(Math.abs(written) * 78)}%, var(--heat-paper))` });
    })));
    const [middle, bottom] = [(LEFT + WIDTH - RIGHT) / 2, HEIGHT - BOTTOM];
    axes.replaceChildren(
      ...[["0", 0], ["0.5", 0.5], ["1", 1]].map(([text, i]) => svg("text", { x: LEFT - 8, y: toY(i) + 5, "text-anchor": "end" }, text)),
      ...[["−1", -1], ["0", 0], ["1", 1]].map(([text, g]) => svg("text", { x: toX(g), y: bottom + 19, "text-anchor": "middle" }, text)),
      svg("text", { class: "axis-name", x: middle, y: HEIGHT - 6, "text-anchor": "middle", style: "fill: var(--ink-g)" }, "g: down … up"),
      svg("text", { class: "axis-name", transform: `translate(18 ${(TOP + bottom) / 2}) rotate(-90)`, "text-anchor": "middle", style: "fill: var(--ink-i)" }, "i: block … let in"),
      ...CORNERS.map(([text, anchor, dx, dy]) => svg("text", { class: "corner-name", "text-anchor": anchor, y: dy > 0 ? TOP + dy : bottom + dy,
        x: anchor === "start" ? LEFT + dx : anchor === "end" ? WIDTH - RIGHT + dx : middle }, text)));
  }

  function show() {
    const [i, g, written] = [data.shares[at.i], data.directions[at.g], data.written[at.i][at.g]];
    const number = (value) => significant(value, 3);
    const kind = kindOf(i, g);
    setText(sum, `${number(i)} × ${g < 0 ? `(${number(g)})` : number(g)} = ${number(written)}`);
    setText(says, data.words[kind]);
    setAttribute(handle, "cx", toX(g));
    setAttribute(handle, "cy", toY(i));
    setAttribute(handle, "aria-label", `i = ${number(i)}, g = ${number(g)}, written ${number(written)}; arrow keys move it`);
    setAttribute(cross, "d", `M${toX(g)} ${TOP}V${HEIGHT - BOTTOM}M${LEFT} ${toY(i)}H${WIDTH - RIGHT}`);
    for (const [name, value] of [["i", i], ["g", g]]) {
      sliders[name].slider.value = at[name];
      setText(sliders[name].value, number(value));
      setAttribute(sliders[name].slider, "aria-valuetext", number(value));
    }
    [written, i, g].forEach((value, n) => tracks[n].show(value));
    setAttribute(root, "data-i", i);
    setAttribute(root, "data-g", g);
    setAttribute(root, "data-written", written);
    setAttribute(root, "data-kind", kind);
  }

  function open() {
    paint(root, data.palette);
    drawMap();
    show();
  }

  function update(next) { data = next; }

  const { place, problem } = link.open("");
  Object.assign(at, place);
  open();
  if (problem) setText(says, problem);

  function destroy() {
    link.leave(at, "");
    root.remove();
  }

  return { update, destroy };
}

export default mountOnce(createWrite);
