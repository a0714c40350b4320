// How trainings stand, in plain words, and what can be done with them.

import { percent, readable } from "./reader.mjs";
import { significant } from "./numbers.mjs";

/** @typedef {import("./train.mjs").Run} Run */

const BUSY = ["running", "waiting"];
const RESUMED = ["paused", "died", "long"];
const ENDED = ["done", "diverged", "stopped"];
/** What the whole is called, where the runs stand differently: the first of these that any of them is. */
const FIRST = [...BUSY, ...RESUMED, "new", ...ENDED, "refused"];

/** The buttons: what they ask of the server, and what they say at once when they were pressed. */
export const ACTS = {
  train: ["Train", "Starting …"],
  pause: ["Pause", "Pausing …"],
  resume: ["Resume", "Going on …"],
  stop: ["Stop", "Stopping …"],
  again: ["Train again", "Starting …"],
};

const any = (runs, statuses) => runs.some(({ status }) => statuses.includes(status));

/** Whether something of it is still to come by itself. */
export const busy = (runs) => any(runs, BUSY);

/** What can be done now; with a run that is refused nothing can. */
export function possible(all) {
  const runs = all.filter(({ status }) => status !== "refused");
  const going = busy(runs);
  const resumed = !going && any(runs, RESUMED);
  const can = {
    train: any(runs, ["new"]), pause: going, resume: resumed, stop: going || resumed,
    again: runs.length > 0 && runs.every(({ status }) => ENDED.includes(status)),
  };
  return Object.keys(ACTS).filter((act) => can[act]);
}

/** How the trainings stand as a whole. */
export const overall = (runs) => FIRST.find((status) => any(runs, [status])) ?? runs[0]?.status ?? "new";

const counted = (n) => { const last = n % 100 > 10 && n % 100 < 14 ? 0 : n % 10; return `${n}${["th", "st", "nd", "rd"][last] ?? "th"}`; };

/** Seconds as one says them. */
export const lasting = (seconds) => (seconds >= 90 ? `${Math.round(seconds / 60)} min` : `${readable(seconds, seconds < 10 ? 1 : 0)} s`);

function leftOf({ left }) {
  if (left === null) return "";
  return left >= 90 ? `, about ${lasting(left)} left` : `, about ${Math.max(1, Math.round(left))} s left`;
}

const closed = (sentence) => sentence.replace(/[.\s]+$/, "");

/** How a run stands. */
export function said(run) {
  const { status, place, sentence, updates, done, seconds } = run;
  if (status === "new") return `not trained yet: ${updates} updates to make`;
  if (status === "refused") return "not trained: the reason stands above";
  if (status === "waiting") return `waits: ${place > 1 ? `${counted(place)} in line` : "next in line"}`;
  if (status === "running") return done ? `training: update ${done} of ${updates}${leftOf(run)}` : "training: it begins";
  if (status === "paused") return `paused at update ${done}`;
  if (status === "done") return `done: ${updates} updates in ${lasting(seconds)}`;
  if (status === "diverged") return `its numbers overflowed${sentence ? `: ${closed(sentence)}` : ""}. Lower the learning rate, or clip.`;
  if (status === "died") return `its process ended unexpectedly at update ${done}: resume goes on from there`;
  if (status === "long") return `stopped at update ${done}, after the longest time a run may take`;
  return `${status} at update ${done}`;
}

export const sentenceCase = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** A score as it is read: whole per cent, or one decimal more. */
export function share(score, decimals = 0) {
  if (score === null) return "–";
  if (score < 0) return score > -0.005 ? "just below 0%" : `−${share(-score, decimals)}`;
  if (!decimals) return percent(score);
  const text = readable(score * 100, 1).replace(/\.0$/, "");
  return (text === "100" && score < 1) || (text === "0" && score > 0) ? percent(score) : `${text}%`;
}

/** The unit of a loss such as “cross-entropy, nats”. */
const unitOf = (loss) => (loss.includes(",") ? ` ${loss.split(",").at(-1).trim()}` : "");

/** A loss as it is read, with its unit. */
export const lost = (number, loss) => (number === null ? "–" : `${significant(number, number < 1 ? 3 : 4)}${unitOf(loss)}`);
