// The words of the attention viewer, and small pieces of its page. All text goes through textContent.

import { SPECIAL, TEXT } from "./data.js";

/** @import { AttentionHeader, Choice, Line, Plane, Units } from "./data.js" */
/** @typedef {{row: number, column: number, line?: Line}} Lit units that the pointer is on */
/** @typedef {{hover: (at: Lit | null) => void, choose: (change: Partial<Choice>) => void}} Host what the views tell */
/** @typedef {[red: number, green: number, blue: number]} Colour */
/** @typedef {{text: Colour, muted: Colour, border: Colour, primary: Colour, ground: Colour}} Colours */
/** @typedef {HTMLElement & {reached?: HTMLElement | null}} OptionList `reached` is what the Tab key reaches */

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export const THRESHOLDS = [0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

/** @param {number} share */
export const percent = (share) => (share >= 0.005 ? `${Math.round(share * 100)}\u00a0%` : share > 0 ? "<1\u00a0%" : "");
/** @param {number} share */
export const exactly = (share) => `${(share * 100).toFixed(share >= 0.0995 ? 0 : share >= 0.00995 ? 1 : 2)}\u00a0%`;

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/**
 * @param {string} className
 * @param {string} label
 * @param {() => void} onclick
 */
export function option(className, label, onclick) {
  const button = element("button", className);
  Object.assign(button, { type: "button", onclick });
  button.setAttribute("role", "option");
  if (label) button.setAttribute("aria-label", label);
  return button;
}

/**
 * Arrow keys walk through the options of a list, of which the Tab key reaches only one.
 * @param {OptionList} list
 */
export function walk(list) {
  list.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const options = [...list.querySelectorAll("button")].filter((button) => button.offsetParent !== null);
    const next = options[options.indexOf(/** @type {HTMLButtonElement} */ (event.target)) + step];
    if (!next) return;
    reach(list, next);
    next.focus();
  });
}

/**
 * Makes one option of a list the one that the Tab key reaches.
 * @param {OptionList} list
 * @param {HTMLElement} chosen
 */
export function reach(list, chosen) {
  if (list.reached === chosen) return;
  if (!list.reached) for (const button of list.querySelectorAll("button")) button.tabIndex = -1;
  else list.reached.tabIndex = -1;
  chosen.tabIndex = 0;
  list.reached = chosen;
}

/** @param {Pick<Choice, "layer" | "head">} choice */
export function describe({ layer, head }) {
  if (layer === "rollout") return "the rollout over all layers";
  if (layer === "flow") return "the flow through all layers";
  if (layer === null && head === null) return "the mean of all heads";
  if (layer === null) return `head ${Number(head) + 1}, mean of all layers`;
  return head === null ? `layer ${layer + 1}, mean of its heads` : `layer ${layer + 1}, head ${head + 1}`;
}

/**
 * One sentence on where the chosen unit looks.
 * @param {Float64Array} row
 * @param {Pick<Units, "labels">} units
 * @param {number} unit
 * @param {Pick<Choice, "layer" | "head" | "looks">} choice
 */
export function sentenceOf(row, units, unit, choice) {
  const name = `“${units.labels[unit]}”`;
  const order = [...row.keys()].sort((a, b) => row[b] - row[a]).slice(0, 2).filter((i) => row[i] > 0);
  const only = choice.looks === "both" ? "special tokens" : "what is left out";
  if (!order.length) return `${name} looks only at ${only} in ${describe(choice)}.`;
  const most = order.map((i) => `“${units.labels[i]}” (${percent(row[i])})`).join(" and ");
  const verb = choice.layer === "rollout" || choice.layer === "flow" ? "draws" : "looks";
  return `In ${describe(choice)}, ${name} ${verb} most ${verb === "draws" ? "on" : "at"} ${most}.`;
}

