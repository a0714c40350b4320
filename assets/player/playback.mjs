// The only loop of a player: a fast move, then rest; while it plays, the next move after the beat.
// It runs only while something moves.

import { speedDown, speedUp } from "./clock.mjs";

/**
 * @typedef {{kind: string, from: Object, started: number, length: number}} Move  from which place, and how
 */

/**
 * @param {Object} player
 * @param {MediaQueryList} player.reduced   whether the learner wants no motion
 * @param {(speed: number) => {move: number, beat: number}} player.tempo  in milliseconds
 * @param {() => boolean} player.atEnd      whether there is nothing left to play
 * @param {() => void} player.restart       go back to the beginning
 * @param {() => void} player.next          go on to what is played next
 * @param {() => Object} player.place       where it stands
 * @param {(move: Move, progress: number) => void} player.paint  show a move, `progress` 0…1 of it
 * @param {() => void} player.changed       playing or speed is another
 * @param {() => void} player.rest          everything stands still
 */
export function createPlayback(player) {
  const state = { playing: false, speed: 1 };
  let move = resting();
  let frame = 0;

  function resting() {
    return { kind: "rest", from: player.place(), started: performance.now(), length: 0 };
  }

  /** Begin a move from where the player stands. */
  function begin(kind) {
    move = { ...resting(), kind, length: player.reduced.matches ? 0 : player.tempo(state.speed).move };
    wake();
    return move;
  }

  /** Nothing moves: a beat begins. */
  function stand() {
    move = resting();
    return move;
  }

  /** Show anew what stands there, and be at rest again. */
  function settle() {
    stand();
    wake();
  }

  function play() {
    if (player.atEnd()) player.restart();
    else stand();
    state.playing = true;
    player.changed();
    wake();
  }

  function pause() {
    state.playing = false;
    player.changed();
    player.rest();
  }

  const wake = () => { frame ||= requestAnimationFrame(tick); };

  function tick(now) {
    frame = 0;
    const elapsed = now - move.started;
    const progress = move.length ? Math.max(0, Math.min(1, elapsed / move.length)) : 1;
    if (progress < 1 || !move.done) player.paint(move, progress);
    move.done = progress >= 1;
    if (state.playing && elapsed >= player.tempo(state.speed).beat) {
      if (player.atEnd()) return pause();
      return player.next();
    }
    if (progress < 1 || state.playing) wake();
    else player.rest();
  }

  function setSpeed(speed) {
    state.speed = speed;
    player.changed();
  }

  return {
    state, begin, stand, settle, play, pause,
    toggle: () => (state.playing ? pause() : play()),
    faster: () => setSpeed(speedUp(state.speed)),
    slower: () => setSpeed(speedDown(state.speed)),
    stop: () => cancelAnimationFrame(frame),
  };
}
