// Messages on their way: kept in the browser until the server has them, sent one after the other, never twice.
//
// An entry is {client_id, body, reply_to, reply, extras, parts, at, state, why, said}: extras is what goes along with the
// words, parts what the composer needs to show it again; state is "sending", "unsent" (why:
// the refusal's code, said: its sentence) or "sent" for the moment until the stream brings it. A retry carries the
// same client_id, so the server answers with the first message if it has it already.

import { proveReader } from "hub/identity.js";
import { newClientId } from "hub/ids.js";
import { json } from "hub/requests.js";
import { request, socket } from "hub/socket.js";
import { keep, onChangeElsewhere, recall } from "hub/store.js";

const RETRY_MS = [2000, 5000, 10_000, 30_000];
const PASSING = new Set(["offline", "unavailable", "rate_limited"]); // refusals that time heals

/** Whether a refusal with this code leaves open that the message arrives after all. */
export function mayArrive(code) {
  return PASSING.has(code) || code === "signed_out";
}

export class Outbox extends EventTarget {
  #channel;
  #busy = false;
  #failures = 0;
  #timer = null;

  constructor(channel) {
    super();
    this.#channel = channel;
    this.#resume();
    onChangeElsewhere(this.#name, () => this.#changed());
    socket.on("connect", () => this.send());
  }

  get entries() {
    return recall(this.#name, []);
  }

  /** Take a message in; false when the browser cannot keep it. */
  add({ body, reply, extras = {}, parts = {} }) {
    const words = { client_id: newClientId(), body, reply_to: reply?.id ?? null, reply };
    const entry = { ...words, extras, parts, at: Date.now(), state: "sending", why: "" };
    if (!keep(this.#name, [...this.entries, entry])) return false;
    this.#changed();
    this.send();
    return true;
  }

  /** The server has it, or its writer gave it up. */
  drop(clientId) {
    const left = this.entries.filter((entry) => entry.client_id !== clientId);
    if (left.length === this.entries.length) return;
    keep(this.#name, left);
    this.#changed();
  }

  /** Its writer did not mean to give it up. */
  putBack(entry) {
    keep(this.#name, [...this.entries, entry]);
    this.#changed();
    this.send();
  }

  /** Try again what the server refused, at the writer's wish. */
  retry(clientId) {
    this.#update(clientId, { state: "sending", why: "" });
    this.send();
  }

  /** Send what waits, oldest first; what the server refused for good waits for its writer. */
  async send() {
    clearTimeout(this.#timer);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let entry = this.#next(); entry; entry = this.#next()) {
        await proveReader();
        await this.#post(entry);
      }
      this.#failures = 0;
    } catch (error) {
      this.#waitFor(error);
    } finally {
      this.#busy = false;
    }
  }

  // What the last page left: the server has what was sent; whoever had been signed out is in again.
  #resume() {
    const left = this.entries.filter(({ state }) => state !== "sent");
    keep(
      this.#name,
      left.map((entry) => (entry.why === "signed_out" ? { ...entry, why: "offline" } : entry)),
    );
  }

  get #name() {
    return `outbox:${this.#channel}`;
  }

  #next() {
    return this.entries.find((entry) => entry.state === "sending" || PASSING.has(entry.why));
  }

  async #post({ client_id, body, reply_to, extras }) {
    const message = { client_id, body, ...(reply_to && { reply_to }), ...extras };
    try {
      const answer = socket.connected
        ? await request("message:post", { channel: this.#channel, ...message })
        : await json(`/api/v1/channels/${this.#channel}/messages`, { data: message });
      this.#update(client_id, { state: "sent", why: "" });
      this.dispatchEvent(new CustomEvent("sent", { detail: { client_id, ...answer } }));
    } catch (error) {
      this.#update(client_id, { state: "unsent", why: error.code, said: error.message });
      if (mayArrive(error.code)) throw error;
    }
  }

  #waitFor(error) {
    for (const { client_id: id } of this.entries.filter(({ state }) => state === "sending")) {
      this.#update(id, { state: "unsent", why: error.code, said: error.message });
    }
    const pause = error.retryIn || RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)];
    this.#failures += 1;
    if (PASSING.has(error.code)) this.#timer = setTimeout(() => this.send(), pause);
  }

  #update(clientId, change) {
    keep(
      this.#name,
      this.entries.map((entry) => (entry.client_id === clientId ? { ...entry, ...change } : entry)),
    );
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
