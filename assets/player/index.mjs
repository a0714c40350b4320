// What Streamlit mounts: once per place on the page, updated at every rerun after.

import { createPlayer } from "./player.mjs";

const instances = new WeakMap();

export default function mount({ parentElement, data }) {
  const existing = instances.get(parentElement);
  if (existing) existing.update(data);
  else instances.set(parentElement, createPlayer(parentElement, data));
  return () => {
    instances.get(parentElement)?.destroy();
    instances.delete(parentElement);
  };
}
