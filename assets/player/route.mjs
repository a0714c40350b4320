// The way through the app: which page comes next, and how to get there without loading everything anew.

/**
 * @typedef {{path: string, title: string, section: string, minutes: number, questions: string[]}} Page
 *   path as "/cell", questions as the learner's progress names them
 */

/** The first page that was not seen yet. */
export const nextPage = (pages, seen) => pages.find(({ path }) => !Object.hasOwn(seen, path));

/** What stands before the paths of all pages, when the browser is at `pathname`: "" or, say, "/lessons". */
export function baseOf(pathname, pages) {
  const at = pathname.replace(/\/+$/, "");
  const own = pages.find(({ path }) => path !== "/" && at.endsWith(path));
  return own ? at.slice(0, -own.path.length) : at;
}

/** Go to an address of the app as its own history does: Streamlit then opens that page in this session. */
export function goTo(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState({}, "", event.currentTarget.href);
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0); // or what comes would be shown from its middle
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}
