// Your progress: the way through the app with what was seen and predicted, the quiz, and the challenges solved.

import { html, setAttribute, setText } from "./dom.mjs";
import { addFile, asFile, erase, isKept, LARGEST, subscribe } from "./keepsake.mjs";
import { mountOnce } from "./mount.mjs";
import { read, today } from "./progress.mjs";
import { baseOf, goTo, nextPage } from "./route.mjs";
import { bySection, dueOf, predictedOf, resumeOf, shareOf, tallied } from "./tally.mjs";
import { tick } from "./tick.mjs";

/**
 * @typedef {Object} Payload
 * @property {number} version
 * @property {import("./route.mjs").Page[]} pages        in the order of the way
 * @property {{key: string, title: string}[]} challenges
 * @property {string} board                              path of the page with the challenges
 */

const KEPT = "Kept in this browser only: no account, nothing is sent.";
const REFUSED = "This browser stores nothing here, so your progress lasts until you close or reload this page.";

const [QUIZ, CARDS] = ["/quiz", "/glossary"]; // pages on which something falls due
const WHOLE = { pages: "pages seen", predictions: "predictions made", challenges: "challenges solved" };

const plural = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
const dayOf = (text) => new Date(`${text}T12:00`).toLocaleDateString("en-GB", { day: "numeric", month: "short" });