/**
 * What is left out, cut, masked or only looked at in part.
 * @param {Pick<AttentionHeader, "tokens" | "total" | "totals" | "second" | "read" | "causal">} header
 * @param {Choice} choice
 * @param {{removed: ArrayLike<number>, plane: Pick<Plane, "rows" | "among"> | null, units: Pick<Units, "special">, unit: number}} shown
 */
export function remarksOf(header, choice, { removed, plane, units, unit }) {
  const parts = [];
  const seen = header.tokens.length;
  const share = (/** @type {number} */ reason) => percent(removed[reason]) || "0\u00a0%";
  if (!choice.specials) parts.push(`${share(SPECIAL)} of its attention went to special tokens and is left out.`);
  if (choice.looks !== "both" && choice.view !== "layers") {
    const left = choice.looks === "own" ? "the other text" : "its own text";
    parts.push(units.special[unit] ? "It is a special token, which belongs to neither text: nothing of a text is left out." : `${share(TEXT)} of its attention went to ${left} and is left out.`);
  }
  if (header.total > seen) parts.push(`${cutOf(header)} tokens are read.`);
  if (header.causal) parts.push("This model reads in one direction: a token cannot look at what comes after it, which is hatched.");
  if (plane?.rows === 1 && plane.among < seen) parts.push(`The flow was computed among the ${count(plane.among)} of ${count(seen)} tokens nearest to the chosen one.`);
  if (choice.view === "matrix" && choice.layer === "flow") parts.push("A flow is computed for the chosen token alone, so the matrix has one row.");
  return parts.join(" ");
}

/** @param {number} number */
const count = (number) => number.toLocaleString("en");

/** @param {Pick<AttentionHeader, "tokens" | "total" | "totals" | "second" | "read">} header */
function cutOf({ total, tokens, second, read, totals }) {
  if (!second.some(Boolean)) return `The text was cut: ${count(tokens.length)} of ${count(total)}`;
  return `The texts were cut: ${count(read[0])} of ${count(totals[0])} and ${count(read[1])} of ${count(totals[1])}`;
}

/**
 * Colours as the theme has them.
 * @param {Element} root
 * @returns {Colours}
 */
export function coloursOf(root) {
  const style = getComputedStyle(root);
  const of = (/** @type {string} */ name, /** @type {string} */ other) => style.getPropertyValue(name).trim() || other;
  const [text, ground, primary] = [of("--st-text-color", "#1f2733"), of("--st-background-color", "#ffffff"), of("--st-primary-color", "#3b5bdb")];
  return { text: rgbOf(text), ground: rgbOf(ground), primary: rgbOf(primary), muted: mix(rgbOf(text), rgbOf(ground), 0.68), border: mix(rgbOf(text), rgbOf(ground), 0.18) };
}

/** @param {HTMLCanvasElement} canvas */
export const contextOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

/** @type {CanvasRenderingContext2D | null} */
let scratched = null;

/** A context whose canvas nobody sees, to try colours and to measure text; the same one for all. */
export function scratch() {
  scratched ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  return /** @type {CanvasRenderingContext2D} */ (scratched);
}

/**
 * @param {string} colour as CSS has it
 * @returns {Colour}
 */
function rgbOf(colour) {
  const probe = scratch();
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/**
 * The colour between two, of which `share` is the first.
 * @param {Colour} a
 * @param {Colour} b
 * @param {number} share
 */
export function mix(a, b, share) {
  return /** @type {Colour} */ (a.map((value, i) => Math.round(value * share + b[i] * (1 - share))));
}

/**
 * A colour as it can stand in CSS and in SVG.
 * @param {Colour} rgb
 */
export const css = (rgb, alpha = 1) => (alpha === 1 ? `rgb(${rgb.join(",")})` : `rgba(${rgb.join(",")},${alpha})`);

/**
 * A label that fits into a width, for canvas and SVG, whose fonts are measured alike.
 * @param {Pick<CanvasRenderingContext2D, "measureText">} context
 * @param {string} text
 * @param {number} width
 */
export function fitted(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && context.measureText(`${letters.join("")}…`).width > width) letters.pop();
  return `${letters.join("")}…`;
}
