// Draws the points: with WebGL2, or once as a still picture on a plain canvas.

import { NO_INTEREST, toScreen } from "./geometry.js";
import { positionsOf } from "./selection.js";

/** @import { MapData, View } from "./geometry.js" */
/** @typedef {"light" | "dark"} Kind of theme */
/** @typedef {{size: number, theme: Kind, moving: boolean}} Look */
/** @typedef {{program: WebGLProgram, at: Record<string, WebGLUniformLocation | null>}} Shader */
/**
 * What draws the points; `draw` and `pick` return how many.
 * @typedef {object} Drawing
 * @property {boolean} live whether it can be moved
 * @property {(data: MapData) => void} load
 * @property {(flags: Uint8Array | null) => number} pick
 * @property {(view: View, look: Look) => number} draw
 * @property {() => void} finish
 * @property {() => void} destroy
 */

export const NONE_COLOUR = { light: "#D5D3CE", dark: "#3A4152" };
const PICKED_NONE = { light: "#9A9FAB", dark: "#8690A6" }; // of no interest, but picked: seen, yet below the others
const UNPICKED = { light: "#B4B2AD", dark: "#525A6E" };
const OPACITY = { interest: 0.75, none: 0.45, picked: 0.95, pickedNone: 0.7, unpicked: 0.12 };
const NONE_SIZE = 0.7;
export const WHILE_MOVING = 120000; // points drawn while the map moves; all are drawn when it rests
const TABLE_WIDTH = 1024;

const VERTEX = `#version 300 es
layout(location=0) in vec2 grid;
layout(location=1) in uint interest;
layout(location=2) in uint picked;
uniform vec2 centre, scale;
uniform float size;
uniform int pass;               // 0 all, 1 only those not picked, 2 picked ones
uniform sampler2D table;
uniform vec4 none, pickedNone, unpicked;
uniform float opacity;
out vec4 colour;
out float diameter;
void main() {
  bool lonely = interest == 65535u;
  gl_Position = vec4((grid - centre) * scale, 0., 1.);
  if (pass == 1 && picked > 0u) gl_Position = vec4(2., 2., 2., 1.);
  diameter = size * (lonely ? ${NONE_SIZE} : 1.);
  gl_PointSize = diameter + 1.;
  int at = int(interest);
  vec4 own = lonely ? (pass == 2 ? pickedNone : none) : vec4(texelFetch(table, ivec2(at % ${TABLE_WIDTH}, at / ${TABLE_WIDTH}), 0).rgb, opacity);
  colour = pass == 1 ? unpicked : own;
}`;
const FRAGMENT = `#version 300 es
precision mediump float;
in vec4 colour;
in float diameter;
out vec4 result;
void main() {
  float away = length(gl_PointCoord - .5) * (diameter + 1.);
  float alpha = colour.a * clamp(diameter * .5 - away + .5, 0., 1.);
  result = vec4(colour.rgb * alpha, alpha);
}`;

/**
 * "#rrggbb" -> its parts as shares.
 * @param {string} hex
 */
export function rgb(hex) {
  return /** @type {[number, number, number]} */ ([1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255));
}

/**
 * @param {WebGL2RenderingContext} gl
 * @returns {Shader}
 */
