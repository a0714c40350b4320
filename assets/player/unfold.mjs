// A small picture that is drawn once more from its beginning when the question about it is answered.

import { createGlide, whenSeen } from "./glide.mjs";

const [LEAST, MOST, EACH] = [900, 3600, 240]; // milliseconds: of all, and of each place on the way

/** How long so many places take: one is seen, and many are not waited for. */
export const lengthOf = (places) => Math.max(LEAST, Math.min(MOST, EACH * places));

/**
 * @param {HTMLElement} root  says with `data-unfolded` whether all of it is drawn
 * @param {() => HTMLElement} seen  what has to be in sight: on a small screen the picture lies below its words
 * @param {(share: number) => void} paint  shows that share of it, 0…1
 */
export function createUnfolding(root, seen, paint) {
  let glide = null;
  let unseen = () => {};

  /** No further; where it stands is for the caller to say. */
  function stop() {
    unseen();
    glide?.stop();
    if (unfolding()) root.setAttribute("data-unfolded", true);
  }

  const unfolding = () => root.getAttribute("data-unfolded") === "false";

  /** Begin as soon as it is in sight, and take as long as so many places need. */
  function run(places) {
    stop();
    root.setAttribute("data-unfolded", false);
    unseen = whenSeen(seen(), () => {
      glide = createGlide(lengthOf(places), (share) => {
        paint(share);
        if (share === 1) root.setAttribute("data-unfolded", true);
      });
      glide.to(1);
    });
  }

  /** The learner does something: all of it at once. */
  function halt() {
    if (!unfolding()) return;
    stop();
    paint(1);
  }

  return { run, halt, stop };
}
