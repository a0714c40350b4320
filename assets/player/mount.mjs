// How Streamlit mounts something: once per place on the page, updated at every rerun after.

/**
 * @param {(host: Element, data: Object, tell: (name: string, value: any) => void) =>
 *   {update: (data: Object) => void, destroy: () => void}} create  `tell` lets the server know
 */
export function mountOnce(create) {
  const instances = new WeakMap();
  return ({ parentElement, data, setTriggerValue }) => {
    const existing = instances.get(parentElement);
    if (existing) existing.update(data);
    else instances.set(parentElement, create(parentElement, data, setTriggerValue));
    return () => {
      instances.get(parentElement)?.destroy();
      instances.delete(parentElement);
    };
  };
}
