// A draft: what has been written for a channel and not sent, with what it answers and brings along; it outlives the page.

import { keep, recall } from "hub/store.js";

const PAUSE_MS = 300;

export class Draft {
  #name;
  #timer = 0;

  constructor(channel) {
    this.#name = `draft:${channel}`;
  }

  /** Keep what is there now: `{body, reply, parts}`; nothing at all is no draft. */
  keep({ body, reply, parts }) {
    clearTimeout(this.#timer);
    const isEmpty = !body && !reply && !Object.keys(parts).length;
    keep(this.#name, isEmpty ? null : { body, reply, parts });
  }

  /** Do `save` once the writer pauses. */
  soon(save) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(save, PAUSE_MS);
  }

  /** What was kept. */
  get kept() {
    return { body: "", reply: null, ...recall(this.#name, {}) };
  }
}
