// The text as chips with bars beside them; a chip is a token, or a word of several.

import { element, option, percent, reach, walk } from "./words.js";

const MANY = 90; // chips above which they stand as running text, their bars below them

export class TokenChips {
  constructor(list, host) {
    this.list = list;
    this.host = host;
    walk(list);
    const at = (event) => event.target.closest?.(".token")?.unit;
    list.addEventListener("pointerover", (event) => {
      const unit = at(event);
      if (unit !== undefined) host.hover({ row: unit, column: unit });
    });
    list.addEventListener("pointerleave", () => host.hover(null));
    list.addEventListener("focusin", (event) => {
      const unit = at(event);
      if (unit !== undefined) host.hover({ row: unit, column: unit });
    });
  }

  build(units, words_of) {
    this.list.reached = null;
    this.list.classList.toggle("many", units.count > MANY);
    const groups = [];
    const border = units.second.indexOf(true);
    const heading = (text) => {
      const made = element("span", "heading", text);
      made.setAttribute("role", "presentation");
      groups.push(made);
    };
    if (border >= 0) heading("First text");
    let last = -1;
    this.chips = units.labels.map((text, unit) => {
      const chip = option("token", "", () => this.host.choose({ token: units.members[unit][0] }));
      chip.unit = unit;
      if (units.special[unit]) chip.classList.add("special");
      if (units.prefix[unit]) {
        chip.title = "The encoder puts it before every text";
        chip.classList.add("prefix");
      }
      if (units.unknown[unit]) {
        chip.title = "Not in the vocabulary of the encoder";
        chip.classList.add("unknown");
      }
      const [track, fill, share] = [element("span", "track"), element("span", "fill"), element("span", "share")];
      track.append(fill);
      chip.append(element("bdi", "piece", text), track, share);
      const word = words_of[units.members[unit][0]];
      if (unit === border) heading("Second text");
      if (word !== last) groups.push(element("span", "word"));
      last = word;
      groups.at(-1).append(chip);
      return { chip, fill, share, word: groups.at(-1) };
    });
    this.list.replaceChildren(...groups);
    this.lit = [];
  }

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

  light(at) {
    for (const { chip } of this.lit) chip.classList.remove("row", "column");
    this.lit = at ? [this.chips[at.row], this.chips[at.column]] : [];
    if (!at) return;
    this.lit[0].chip.classList.add("row");
    this.lit[1].chip.classList.add("column");
  }
}
