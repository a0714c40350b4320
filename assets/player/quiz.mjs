// The quiz: one question at a time, its answer judged at once, what was missed asked again.

import { bringUp } from "./bring.mjs";
import { html, setAttribute, setText } from "./dom.mjs";
import { subscribe } from "./keepsake.mjs";
import { mountOnce } from "./mount.mjs";
import { paint } from "./palette.mjs";
import { keepRecord, read, today } from "./progress.mjs";
import { createAnswer, sign } from "./quizanswer.mjs";
import { judge, lacks, rightOf } from "./quizitem.mjs";
import { scoreOf } from "./quizscore.mjs";
import { createSheet } from "./quizsheet.mjs";
import { startOf } from "./quizstart.mjs";
import { rich } from "./rich.mjs";
import { answered, begin, byTopic, current, leave, missed, position, rating, returns, score, skipped, waiting } from "./rounds.mjs";
import { baseOf, goTo } from "./route.mjs";
import { after, due } from "./spaced.mjs";

const OWN = [{ path: "/quiz" }];
const BODY = "body, html, [data-testid=stMain], [data-testid=stApp], [data-testid=stAppViewContainer], [data-testid=stMainBlockContainer]";

/** @param {import("./quizitem.mjs").Payload} first */
function createQuiz(host, first, tell) {
  let data = first;
  let view = "start"; // start | question | feedback | score
  let name = ""; // of the round: its quiz, or what is due
  let round = null;
  let answer = null;
  let told = 0;

  // ------------------------------------------------------------ parts
  const button = (label, act, more = {}) => html("button", { type: "button", onclick: act, ...more }, label);
  const count = html("span", { class: "count", id: "quiz-count" });
  const topic = html("span", { class: "topic" });
  const pips = html("ol", { class: "pips", "aria-hidden": "true" });
  const question = html("h3", { id: "quiz-question", tabindex: -1, "aria-describedby": "quiz-count" });
  const space = html("div", { class: "answer-to" });
  const problem = html("p", { class: "problem", role: "alert" });
  const check = html("button", { type: "submit", class: "check", "data-act": "check" }, "Check");
  const skip = button("Skip", leaveOut, { "data-act": "skip" });
  const verdict = html("div", { class: "verdict", role: "status", "data-testid": "feedback" });
  const next = button("Next", onwards, { class: "check", "data-act": "next" });
  const see = html("span", {});
  const stopper = button("Leave", toStart, { class: "leave", "data-act": "leave" });
  const keysOf = html("p", { class: "keys" });
  const form = html("form", { class: "asking", onsubmit: submit }, question, space, problem,
    html("div", { class: "acts" }, check, skip, next, see, stopper), verdict, keysOf);
  const head = html("header", { class: "where" }, count, topic, pips);
  const card = html("article", { class: "card-of" }, head, form);
  const start = html("div", { class: "start-of" });
  const end = html("div", { class: "end-of" });
  const root = html("section", { class: "player quiz", "data-testid": "quiz", "aria-label": "Quiz" }, start, card, end);
  let sheet = null;
  host.append(root);

  // ------------------------------------------------------------ acting
  const item = () => data.items[current(round)];
  const dueNow = () => Object.entries(read().quiz).filter(([key, record]) => Object.hasOwn(data.items, key) && due(record, today())).map(([key]) => key);
  const waits = () => {
    const found = waiting(data.items);
    return found && (!found.name.startsWith("quiz") || found.name === nameOf()) ? found : null; // another quiz has other numbers
  };
  const nameOf = () => `quiz ${data.paper}: ${data.round.join(" ")}`;

  function run(what, keys) {
    name = what;
    round = begin(keys);
    ask();
  }

  function ask() {
    leave(name, round);
    if (!current(round)) return finish();
    view = "question";
    answer = createAnswer(item(), data, () => { setText(problem, ""); });
    question.replaceChildren(...rich(item().question));
    space.replaceChildren(answer.element);
    verdict.replaceChildren();
    see.replaceChildren();
    setText(problem, "");
    setText(keysOf, { choice: `Keys: 1 to ${item().options?.length} choose, Enter checks.`, numeric: "Enter checks.", pointing: "Keys: the arrows walk through the parts, Enter checks." }[item().kind]);
    show();
    bringUp(root);
    if (item().kind === "numeric" && matchMedia("(pointer: fine)").matches) answer.focus();
    else question.focus({ preventScroll: true });
  }

  function submit(event) {
    event?.preventDefault();
    if (view === "feedback") return onwards();
    const missing = lacks(item(), answer.value());
    setText(problem, missing);
    if (missing) return answer.focus();
    const found = judge(item(), answer.value());
    keepRecord("quiz", item().key, after(read().quiz[item().key], rating(round, found.right), today()));
    answer.mark();
    explain(found);
    round = answered(round, found.right);
    leave(name, round);
    view = "feedback";
    show();
    next.focus({ preventScroll: true });
    verdict.scrollIntoView({ block: "nearest" });
  }

  /** The reason for this very answer, what is right, and the picture that shows it. */
  function explain({ right, why, named }) {
    const asked = item();
    setAttribute(verdict, "data-right", right);
    const wrong = right ? [] : [html("p", { class: "reason" }, ...(named ? ["You pointed at ", ...rich(named), ". "] : []), ...rich(why))];
    const truth = html("p", {}, ...(right ? [] : [html("strong", {}, "Right: ", ...rich(rightOf(asked)), ". ")]), ...rich(asked.why));
    verdict.replaceChildren(html("p", { class: "said" }, sign(right), html("strong", {}, right ? "Right." : "Not quite.")), ...wrong, truth,
      ...(right ? [] : [html("p", { class: "back" }, "It comes back before this round is over.")]));
    see.replaceChildren(...(asked.link ? [link(asked.link, ["See it in the picture"], { class: "see" })] : []));
    setText(keysOf, "Enter goes on.");
  }

  function onwards() {
    if (view === "feedback") ask();
  }

  function leaveOut() {
    round = skipped(round);
    ask();
  }

  function finish() {
    view = "score";
    leave(name, null);
    for (const { topic: of, right, of: all } of byTopic(round, data.topics, data.items)) keepRecord("scores", of.path, { right, of: all, day: today() });
    const again = missed(round);
    end.replaceChildren(html("h3", { tabindex: -1 }, "Done"), scoreOf(round, data, link), html("div", { class: "acts" },
      button("Another quiz", another, { class: "check", "data-act": "another" }),
      ...(again.length ? [button("Ask the missed ones again", () => run("missed", again), { "data-act": "again" })] : []),
      button("Back to the start", toStart, { "data-act": "start" })));
    show();
    bringUp(root);
    end.firstChild.focus({ preventScroll: true });
  }

  function another() {
    told += 1;
    view = "start";
    tell?.("another", { n: told });
    show();
  }

  function toStart() {
    view = "start";
    show();
    start.querySelector("button")?.focus({ preventScroll: true });
  }

  function resume() {
    const found = waits();
    if (!found) return toStart();
    ({ name, round } = found);
    return ask();
  }

  const link = (to, words, more = {}) => html("a", { href: baseOf(location.pathname, OWN) + to, onclick: goTo, ...more }, ...words);

  // ------------------------------------------------------------ showing
  function show() {
    setAttribute(root, "data-view", view);
    setAttribute(root, "data-paper", data.paper);
    setAttribute(root, "data-due", dueNow().length);
    start.hidden = view !== "start";
    card.hidden = view !== "question" && view !== "feedback";
    end.hidden = view !== "score";
    if (view === "start") showStart();
    if (!card.hidden) showCard();
  }

  function showStart() {
    start.replaceChildren(...startOf(data, { records: read().quiz, due: dueNow(), waiting: waits(), button, link,
      begin: () => run(nameOf(), data.round), practise: () => run("due", dueNow()), resume, print: () => print() }));
  }

  function showCard() {
    const asks = view === "question";
    if (asks) {
      const back = returns(round);
      setAttribute(root, "data-key", current(round));
      setAttribute(root, "data-kind", item().kind);
      setAttribute(root, "data-at", position(round));
      setAttribute(root, "data-back", back);
      setText(count, back ? `Once more: question ${position(round)} of ${round.keys.length}` : `Question ${position(round)} of ${round.keys.length}`);
      setText(topic, data.topics.find(({ key }) => key === item().topic).title);
    }
    setAttribute(root, "data-total", round.keys.length);
    setAttribute(root, "data-right", score(round).right);
    check.hidden = skip.hidden = !asks;
    next.hidden = see.hidden = asks;
    setText(next, current(round) ? "Next question" : "See the score");
    pips.toggleAttribute("data-many", round.keys.length > 30);
    pips.replaceChildren(...round.keys.map((key) => html("li", { "data-state": asks && key === current(round) ? "now" : round.first[key] ?? "ahead" })));
  }

  // ------------------------------------------------------------ keys, paper
  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || card.hidden) return;
    const path = event.composedPath();
    if (!path.includes(root) && !path[0]?.matches?.(BODY)) return;
    const typing = path[0]?.matches?.("input[type=text]");
    if (!typing && view === "question" && /^[1-5]$/.test(event.key) && answer.pick(Number(event.key) - 1)) event.preventDefault();
    if (event.key === "Enter" && !path[0]?.matches?.("button, a, input")) { event.preventDefault(); submit(); }
    if (/^Arrow(Down|Up|Left|Right)$/.test(event.key) && path[0] === question && view === "question") { event.preventDefault(); answer.focus(); }
  }

  /** The sheet is made when paper is asked for, also from the browser's own menu. */
  function onPaper() {
    sheet?.remove();
    sheet = createSheet(data);
    root.append(sheet);
  }

  const offPaper = () => { sheet?.remove(); sheet = null; };

  function update(later) {
    const other = later.paper !== data.paper || later.round.join() !== data.round.join();
    data = later;
    paint(root, data.palette);
    if (other && view !== "start") view = "start";
    show();
  }

  document.addEventListener("keydown", pressed);
  addEventListener("beforeprint", onPaper);
  addEventListener("afterprint", offPaper);
  const stop = subscribe(() => { if (view === "start") show(); });
  update(first);

  return {
    update,
    destroy: () => {
      stop();
      document.removeEventListener("keydown", pressed);
      removeEventListener("beforeprint", onPaper);
      removeEventListener("afterprint", offPaper);
      root.remove();
    },
  };
}

export default mountOnce(createQuiz);
