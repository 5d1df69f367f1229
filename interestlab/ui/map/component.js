// The map as a component of a page.

import { InterestMap } from "./map.js";
import { readTheme } from "./theme.js";

/** @type {WeakMap<HTMLElement, InterestMap>} */
const MAPS = new WeakMap();

/** @param {ComponentArguments<Uint8Array>} given */
export default function ({ data, parentElement, setTriggerValue }) {
  let map = MAPS.get(parentElement);
  if (!map) MAPS.set(parentElement, (map = new InterestMap(parentElement)));
  map.ask = setTriggerValue;
  map.theme = readTheme(map.root);
  if (data) map.load(data);
  return () => {
    map.destroy();
    MAPS.delete(parentElement);
  };
}
