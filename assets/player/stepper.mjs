// Steps, plays and scrubs a small picture of one row of places.

import { createPlayback } from "./playback.mjs";
import { setAttribute } from "./dom.mjs";
import { whenSeen } from "./glide.mjs";
import { createSteps } from "./steps.mjs";

const [MOVE, BEAT] = [360, 1050]; // milliseconds: a fast move, then rest

/**
 * @param {HTMLElement} root
 * @param {Object} of
 * @param {string} of.what                 one of what it steps through: "frame"
 * @param {() => number} of.count          how many there are
 * @param {(t: number, from: number, progress: number) => void} of.paint  show the move to t, 0…1 of it
 * @param {(t: number) => void} of.rest    everything stands still at t
 * @param {string} [of.again]              what the button on says, where it has words
 */
export function createStepper(root, { what, count, paint, rest, again }) {
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
  const place = { t: 0 };
  const last = () => count() - 1;
  const playback = createPlayback({
    reduced, place: () => ({ ...place }), changed: show, rest: () => rest(place.t),
    tempo: () => ({ move: MOVE, beat: BEAT }),
    atEnd: () => place.t >= last(),
    restart: () => go(0),
    next: () => go(place.t + 1),
    paint: ({ from }, progress) => paint(place.t, from.t, progress),
  });
  const steps = createSteps(root, { what, again, last, at: () => place.t, go, playback: () => playback });

  /** Move there, or stay where there is no such place. */
  function go(t) {
    if (t < 0 || t > last() || t === place.t) return;
    const from = place.t;
    playback.begin(t === from + 1 ? "on" : "jump");
    place.t = t;
    paint(t, from, reduced.matches ? 1 : 0); // at once: the place that is told is never ahead of the picture
    show();
  }

  function show() {
    steps.show(place.t + 1, count());
    setAttribute(root, "data-t", place.t + 1);
    setAttribute(root, "data-steps", count());
  }

  /** Stand at t without a move: at the start, or when what is shown is another. */
  function stand(t = place.t) {
    place.t = Math.max(0, Math.min(last(), t));
    playback.stand();
    paint(place.t, place.t, 1);
    show();
    rest(place.t);
  }

  let unseen = () => {};

  /** Show what was asked about, from the first place on, as soon as the picture is in sight. */
  function reveal() {
    stand(0);
    unseen();
    unseen = whenSeen(steps.element, () => { if (!playback.state.playing) playback.play(); });
  }

  function destroy() {
    unseen();
    playback.stop();
  }

  return { element: steps.element, go: steps.goTo, stand, reveal, at: () => place.t, destroy };
}
