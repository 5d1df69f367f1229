// Which key was pressed for the post that is being asked about.

/**
 * The name of a key that stands for an answer, "" for every other press.
 *
 * @param {{key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, repeat?: boolean}} event
 * @param {string[]} keys  names: "1" to "9", letters, "?" and "undo"
 */
export function answerOf(event, keys) {
  if (event.altKey || event.repeat) return "";
  const pressed = event.key.toLowerCase();
  const named = event.ctrlKey || event.metaKey ? (pressed === "z" ? "undo" : "") : pressed === "u" ? "undo" : pressed;
  return keys.includes(named) ? named : "";
}

/**
 * Whether keys belong to something else: a field that is written in, or a window over the page.
 *
 * @param {Array<EventTarget | {tagName?: string, isContentEditable?: boolean, getAttribute?: (name: string) => string | null}>} path
 *   from the inmost element outwards
 */
export function isTaken(path) {
  return path.some((one) => {
    const { tagName, isContentEditable } = /** @type {{tagName?: string, isContentEditable?: boolean}} */ (one);
    if (isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(tagName ?? "")) return true;
    const role = "getAttribute" in one ? one.getAttribute?.("role") : null;
    return role === "dialog" || role === "listbox";
  });
}
