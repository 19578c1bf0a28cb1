// Going through a conversation by keys: message by message, to its ends, and on to the text below it.

import { pressed } from "hub/keys.js";
import { lastSeen } from "hub/scrolling.js";
import { complain } from "hub/toast.js";

/** Walk through `stream`, whose `window` holds the messages on the screen and whose `history` knows whether those are the last. */
export function walkByKeys(stream, window, history) {
  stream.addEventListener("keydown", (event) => {
    const here = event.target.closest("article");
    if (event.target !== (here ?? stream)) return;
    const go = edge(event, stream, window) ?? step(event, here, stream, window, history);
    if (!go) return;
    event.preventDefault();
    Promise.resolve(go()).catch(complain);
  });
}

// As far as the conversation goes, not only what is on the screen.
function edge(event, stream, window) {
  if (pressed(event, "oldest")) return () => stream.goTo(1);
  if (pressed(event, "newest")) return () => stream.goToEnd().then(() => window.articles.at(-1)?.focus());
  return null;
}

function step(event, here, stream, window, history) {
  const by = pressed(event, "newer") - pressed(event, "older");
  if (!by) return null;
  const { articles } = window;
  const next = here ? articles[articles.indexOf(here) + by] : lastSeen(stream, articles);
  if (next) return () => next.focus();
  // Below the newest message is the text to write.
  if (by > 0 && history.isComplete) return () => stream.dispatchEvent(new CustomEvent("hub:below", { bubbles: true }));
  return null;
}
