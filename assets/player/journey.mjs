// Your progress: the way through the app with what was seen, and the challenges with what was solved.

import { html, setAttribute, setText } from "./dom.mjs";
import { addFile, asFile, erase, isKept, LARGEST, subscribe } from "./keepsake.mjs";
import { mountOnce } from "./mount.mjs";
import { read } from "./progress.mjs";
import { baseOf, goTo, nextPage } from "./route.mjs";
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

const dayOf = (text) => new Date(`${text}T12:00`).toLocaleDateString("en-GB", { day: "numeric", month: "short" });

/** @param {Payload} first */
function createJourney(host, first) {
  let data = first;
  const onwards = html("a", { class: "onwards", onclick: goTo });
  const said = html("p", { class: "said" });
  const count = html("span", { class: "count" });
  const way = html("ol", { class: "way" });
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
    said, way, onwards, challenges, html("footer", {}, note, doing, sure, spoken));
  host.append(root);

  // ------------------------------------------------------------ showing
  function show() {
    const progress = read();
    const base = baseOf(location.pathname, data.pages);
    const next = nextPage(data.pages, progress.seen);
    const seen = data.pages.filter(({ path }) => Object.hasOwn(progress.seen, path)).length;
    setAttribute(root, "data-seen", seen);
    setText(count, `${seen} of ${data.pages.length} pages seen`);
    setText(said, sentence(seen, next));
    way.replaceChildren(...data.pages.map((page) => station(page, progress.seen, base, page === next)));
    onwards.hidden = !next;
    if (next) {
      setAttribute(onwards, "href", base + next.path);
      setText(onwards, `${seen ? "Go on with" : "Begin with"} ${next.title} →`);
    }
    showSolved(progress.solved, base);
    setText(note, isKept() ? KEPT : REFUSED);
  }

  function sentence(seen, next) {
    if (!seen) return "Nothing seen yet: every page that you open is ticked off here.";
    return next ? "" : "You have opened every page.";
  }

  function station({ path, title }, seen, base, isNext) {
    const day = Object.hasOwn(seen, path) ? seen[path] : "";
    return html("li", { "data-state": day ? "seen" : isNext ? "next" : "ahead" },
      html("span", { class: "stop" }, day ? tick() : ""),
      html("a", { href: base + path, onclick: goTo }, title),
      html("small", {}, day ? html("span", { class: "spoken" }, "seen ") : "", day ? dayOf(day) : isNext ? "next" : ""));
  }

  function showSolved(done, base) {
    const number = data.challenges.filter(({ key }) => Object.hasOwn(done, key)).length;
    challenges.hidden = !data.challenges.length;
    setAttribute(root, "data-solved", number);
    setText(solvedOf, `${number} of ${data.challenges.length} challenges solved`);
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
