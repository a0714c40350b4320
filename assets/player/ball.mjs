// A ball that flies in a box, frame by frame, and where two trained networks expect it next: one sees one
// frame at a time, the other all frames so far. The learner turns the arrow of the flight.

import { between, ease } from "./bars.mjs";
import { createSlide, createSwitch } from "./choosers.mjs";
import { html, setAttribute, setText, svg } from "./dom.mjs";
import { createLink } from "./link.mjs";
import { mountOnce } from "./mount.mjs";
import { paint as paintPalette } from "./palette.mjs";
import { readable } from "./reader.mjs";
import { createStepper } from "./stepper.mjs";
import { createStepPlot } from "./stepplot.mjs";
import { moveOf } from "./steps.mjs";
import { createTip, explained } from "./tip.mjs";

/**
 * @typedef {Object} Payload
 * @property {number} version
 * @property {Object} palette
 * @property {string} badge
 * @property {number} frames                  T: how many frames are read
 * @property {{name: string, at: number[]}[]} starts
 * @property {string[]} speeds
 * @property {number[]} ways                  directions in degrees, 90 is up
 * @property {number[][][]} ball              (flights, T + 1, 2), start by start, speed by speed, way by way
 * @property {{one: number[][][], several: number[][][]}} guesses  (flights, T, 2) of the next frame
 * @property {{one: number[][], several: number[][]}} misses       (flights, T): how far off
 * @property {{one: number[], several: number[]}} held             means over flights never seen in training
 * @property {boolean} revealed               the question beside it was answered or skipped
 */

const [SIZE, MIDDLE, SCALE] = [440, 220, 196];
const NAMES = { one: "one frame", several: "several frames" };
const COLOURS = { one: "x", several: "h" };
const WHAT = {
  one: "A feed-forward network. It sees this frame and nothing else; its recurrent weights are 0.",
  several: "A recurrent network. Its hidden state carries what it saw in the frames before.",
};
const TURN = "Turn the arrow: neither guess moves, for the frame stays the same.";

export const toX = (x) => MIDDLE + SCALE * x;
export const toY = (y) => MIDDLE - SCALE * y;

/** The way in degrees that points from the start to that place. */
export const nearestWay = (ways, [x, y]) => {
  const angle = (Math.atan2(y, x) * 180) / Math.PI;
  const off = ways.map((way) => Math.abs(((way - angle + 540) % 360) - 180));
  return off.indexOf(Math.min(...off));
};

const diamond = (r) => `M0 ${-r}L${r} 0L0 ${r}L${-r} 0z`;
const ring = (r) => `M${-r} 0A${r} ${r} 0 1 0 ${r} 0A${r} ${r} 0 1 0 ${-r} 0z`;
const SHAPES = { one: diamond(10), several: ring(18) };

