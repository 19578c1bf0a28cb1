// Whether the browser's session still belongs to the reader of this page: at a shared computer somebody else may have
// signed in meanwhile, and must never send what the first one wrote.

import { reader } from "hub/page.js";
import { json } from "hub/requests.js";
import { socket } from "hub/socket.js";

let proved = false;

socket.on("disconnect", () => {
  proved = false; // a socket keeps the session that it was opened with; the next one may have another
});

/** Throws the server's refusal, or leaves the page when it is not this reader's any more. */
export async function proveReader() {
  if (proved && socket.connected) return;
  const { id } = await json("/api/v1/me");
  if (id !== reader.person) {
    location.reload();
    await new Promise(() => {}); // nothing of this page may go on
  }
  proved = socket.connected;
}
