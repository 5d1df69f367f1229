// All heads as small pictures to choose from, with the ways to look over all layers at once below them.

import { pictureOf } from "./data.js";
import { contextOf, css, describe, element, option, reach, walk } from "./words.js";

/** @import { AttentionHeader, Choice } from "./data.js" */
/** @import { Colour, Colours, Host, OptionList } from "./words.js" */
/** @typedef {{x: number, y: number, side: number}} PicturePlace */

export class HeadOverview {
  /** @type {Map<string, HTMLButtonElement>} */
  buttons = new Map();
  /** @type {PicturePlace[] | null} */
  places = null;
  /** @type {HTMLCanvasElement} */
  over;
  /** @type {HTMLStyleElement} */
  sheet;

  /**
   * @param {OptionList} list
   * @param {HTMLElement} ways
   * @param {Host} host
   */
  constructor(list, ways, host) {
    this.list = list;
    this.ways = ways;
    this.host = host;
    walk(list);
    new ResizeObserver(() => (this.places = null)).observe(list);
  }

  /** @param {AttentionHeader} header */
  build(header) {
    const { layers, heads } = header;
    this.list.reached = null;
    this.list.style.gridTemplateColumns = `max-content repeat(${heads + 1}, max-content)`;
    this.list.style.setProperty("--across", String(heads + 1));
    this.list.style.setProperty("--down", String(layers + 1));
    /** @type {HTMLElement[]} */
    const cells = [element("span", "name"), element("span", "name column", "all")];
    for (let h = 0; h < heads; h++) cells.push(element("span", "name column", String(h + 1)));
    this.buttons = new Map();
    for (const layer of [null, ...Array(layers).keys()]) {
      cells.push(element("span", "name", layer === null ? "All layers" : `Layer ${layer + 1}`));
      for (const head of [null, ...Array(heads).keys()]) cells.push(this.picture(header, layer, head));
    }
    this.over = element("canvas", "over-heads");
    this.sheet = element("style");
    this.list.replaceChildren(...cells, this.over, this.sheet);
    this.ways.replaceChildren(element("span", "name", "Through all layers"), this.way("rollout", "Rollout"), this.way("flow", "Flow"));
  }

  /**
   * @param {AttentionHeader} header
   * @param {number | null} layer
   * @param {number | null} head
   */
  picture({ layers, heads }, layer, head) {
    const where = describe({ layer, head });
    const button = option("head", where[0].toUpperCase() + where.slice(1), () => this.host.choose({ layer, head }));
    button.title = button.getAttribute("aria-label") ?? "";
    if (layer === null || head === null) button.classList.add("mean");
    const picture = element("span", "picture");
    picture.style.backgroundPosition = `${(100 * placeOf(head)) / heads}% ${(100 * placeOf(layer)) / layers}%`;
    button.append(picture);
    this.buttons.set(`${layer}/${head}`, button);
    return button;
  }

  /**
   * @param {"rollout" | "flow"} layer
   * @param {string} name
   */
  way(layer, name) {
    const button = element("button", "way", name);
    Object.assign(button, { type: "button", onclick: () => this.host.choose({ layer, head: null }) });
    button.title = layer === "rollout" ? "Attention multiplied from layer to layer, half of each handed on unchanged" : "How much could pass to the token if weights were widths of pipes";
    this.buttons.set(`${layer}/null`, button);
    return button;
  }

  /**
   * All pictures on one sheet: a canvas for each would be a layer of the page for each, put together anew at every frame.
   * @param {{header: AttentionHeader, pictures: Uint8Array}} data
   * @param {Colours} colours
   */
  draw({ header, pictures }, colours) {
    const { layers, heads, side } = header;
    const sheet = element("canvas");
    [sheet.width, sheet.height] = [(heads + 1) * side, (layers + 1) * side];
    const context = contextOf(sheet);
    for (const layer of [null, ...Array(layers).keys()]) {
      for (const head of [null, ...Array(heads).keys()]) {
        const image = imageOf(context, pictureOf(header, pictures, layer, head), side, colours.primary);
        context.putImageData(image, placeOf(head) * side, placeOf(layer) * side);
      }
    }
    this.sheet.textContent = `.head .picture { background-image: url("${sheet.toDataURL()}"); }`;
  }

  /** @param {Choice} choice */
  mark({ layer, head }) {
    for (const [name, button] of this.buttons) {
      const chosen = name === `${layer}/${head}`;
      button.setAttribute(button.classList.contains("way") ? "aria-pressed" : "aria-selected", String(chosen));
      if (chosen && !button.classList.contains("way")) reach(this.list, button);
    }
    const first = this.buttons.get("null/null");
    if (!this.list.reached && first) reach(this.list, first);
  }

  /**
   * Lines through all pictures where the pointed tokens are, as shares of the side; null = none.
   * @param {{row: number, column: number} | null} at
   * @param {Colours} colours
   */
  light(at, colours) {
    this.places ??= this.measure();
    const context = contextOf(this.over);
    context.clearRect(0, 0, this.over.width, this.over.height);
    this.list.dataset.lit = String(at !== null);
    if (!at) return;
    context.fillStyle = css(colours.text, 0.6);
    for (const { x, y, side } of this.places) {
      context.fillRect(x, y + Math.floor(at.row * side), side, 1);
      context.fillRect(x + Math.floor(at.column * side), y, 1, side);
    }
  }

  /** Where the pictures stand; measured once a size, since asking makes the page work out its layout. */
  measure() {
    [this.over.width, this.over.height] = [this.list.scrollWidth, this.list.scrollHeight];
    return [...this.buttons.values()].filter((button) => !button.classList.contains("way")).map((button) => {
      const picture = /** @type {HTMLElement} */ (button.firstChild);
      return { x: button.offsetLeft + picture.offsetLeft, y: button.offsetTop + picture.offsetTop, side: picture.clientWidth };
    });
  }
}

/**
 * The row or column of pictures of a layer or head; the mean comes first.
 * @param {number | null} number
 */
function placeOf(number) {
  return number === null ? 0 : number + 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Float64Array} values 0 to 255
 * @param {number} side
 * @param {Colour} colour
 */
function imageOf(context, values, side, [red, green, blue]) {
  const image = context.createImageData(side, side);
  for (let i = 0, at = 0; i < values.length; i++) {
    image.data[at++] = red;
    image.data[at++] = green;
    image.data[at++] = blue;
    image.data[at++] = values[i];
  }
  return image;
}
