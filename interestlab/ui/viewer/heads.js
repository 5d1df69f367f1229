// All heads as small pictures to choose from, with the ways to look over all layers at once below them.

import { pictureOf } from "./data.js";
import { css, describe, element, option, reach, walk } from "./words.js";

export class HeadOverview {
  constructor(list, ways, host) {
    this.list = list;
    this.ways = ways;
    this.host = host;
    walk(list);
    new ResizeObserver(() => (this.places = null)).observe(list);
  }

  build(header) {
    const { layers, heads } = header;
    this.list.reached = null;
    this.list.style.gridTemplateColumns = `max-content repeat(${heads + 1}, max-content)`;
    this.list.style.setProperty("--across", heads + 1);
    this.list.style.setProperty("--down", layers + 1);
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
    const offered = { rollout: "Rollout", flow: "Flow" };
    this.ways.replaceChildren(element("span", "name", "Through all layers"), ...Object.entries(offered).map(([layer, name]) => this.way(layer, name)));
  }

  picture({ layers, heads }, layer, head) {
    const where = describe({ layer, head });
    const button = option("head", where[0].toUpperCase() + where.slice(1), () => this.host.choose({ layer, head }));
    button.title = button.getAttribute("aria-label");
    if (layer === null || head === null) button.classList.add("mean");
    const picture = element("span", "picture");
    picture.style.backgroundPosition = `${(100 * placeOf(head)) / heads}% ${(100 * placeOf(layer)) / layers}%`;
    button.append(picture);
    this.buttons.set(`${layer}/${head}`, button);
    return button;
  }

  way(layer, name) {
    const button = element("button", "way", name);
    Object.assign(button, { type: "button", onclick: () => this.host.choose({ layer, head: null }) });
    button.title = layer === "rollout" ? "Attention multiplied from layer to layer, half of each handed on unchanged" : "How much could pass to the token if weights were widths of pipes";
    this.buttons.set(`${layer}/null`, button);
    return button;
  }

  /** All pictures on one sheet: a canvas for each would be a layer of the page for each, put together anew at every frame. */
  draw({ header, pictures }, colours) {
    const { layers, heads, side } = header;
    const sheet = element("canvas");
    [sheet.width, sheet.height] = [(heads + 1) * side, (layers + 1) * side];
    const context = sheet.getContext("2d");
    for (const layer of [null, ...Array(layers).keys()]) {
      for (const head of [null, ...Array(heads).keys()]) {
        const image = imageOf(context, pictureOf(header, pictures, layer, head), side, colours.primary);
        context.putImageData(image, placeOf(head) * side, placeOf(layer) * side);
      }
    }
    this.sheet.textContent = `.head .picture { background-image: url("${sheet.toDataURL()}"); }`;
  }

  mark({ layer, head }) {
    for (const [name, button] of this.buttons) {
      const chosen = name === `${layer}/${head}`;
      button.setAttribute(button.classList.contains("way") ? "aria-pressed" : "aria-selected", String(chosen));
      if (chosen && !button.classList.contains("way")) reach(this.list, button);
    }
    if (!this.list.reached) reach(this.list, this.buttons.get("null/null"));
  }

  /** Lines through all pictures where the pointed tokens are, as shares of the side; null = none. */
  light(row, column, colours) {
    this.places ??= this.measure();
    const context = this.over.getContext("2d");
    context.clearRect(0, 0, this.over.width, this.over.height);
    this.list.dataset.lit = String(row !== null);
    if (row === null) return;
    context.fillStyle = css(colours.text, 0.6);
    for (const { x, y, side } of this.places) {
      context.fillRect(x, y + Math.floor(row * side), side, 1);
      context.fillRect(x + Math.floor(column * side), y, 1, side);
    }
  }

  /** Where the pictures stand; measured once a size, since asking makes the page work out its layout. */
  measure() {
    [this.over.width, this.over.height] = [this.list.scrollWidth, this.list.scrollHeight];
    return [...this.buttons.values()].filter((button) => !button.classList.contains("way")).map((button) => {
      const picture = button.firstChild;
      return { x: button.offsetLeft + picture.offsetLeft, y: button.offsetTop + picture.offsetTop, side: picture.clientWidth };
    });
  }
}

/** The row or column of pictures of a layer or head; the mean comes first. */
function placeOf(number) {
  return number === null ? 0 : number + 1;
}

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
