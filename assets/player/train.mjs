// The player of trainings: up to three runs side by side, their curves, how far their gradients reach back, and
// their gates at any moment of the training.

import { bring } from "./bring.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { nearestTo } from "./curveplot.mjs";
import { createGateMaps } from "./gatemaps.mjs";
import { lastBy, momentsOf, pictured, same, valueBy } from "./moments.mjs";
import { mountOnce } from "./mount.mjs";
import { paint } from "./palette.mjs";
import { createRunCards } from "./runcards.mjs";
import { ACTS, busy, overall, possible, said, sentenceCase, share } from "./runwords.mjs";
import { createScrubber } from "./scrubber.mjs";
import { createTip } from "./tip.mjs";
import { createTrainPlots } from "./trainplots.mjs";

/**
 * The mirror of `lstm_ui/training/payload.py`.
 *
 * @typedef {Object} Payload
 * @property {number} version
 * @property {string} title     accessible name of the picture
 * @property {string} measure   what the score is; it lies in 0…1 where it is not open
 * @property {string} loss      what the loss is, with its unit behind a comma
 * @property {{loss: number, score: number}} unread  of what the runs are held against
 * @property {{name: string, says: string, open: boolean}} level  what that is; `open`: a score may leave 0…1
 * @property {{name: string, loss: number, score: number}[]} [also]  further level lines
 * @property {string[]} tokens  the sequence whose gates are shown, step by step
 * @property {Object} palette
 * @property {Run[]} runs       one to three
 * @property {number} [attend]  counts how often something asked to bring the player into sight
 *
 * @typedef {Object} Run
 * @property {string} letter    A, B or C
 * @property {string} name
 * @property {"new"|"waiting"|"running"|"paused"|"done"|"diverged"|"died"|"long"|"stopped"|"refused"} status
 * @property {number} place     in the queue, from 1, where it is waiting
 * @property {string} sentence  why it ended, where it diverged; else ""
 * @property {number} updates   how many are to be made
 * @property {number} done      how many were made
 * @property {number} seconds   that it was computed for
 * @property {number|null} left seconds that are left; null while there is no pace
 * @property {Curve} curve
 * @property {number[]} snapshots  the updates after which it was kept
 * @property {{symbol: "h"|"c", logs: (number|null)[][]}[]} flow  mean length of the gradient at every step, for each
 *   snapshot, as decimal logarithms; null is exactly 0
 * @property {Map[]} maps       empty before the first snapshot
 * @property {string} [part]    of which part of the network they are, where it is not all of it
 *
 * @typedef {Object} Curve
 * @property {number[]} update
 * @property {(number|null)[]} loss        in training since the last report; null before the first
 * @property {(number|null)[]} score
 * @property {(number|null)[]} held_loss   on sequences that training never sees
 * @property {(number|null)[]} held_score
 * @property {(number|null)[]} norm        the longest gradient since the last report
 *
 * @typedef {Object} Map
 * @property {string} symbol   f, i, o, g, c, h or r, z, n, h or h
 * @property {number} units
 * @property {number} low      what byte 0 stands for
 * @property {number} high     what byte 255 stands for
 * @property {(string|null)[]} frames  for each snapshot one byte a number, unit by unit, in base 64; null has no room
 */

const PATIENCE = 5000; // milliseconds after which a button can be pressed again: an answer that changes nothing never comes
const EMPTY = { new: "Nothing is trained yet: press Train.", waiting: "The first numbers come as soon as it is their turn.", running: "The first numbers come in a moment.", refused: "This cannot be trained: the reason stands above." };

