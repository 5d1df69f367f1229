// The map's buttons and gestures: turns pointer, wheel, key and touch events into calls on `map`.

const ICONS = {
  nearer: "M12 5v14M5 12h14",
  farther: "M5 12h14",
  home: "M4 11l8-7 8 7M6 10v9h12v-9",
  pan: "M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3",
  lasso: "M4.2 13.4C3.4 12.4 3 11.2 3 10c0-3.9 4-7 9-7s9 3.1 9 7-4 7-9 7c-1.3 0-2.6-.2-3.7-.6M6.3 13.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4M6.3 17.5c0 2 1 3 2.6 3.5",
  box: "M4 4h3M10.5 4h3M17 4h3v3M20 10.5v3M20 17v3h-3M13.5 20h-3M7 20H4v-3M4 13.5v-3M4 7V4",
  clear: "M6 6l12 12M18 6L6 18",
};
const BUTTONS = [
  ["nearer", "Zoom in (+)"], ["farther", "Zoom out (−)"], ["home", "Show all (0)"],
  ["pan", "Move the map (P)"], ["lasso", "Draw around posts (L)"], ["box", "Drag a box around posts (B)"],
  ["clear", "Clear what is picked (Esc)"],
];
export const TOOLS = ["pan", "lasso", "box"];

export function fillToolbar(toolbar, press) {
  for (const [name, title] of BUTTONS) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", title, className: name, onclick: () => press(name) });
    button.setAttribute("aria-label", title);
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    icon.setAttribute("viewBox", "0 0 24 24");
    icon.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", ICONS[name]);
    icon.append(path);
    button.append(icon);
    toolbar.append(button);
  }
}

export function listenToKeys(canvas, map) {
  const step = 60;
  const actions = {
    ArrowLeft: () => map.pan(step, 0), ArrowRight: () => map.pan(-step, 0), ArrowUp: () => map.pan(0, step), ArrowDown: () => map.pan(0, -step),
    "+": () => map.press("nearer"), "=": () => map.press("nearer"), "-": () => map.press("farther"), "_": () => map.press("farther"),
    0: () => map.press("home"), Home: () => map.press("home"), Escape: () => map.press("clear"),
    p: () => map.press("pan"), l: () => map.press("lasso"), b: () => map.press("box"),
  };
  canvas.addEventListener("keydown", (event) => {
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation(); // some keys are Streamlit's own shortcuts
    action();
  });
}

const boxBetween = ([x0, y0], [x1, y1]) => [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];

/** One pointer moves the map or draws; two pinch it. `map` offers pan, zoomAt, draft, commit, hover, press, tool. */
export function listenToPointers(canvas, map) {
  const pointers = new Map();
  let gesture = null; // {kind, start, last, path, moved}
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const spread = () => {
    const [a, b] = [...pointers.values()];
    return { middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], apart: Math.max(1, Math.hypot(a[0] - b[0], a[1] - b[1])) };
  };

  function down(event) {
    if (event.button > 0) return;
    canvas.setPointerCapture(event.pointerId);
    const at = place(event);
    pointers.set(event.pointerId, at);
    if (pointers.size === 2) {
      map.draft(null);
      gesture = { kind: "pinch", ...spread() };
    } else if (pointers.size === 1) {
      const kind = event.shiftKey && map.tool() === "pan" ? "lasso" : map.tool();
      gesture = { kind, start: at, last: at, path: [at], moved: false };
    }
    map.hover(null);
  }

  function pinch() {
    const now = spread();
    map.pan(now.middle[0] - gesture.middle[0], now.middle[1] - gesture.middle[1]);
    map.zoomAt(now.middle, now.apart / gesture.apart);
    Object.assign(gesture, now);
  }

  function drag(at) {
    gesture.moved ||= Math.hypot(at[0] - gesture.start[0], at[1] - gesture.start[1]) > 3;
    if (!gesture.moved) return;
    if (gesture.kind === "pan") map.pan(at[0] - gesture.last[0], at[1] - gesture.last[1]);
    else if (gesture.kind === "box") map.draft((gesture.path = boxBetween(gesture.start, at)));
    else if (Math.hypot(at[0] - gesture.last[0], at[1] - gesture.last[1]) < 2) return;
    else map.draft((gesture.path = [...gesture.path, at]));
    gesture.last = at;
  }

  function move(event) {
    const at = place(event);
    if (!pointers.has(event.pointerId)) return event.pointerType === "touch" ? undefined : map.hover(at, 8);
    pointers.set(event.pointerId, at);
    if (gesture?.kind === "pinch") {
      if (pointers.size === 2) pinch();
    } else if (gesture) drag(at);
  }

  function up(event) {
    const done = pointers.size === 1 && event.type === "pointerup" ? gesture : null;
    pointers.delete(event.pointerId);
    if (pointers.size) return;
    gesture = null;
    map.draft(null);
    if (!done || done.kind === "pinch") return;
    if (!done.moved) map.hover(place(event), event.pointerType === "touch" ? 16 : 8);
    else if (done.kind !== "pan" && done.path.length > 2) map.commit(done.path);
  }

  canvas.addEventListener("pointerdown", down);
  canvas.addEventListener("pointermove", move);
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("pointerleave", () => pointers.size || map.hover(null));
  canvas.addEventListener("dblclick", () => map.press("home"));
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const pixels = event.deltaY * (event.deltaMode === 1 ? 20 : event.deltaMode === 2 ? 400 : 1);
      map.zoomAt(place(event), Math.exp(-Math.max(-240, Math.min(240, pixels)) * 0.002));
    },
    { passive: false },
  );
}
