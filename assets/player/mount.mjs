// How Streamlit mounts something: once per place on the page, updated at every rerun after.

/**
 * @param {(host: Element, data: Object) => {update: (data: Object) => void, destroy: () => void}} create
 */
export function mountOnce(create) {
  const instances = new WeakMap();
  return ({ parentElement, data }) => {
    const existing = instances.get(parentElement);
    if (existing) existing.update(data);
    else instances.set(parentElement, create(parentElement, data));
    return () => {
      instances.get(parentElement)?.destroy();
      instances.delete(parentElement);
    };
  };
}
