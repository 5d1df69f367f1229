// The viewer as a component of a page.

import { AttentionView } from "./view.js";

/** @type {WeakMap<HTMLElement, AttentionView>} */
const VIEWS = new WeakMap();

/** @param {ComponentArguments<Uint8Array>} given */
export default function ({ data, parentElement, setStateValue }) {
  let view = VIEWS.get(parentElement);
  if (!view) VIEWS.set(parentElement, (view = new AttentionView(/** @type {HTMLElement} */ (parentElement.querySelector(".attention")))));
  view.send = (choice) => setStateValue("choice", choice);
  if (data) view.load(data);
  else if (!view.data) view.wait();
  return () => VIEWS.delete(parentElement);
}
