// Marks at the map's edge for posts that lie far outside the view; a click on one leads there.

import { fitView, toScreen } from "./geometry.js";

const INSET = 18; // pixels from the edge to the middle of a mark
const APART = 30; // between the middles of two marks

/** @import { FarGroup, Size, View } from "./geometry.js" */
/** @import { InterestMap } from "./map.js" */
/** @typedef {{group: number, x: number, y: number, angle: number}} Mark in CSS pixels; the angle in degrees, 0 = to the right */

/**
 * The marks of the groups whose middle is not on the screen, each where the way to it leaves the map.
 * @param {FarGroup[]} groups
 * @param {View} view
 * @param {Size} size
 * @returns {Mark[]}
 */
export function placeMarks(groups, view, { width, height }) {
  const [halfX, halfY] = [width / 2 - INSET, height / 2 - INSET];
  if (halfX <= 0 || halfY <= 0) return [];
  /** @type {Mark[]} */
  const marks = [];
  groups.forEach(([x0, y0, x1, y1], group) => {
    const [px, py] = toScreen(view, width, height, (x0 + x1) / 2, (y0 + y1) / 2);
    if (px >= 0 && px <= width && py >= 0 && py <= height) return;
    const [dx, dy] = [px - width / 2, py - height / 2];
    const share = Math.min(halfX / Math.max(1e-9, Math.abs(dx)), halfY / Math.max(1e-9, Math.abs(dy)));
    const mark = { group, x: width / 2 + dx * share, y: height / 2 + dy * share, angle: (Math.atan2(dy, dx) * 180) / Math.PI };
    const upright = Math.abs(Math.abs(mark.x - width / 2) - halfX) < 1; // it stands at the left or right edge
    for (let tries = 0; tries < groups.length && marks.some((other) => Math.hypot(other.x - mark.x, other.y - mark.y) < APART); tries++) {
      if (upright) mark.y += mark.y + APART < height ? APART : APART - height + 2 * INSET;
      else mark.x += mark.x + APART < width ? APART : APART - width + 2 * INSET;
    }
    marks.push(mark);
  });
  return marks;
}

/**
 * The view that a mark leads to: its posts, never nearer than the first view shows the others.
 * @param {FarGroup} group
 * @param {View} home
 * @param {Size} size
 * @returns {View}
 */
export function viewOfGroup([x0, y0, x1, y1], home, { width, height }) {
  const view = fitView([x0, y0, x1, y1], width, height);
  return { ...view, scale: Math.min(view.scale, home.scale) };
}

/**
 * What a mark says to those who cannot see where it points.
 * @param {FarGroup} group
 * @param {string} noun
 */
export function toldOf([, , , , posts], noun) {
  return `${posts.toLocaleString("en")} ${noun} far out: show them`;
}

/**
 * Makes the box hold one button a mark.
 * @param {HTMLElement} box
 * @param {Mark[]} marks
 * @param {{groups: FarGroup[], noun: string, go: (group: number) => void}} what
 */
export function showMarks(box, marks, { groups, noun, go }) {
  while (box.children.length > marks.length) box.lastElementChild?.remove();
  while (box.children.length < marks.length) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(document.createElement("span"), document.createElement("b"));
    button.addEventListener("click", () => go(Number(button.dataset.group)));
    box.append(button);
  }
  marks.forEach(({ group, x, y, angle }, i) => {
    const button = /** @type {HTMLElement} */ (box.children[i]);
    const [arrow, count] = /** @type {HTMLElement[]} */ ([...button.children]);
    button.dataset.group = String(group);
    button.style.left = `${x}px`;
    button.style.top = `${y}px`;
    button.title = toldOf(groups[group], noun);
    button.setAttribute("aria-label", button.title);
    arrow.textContent = "➤";
    arrow.style.transform = `rotate(${angle}deg)`;
    count.textContent = groups[group][4].toLocaleString("en");
  });
}

/**
 * Marks what lies far outside the map's view.
 * @param {InterestMap} map
 */
export function markFar(map) {
  const { far: groups, noun } = map.data.header;
  const go = (/** @type {number} */ group) => {
    map.view = viewOfGroup(groups[group], map.home, map);
    map.moved();
  };
  showMarks(map.find("far"), placeMarks(groups, map.view, map), { groups, noun, go });
}
