// Hears the keys of a page that asks for labels. Each press names the post that was shown, so that none counts for the next one.

import { answerOf, isTaken } from "./keys.js";

/** @param {ComponentArguments<{post: string, keys: string[]}>} given */
export default function ({ data, setTriggerValue }) {
  if (!data) return undefined;
  let sent = false;
  const hear = (/** @type {KeyboardEvent} */ event) => {
    const answer = answerOf(event, data.keys);
    if (!answer || sent || isTaken(event.composedPath()) || document.querySelector('[role="dialog"]')) return;
    sent = answer !== "undo";
    event.preventDefault();
    event.stopPropagation();
    setTriggerValue("pressed", { post: data.post, key: answer });
  };
  document.addEventListener("keydown", hear, true);
  return () => document.removeEventListener("keydown", hear, true);
}
