// Carries small messages to a map without sending its points again. The last message of each channel is kept for a map that
// appears later, and forgotten when this element goes.
export default function ({ data }) {
  if (!data) return;
  const kept = (globalThis.__interestlabRelay ??= new Map());
  const name = `${data.map}/${data.channel}`;
  kept.set(name, data);
  document.dispatchEvent(new CustomEvent("interestlab-map", { detail: data }));
  return () => kept.delete(name);
}