/** @param {Payload} first */
function createTrain(host, first, tell) {
  let data = first; // the newest
  let shown = first; // what the pictures show: the same, unless someone reads them
  let chosen = first.runs[0].letter;
  let moments = momentsOf(first.runs);
  let step = -1; // where the cursor over time steps stands
  let told = "";
  let waiting = 0; // for the server's answer
  let over = false; // whether the pointer is over the pictures
  const root = html("section", { class: "player train", "data-testid": "train", "data-playing": "false", tabindex: 0 });
  const tip = createTip(root);
  const spoken = html("p", { class: "spoken", "aria-live": "polite" });
  const empty = html("span", {});
  const held = html("p", { class: "held", hidden: true }, "held while you read");
  const units = html("p", { class: "run-units" });
  const buttons = Object.fromEntries(Object.entries(ACTS).map(([act, [name]]) => [act,
    html("button", { type: "button", class: act === "stop" ? "act" : "act main", "data-act": act, onclick: () => ask(act) }, name)]));
  const acts = html("div", { class: "acts", role: "group", "aria-label": "Training" }, ...Object.values(buttons));
  const scrubber = createScrubber(root, { moments: () => moments, show, rest, choose: (by) => {
    const letters = data.runs.map(({ letter }) => letter);
    choose(letters[(letters.indexOf(chosen) + by + letters.length) % letters.length]);
  } });
  const cards = createRunCards(choose);
  const plots = createTrainPlots({ tip, goTo, walk, stepTo, turned: show });
  const maps = createGateMaps({ stepTo, tip });
  const gates = html("div", { class: "train-lower" }, plots.gradient, maps.element);
  const pictures = html("div", { class: "pictures" }, held, html("p", { class: "empty" }, empty), plots.curves, gates);
  root.prepend(acts, cards.element, units, scrubber.element, pictures, spoken);
  host.append(root);

  // ------------------------------------------------------------ what the learner does
  /** Ask the server for something; the buttons wait for its answer. */
  function ask(act) {
    if (buttons[act].getAttribute("aria-disabled") === "true") return;
    Object.values(buttons).forEach((button) => setAttribute(button, "aria-disabled", true));
    setText(buttons[act], ACTS[act][1]);
    waiting = setTimeout(stand, PATIENCE);
    tell?.("act", { do: act });
  }

  function choose(letter) {
    if (letter === chosen) return;
    chosen = letter;
    scrubber.touch();
    draw();
  }

  function goTo(update) {
    scrubber.go(nearestTo(moments, update));
  }

  /** The update to which so many moments lead; a page is five. */
  function walk(by) {
    return moments[Math.max(0, Math.min(moments.length - 1, scrubber.at() + Math.sign(by) * (Math.abs(by) > 1 ? 5 : 1)))] ?? 0;
  }

  function stepTo(t) {
    step = t;
    show();
  }

  /** The learner has come to rest: say what is shown, and let the server open that network. */
  function rest() {
    const update = scrubber.update();
    const { runs } = shown;
    setText(spoken, `After update ${update}: ${runs.map((run) => `${run.letter} ${run.name} ${share(valueBy(run.curve, "held_score", update))}`).join(", ")}.`);
    const { snapshots } = runs.find(({ letter }) => letter === chosen);
    const own = snapshots[lastBy(snapshots, update)];
    const place = `${chosen} ${own}`;
    if (own === undefined || place === told || (scrubber.following() && busy(data.runs))) return;
    told = place;
    tell?.("scrub", { run: chosen, update: own });
  }

  // ------------------------------------------------------------ what is shown
  /** Another moment of the same numbers. */
  function show() {
    const update = scrubber.update();
    scrubber.mark(busy(data.runs));
    cards.read(shown, moments.length ? update : -1);
    plots.show(update, step);
    maps.show(update, step);
  }

  /** Other numbers, or another run. */
  function draw() {
    step = Math.min(step, shown.tokens.length - 1);
    maps.update(shown, chosen); // asks the browser for colours: before anything else is changed
    cards.update(data);
    setAttribute(root, "data-run", chosen);
    setAttribute(root, "data-empty", !moments.length);
    setText(empty, moments.length ? "" : EMPTY[overall(data.runs)] ?? "");
    cards.mark(chosen);
    plots.update(shown, chosen);
    show();
  }

  /** How the trainings stand: this goes on while the pictures are held. */
  function stand() {
    clearTimeout(waiting);
    const can = possible(data.runs);
    setAttribute(root, "data-status", overall(data.runs));
    setAttribute(root, "data-updates", Math.max(...data.runs.map(({ updates }) => updates)));
    root.setAttribute("aria-label", data.title);
    const focused = Object.values(buttons).find((button) => button === root.getRootNode().activeElement);
    acts.hidden = !can.length;
    for (const [act, button] of Object.entries(buttons)) {
      button.hidden = !can.includes(act);
      setText(button, ACTS[act][0]);
      setAttribute(button, "aria-disabled", false);
    }
    if (focused?.hidden) buttons[can[0]]?.focus({ preventScroll: true }); // else the focus would be lost with its button
    setText(units, `Score: ${data.measure}. Loss: ${data.loss}. Held out: sequences that training never sees. ${sentenceCase(data.level.name)}: ${data.level.says}.`);
    cards.update(data);
    cards.mark(chosen);
  }

  /** Draw the newest, unless someone reads what is drawn. */
  function renew() {
    const next = pictured(over || pictures.matches(":has(:focus-visible)"), shown, data);
    held.hidden = next === data;
    if (next === shown) return;
    shown = next;
    moments = momentsOf(shown.runs);
    draw();
  }

  function changes(before, next) {
    return next.flatMap((run, n) => (before[n]?.status === run.status ? [] : [`${run.letter} ${run.name}: ${said(run)}.`])).join(" ");
  }

  /** @param {Payload} next */
  function update(next) {
    const news = changes(data.runs, next.runs);
    if (news) setText(spoken, news);
    if (!same(data.runs, next.runs)) {
      scrubber.renew();
      told = "";
    }
    if (!next.runs.some(({ letter }) => letter === chosen)) chosen = next.runs[0].letter;
    const called = (next.attend ?? 0) !== (data.attend ?? 0);
    data = next;
    renew();
    paint(root, data.palette);
    stand();
    if (called) attend();
  }

  /** Something else on the page has opened these runs: they come into sight, and play if they have ended. */
  function attend() {
    bring(root, calm);
    root.focus({ preventScroll: true });
    if (!busy(data.runs)) scrubber.replay();
  }

  // What was held is drawn where the reading ends.
  const leave = () => { over = false; renew(); };
  pictures.addEventListener("pointerenter", () => { over = true; });
  pictures.addEventListener("pointerleave", leave);
  pictures.addEventListener("focusout", () => setTimeout(renew));
  const observer = new ResizeObserver(() => {
    plots.fit();
    maps.fit();
    show();
  });
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const scheme = window.matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", draw);
  paint(root, data.palette);
  stand();
  draw();
  [root, maps.element].forEach((element) => observer.observe(element));

  function destroy() {
    clearTimeout(waiting);
    observer.disconnect();
    scheme.removeEventListener("change", draw);
    scrubber.destroy();
    root.remove();
  }

  return { update, destroy };
}

export default mountOnce(createTrain);
