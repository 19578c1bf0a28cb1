// Where all my channels stand: compared every half minute, when the page comes back, and when the socket does.
// Others listen on `heads`: "head" for one channel, "heads" for all of them, "waiting" for how much waits for me.

import { json } from "hub/requests.js";
import { socket } from "hub/socket.js";

const EVERY_MS = 30_000;
const SOON_MS = 1000;

export const heads = new EventTarget();

let timer = null;
let asking = false;
let again = false; // something happened while the server was asked: its answer may not count it

/** Compare in a moment: something has just been done that the server counts. */
export function compareSoon() {
  again = asking;
  later(SOON_MS);
}

/** Begin to compare, and to hear of single channels between. */
export function watchHeads() {
  socket.on("head", hear);
  socket.on("connect", compare);
  document.addEventListener("visibilitychange", () => document.hidden || compare());
  window.addEventListener("focus", compare);
  later();
}

function hear(head) {
  heads.dispatchEvent(new CustomEvent("head", { detail: head }));
  if (head.mentions_me) compareSoon(); // what waits for me
}

async function compare() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    const answer = await json("/api/v1/heads");
    heads.dispatchEvent(new CustomEvent("heads", { detail: answer.heads }));
    heads.dispatchEvent(new CustomEvent("waiting", { detail: answer.waiting }));
  } catch {
    // Next time. The socket says when the connection is gone.
  } finally {
    asking = false;
    later(again ? SOON_MS : EVERY_MS);
    again = false;
  }
}

function later(milliseconds = EVERY_MS) {
  clearTimeout(timer);
  timer = setTimeout(compare, milliseconds * (0.9 + Math.random() / 5));
}
