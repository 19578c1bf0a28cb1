// The read mark: what has been on the screen while the reader was there.

import { json } from "hub/requests.js";
import { request, socket } from "hub/socket.js";

const PAUSE_MS = 600;

export class Reading {
  #channel;
  #read;
  #seen;
  #timer = null;

  constructor(channel, read) {
    this.#channel = channel;
    this.#read = read;
    this.#seen = read;
    socket.on("connect", () => this.#later());
    window.addEventListener("pagehide", () => this.#seen > this.#read && this.#put({ keepalive: true }).catch(() => null));
  }

  /** The last message that counts as read, here or on its way to the server. */
  get seen() {
    return this.#seen;
  }

  /** Messages up to `seq` were on the screen. */
  see(seq) {
    if (seq <= this.#seen || document.hidden) return false;
    this.#seen = seq;
    this.#later();
    return true;
  }

  #later() {
    clearTimeout(this.#timer);
    if (this.#seen > this.#read) this.#timer = setTimeout(() => this.#send(), PAUSE_MS);
  }

  async #send() {
    const seq = this.#seen;
    try {
      const told = { channel: this.#channel, seq };
      const answer = socket.connected ? await request("channel:read", told) : await this.#put();
      this.#read = Math.max(this.#read, answer.last_read);
    } catch {
      // The next thing seen, or the next connection, tries again.
    }
  }

  // Also as the page goes away, when nothing waits for a socket's answer any more.
  #put(options = {}) {
    return json(`/api/v1/channels/${this.#channel}/read`, { method: "PUT", data: { seq: this.#seen }, ...options });
  }
}
