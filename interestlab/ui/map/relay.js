// Carries small messages to a map without sending its points again, and what is drawn on the map back to the page: this element
// stands outside the map's fragment, so a selection reruns the page, and hovering does not. The last message of each channel is
// kept for a map that appears later, and forgotten when this element goes.

/** @param {ComponentArguments<MapMessage>} given */
export default function ({ data, setStateValue }) {
  if (!data) return undefined;
  const kept = (globalThis.__interestlabRelay ??= new Map());
  const name = `${data.map}/${data.channel}`;
  kept.set(name, { ...data, send: setStateValue });
  document.dispatchEvent(new CustomEvent("interestlab-map", { detail: kept.get(name) }));
  return () => kept.delete(name);
}