/** @param {Payload} first */
function createBall(host, first) {
  let data = first;
  let veiled = true;
  const choice = { from: 3, fast: 1, way: 2 };
  let opened = false; // what nobody has touched does not write itself into the address
  const root = html("section", { class: "player recurrence ball", "data-testid": "ball", tabindex: 0, "aria-label": "A ball that flies, and two networks that foretell it" });
  const flight = () => (choice.from * data.speeds.length + choice.fast) * data.ways.length + choice.way;
  const link = createLink(() => [
    { name: "frame", what: "frame", most: data.frames },
    { name: "way", what: "directions", words: data.ways.map(String) },
    { name: "fast", what: "speeds", words: data.speeds },
    { name: "from", what: "starts", words: data.starts.map(({ name }) => name.replace(" ", "-")) },
  ]);

  // ------------------------------------------------------------ the box
  const trail = svg("g", { class: "trail" });
  const maybe = svg("g", { class: "maybe" });
  const next = svg("circle", { class: "next", r: 13 });
  const ball = svg("circle", { class: "the-ball", r: 13 });
  const arrow = svg("path", { class: "arrow-line", "marker-end": "url(#ball-tip)" });
  const handle = svg("circle", { class: "handle", r: 22 });
  const marks = Object.fromEntries(Object.keys(NAMES).map((name) => [name, svg("path", { class: `guess of-${name}`, "data-guess": name, d: SHAPES[name], style: `--own: var(--ink-${COLOURS[name]})` })]));
  const threads = Object.fromEntries(Object.keys(NAMES).map((name) => [name, svg("path", { class: "thread", style: `--own: var(--ink-${COLOURS[name]})` })]));
  const box = svg("svg", { class: "box", viewBox: `0 0 ${SIZE} ${SIZE}`, role: "img" },
    svg("defs", {}, svg("marker", { id: "ball-tip", viewBox: "0 0 10 10", refX: 7, refY: 5, markerWidth: 5, markerHeight: 5, orient: "auto-start-reverse" }, svg("path", { d: "M0 0L10 5L0 10z", class: "arrow-head" }))),
    svg("rect", { class: "walls", x: MIDDLE - SCALE - 13, y: MIDDLE - SCALE - 13, width: 2 * SCALE + 26, height: 2 * SCALE + 26, rx: 6 }),
    maybe, trail, arrow, ...Object.values(threads), next, ball, ...Object.values(marks), handle);

  // ------------------------------------------------------------ beside it
  const tip = createTip(root);
  const says = html("p", { class: "takeaway", "aria-live": "polite" });
  const notes = html("div", { class: "notes", role: "status" });
  const key = html("ul", { class: "shapes-key" }, ...Object.keys(NAMES).map((name) => html("li", {},
    svg("svg", { viewBox: "-21 -21 42 42", width: 26, height: 26, "aria-hidden": "true" }, svg("path", { class: `guess of-${name}`, d: SHAPES[name], style: `--own: var(--ink-${COLOURS[name]})` })),
    html("span", {}, html("b", {}, NAMES[name]), name === "one" ? " sees this frame only" : " remembers the frames before"))),
    html("li", {}, svg("svg", { viewBox: "-21 -21 42 42", width: 26, height: 26, "aria-hidden": "true" }, svg("circle", { class: "next", r: 13 })), html("span", {}, "where the ball will be")));
  const missed = (name, t) => readable(data.misses[name][flight()][t]);
  const explain = (t) => ({
    head: `frame ${t + 1}`,
    number: Object.keys(NAMES).map((name) => `${NAMES[name]}: ${missed(name, t)} off here, ${readable(data.held[name][t])} on the average`).join("\n"),
    body: "The average is over 1,000 flights that training never saw.",
  });
  const stepper = createStepper(root, { what: "frame", count: () => data.frames, paint: draw, rest });
  const plot = createStepPlot({ title: "How far off each guess is (the box is 2 wide)", height: 250, left: 40 }, { goTo: (t) => { unveil(); stepper.go(t); }, explain, tip });
  const controls = html("div", { class: "controls" });
  root.prepend(notes, stepper.element,
    html("div", { class: "ball-picture" }, html("div", { class: "ball-main" }, box, controls),
      html("div", { class: "ball-side" }, says, key, plot.element, html("p", { class: "hint" }, "Dashed: the mean over 1,000 flights that training never saw."), html("span", { class: "badge" }, data.badge))));
  host.append(root);

  const turned = (name) => (at) => { choice[name] = at; unveil(); changed(); };
  const slides = {
    way: createSlide({ name: "way", label: ["Direction"], said: "Direction of the flight in degrees", values: data.ways, at: choice.way, shown: (way) => `${way}°`, turned: turned("way") }),
    fast: createSwitch({ label: "Speed", names: data.speeds, at: choice.fast, chosen: turned("fast") }),
    from: createSwitch({ label: "Start", names: data.starts.map(({ name }) => name), at: choice.from, chosen: turned("from") }),
  };
  controls.append(...Object.values(slides).map(({ element }) => element));

  // ------------------------------------------------------------ the arrow under the finger
  function pointed(event) {
    const frame = box.getBoundingClientRect();
    const zoom = SIZE / frame.width;
    const [x, y] = [(event.clientX - frame.left) * zoom, (event.clientY - frame.top) * zoom];
    const [startX, startY] = data.starts[choice.from].at;
    return [(x - toX(startX)) / SCALE, (toY(startY) - y) / SCALE];
  }

  box.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || stepper.at() !== 0) return;
    box.setPointerCapture(event.pointerId);
    drag(event);
  });
  box.addEventListener("pointermove", (event) => { if (event.buttons & 1 && box.hasPointerCapture(event.pointerId)) drag(event); });

  function drag(event) {
    const place = pointed(event);
    const length = Math.hypot(...place);
    if (length < 0.06) return;
    choice.way = nearestWay(data.ways, place);
    choice.fast = length < 0.42 ? 0 : 1;
    unveil();
    changed();
  }

  for (const [name, mark] of Object.entries(marks)) {
    explained(mark, tip, () => ({ head: NAMES[name], number: `${missed(name, stepper.at())} off in frame ${stepper.at() + 1}`, body: WHAT[name] }));
  }

  // ------------------------------------------------------------ showing
  const put = (element, [x, y]) => setAttribute(element, "transform", `translate(${toX(x).toFixed(1)} ${toY(y).toFixed(1)})`);

  /** Frame t, moved to from the one before. */
  function draw(t, from, progress) {
    const path = data.ball[flight()];
    const p = ease(progress);
    const seen = path.slice(0, t + 1);
    const at = from === t ? path[t] : between(path[Math.min(from, data.frames)], path[t], p);
    trail.replaceChildren(...(t ? [svg("path", { class: "trail-line", d: `M${[...seen.slice(0, -1), at].map(([x, y]) => `${toX(x).toFixed(1)} ${toY(y).toFixed(1)}`).join("L")}` })] : []),
      ...seen.slice(0, -1).map(([x, y], k) => svg("circle", { cx: toX(x), cy: toY(y), r: 6, style: `opacity: ${(0.25 + (0.6 * (k + 1)) / (t + 1)).toFixed(2)}` })));
    put(ball, at);
    const still = progress >= 1 && !veiled;
    for (const name of Object.keys(NAMES)) {
      const guess = data.guesses[name][flight()][t];
      put(marks[name], guess);
      setAttribute(threads[name], "d", `M${toX(guess[0]).toFixed(1)} ${toY(guess[1]).toFixed(1)}L${toX(path[t + 1][0]).toFixed(1)} ${toY(path[t + 1][1]).toFixed(1)}`);
      for (const part of [marks[name], threads[name]]) setAttribute(part, "visibility", still ? "visible" : "hidden");
    }
    put(next, path[t + 1]);
    setAttribute(next, "visibility", still ? "visible" : "hidden");
    const turning = t === 0 && still;
    for (const part of [arrow, handle, maybe]) setAttribute(part, "visibility", turning ? "visible" : "hidden");
    setAttribute(arrow, "d", `M${toX(path[0][0])} ${toY(path[0][1])}L${toX(path[1][0])} ${toY(path[1][1])}`);
    put(handle, path[1]);
    plot.update({ steps: data.frames, range: { low: 0, high: 0.5, ticks: [0, 0.1, 0.2, 0.3, 0.4, 0.5] }, lines: lines(veiled ? -1 : t) });
    plot.show(t);
  }

  const lines = (t) => Object.keys(NAMES).flatMap((name) => [
    { id: `${name} mean`, values: data.held[name].map((miss) => (veiled ? null : miss)), colour: `var(--ink-${COLOURS[name]})`, dash: "2 5" },
    { id: name, values: data.misses[name][flight()].map((miss, k) => (k <= t ? miss : null)), colour: `var(--ink-${COLOURS[name]})`, label: NAMES[name], strong: true },
  ]);

  function rest(t) {
    const sentence = veiled ? "One frame. Which way does the ball fly? Decide, then let it run."
      : t === 0 ? `After frame 1 both have seen the same. They miss by ${missed("one", t)} and ${missed("several", t)}. ${TURN}`
        : `After frame ${t + 1} the guess from one frame is ${missed("one", t)} off, the one from ${t + 1} frames ${missed("several", t)}.`;
    setText(says, sentence);
    setAttribute(box, "aria-label", sentence);
    if (opened && !veiled) link.write({ frame: t, ...choice });
  }

  function changed() {
    for (const [name, slide] of Object.entries(slides)) slide.set(choice[name]);
    maybe.replaceChildren(...possible());
    setAttribute(root, "data-way", data.ways[choice.way]);
    setAttribute(root, "data-fast", data.speeds[choice.fast]);
    setAttribute(root, "data-from", data.starts[choice.from].name);
    stepper.stand();
  }

  /** All that may come after this first frame, as the flights to choose from have it. */
  function possible() {
    const every = data.speeds.length * data.ways.length;
    return data.ball.slice(choice.from * every, (choice.from + 1) * every).map(([, [x, y]]) => svg("circle", { cx: toX(x), cy: toY(y), r: 2.6 }));
  }

  function unveil() {
    veiled = false;
    setAttribute(root, "data-veiled", "false");
  }

  function update(next_) {
    const now = next_.revealed && !data.revealed;
    data = next_;
    if (!now) return;
    unveil();
    stepper.reveal();
  }

  root.addEventListener("keydown", (event) => { if (moveOf(event, event.composedPath()[0])) unveil(); }, { capture: true });
  stepper.element.addEventListener("click", unveil, { capture: true });
  const observer = new ResizeObserver(() => plot.resize(plot.element.clientWidth));
  paintPalette(root, data.palette);
  const { place, problem } = link.open("ball");
  const { frame, ...others } = place;
  Object.assign(choice, others);
  setAttribute(root, "data-veiled", "true");
  if (data.revealed || Object.keys(place).length) unveil();
  notes.replaceChildren(...(problem ? [html("p", {}, problem)] : []));
  changed();
  stepper.stand(frame ?? 0);
  opened = true;
  observer.observe(root);

  function destroy() {
    observer.disconnect();
    stepper.destroy();
    link.leave({ frame: stepper.at(), ...choice }, "ball");
    root.remove();
  }

  return { update, destroy };
}

export default mountOnce(createBall);
