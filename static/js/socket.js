// The one socket of this page: opened when first needed, opened again with growing pauses, quiet about it for a moment.

import { signInAddress } from "hub/page.js";
import { json, Refused } from "hub/requests.js";
import { word } from "hub/words.js";
import { io } from "socket.io-client";

const ANSWER_WITHIN_MS = 8000;
const SAY_AFTER_MS = 2000;

export const socket = io({
  transports: ["websocket"], // no polling: its session id would be a key in the address (docs/landmines.md, 3)
  autoConnect: false,
  reconnectionDelay: 500,
  reconnectionDelayMax: 3000, // with the jitter: everybody is back within 5 s
  randomizationFactor: 0.5,
});

let ended = false;
let refusals = 0;
let saying = null;

/** Open the socket and keep it open. */
export function connect() {
  socket.on("connect", () => {
    refusals = 0;
    say("");
  });
  socket.on("disconnect", (reason) => {
    if (reason === "io client disconnect") return;
    sayLater("offline");
    if (reason === "io server disconnect") later(2000);
  });
  socket.on("connect_error", refused);
  socket.on("bye", farewell);
  window.addEventListener("online", () => socket.connect());
  window.addEventListener("pagehide", () => socket.disconnect());
  window.addEventListener("pageshow", (event) => event.persisted && socket.connect());
  socket.connect();
}

/** Close the socket for good: whoever signs out does not want to come back to this page. */
export function hangUp() {
  ended = true;
  socket.disconnect();
}

/** Send `event` and wait for the answer; throws Refused with the server's code, or `offline`. */
export async function request(event, data) {
  if (!socket.connected) throw new Refused("offline", word("offline"));
  let answer;
  try {
    answer = await socket.timeout(ANSWER_WITHIN_MS).emitWithAck(event, data);
  } catch {
    throw new Refused("offline", word("offline"));
  }
  if (!answer?.ok) throw new Refused(answer?.error?.code ?? "unavailable", answer?.error?.message);
  return answer;
}

/** Say something only if nobody would miss it being lost. */
export function mention(event, data) {
  if (socket.connected) socket.volatile.emit(event, data);
}

// The server says why it lets go, and when to come back; its disconnect would otherwise be final.
function farewell({ reason, retry_in_ms: retryIn = 1000 }) {
  if (reason === "signed_out") {
    leave();
    return;
  }
  sayLater("restarting");
  socket.disconnect();
  later(retryIn);
}

// A browser does not tell why an upgrade failed. If it was the session, HTTP says so.
async function refused() {
  sayLater("offline");
  refusals += 1;
  if (refusals % 3 !== 1) return;
  try {
    await json("/api/v1/heads");
  } catch (error) {
    if (error.code === "signed_out") leave();
  }
  if (!socket.active) later(8000); // the server refused: the client would not try again by itself
}

// Never at one moment with hundreds of others.
function later(milliseconds) {
  setTimeout(() => ended || socket.connect(), milliseconds * (0.75 + Math.random() / 2));
}

function leave() {
  if (ended) return;
  hangUp();
  const here = location.pathname + location.search;
  location.assign(`${signInAddress}?ended=1&next=${encodeURIComponent(here)}`);
}

function sayLater(key) {
  saying ??= setTimeout(() => say(word(key)), SAY_AFTER_MS);
}

function say(text) {
  clearTimeout(saying);
  saying = null;
  const line = document.querySelector("[data-net]");
  if (line.textContent !== text) line.textContent = text;
  line.hidden = !text;
}
