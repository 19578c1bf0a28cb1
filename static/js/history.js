// The rest of a channel: fetched as the reader comes near an edge of what is on the screen, or goes somewhere else.

import { elementsOf } from "hub/page.js";
import { html } from "hub/requests.js";
import { steady } from "hub/scrolling.js";
import { complain } from "hub/toast.js";

const AHEAD = "600px 0px";

export class History {
  #scroller;
  #channel;
  #window;
  #changed;
  #edges;
  #observer;
  #loading = null;

  /** `scroller` shows `window`, a MessageWindow of `channel`, whose newest message is `head`; `changed()` hears of more. */
  constructor(scroller, channel, window, head, changed) {
    this.#scroller = scroller;
    this.#channel = channel;
    this.#window = window;
    this.head = head;
    this.#changed = changed;
    this.#edges = [...scroller.querySelectorAll("[data-more]")];
  }

  /** Whether the newest message is on the screen. */
  get isComplete() {
    return this.#window.last >= this.head;
  }

  /** Begin to look at the edges: after the reader has been put in the right place. */
  watch() {
    const seen = (entries) => {
      for (const entry of entries) if (entry.isIntersecting) this.#extend(entry.target);
    };
    this.#observer = new IntersectionObserver(seen, { root: this.#scroller, rootMargin: AHEAD });
    this.look();
  }

  /** Look at the edges anew: one that has been in view all the time is told of only once. */
  look() {
    this.#observer?.disconnect();
    for (const edge of this.#edges) this.#observer?.observe(edge);
  }

  /** Show another stretch: around a message, or the newest; resolves to the change number that it shows. */
  async show(around = 0) {
    await this.#loading;
    const { articles, change, head } = await this.#fetch(around ? `around=${around}` : "");
    this.head = Math.max(this.head, head);
    this.#window.replaceAll(articles);
    return change;
  }

  /** Hide the edges beyond which there is nothing. */
  settle() {
    for (const edge of this.#edges) edge.hidden = edge.dataset.more === "before" ? this.#window.first <= 1 : this.isComplete;
  }

  async #extend(edge) {
    if (edge.hidden || this.#loading) return;
    const older = edge.dataset.more === "before";
    try {
      const { articles } = await this.#fetch(older ? `before=${this.#window.first}` : `after=${this.#window.last}`);
      steady(this.#scroller, () => (older ? this.#window.addOlder(articles) : this.#window.addNewer(articles)));
    } catch (error) {
      complain(error);
      return; // until the connection is back, or the reader comes near again
    }
    this.#changed();
    this.look();
  }

  async #fetch(query) {
    const asked = html(`/channels/${this.#channel}/messages?${query}`);
    this.#loading = asked.catch(() => null);
    try {
      const [page] = elementsOf(await asked);
      return { articles: [...page.querySelectorAll("article")], change: Number(page.dataset.change), head: Number(page.dataset.head) };
    } finally {
      this.#loading = null;
    }
  }
}
