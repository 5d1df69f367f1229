// The text as chips with bars beside them; a chip is a token, or a word of several.

import { element, option, percent, reach, walk } from "./words.js";

const MANY = 90; // chips above which they stand as running text, their bars below them

/** @import { Choice, Units } from "./data.js" */
/** @import { Host, Lit, OptionList } from "./words.js" */
/** @typedef {{chip: HTMLElement, fill: HTMLElement, share: HTMLElement, word: HTMLElement}} Chip */

export class TokenChips {
  /** @type {Chip[]} */
  chips = [];
  /** @type {Chip[]} */
  lit = [];

  /**
   * @param {OptionList} list
   * @param {Host} host
   */
  constructor(list, host) {
    this.list = list;
    this.host = host;
    walk(list);
    const point = (/** @type {Event} */ event) => {
      const unit = unitOf(event);
      if (unit !== undefined) host.hover({ row: unit, column: unit });
    };
    list.addEventListener("pointerover", point);
    list.addEventListener("pointerleave", () => host.hover(null));
    list.addEventListener("focusin", point);
  }

  /**
   * @param {Units} units
   * @param {number[]} words_of
   */
  build(units, words_of) {
    this.list.reached = null;
    this.list.classList.toggle("many", units.count > MANY);
    /** @type {HTMLElement[]} */
    const groups = [];
    const border = units.second.indexOf(true);
    const heading = (/** @type {string} */ text) => {
      const made = element("span", "heading", text);
      made.setAttribute("role", "presentation");
      groups.push(made);
    };
    if (border >= 0) heading("First text");
    let last = -1;
    this.chips = units.labels.map((text, unit) => {
      const chip = this.chip(units, unit);
      const [track, fill, share] = [element("span", "track"), element("span", "fill"), element("span", "share")];
      track.append(fill);
      chip.append(element("bdi", "piece", text), track, share);
      const word = words_of[units.members[unit][0]];
      if (unit === border) heading("Second text");
      if (word !== last) groups.push(element("span", "word"));
      last = word;
      const group = groups[groups.length - 1];
      group.append(chip);
      return { chip, fill, share, word: group };
    });
    this.list.replaceChildren(...groups);
    this.lit = [];
  }

  /**
   * @param {Units} units
   * @param {number} unit
   */
  chip(units, unit) {
    const chip = option("token", "", () => this.host.choose({ token: units.members[unit][0] }));
    chip.dataset.unit = String(unit);
    if (units.special[unit]) chip.classList.add("special");
    if (units.prefix[unit]) {
      chip.title = "The encoder puts it before every text";
      chip.classList.add("prefix");
    }
    if (units.unknown[unit]) {
      chip.title = "Not in the vocabulary of the encoder";
      chip.classList.add("unknown");
    }
    return chip;
  }

  /**
   * @param {Float64Array} row what the chosen unit looks at
   * @param {Units} units
   * @param {number} unit the chosen one
   * @param {Pick<Choice, "specials" | "threshold">} choice
   * @param {boolean} causal
   */
  show(row, units, unit, { specials, threshold }, causal) {
    const largest = Math.max(1e-9, ...row);
    const strong = new Set(units.count > MANY ? [...row.keys()].sort((a, b) => row[b] - row[a]).slice(0, 12) : []);
    this.chips.forEach(({ chip, fill, share, word }, i) => {
      const shown = row[i] >= threshold;
      fill.style.width = shown ? `${(100 * row[i]) / largest}%` : "0";
      share.textContent = shown ? percent(row[i]) : "";
      chip.classList.toggle("strong", strong.has(i) && shown);
      chip.classList.toggle("faint", threshold > 0 && !shown);
      chip.classList.toggle("masked", causal && i > unit);
      chip.setAttribute("aria-selected", String(i === unit));
      if (units.special[i]) word.hidden = !specials && i !== unit;
    });
    reach(this.list, this.chips[unit].chip);
  }

  /** @param {Lit | null} at */
  light(at) {
    for (const { chip } of this.lit) chip.classList.remove("row", "column");
    this.lit = at ? [this.chips[at.row], this.chips[at.column]] : [];
    if (!at) return;
    this.lit[0].chip.classList.add("row");
    this.lit[1].chip.classList.add("column");
  }
}

/**
 * The unit of the chip that an event is on.
 * @param {Event} event
 */
function unitOf(event) {
  const chip = event.target instanceof Element ? event.target.closest(".token") : null;
  return chip instanceof HTMLElement ? Number(chip.dataset.unit) : undefined;
}
