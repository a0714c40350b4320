// Goes back to any moment of trainings and plays them again. It follows the newest until the learner goes elsewhere.

import { html, setAttribute } from "./dom.mjs";
import { NEWEST, placeAt, standing } from "./moments.mjs";
import { createPlayback } from "./playback.mjs";
import { createSteps } from "./steps.mjs";

const WHOLE = 9000; // milliseconds that a training of any length plays for, nearly
const [FASTEST, SLOWEST] = [110, 450];
const REST = 150; // milliseconds after the last key

/**
 * @param {HTMLElement} root
 * @param {Object} of
 * @param {() => number[]} of.moments  updates that can be gone back to, rising
 * @param {() => void} of.show         another moment is to be shown
 * @param {() => void} of.rest         the learner has come to rest
 * @param {(by: number) => void} of.choose  what up and down change
 */
export function createScrubber(root, { moments, show, rest, choose }) {
  let place = NEWEST;
  let [pressed, moved, timer] = [false, false, 0];
  const at = () => standing(place, moments());
  const last = () => moments().length - 1;
  const update = () => moments()[at()] ?? 0;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const playback = createPlayback({
    reduced: calm,
    place: at, changed: () => mark(), rest: settle, paint: () => show(),
    tempo: () => ({ move: 0, beat: Math.max(FASTEST, Math.min(SLOWEST, WHOLE / moments().length)) }),
    atEnd: () => at() >= last(),
    restart: () => go(0),
    next: () => go(at() + 1),
  });
  const slider = html("input", { type: "range", class: "moments", min: 0, step: 1, "aria-label": "Moment of the training", oninput: () => steps.goTo(Number(slider.value)) });
  const follow = html("button", { type: "button", class: "follow", onclick: () => { slider.focus({ preventScroll: true }); steps.goTo(last()); } }, "Follow the newest");
  const steps = createSteps(root, {
    what: "moment", at, last, go, choose, playback: () => playback, faces: ["Play the training again", "Pause the replay"],
    words: () => `after update ${update()}`,
  }, slider, follow);
  steps.element.querySelector("output").setAttribute("aria-live", "off"); // it is spoken at rest

  function go(k) {
    if (!moments().length) return;
    moved = true;
    place = placeAt(moments(), Math.max(0, Math.min(last(), k)));
    playback.begin("on");
  }

  /** All that says where it stands; following is offered only while there is more to come. */
  function mark(growing = !follow.hidden) {
    setAttribute(slider, "max", Math.max(1, last()));
    if (Number(slider.value) !== at()) slider.value = at();
    setAttribute(slider, "aria-valuetext", `after update ${update()}`);
    steps.show(at() + 1, moments().length);
    setAttribute(root, "data-update", update());
    setAttribute(root, "data-following", place.following);
    follow.hidden = !growing || place.following;
  }

  function settle() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (pressed || !moved || playback.state.playing) return;
      moved = false;
      rest();
    }, REST);
  }

  /** Something else than the moment was chosen: it is to be told as well. */
  function touch() {
    moved = true;
    settle();
  }

  function renew() {
    playback.stand();
    if (playback.state.playing) playback.pause();
    clearTimeout(timer);
    moved = false;
    place = NEWEST;
  }

  /** Play all of it from the start, unless nothing is to move. */
  function replay() {
    if (moments().length < 2 || calm.matches) return;
    steps.goTo(0);
    if (!playback.state.playing) playback.toggle();
  }

  const press = () => { pressed = true; };
  const release = () => { pressed = false; if (moved) settle(); };
  root.addEventListener("pointerdown", press);
  window.addEventListener("pointerup", release);
  window.addEventListener("pointercancel", release);
  slider.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    playback.toggle();
  });

  function destroy() {
    playback.stop();
    clearTimeout(timer);
    window.removeEventListener("pointerup", release);
    window.removeEventListener("pointercancel", release);
  }

  return {
    element: steps.element, go: steps.goTo, at, update, mark, touch, renew, replay, destroy,
    following: () => place.following,
  };
}
