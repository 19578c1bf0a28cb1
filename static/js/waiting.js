// The number beside 待办 in the strip: what waits for me, as the heads tell it.

import { heads } from "hub/heads.js";

export function watchWaiting() {
  const count = document.querySelector("[data-waiting-count]");
  if (!count) return;
  heads.addEventListener("heads", ({ detail }) => {
    const waiting = detail.reduce((sum, { mentions }) => sum + mentions, 0);
    count.hidden = waiting === 0;
    count.textContent = waiting > 99 ? "99+" : waiting;
  });
}