/** @param {Payload} first */
function createJourney(host, first) {
  let data = first;
  const resume = html("a", { class: "resume", onclick: goTo });
  const onwards = html("a", { class: "onwards", onclick: goTo });
  const ways = html("div", { class: "ways" }, resume, onwards);
  const filled = html("span", { class: "filled" });
  const whole = html("div", { class: "whole", role: "img" }, filled);
  const parts = html("ul", { class: "parts" });
  const due = html("p", { class: "due" });
  const said = html("p", { class: "said" });
  const count = html("span", { class: "count" });
  const way = html("div", { class: "sections" });
  const scores = html("dl", { class: "scores" });
  const quiz = html("div", { class: "quiz-of" }, html("h3", {}, "Last quiz, by topic"), scores);
  const solved = html("ul", { class: "solved" });
  const solvedOf = html("h3", {});
  const challenges = html("div", { class: "challenges-of" }, solvedOf, solved);
  const note = html("p", { class: "note" });
  const spoken = html("p", { class: "answer-to", role: "status" });
  const file = html("input", { type: "file", accept: ".json,application/json", hidden: true, "aria-label": "File with your progress", onchange: bring });
  const plain = (label, act) => html("button", { type: "button", class: "text", onclick: act }, label);
  const offer = plain("Erase", () => asks(true));
  const sure = html("div", { class: "sure", role: "group", "aria-label": "Erase your progress", hidden: true },
    html("span", {}, "Erase all of it? It cannot be brought back."), plain("Yes, erase", wipe), plain("No, keep it", () => asks(false)));
  const doing = html("div", { class: "doing" }, plain("Export", take), plain("Import", () => file.click()), offer, file);
  const root = html("section", { class: "player journey", "data-testid": "journey", "aria-labelledby": "journey-title" },
    html("header", {}, html("h2", { id: "journey-title" }, "Your progress"), count),
    said, whole, parts, ways, due, way, quiz, challenges, html("footer", {}, note, doing, sure, spoken));
  host.append(root);

  // ------------------------------------------------------------ showing
  function show() {
    const progress = read();
    const base = baseOf(location.pathname, data.pages);
    const next = nextPage(data.pages, progress.seen);
    const tally = tallied(data, progress);
    const [seen] = tally.pages;
    setAttribute(root, "data-seen", seen);
    setAttribute(root, "data-predicted", tally.predictions[0]);
    setText(said, sentence(seen, next));
    showWhole(tally);
    way.replaceChildren(...bySection(data.pages).map(({ section, pages }) => html("section", {}, html("h3", {}, section),
      html("ol", { class: "way" }, ...pages.map((page) => station(page, progress, base, page === next))))));
    const back = resumeOf(progress, data.pages, location.pathname);
    resume.hidden = !back;
    if (back) {
      setAttribute(resume, "href", back.href);
      setText(resume, `Continue where you were: ${back.title}`);
    }
    onwards.hidden = !next;
    if (next) {
      setAttribute(onwards, "href", base + next.path);
      setText(onwards, `${seen ? "Go on with" : "Begin with"} ${next.title} →`);
    }
    showDue(progress, base);
    showScores(progress.scores);
    showSolved(progress.solved, base);
    setText(note, isKept() ? KEPT : REFUSED);
  }

  function sentence(seen, next) {
    if (!seen) return "Nothing seen yet: every page that you open is ticked off here.";
    return next ? "" : "You have opened every page.";
  }

  /** All of it in one bar, and its parts in words. */
  function showWhole(tally) {
    const share = shareOf(tally);
    setText(count, `${share}% of everything`);
    setAttribute(whole, "aria-label", `${share}% of everything is done`);
    filled.style.transform = `scaleX(${share / 100})`;
    parts.replaceChildren(...Object.entries(tally).filter(([, [, all]]) => all)
      .map(([name, [done, all]]) => html("li", {}, html("span", {}, `${done} of ${all}`), ` ${WHOLE[name]}`)));
  }

  function station({ path, title, minutes, questions }, progress, base, isNext) {
    const day = Object.hasOwn(progress.seen, path) ? progress.seen[path] : "";
    const told = [
      minutes ? `${minutes} min` : "",
      questions.length ? `${predictedOf(questions, progress.predicted)} of ${questions.length} predicted` : "",
      day ? `seen ${dayOf(day)}` : isNext ? "next" : "",
    ].filter(Boolean);
    return html("li", { "data-state": day ? "seen" : isNext ? "next" : "ahead", "data-page": path },
      html("span", { class: "stop" }, day ? tick() : ""),
      html("a", { href: base + path, onclick: goTo }, title),
      html("small", {}, told.join(" · ")));
  }

  /** What the quiz and the flashcards would like to ask again today. */
  function showDue(progress, base) {
    const listed = (path) => data.pages.some((page) => page.path === path);
    const waiting = [[QUIZ, dueOf(progress.quiz, today()), "quiz question"], [CARDS, dueOf(progress.cards, today()), "flashcard"]]
      .filter(([path, number]) => number && listed(path));
    due.hidden = !waiting.length;
    due.replaceChildren("Due today: ", ...waiting.flatMap(([path, number, what], k) => [k ? " and " : "", html("a", { href: base + path, onclick: goTo }, plural(number, what))]), ".");
  }

  function showScores(all) {
    const known = data.pages.filter(({ path }) => Object.hasOwn(all, path) && all[path].of > 0);
    quiz.hidden = !known.length;
    scores.replaceChildren(...known.map(({ path, title }) => {
      const bar = html("span", { class: "filled", style: `transform: scaleX(${Math.min(1, all[path].right / all[path].of)})` });
      return html("div", { class: "score" }, html("dt", {}, title), html("dd", {}, html("span", { class: "whole" }, bar), `${all[path].right} of ${all[path].of} right`));
    }));
  }

  function showSolved(done, base) {
    const number = data.challenges.filter(({ key }) => Object.hasOwn(done, key)).length;
    challenges.hidden = !data.challenges.length;
    setAttribute(root, "data-solved", number);
    setText(solvedOf, "Challenges");
    solved.replaceChildren(...data.challenges.map(({ key, title }) => {
      const is = Object.hasOwn(done, key);
      const href = `${base}${data.board}?challenge=${encodeURIComponent(key)}`;
      return html("li", {}, html("a", { class: "chip-of", href, "data-solved": is, onclick: goTo },
        is ? tick() : "", title, is ? html("span", { class: "spoken" }, ", solved") : ""));
    }));
  }

  // ------------------------------------------------------------ taking, bringing, erasing
  function take() {
    const url = URL.createObjectURL(new Blob([asFile()], { type: "application/json" }));
    html("a", { href: url, download: "gatescope-progress.json" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
    setText(spoken, "Saved as gatescope-progress.json.");
  }

  async function bring() {
    const [chosen] = file.files;
    if (!chosen) return;
    const text = await chosen.slice(0, LARGEST).text().catch(() => "");
    file.value = ""; // the same file can be chosen again
    setText(spoken, addFile(text));
  }

  function asks(open) {
    sure.hidden = !open;
    doing.hidden = open;
    setText(spoken, "");
    if (open) sure.lastChild.focus();
    else offer.focus();
  }

  function wipe() {
    erase();
    asks(false);
    setText(spoken, "Erased.");
  }

  const stop = subscribe(show);
  show();

  return {
    update: (next) => { data = next; show(); },
    destroy: () => { stop(); root.remove(); },
  };
}

export default mountOnce(createJourney);
