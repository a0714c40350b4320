// Where the player is: time step, phase, unit. Pure moves, so that node can test every one of them.

/**
 * @typedef {{t: number, phase: number, unit: number}} Place  all 0-based
 * @typedef {{steps: number, phases: number, units: number}} Extent
 */

const clamp = (value, most) => Math.max(0, Math.min(most, value));

/** The nearest place that exists within `extent`. */
export function within(place, extent) {
  return {
    t: clamp(place.t, extent.steps - 1),
    phase: clamp(place.phase, extent.phases - 1),
    unit: clamp(place.unit, extent.units - 1),
  };
}

/** One phase on or back, running over the borders of time steps; stands still at both ends. */
export function movePhase(place, extent, by) {
  const position = place.t * extent.phases + place.phase + by;
  const last = extent.steps * extent.phases - 1;
  const at = clamp(position, last);
  return { ...place, t: Math.floor(at / extent.phases), phase: at % extent.phases };
}

/** One time step on or back in the same phase. */
export function moveStep(place, extent, by) {
  return within({ ...place, t: place.t + by }, extent);
}

/** One unit up or down, wrapping round. */
export function moveUnit(place, extent, by) {
  return { ...place, unit: (place.unit + by + extent.units) % extent.units };
}

export const home = (place) => ({ ...place, t: 0, phase: 0 });
export const end = (place, extent) => ({ ...place, t: extent.steps - 1, phase: extent.phases - 1 });

/** Is there nothing left to play? */
export function atEnd(place, extent) {
  return place.t === extent.steps - 1 && place.phase === extent.phases - 1;
}

/** What playing shows next: a phase on, or (stride "step") the next step as it stands at its end. */
export function playOn(place, extent, stride) {
  if (stride === "phase") return movePhase(place, extent, 1);
  const whole = { ...place, phase: extent.phases - 1 };
  return place.phase < extent.phases - 1 ? whole : moveStep(whole, extent, 1);
}

/** Places from one to another as they are shown on the way: phases within a step, else whole steps; back, at once. */
export function between(from, to, extent) {
  const position = ({ t, phase }) => t * extent.phases + phase;
  const ahead = position(to) - position(from);
  if (ahead <= 0) return [to];
  if (ahead <= extent.phases) return Array.from({ length: ahead }, (_, k) => ({ ...movePhase(from, extent, k + 1), unit: to.unit }));
  return Array.from({ length: to.t - from.t }, (_, k) => ({ ...to, t: from.t + k + 1 }));
}

export const SPEEDS = [0.25, 0.5, 1, 2, 4];
export const speedUp = (speed) => SPEEDS[clamp(SPEEDS.indexOf(speed) + 1, SPEEDS.length - 1)];
export const speedDown = (speed) => SPEEDS[clamp(SPEEDS.indexOf(speed) - 1, SPEEDS.length - 1)];

/** Milliseconds of a transition and of the whole beat (move, then rest) at `speed`. */
export function tempo(speed, stride) {
  const beat = (stride === "step" ? 900 : 1150) / speed;
  return { move: Math.max(110, Math.min(480, beat * 0.5)), beat };
}