function compile(gl) {
  const program = gl.createProgram();
  for (const [kind, text] of /** @type {[number, string][]} */ ([[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]])) {
    const shader = /** @type {WebGLShader} */ (gl.createShader(kind));
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(gl.getProgramInfoLog(program) ?? "");
  const names = ["centre", "scale", "size", "pass", "table", "none", "pickedNone", "unpicked", "opacity"];
  return { program, at: Object.fromEntries(names.map((name) => [name, gl.getUniformLocation(program, name)])) };
}

/**
 * The colours of the interests as rows of RGBA, as the shader looks them up; at least one row.
 * @param {string[]} palette
 */
export function texelsOf(palette) {
  const rows = Math.max(1, Math.ceil(palette.length / TABLE_WIDTH));
  const texels = new Uint8Array(4 * TABLE_WIDTH * rows);
  palette.forEach((hex, i) => texels.set([...rgb(hex).map((v) => Math.round(255 * v)), 255], 4 * i));
  return { rows, texels };
}

/**
 * @param {WebGL2RenderingContext} gl
 * @param {string[]} palette
 */
function colourTable(gl, palette) {
  const { rows, texels } = texelsOf(palette);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, TABLE_WIDTH, rows, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
}

/**
 * What draws on the canvas, or on one in its place where WebGL2 fails: a canvas never changes its kind of context.
 * @param {HTMLCanvasElement} canvas
 * @param {() => void} onRestored
 * @returns {Drawing}
 */
export function drawingOn(canvas, onRestored) {
  try {
    return createPoints(canvas, onRestored) ?? createStill(canvas);
  } catch (error) {
    console.warn("The map falls back to a still picture:", error);
    const fresh = /** @type {HTMLCanvasElement} */ (canvas.cloneNode());
    canvas.replaceWith(fresh);
    return createStill(fresh);
  }
}

/**
 * WebGL2 drawing, or null where there is none. `onRestored` is called after a lost context is back and loaded again.
 * @param {HTMLCanvasElement} canvas
 * @param {() => void} onRestored
 * @returns {Drawing | null}
 */
function createPoints(canvas, onRestored) {
  const gl = canvas.getContext("webgl2", { antialias: false, powerPreference: "high-performance" });
  return gl && new PointDrawing(canvas, gl, onRestored);
}

/** @implements {Drawing} */
class PointDrawing {
  live = true;
  /** @type {Shader | null} */
  shader = null;
  /** @type {WebGLBuffer[]} */
  buffers = [];
  /** @type {MapData | null} */
  data = null;
  /** @type {Uint8Array | null} */
  flags = null;
  picked = 0;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {WebGL2RenderingContext} gl
   * @param {() => void} onRestored
   */
  constructor(canvas, gl, onRestored) {
    this.canvas = canvas;
    this.gl = gl;
    canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
    canvas.addEventListener("webglcontextrestored", () => {
      const before = this.flags;
      this.shader = null;
      this.buffers = [];
      if (!this.data) return;
      this.load(this.data);
      this.pick(before);
      onRestored();
    });
  }

  /**
   * @param {number} location
   * @param {Uint8Array | Uint16Array} values
   * @param {number} size
   * @param {boolean} whole whether the shader gets whole numbers
   */
  attribute(location, values, size, whole) {
    const { gl } = this;
    const buffer = gl.createBuffer();
    const type = values instanceof Uint8Array ? gl.UNSIGNED_BYTE : gl.UNSIGNED_SHORT;
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
    gl.enableVertexAttribArray(location);
    if (whole) gl.vertexAttribIPointer(location, size, type, 0, 0);
    else gl.vertexAttribPointer(location, size, type, false, 0, 0);
    return buffer;
  }

  /** @param {MapData} data */
  load(data) {
    const { gl } = this;
    this.data = data;
    for (const buffer of this.buffers) gl.deleteBuffer(buffer);
    this.shader ??= compile(gl);
    gl.useProgram(this.shader.program);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    this.buffers = [this.attribute(0, data.grid, 2, false), this.attribute(1, data.interest, 1, true), this.attribute(2, new Uint8Array(data.n), 1, true), gl.createBuffer()];
    colourTable(gl, data.header.palette);
    this.pick(null);
  }

  /**
   * Lights the points with a flag, all if null; returns how many.
   * @param {Uint8Array | null} flags
   */
  pick(flags) {
    const { gl, buffers } = this;
    this.flags = flags;
    this.picked = 0;
    if (!flags) return 0;
    const positions = positionsOf(flags);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffers[2]);
    gl.bufferData(gl.ARRAY_BUFFER, flags, gl.DYNAMIC_DRAW);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, buffers[3]);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, positions, gl.DYNAMIC_DRAW);
    this.picked = positions.length;
    return this.picked;
  }

  /**
   * @param {Shader} shader
   * @param {View} view
   * @param {number} size
   * @param {Kind} theme
   */
  setView({ at }, view, size, theme) {
    const { gl, canvas } = this;
    const ratio = canvas.width / canvas.clientWidth;
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.uniform2f(at.centre, view.x, view.y);
    gl.uniform2f(at.scale, (2 * view.scale) / canvas.clientWidth, (2 * view.scale) / canvas.clientHeight);
    gl.uniform1f(at.size, size * ratio);
    gl.uniform1f(at.opacity, this.flags ? OPACITY.picked : OPACITY.interest);
    gl.uniform4f(at.none, ...rgb(NONE_COLOUR[theme]), OPACITY.none);
    gl.uniform4f(at.pickedNone, ...rgb(PICKED_NONE[theme]), OPACITY.pickedNone);
    gl.uniform4f(at.unpicked, ...rgb(UNPICKED[theme]), OPACITY.unpicked);
  }

  /**
   * Draws a fair sample while moving, else all points; returns how many.
   * @param {View} view
   * @param {Look} look
   */
  draw(view, { size, theme, moving }) {
    const { gl, data, shader, flags, picked } = this;
    if (!data || !shader || gl.isContextLost()) return 0;
    this.setView(shader, view, size, theme);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const [none, rest] = sampleOf(data, moving ? WHILE_MOVING : Infinity);
    gl.uniform1i(shader.at.pass, flags ? 1 : 0);
    gl.drawArrays(gl.POINTS, 0, none);
    gl.drawArrays(gl.POINTS, data.header.none, rest);
    if (flags) {
      gl.uniform1i(shader.at.pass, 2);
      gl.drawElements(gl.POINTS, moving ? Math.min(picked, WHILE_MOVING) : picked, gl.UNSIGNED_INT, 0);
    }
    return none + rest;
  }

  /** Waits until what was drawn is in the picture. */
  finish() {
    const { gl } = this;
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }

  destroy() {
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }
}

