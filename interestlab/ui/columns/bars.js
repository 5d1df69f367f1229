// What the bars of a column show and say, without a browser.

/**
 * on: the first and the last bar of a condition on spans, or the bars of chosen values; null = no condition.
 * @typedef {{ key: string, title: string, spans: boolean, labels: string[], all: number[], now: number[], on: number[] | null, note: string }} Column
 */

/**
 * By how much the strong bars of spans are drawn taller than the pale ones, so that few posts are seen, too: 1, 2, 5, 10, 20 …
 * @param {Column} column
 */
export function magnified(column) {
  const [all, now] = [Math.max(1, ...column.all), Math.max(0, ...column.now)];
  if (!column.spans || now === 0) return 1;
  let found = 1;
  for (let power = 1; power <= all; power *= 10) {
    for (const digit of [1, 2, 5]) if (digit * power * now <= all) found = digit * power;
  }
  return found < 5 ? 1 : found;
}

/**
 * How long the pale and the strong part of a bar are, in percent of the longest.
 * @param {Column} column
 * @param {number} at
 * @returns {[number, number]}
 */
export function barHeights(column, at) {
  const most = Math.max(1, ...column.all);
  const share = (/** @type {number} */ count) => (count > 0 ? Math.max(2, (100 * count) / most) : 0); // a single post is seen, too
  return [share(column.all[at]), share(column.now[at] * magnified(column))];
}

/**
 * @param {Column} column
 * @param {number} at
 */
export function isOn(column, at) {
  if (column.on === null) return false;
  return column.spans ? at >= column.on[0] && at <= column.on[1] : column.on.includes(at);
}

/**
 * What is read aloud of a bar, and stands in its tooltip.
 * @param {Column} column
 * @param {number} at
 */
export function spoken(column, at) {
  const [now, all] = [column.now[at].toLocaleString("en"), column.all[at].toLocaleString("en")];
  return `${column.labels[at]}: ${now} of ${all} posts`;
}

/**
 * The bars from one to another without empty ones at the ends; both alone where all are empty.
 * @param {Column} column
 * @param {number} first
 * @param {number} last
 */
export function fromTo(column, first, last) {
  let [from, to] = [first, last];
  while (from < last && column.all[from] === 0) from += 1;
  while (to > from && column.all[to] === 0) to -= 1;
  return { from, to };
}

/**
 * The bar that a key leads to; null for other keys.
 * @param {string} key
 * @param {number} at
 * @param {number} count
 */
export function nextFocus(key, at, count) {
  if (key === "ArrowRight" || key === "ArrowDown") return Math.min(count - 1, at + 1);
  if (key === "ArrowLeft" || key === "ArrowUp") return Math.max(0, at - 1);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
