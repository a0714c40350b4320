// One move of its own, and when it may begin.

/**
 * One move of its own, such as a loop that unrolls: from where it stands to 0 or 1, then rest.
 *
 * @param {number} length  milliseconds
 * @param {(at: number) => void} paint
 */
export function createGlide(length, paint) {
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
  let [at, frame] = [0, 0];

  function to(end, jump = false) {
    cancelAnimationFrame(frame);
    const [begin, started] = [at, performance.now()];
    const whole = jump || reduced.matches ? 0 : length;
    const tick = (now) => {
      const p = whole ? Math.max(0, Math.min(1, (now - started) / whole)) : 1;
      at = begin + (end - begin) * p;
      paint(at);
      if (p < 1) frame = requestAnimationFrame(tick);
    };
    if (whole) frame = requestAnimationFrame(tick);
    else tick(started);
  }

  return { to, at: () => at, stop: () => cancelAnimationFrame(frame) };
}

/** Do that once, when the element is well in sight: on a phone a picture lies below its words. The result gives it up. */
export function whenSeen(element, act) {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    act();
  }, { rootMargin: "-8% 0px" });
  observer.observe(element);
  return () => observer.disconnect();
}
