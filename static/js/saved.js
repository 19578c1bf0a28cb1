// What this reader has saved for later in the channel of this page: nobody else learns it, and all their tabs agree.

import { dressing, dressUp } from "hub/dressing.js";
import { heads } from "hub/heads.js";
import { json } from "hub/requests.js";
import { onChangeElsewhere } from "hub/store.js";
import { WAITING_CHANGED, waitingChanged } from "hub/waiting.js";

let ids = new Set(document.getElementById("message-tools")?.dataset.saved.split(" ").filter(Boolean));
let waiting = null;

dressing((article) => article.classList.toggle("message--saved", ids.has(article.dataset.message)));

export function isSaved(id) {
  return ids.has(id);
}

/** Save a message or forget it; throws the server's refusal. */
export async function setSaved(id, on) {
  await json(`/api/v1/messages/${id}/saved`, { method: on ? "PUT" : "DELETE" });
  if (on) ids.add(id);
  else ids.delete(id);
  show();
  waitingChanged();
}

/** Follow what other tabs and devices of this reader save and settle. */
export function watchSaved(channel) {
  const look = () => fetchAll(channel);
  onChangeElsewhere(WAITING_CHANGED, look);
  heads.addEventListener("waiting", ({ detail }) => {
    if (waiting !== null && waiting !== detail) look();
    waiting = detail;
  });
}

async function fetchAll(channel) {
  try {
    const { saved } = await json(`/api/v1/channels/${channel}/saved`);
    ids = new Set(saved);
    show();
  } catch {
    // The next change tries again.
  }
}

function show() {
  for (const article of document.querySelectorAll("article[data-message]")) dressUp(article);
}
