// What there is of a learner's progress, counted: pure, so that node can test it.

import { baseOf } from "./route.mjs";

const has = (table, name) => Object.hasOwn(table, name);
const countOf = (names, table) => names.filter((name) => has(table, name)).length;

/** How many of these questions a prediction was made for; one that was skipped is none. */
export const predictedOf = (questions, predicted) => questions.filter((name) => has(predicted, name) && predicted[name].as !== "skipped").length;

/** How many records are due on that day. */
export const dueOf = (records, day) => Object.values(records).filter(({ due }) => due <= day).length;

/** Everything that can be seen, predicted and solved, and how much of it was: pairs of done and all. */
export function tallied({ pages, challenges }, progress) {
  const questions = pages.flatMap((page) => page.questions);
  return {
    pages: [countOf(pages.map(({ path }) => path), progress.seen), pages.length],
    predictions: [predictedOf(questions, progress.predicted), questions.length],
    challenges: [countOf(challenges.map(({ key }) => key), progress.solved), challenges.length],
  };
}

/** The share of all of it together, as whole per cent; 100 only when nothing is left. */
export function shareOf(tally) {
  const [done, all] = Object.values(tally).reduce(([ours, theirs], [own, most]) => [ours + own, theirs + most], [0, 0]);
  return all ? Math.floor((100 * done) / all) : 0;
}

/** Where the learner was last, if that page still is: its title, and its address with what stood there. */
export function resumeOf({ last }, pages, pathname) {
  const at = has(last, "page") ? last.page : null;
  const page = at && pages.find(({ path }) => path === at.path);
  return page ? { title: page.title, href: baseOf(pathname, pages) + at.path + at.query } : null;
}

/** The pages by section, in their order. */
export function bySection(pages) {
  const sections = [...new Set(pages.map(({ section }) => section))];
  return sections.map((section) => ({ section, pages: pages.filter((page) => page.section === section) }));
}
