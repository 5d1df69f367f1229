// The viewer in a file of its own: every plane lies in it in base64, and is read when it is looked at.

import { decode } from "./data.js";
import { AttentionView } from "./view.js";

/** @param {string} id */
function bytesOf(id) {
  const found = document.getElementById(id);
  return found && Uint8Array.from(atob(found.textContent), (letter) => letter.charCodeAt(0));
}

const view = new AttentionView(/** @type {HTMLElement} */ (document.querySelector(".attention")), {
  provide: (name) => {
    const bytes = bytesOf(`plane-${name}`);
    return bytes && decode(bytes).plane;
  },
});
for (const button of document.querySelectorAll("[data-out=link]")) button.remove();
view.load(/** @type {Uint8Array} */ (bytesOf("first")));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => view.show());
