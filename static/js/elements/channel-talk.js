// <channel-talk>: the middle pane. Brings the conversation, the composer and the tools on each message together.

import "hub/elements/ack-card.js";
import "hub/elements/ack-wish.js";
import "hub/elements/file-tray.js";
import "hub/elements/issue-card.js";
import "hub/elements/mention-picker.js";
import "hub/elements/message-composer.js";
import "hub/elements/message-stream.js";
import "hub/elements/pin-list.js";
import { MessageTools } from "hub/message-tools.js";
import "hub/origins.js";
import { Outbox } from "hub/outbox.js";
import { json } from "hub/requests.js";
import { watchSaved } from "hub/saved.js";
import { socket } from "hub/socket.js";
import { complain } from "hub/toast.js";
import { word } from "hub/words.js";

const TYPING_MS = 5000;

class ChannelTalk extends HTMLElement {
  #typing = new Map(); // who → timer

  connectedCallback() {
    this.channel = this.dataset.channel;
    this.outbox = new Outbox(this.channel);
    this.stream = this.querySelector("message-stream");
    this.composer = this.querySelector("message-composer");
    this.stream.begin(this);
    this.composer?.begin(this);
    new MessageTools(this);
    watchSaved(this.channel);
    this.addEventListener("hub:place", ({ detail }) => this.#offerEnd(detail));
    this.querySelector("[data-to-end]").addEventListener("click", (event) => {
      event.preventDefault();
      this.stream.goToEnd().catch(complain);
    });
    this.addEventListener("hub:rewrite", ({ detail }) => this.#takeBack(detail));
    this.addEventListener("hub:below", () => this.querySelector("textarea#body")?.focus());
    this.addEventListener("hub:spoke", ({ detail }) => this.#stoppedTyping(detail.who));
    socket.on("typing", (who) => who.channel === this.channel && this.#sawTyping(who));
  }

  /** Put a message of one's own into the composer, to correct it. */
  async edit(article) {
    try {
      const { id, text } = await json(`/api/v1/messages/${article.dataset.message}`);
      this.composer.edit({ id, body: text });
    } catch (error) {
      complain(error);
    }
  }

  // What the server refused goes back to where it can be changed.
  #takeBack(entry) {
    if (!this.composer) return;
    this.composer.takeBack(entry);
    this.outbox.drop(entry.client_id);
  }

  #offerEnd({ away, unread }) {
    const button = this.querySelector("[data-to-end]");
    button.hidden = !away;
    button.querySelector("[data-unread]").textContent = unread > 0 ? word("new_messages", { n: unread }) : word("to_end");
  }

  #sawTyping({ unit, name }) {
    const who = `${unit} ${name}`;
    clearTimeout(this.#typing.get(who));
    this.#typing.set(
      who,
      setTimeout(() => this.#stoppedTyping(who), TYPING_MS),
    );
    this.#drawTyping();
  }

  #stoppedTyping(who) {
    clearTimeout(this.#typing.get(who));
    this.#typing.delete(who);
    this.#drawTyping();
  }

  #drawTyping() {
    const who = [...this.#typing.keys()];
    const line = this.querySelector("[data-typing]");
    if (who.length > 2) line.textContent = word("many_typing", { n: who.length });
    else line.textContent = who.length ? word("typing", { who: who.join("、") }) : "";
  }
}

customElements.define("channel-talk", ChannelTalk);
