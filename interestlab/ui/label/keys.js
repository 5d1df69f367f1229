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
    const attribute = (/** @type {string} */ name) => ("getAttribute" in one ? one.getAttribute?.(name) : null);
    const role = attribute("role");
    // A choice that was made keeps the focus; until it is opened again nothing is written in it.
    if (role === "combobox" && attribute("aria-expanded") === "false") return false;
    if (isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(tagName ?? "")) return true;
    return role === "dialog" || role === "listbox";
  });
}
