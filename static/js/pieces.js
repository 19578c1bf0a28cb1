// A piece of a file on its way, with news of how far it is, which fetch does not give.

import { Refused } from "hub/requests.js";
import { word } from "hub/words.js";

const ANSWER_WITHIN_MS = 60_000;

/** Send a piece that begins at `offset`; resolves to the server's answer, throws Refused. `told(bytes)` while it goes. */
export function sendPiece(id, offset, piece, signal, told) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PATCH", `/api/v1/uploads/${id}`);
    request.timeout = ANSWER_WITHIN_MS;
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "application/offset+octet-stream");
    request.setRequestHeader("Upload-Offset", String(offset));
    request.upload.addEventListener("progress", ({ loaded }) => told(loaded));
    request.addEventListener("load", () => (request.status === 200 ? resolve(JSON.parse(request.responseText)) : reject(refusal(request))));
    for (const cut of ["error", "abort", "timeout"]) request.addEventListener(cut, () => reject(new Refused("offline", word("offline"))));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(piece);
  });
}

function refusal(request) {
  if (request.status === 401) return new Refused("signed_out", word("signed_out"));
  const retryIn = 1000 * Number(request.getResponseHeader("Retry-After") || 0);
  try {
    const { code, message } = JSON.parse(request.responseText).error;
    return new Refused(code, message, retryIn);
  } catch {
    return new Refused("unavailable", "", retryIn);
  }
}
