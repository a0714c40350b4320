// Whether a part that scrolls has more behind one of its edges, as `data-more` for its stylesheet.

const EDGES = ["left", "right", "above", "below"];

/** Behind which edges something lies; a pixel less is rounding. */
export function moreBehind({ scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight }) {
  const hidden = [scrollLeft, scrollWidth - clientWidth - scrollLeft, scrollTop, scrollHeight - clientHeight - scrollTop];
  return EDGES.filter((_, n) => hidden[n] > 1).join(" ");
}

/** Watches the parts that it is told to follow, always only the last ones. */
export function createEdges() {
  let followed = [];
  const mark = (part) => { part.dataset.more = moreBehind(part); };
  const scrolled = ({ currentTarget }) => mark(currentTarget);
  const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => mark(target)));

  function follow(parts) {
    leave();
    followed = [...parts];
    followed.forEach((part) => {
      part.addEventListener("scroll", scrolled, { passive: true });
      observer.observe(part);
    });
  }

  function leave() {
    observer.disconnect();
    followed.forEach((part) => part.removeEventListener("scroll", scrolled));
    followed = [];
  }

  return { follow, leave };
}
