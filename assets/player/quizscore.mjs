// The end of a round: the score, topic by topic, and where to look next.

import { html } from "./dom.mjs";
import { rich } from "./rich.mjs";
import { byTopic, missed, score } from "./rounds.mjs";
import { sign } from "./quizanswer.mjs";

const plural = (number, one, many) => `${number} ${number === 1 ? one : many}`;

/** What the whole round came to, in words. */
export function summary({ of, right, wrong, skipped }) {
  const parts = [`${right} of ${of} right at the first try`];
  if (wrong) parts.push(`${wrong} missed at first`);
  if (skipped) parts.push(`${skipped} not answered`);
  return `${parts.join(", ")}.`;
}

/**
 * @param {import("./rounds.mjs").Round} round
 * @param {import("./quizitem.mjs").Payload} data
 * @param {(path: string, words: Node[], more?: Object) => Element} link
 */
export function scoreOf(round, data, link) {
  const all = score(round);
  const topics = byTopic(round, data.topics, data.items);
  const weakest = topics.find(({ right, of }) => right < of);
  const again = missed(round);
  return html("div", { class: "scores" },
    html("p", { class: "total" }, html("strong", {}, String(all.right)), html("span", {}, ` of ${all.of}`)),
    html("p", { class: "goal" }, summary(all)),
    html("p", {}, weakest ? "Look next at " : "Nothing was missed. Another quiz will ask other questions.",
      ...(weakest ? [link(weakest.topic.path, [weakest.topic.title], { class: "next-page" }), "."] : [])),
    html("h4", {}, "By topic"),
    html("ul", { class: "by-topic" }, ...topics.map((row) => topicRow(row, link))),
    ...(again.length ? [html("h4", {}, `${plural(again.length, "question", "questions")} to look at again`),
      html("ul", { class: "again" }, ...again.map((key) => missedRow(data.items[key], link)))] : []));
}

function topicRow({ topic, of, right, skipped }, link) {
  const left = skipped ? `, ${skipped} not answered` : "";
  return html("li", {}, link(topic.path, [topic.title]),
    html("span", { class: "track", "aria-hidden": "true" }, html("span", { class: "share", style: `width: ${(100 * right) / of}%` })),
    html("span", { class: "count" }, `${right} of ${of}${left}`));
}

const missedRow = (item, link) => html("li", {}, sign(false), html("span", {}, ...rich(item.question),
  ...(item.link ? [" ", link(item.link, ["See it in the picture"])] : [])));
