// The bubbles of messages on their way, below the conversation.

import { clockLabel } from "hub/days.js";
import { mayArrive } from "hub/outbox.js";
import { copyOf } from "hub/page.js";
import { toast } from "hub/toast.js";
import { word } from "hub/words.js";

export class Outgoing {
  #place;
  #outbox;
  #drawn = "";

  constructor(place, outbox) {
    this.#place = place;
    this.#outbox = outbox;
    place.addEventListener("click", (event) => this.#act(event.target.closest("[data-act]")));
  }

  draw() {
    const entries = this.#outbox.entries;
    const drawn = JSON.stringify(entries);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#place.replaceChildren(...entries.map(bubble));
  }

  #act(button) {
    if (!button) return;
    const id = button.closest("article").dataset.client;
    const entry = this.#outbox.entries.find(({ client_id }) => client_id === id);
    if (!entry) return;
    const acts = {
      retry: () => this.#outbox.retry(id),
      rewrite: () => this.#place.dispatchEvent(new CustomEvent("hub:rewrite", { detail: entry, bubbles: true })),
      drop: () => this.#drop(entry),
    };
    acts[button.dataset.act]();
  }

  #drop(entry) {
    this.#outbox.drop(entry.client_id);
    toast(word("dropped"), { text: word("undo"), run: () => this.#outbox.putBack(entry) });
  }
}

function bubble({ client_id: id, body, reply, parts, at, state, why, said }) {
  const unsent = state === "unsent";
  const article = copyOf(unsent ? "unsent-message" : "pending-message");
  article.dataset.client = id;
  article.querySelector("time").textContent = clockLabel(at);
  article.querySelector(".message__text").textContent = [body, ...(parts?.files ?? []).map(({ name }) => `［${name}］`)]
    .filter(Boolean)
    .join("\n");
  const quote = article.querySelector(".quote");
  if (reply) quote.textContent = `${reply.who} ${reply.excerpt}`;
  else quote.remove();
  if (unsent) article.querySelector("[data-act=rewrite]").hidden = mayArrive(why); // or it might be there twice
  if (unsent) article.querySelector("[data-why]").textContent = word(why === "offline" ? "unsent_offline" : "unsent", { why: said });
  return article;
}