/**
 * How many points of no interest, and how many others, make a fair sample of about `most` points.
 * @param {{n: number, header: {none: number}}} data
 * @param {number} most
 */
export function sampleOf({ n, header }, most) {
  const share = Math.min(1, most / n);
  return [header.none, n - header.none].map((count) => Math.ceil(count * share));
}

/**
 * The same interface on a plain canvas, for browsers without WebGL2: at most 50,000 points.
 * @param {HTMLCanvasElement} canvas
 * @returns {Drawing}
 */
function createStill(canvas) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const MOST = 50000;
  /** @type {MapData | null} */
  let data = null;
  /** @type {Uint8Array | null} */
  let flags = null;

  /** @type {(shown: MapData, i: number, theme: Kind) => [string, number]} */
  function colourOf(shown, i, theme) {
    if (flags && !flags[i]) return [UNPICKED[theme], OPACITY.unpicked];
    if (shown.interest[i] !== NO_INTEREST) return [shown.header.palette[shown.interest[i]], flags ? OPACITY.picked : OPACITY.interest];
    return flags ? [PICKED_NONE[theme], OPACITY.pickedNone] : [NONE_COLOUR[theme], OPACITY.none];
  }

  /** @type {Drawing["draw"]} */
  function draw(view, { size, theme }) {
    if (!data) return 0;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const ratio = canvas.width / width;
    const share = Math.min(1, MOST / data.n);
    const rest = data.header.none + Math.ceil((data.n - data.header.none) * share);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    let drawn = 0;
    for (const picked of flags ? [0, 1] : [0]) {
      for (let i = 0; i < rest; i++) {
        if (i >= data.header.none * share && i < data.header.none) continue;
        if (flags && flags[i] !== picked) continue;
        const [x, y] = toScreen(view, width, height, data.grid[2 * i], data.grid[2 * i + 1]);
        [context.fillStyle, context.globalAlpha] = colourOf(data, i, theme);
        context.beginPath();
        context.arc(x, y, (size / 2) * (i < data.header.none ? NONE_SIZE : 1), 0, 7);
        context.fill();
        drawn++;
      }
    }
    context.globalAlpha = 1;
    return drawn;
  }

  return {
    live: false,
    load: (next) => {
      [data, flags] = [next, null];
    },
    pick: (next) => {
      flags = next;
      return flags ? flags.reduce((sum, flag) => sum + flag, 0) : 0;
    },
    draw,
    finish() {},
    destroy() {},
  };
}
