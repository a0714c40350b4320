// What buttons and keys can ask of a player: its own moves, and what means the same in every player.

/**
 * @param {Object<string, () => void>} own
 * @param {{playback: Object, help: Object, tip: Object, root: Element, tour?: Object}} parts  a tour that is on comes first
 */
export function createCommands(own, { playback, help, tip, root, tour }) {
  const all = {
    ...own,
    faster: playback.faster,
    slower: playback.slower,
    toggle: playback.toggle,
    help: () => help.toggle(),
    close: () => { help.close(); tip.hide(); },
    full: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.()),
  };

  /** Do what a key asks, and say whether it was done: under the card of keys nothing moves. */
  function obey(name) {
    if (help.element.open && name !== "help" && name !== "close") return false;
    run(name);
    return true;
  }

  function run(name) {
    if (help.element.open || !tour?.hears(name)) all[name]();
  }

  return { run, obey };
}
