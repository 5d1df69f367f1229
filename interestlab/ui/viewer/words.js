// The words of the attention viewer, and small pieces of its page. All text goes through textContent.

import { SPECIAL, TEXT } from "./data.js";

export const THRESHOLDS = [0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

export const percent = (share) => (share >= 0.005 ? `${Math.round(share * 100)}\u00a0%` : share > 0 ? "<1\u00a0%" : "");
export const exactly = (share) => `${(share * 100).toFixed(share >= 0.0995 ? 0 : share >= 0.00995 ? 1 : 2)}\u00a0%`;

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export function option(className, label, onclick) {
  const button = element("button", className);
  Object.assign(button, { type: "button", onclick });
  button.setAttribute("role", "option");
  if (label) button.setAttribute("aria-label", label);
  return button;
}

/** Arrow keys walk through the options of a list, of which the Tab key reaches only one. */
export function walk(list) {
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const options = [...list.querySelectorAll("button")].filter((button) => button.offsetParent !== null);
    const next = options[options.indexOf(event.target) + step];
    if (!next) return;
    reach(list, next);
    next.focus();
  });
}

/** Makes one option of a list the one that the Tab key reaches. */
export function reach(list, chosen) {
  if (list.reached === chosen) return;
  if (!list.reached) for (const button of list.querySelectorAll("button")) button.tabIndex = -1;
  else list.reached.tabIndex = -1;
  chosen.tabIndex = 0;
  list.reached = chosen;
}

export function describe({ layer, head }) {
  if (layer === "rollout") return "the rollout over all layers";
  if (layer === "flow") return "the flow through all layers";
  if (layer === null && head === null) return "the mean of all heads";
  if (layer === null) return `head ${head + 1}, mean of all layers`;
  return head === null ? `layer ${layer + 1}, mean of its heads` : `layer ${layer + 1}, head ${head + 1}`;
}

/** One sentence on where the chosen unit looks. */
export function sentenceOf(row, units, unit, choice) {
  const name = `“${units.labels[unit]}”`;
  const order = [...row.keys()].sort((a, b) => row[b] - row[a]).slice(0, 2).filter((i) => row[i] > 0);
  const only = choice.looks === "both" ? "special tokens" : "what is left out";
  if (!order.length) return `${name} looks only at ${only} in ${describe(choice)}.`;
  const most = order.map((i) => `“${units.labels[i]}” (${percent(row[i])})`).join(" and ");
  const verb = choice.layer === "rollout" || choice.layer === "flow" ? "draws" : "looks";
  return `In ${describe(choice)}, ${name} ${verb} most ${verb === "draws" ? "on" : "at"} ${most}.`;
}

/** What is left out, cut, masked or only looked at in part. */
export function remarksOf(header, choice, { removed, plane, units, unit }) {
  const parts = [];
  const [seen, count] = [header.tokens.length, (number) => number.toLocaleString("en")];
  const share = (reason) => percent(removed[reason]) || "0\u00a0%";
  if (!choice.specials) parts.push(`${share(SPECIAL)} of its attention went to special tokens and is left out.`);
  if (choice.looks !== "both" && choice.view !== "layers") {
    const left = choice.looks === "own" ? "the other text" : "its own text";
    parts.push(units.special[unit] ? "It is a special token, which belongs to neither text: nothing of a text is left out." : `${share(TEXT)} of its attention went to ${left} and is left out.`);
  }
  if (header.total > seen) parts.push(`${cutOf(header, count)} tokens are read.`);
  if (header.causal) parts.push("This model reads in one direction: a token cannot look at what comes after it, which is hatched.");
  if (plane?.rows === 1 && plane.among < seen) parts.push(`The flow was computed among the ${count(plane.among)} of ${count(seen)} tokens nearest to the chosen one.`);
  if (choice.view === "matrix" && choice.layer === "flow") parts.push("A flow is computed for the chosen token alone, so the matrix has one row.");
  return parts.join(" ");
}

function cutOf({ total, tokens, second, read, totals }, count) {
  if (!second.some(Boolean)) return `The text was cut: ${count(tokens.length)} of ${count(total)}`;
  return `The texts were cut: ${count(read[0])} of ${count(totals[0])} and ${count(read[1])} of ${count(totals[1])}`;
}

/** Colours as the theme has them: {text, muted, border, primary, ground, dark}, each as it can stand in SVG. */
export function coloursOf(root) {
  const style = getComputedStyle(root);
  const of = (name, other) => style.getPropertyValue(name).trim() || other;
  const [text, ground, primary] = [of("--st-text-color", "#1f2733"), of("--st-background-color", "#ffffff"), of("--st-primary-color", "#3b5bdb")];
  return { text: rgbOf(text), ground: rgbOf(ground), primary: rgbOf(primary), muted: mix(rgbOf(text), rgbOf(ground), 0.68), border: mix(rgbOf(text), rgbOf(ground), 0.18) };
}

let scratched = null;

/** A context whose canvas nobody sees, to try colours and to measure text; the same one for all. */
export function scratch() {
  scratched ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  return scratched;
}

function rgbOf(colour) {
  const probe = scratch();
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  return [...probe.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

const mix = (a, b, share) => a.map((value, i) => Math.round(value * share + b[i] * (1 - share)));
export const css = (rgb, alpha = 1) => (alpha === 1 ? `rgb(${rgb.join(",")})` : `rgba(${rgb.join(",")},${alpha})`);

/** A label that fits into a width, for canvas and SVG, whose fonts are measured alike. */
export function fitted(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && context.measureText(`${letters.join("")}…`).width > width) letters.pop();
  return `${letters.join("")}…`;
}
