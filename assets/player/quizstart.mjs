// Before a round: what is due, what the quiz will ask, and what of each topic is known.

import { html } from "./dom.mjs";
import { position } from "./rounds.mjs";

const questions = (number) => `${number} ${number === 1 ? "question" : "questions"}`;

/** From this box on it was known at least once since it was missed. */
const KNOWN = 2;

/** How many items of a topic are known, and how many were met at all. */
export function standing(topic, items, records) {
  const met = Object.values(items).filter((item) => item.topic === topic.key && Object.hasOwn(records, item.key));
  return { met: met.length, known: met.filter(({ key }) => records[key].box >= KNOWN).length };
}

/** Which topics a quiz is drawn from, in words. */
export function drawnFrom({ chosen, topics }) {
  if (!chosen.length || chosen.length === topics.length) return "from all topics";
  const titles = topics.filter(({ key }) => chosen.includes(key)).map(({ title }) => `“${title}”`);
  return titles.length > 3 ? `from ${titles.length} topics` : `from ${titles.join(" and ")}`;
}

/**
 * @param {import("./quizitem.mjs").Payload} data
 * @param {Object} about  what is due and waits, and what the buttons do
 */
export function startOf(data, { records, due, waiting, button, link, begin, practise, resume, print }) {
  const acts = [];
  if (waiting) acts.push(button(`Go on with question ${position(waiting.round)} of ${waiting.round.keys.length}`, resume, { "data-act": "resume" }));
  if (due.length) acts.push(button(due.length === 1 ? "Practise the one due today" : `Practise the ${due.length} due today`, practise, { "data-act": "due" }));
  acts.push(button(`Start quiz ${data.paper}`, begin, { "data-act": "begin" }));
  acts[0].classList.add("check");
  return [
    html("div", { class: "offer" },
      html("h3", {}, `Quiz ${data.paper}`),
      html("p", { class: "goal" }, `${questions(data.round.length)} ${drawnFrom(data)}. The same number asks everyone the same.`),
      html("p", { class: "due", "data-some": String(due.length > 0) }, dueWords(due.length, Object.keys(records).length)),
      html("div", { class: "acts" }, ...acts, button("Print", print, { "data-act": "print" }))),
    html("div", { class: "map" }, html("h4", {}, "What you know so far"),
      html("ul", { class: "by-topic" }, ...data.topics.map((topic) => row(topic, standing(topic, data.items, records), link)))),
  ];
}

function dueWords(due, met) {
  if (due) return `${due === 1 ? "1 is" : `${due} are`} due today: missed before, or known long enough ago.`;
  return met ? "Nothing is due today." : "Nothing was asked yet. What you miss comes back here on the day it is due.";
}

function row(topic, { met, known }, link) {
  const share = (number) => `width: ${(100 * number) / topic.count}%`;
  return html("li", {}, link(topic.path, [topic.title]),
    html("span", { class: "track", "aria-hidden": "true" }, html("span", { class: "share met", style: share(met) }), html("span", { class: "share", style: share(known) })),
    html("span", { class: "count" }, `${known} of ${topic.count} known`));
}
