// Columns as bars: all posts pale, those that the other conditions leave strong; a click, or a pull over several, is a condition.

import { barHeights, fromTo, isOn, magnified, nextFocus, spoken } from "./bars.js";

/** @import { Column } from "./bars.js" */

/** @typedef {{ columns: Column[], revision: string }} Shown */

/**
 * @param {string} kind
 * @param {string} name
 * @param {string} [text]
 */
function make(kind, name, text) {
  const found = document.createElement(kind);
  found.className = name;
  if (text !== undefined) found.textContent = text;
  return found;
}

/** @param {ComponentArguments<Shown>} given */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".columns"));
  if (!data) return undefined;
  const focused = /** @type {HTMLElement | null} */ (root.querySelector("button:focus"))?.dataset.at;
  /** @param {Record<string, unknown>} told */
  const tell = (told) => setTriggerValue("pick", { ...told, revision: data.revision });
  root.replaceChildren(...data.columns.map((column, number) => section(column, number, tell)));
  root.dataset.revision = data.revision;
  if (focused) /** @type {HTMLElement | null} */ (root.querySelector(`button[data-at="${focused}"]`))?.focus();
  return undefined;
}

/**
 * @param {Column} column
 * @param {number} number
 * @param {(told: Record<string, unknown>) => void} tell
 */
function section(column, number, tell) {
  const found = make("section", column.spans ? "spans" : "values");
  const head = make("header", "head");
  head.append(make("h4", "title", column.title));
  if (column.on !== null) {
    const clear = /** @type {HTMLButtonElement} */ (make("button", "clear", "×"));
    clear.setAttribute("aria-label", `Clear the condition on ${column.title}`);
    clear.onclick = () => tell({ column: column.key, clear: true });
    head.append(clear);
  }
  const bars = make("div", "bars");
  bars.setAttribute("role", "group");
  bars.setAttribute("aria-label", column.title);
  const buttons = column.labels.map((_, at) => bar(column, number, at));
  bars.append(...buttons);
  listen(column, bars, buttons, tell);
  const taller = magnified(column);
  found.append(head, bars, make("p", "note", taller > 1 ? `${column.note} · strong bars ${taller} × as tall` : column.note));
  return found;
}

/**
 * @param {Column} column
 * @param {number} number
 * @param {number} at
 */
function bar(column, number, at) {
  const found = /** @type {HTMLButtonElement} */ (make("button", "bar"));
  const [all, now] = barHeights(column, at);
  found.title = spoken(column, at);
  found.dataset.at = `${number}-${at}`;
  found.tabIndex = at === 0 ? 0 : -1;
  found.setAttribute("aria-label", found.title);
  found.setAttribute("aria-pressed", String(isOn(column, at)));
  found.style.setProperty("--all", `${all}%`);
  found.style.setProperty("--now", `${now}%`);
  if (!column.spans) found.append(make("span", "label", column.labels[at]), make("span", "count", column.now[at].toLocaleString("en")));
  found.append(make("span", "pale"), make("span", "strong"));
  return found;
}

/**
 * @param {Column} column
 * @param {HTMLElement} bars
 * @param {HTMLButtonElement[]} buttons
 * @param {(told: Record<string, unknown>) => void} tell
 */
function listen(column, bars, buttons, tell) {
  /** @type {number | null} */
  let begun = null;
  const at = (/** @type {Event} */ event) => buttons.indexOf(/** @type {any} */ (/** @type {Element} */ (event.target).closest("button")));
  const pick = (/** @type {number} */ first, /** @type {number} */ last) =>
    tell(column.spans ? { column: column.key, ...fromTo(column, first, last) } : { column: column.key, value: first });
  bars.addEventListener("pointerdown", (event) => {
    begun = at(event) >= 0 ? at(event) : null;
  });
  bars.addEventListener("pointerover", (event) => {
    if (begun === null || !column.spans || at(event) < 0) return;
    const [first, last] = [Math.min(begun, at(event)), Math.max(begun, at(event))];
    buttons.forEach((one, place) => one.classList.toggle("pulled", place >= first && place <= last));
  });
  bars.addEventListener("click", (event) => {
    const end = at(event);
    if (event.detail === 0 && end >= 0) pick(event.shiftKey && column.on ? Math.min(column.on[0], end) : end, end); // by key
  });
  bars.addEventListener("pointerup", (event) => {
    const end = at(event);
    if (begun !== null && end >= 0) pick(Math.min(begun, end), Math.max(begun, end));
    begun = null;
  });
  bars.addEventListener("pointerleave", () => {
    begun = null;
    buttons.forEach((one) => one.classList.remove("pulled"));
  });
  bars.addEventListener("keydown", (event) => {
    const next = nextFocus(event.key, at(event), buttons.length);
    if (next === null) return;
    event.preventDefault();
    buttons.forEach((one, place) => (one.tabIndex = place === next ? 0 : -1));
    buttons[next].focus();
  });
}
