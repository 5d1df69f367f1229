// What the map reads off the page around it: the theme, and what this browser tab has kept.

import { rgb } from "./points.js";

/** @import { Theme } from "./names.js" */

/**
 * @param {Element} element
 * @returns {Theme}
 */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const pick = (/** @type {string} */ name, /** @type {string} */ otherwise) => {
    const value = style.getPropertyValue(name).trim();
    return value && value !== "unset" ? value : otherwise;
  };
  const probe = contextOf(document.createElement("canvas"));
  probe.fillStyle = pick("--st-background-color", "#ffffff");
  const background = String(probe.fillStyle);
  const [r, g, b] = background.startsWith("#") ? rgb(background) : [1, 1, 1];
  return {
    background,
    text: pick("--st-text-color", "#1e2330"),
    primary: pick("--st-primary-color", "#3b5bdb"),
    font: pick("--st-font", "sans-serif"),
    kind: 0.3 * r + 0.6 * g + 0.1 * b < 0.5 ? "dark" : "light",
  };
}

/** @param {HTMLCanvasElement} canvas */
export const contextOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

/**
 * Keeps a value of this browser tab, or without one gives what is kept, null if nothing.
 * @param {string} key
 * @param {unknown} [value]
 */
export function remember(key, value) {
  try {
    if (value === undefined) return JSON.parse(sessionStorage.getItem(key) ?? "null");
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // storage may be forbidden; then the view is not kept
  }
  return null;
}
