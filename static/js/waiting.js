// The number beside 待办 in the strip: what waits for me, as the server counts it with the heads.

import { heads } from "hub/heads.js";

export function watchWaiting() {
  const count = document.querySelector("[data-waiting-count]");
  if (!count) return;
  heads.addEventListener("waiting", ({ detail: waiting }) => {
    count.hidden = waiting === 0;
    count.textContent = waiting > 99 ? "99+" : waiting;
  });
}
