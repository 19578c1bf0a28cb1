// The number beside 待办 in the strip: what waits for me, as the server counts it with the heads.

import { compareSoon, heads } from "hub/heads.js";
import { keep, onChangeElsewhere } from "hub/store.js";

export const WAITING_CHANGED = "waiting-changed";

export function watchWaiting() {
  onChangeElsewhere(WAITING_CHANGED, compareSoon);
  const count = document.querySelector("[data-waiting-count]");
  if (!count) return;
  heads.addEventListener("waiting", ({ detail: waiting }) => {
    count.hidden = waiting === 0;
    count.textContent = waiting > 99 ? "99+" : waiting;
  });
}

/** Something has just been added to what waits for me, or done: compare here, and in my other tabs. */
export function waitingChanged() {
  compareSoon();
  keep(WAITING_CHANGED, Date.now());
}
