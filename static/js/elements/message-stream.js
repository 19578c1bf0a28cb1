// <message-stream>: the conversation of one channel, endless both ways, equal to the database.

import { Follower } from "hub/follower.js";
import { History } from "hub/history.js";
import { MessageWindow, seqOf } from "hub/message-window.js";
import { Outgoing } from "hub/outgoing.js";
import { elementsOf, reader } from "hub/page.js";
import { Reading } from "hub/reading.js";
import { isAtEnd, keepEndInView, lastSeen, steady, toEnd } from "hub/scrolling.js";
import { complain, toast } from "hub/toast.js";
import { walkByKeys } from "hub/walking.js";

const SOUGHT_MS = 2500;

export class MessageStream extends HTMLElement {
  #channel;
  #window;
  #history;
  #outbox;
  #outgoing;
  #reading;
  #follower;
  #landing = new Map(); // seq → client_id of messages that the server has and the screen not yet

  /** Come alive: `talk` gives `channel` and `outbox`. */
  begin({ channel, outbox }) {
    const { change, head, read, mine } = this.dataset;
    this.#channel = channel;
    this.#window = new MessageWindow(this.querySelector("[data-log]"), new Set(mine.split(" ")));
    this.#history = new History(this, channel, this.#window, Number(head), () => this.#look());
    this.#reading = new Reading(channel, Number(read));
    this.#outbox = outbox;
    this.#outgoing = new Outgoing(this.querySelector("[data-outgoing]"), outbox);
    this.#follower = new Follower(channel, Number(change), this);
    this.#outgoing.draw();
    this.#startPlace();
    this.#listen();
    this.#history.watch();
    this.#follower.start();
    outbox.send();
  }

  /** The newest message on the screen that its reader wrote and may still change. */
  get lastOwn() {
    const mine = ({ dataset, classList }) => dataset.author === reader.person && !classList.contains("message--gone");
    return this.#window.articles.reverse().find(mine);
  }

  // --- the follower's screen -------------------------------------------------------------------------------------------

  /** Draw one change. */
  apply({ action, html, id, seq, author, client_id: clientId }) {
    const atEnd = isAtEnd(this) && this.#history.isComplete;
    const own = author === reader.person;
    const isNew = seq > this.#history.head;
    if (isNew) {
      this.#history.head = seq;
      this.#markUnread(own, atEnd);
    }
    this.#hold(atEnd, () => {
      if (action === "remove") this.#window.remove(id);
      else if (html) this.#window.merge(elementsOf(html));
      this.#land(seq, own && clientId ? clientId : this.#landing.get(seq));
    });
    if (isNew && !own) this.#announce(seq);
    if (!isNew) this.querySelector("[data-announce]").textContent = ""; // the words may have been taken back
    this.#tell("hub:change", { id, html });
    this.#look();
  }

  /** Draw the present around where the reader is; resolves to the change number that it shows. */
  async reload() {
    const seen = isAtEnd(this) ? 0 : seqOf(lastSeen(this, this.#window.articles));
    const change = await this.#history.show(seen);
    if (seen) this.#window.at(seen)?.scrollIntoView({ block: "end" });
    else toEnd(this);
    this.#tell("hub:change", { id: null });
    this.#look();
    return change;
  }

  /** Streams come in, or not: for styles, and for those who look on. */
  following(is) {
    this.toggleAttribute("data-following", is);
    if (is) this.#history.look(); // what could not be fetched meanwhile
  }

  /** The reader may not see this channel any more. */
  closed(error) {
    toast(error.message);
    this.#window.replaceAll([]);
    setTimeout(() => location.assign("/"), 2000);
  }

  // --- places ----------------------------------------------------------------------------------------------------------

  /** Go to message `seq`, on the screen or not. */
  async goTo(seq) {
    if (!this.#window.at(seq)) await this.#history.show(seq);
    const article = this.#window.at(seq);
    if (!article) return;
    article.scrollIntoView({ block: "center" });
    article.focus({ preventScroll: true });
    article.classList.add("message--sought");
    setTimeout(() => article.classList.remove("message--sought"), SOUGHT_MS);
    this.#look();
  }

  /** Go to the newest message. */
  async goToEnd() {
    if (!this.#history.isComplete) await this.#history.show();
    toEnd(this);
    this.#look();
  }

  #startPlace() {
    const unread = this.querySelector(".unread");
    if (this.dataset.sought) this.goTo(Number(this.dataset.sought)).catch(complain);
    else if (unread) this.scrollTop += unread.getBoundingClientRect().top - this.getBoundingClientRect().top - this.clientHeight / 4;
    else toEnd(this);
    this.#look();
  }

  #listen() {
    keepEndInView(this);
    this.addEventListener("scroll", () => this.#look(), { passive: true });
    this.addEventListener("click", (event) => this.#followLink(event));
    walkByKeys(this, this.#window, this.#history);
    document.addEventListener("visibilitychange", () => this.#look());
    this.#outbox.addEventListener("sent", ({ detail }) => this.#sent(detail));
    this.#outbox.addEventListener("change", () => this.#hold(isAtEnd(this), () => this.#outgoing.draw()));
  }

  // --- what has happened -----------------------------------------------------------------------------------------------

  // The line stands above the first message that came while nobody looked.
  #markUnread(own, atEnd) {
    if (own) this.#window.unreadFrom = 0;
    else if (this.#window.unreadFrom <= this.#reading.seen && (document.hidden || !atEnd)) this.#window.unreadFrom = this.#reading.seen + 1;
  }

  #announce(seq) {
    const article = this.#window.at(seq);
    if (!article) return;
    const said = [".message__unit", ".message__person", ".message__body"].map((part) => article.querySelector(part)?.textContent.trim());
    this.querySelector("[data-announce]").textContent = said.join(" ");
    this.#tell("hub:spoke", { who: `${said[0]} ${article.dataset.name}` });
  }

  #sent({ client_id: clientId, seq, change }) {
    this.#landing.set(seq, clientId);
    this.#follower.reach(change);
    if (this.#window.at(seq)) this.#land(seq, clientId);
  }

  // The committed message is here: its bubble leaves.
  #land(seq, clientId) {
    if (!clientId) return;
    this.#landing.delete(seq);
    this.#outbox.drop(clientId);
  }

  // Whoever is at the end stays at the end; whoever reads further up is not disturbed.
  #hold(atEnd, change) {
    if (!atEnd) {
      steady(this, change);
      return;
    }
    change();
    toEnd(this);
  }

  #look() {
    this.#history.settle();
    const seen = seqOf(lastSeen(this, this.#window.articles));
    if (this.#reading.see(seen)) this.#tell("hub:read", { channel: this.#channel, seq: seen });
    const away = !isAtEnd(this) || !this.#history.isComplete;
    this.#tell("hub:place", { away, unread: this.#history.head - this.#reading.seen });
  }

  #tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail, bubbles: true }));
  }

  // --- by hand ---------------------------------------------------------------------------------------------------------

  // A quote leads to what it quotes, a time to its own message: both without a new page.
  #followLink(event) {
    const link = event.target.closest(".quote[data-seq], a.message__time");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.goTo(Number(link.dataset.seq ?? link.closest("article").dataset.seq)).catch(complain);
  }
}

customElements.define("message-stream", MessageStream);
