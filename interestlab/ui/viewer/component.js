// The viewer as a component of a page.

import { AttentionView } from "./view.js";

const VIEWS = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  let view = VIEWS.get(parentElement);
  if (!view) VIEWS.set(parentElement, (view = new AttentionView(parentElement.querySelector(".attention"))));
  view.send = (choice) => setStateValue("choice", choice);
  if (data) view.load(data);
  else if (!view.data) view.wait();
  return () => VIEWS.delete(parentElement);
}
