// <message-composer>: write, name who is meant, quote, correct; nothing typed is lost.

import { Bound } from "hub/composer-bound.js";
import { Draft } from "hub/composer-draft.js";
import { Parts } from "hub/composer-parts.js";
import { pressed } from "hub/keys.js";
import { isMeant } from "hub/reach.js";
import { json, Refused } from "hub/requests.js";
import { mention } from "hub/socket.js";
import { grow, length, tellLeft } from "hub/text-room.js";
import { complain, toast } from "hub/toast.js";
import { word } from "hub/words.js";

const TYPING_EVERY_MS = 3000;

export class MessageComposer extends HTMLElement {
  #talk;
  #form;
  #text;
  #picker;
  #parts;
  #reply = null; // {id, who, excerpt}
  #editing = null; // {id, body}
  #bound;
  #draft;
  #toldAt = 0;
  #busy = false;

  /** Come alive: `talk` gives `channel`, `outbox` and `stream`. */
  begin(talk) {
    this.#talk = talk;
    this.#form = this.querySelector("form");
    this.#text = this.querySelector("textarea");
    this.#picker = this.querySelector("mention-picker");
    this.#parts = new Parts(this);
    this.#bound = new Bound(this, this.#parts);
    this.#draft = new Draft(talk.channel);
    this.#picker.begin(this.#text, `/channels/${talk.channel}/mentionable`);
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener("keydown", (event) => this.#key(event));
    this.#text.addEventListener("input", () => this.#typed());
    this.querySelector("[data-pick]").addEventListener("click", () => this.#picker.open());
    this.querySelector("[data-drop]").addEventListener("click", () => this.#release());
    window.addEventListener("pagehide", () => this.#saveDraft());
    this.#parts.begin(talk);
    this.addEventListener("hub:part", () => this.#typed());
    this.#parts.put(this.#draft.kept.parts);
    this.#restoreDraft(this.#text.value); // the server may have given refused words back
  }

  /** Answer a message: `{id, who, excerpt}`. */
  reply(to) {
    if (this.#editing) this.#release();
    this.#reply = to;
    this.#bind("reply", word("reply_to", { who: to.who }), to.excerpt);
    this.#saveDraft();
  }

  /** Correct a message of one's own: `{id, body}`; the draft waits meanwhile. */
  edit(message) {
    this.#saveDraft();
    this.#editing = message;
    this.#bind("edit", word("editing"), "");
    this.#put(message.body);
  }

  /** Have refused words again, `{body, reply, parts}`, before whatever is written already. */
  takeBack({ body, reply, parts }) {
    if (this.#editing) this.#release();
    this.#parts.join(parts);
    this.#put([body, this.#text.value].filter(Boolean).join("\n"));
    if (reply) this.reply(reply);
    else this.#saveDraft();
    this.#text.focus();
  }

  // --- keys and typing -------------------------------------------------------------------------------------------------

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return; // an input method is at work: its keys are not ours
    if (this.#picker.takes(event)) return;
    if (pressed(event, "send")) {
      event.preventDefault();
      this.#submit();
    } else if (pressed(event, "release") && (this.#reply || this.#editing)) this.#release();
    else if (pressed(event, "editLast") && !this.#text.value && !this.#editing) this.#editLast(event);
  }

  #editLast(event) {
    const article = this.#talk.stream.lastOwn;
    if (!article) return;
    event.preventDefault();
    this.#talk.edit(article);
  }

  #typed() {
    this.#fit();
    this.#draft.soon(() => this.#saveDraft());
    if (this.#editing || Date.now() - this.#toldAt < TYPING_EVERY_MS || !this.#text.value.trim()) return;
    this.#toldAt = Date.now();
    mention("channel:typing", { channel: this.#talk.channel });
  }

  #fit() {
    grow(this.#text);
    const fits = tellLeft(this.querySelector("[data-count]"), this.#text.value, this.#limit);
    this.querySelector("[type=submit]").disabled = !fits;
  }

  get #limit() {
    return Number(this.dataset.limit);
  }

  // --- sending ---------------------------------------------------------------------------------------------------------

  async #submit() {
    const body = this.#text.value.trim();
    if ((!body && !this.#parts.value.files?.length) || length(body) > this.#limit || this.#busy) return;
    const block = this.#editing ? "" : this.#parts.block;
    if (block) {
      toast(block);
      return;
    }
    this.#busy = true;
    this.#picker.close();
    this.#text.readOnly = true; // what is typed while the server is asked would be lost
    try {
      if (!(await isMeant(this.#talk.channel, body))) return;
      if (this.#editing) await this.#saveEdit(body);
      else this.#send(body);
    } catch (error) {
      complain(error);
    } finally {
      this.#busy = false;
      this.#text.readOnly = false;
      this.#text.focus();
    }
  }

  #send(body) {
    if (!this.#talk.outbox.add({ body, reply: this.#reply, extras: this.#parts.value, parts: this.#parts.given }))
      throw new Refused("invalid", word("storage_full"));
    this.#reply = null;
    this.#bound.hide();
    this.#parts.put();
    this.#put("");
    this.#saveDraft();
    this.#talk.stream.goToEnd().catch(complain);
  }

  async #saveEdit(body) {
    if (body !== this.#editing.body.trim()) await json(`/api/v1/messages/${this.#editing.id}`, { method: "PATCH", data: { body } });
    this.#release();
  }

  // --- what the text is bound to: a quote or a correction ------------------------------------------------------------

  #bind(kind, label, excerpt) {
    this.#bound.show(kind, label, excerpt);
    this.#text.focus();
  }

  #release() {
    const wasEditing = this.#editing;
    this.#editing = null;
    this.#reply = null;
    this.#bound.hide();
    if (wasEditing) this.#restoreDraft();
    else this.#saveDraft();
    this.#text.focus();
  }

  // --- drafts ----------------------------------------------------------------------------------------------------------

  #saveDraft() {
    if (!this.#editing) this.#draft.keep({ body: this.#text.value, reply: this.#reply, parts: this.#parts.given });
  }

  #restoreDraft(given = "") {
    const { body, reply } = this.#draft.kept; // its parts have waited beside the correction: one that is being begun is in no draft
    const asked = this.dataset.reply && JSON.parse(this.dataset.reply);
    this.#put(given || body);
    if (asked || reply) this.reply(asked || reply);
  }

  #put(text) {
    this.#text.value = text;
    this.#fit();
  }
}

customElements.define("message-composer", MessageComposer);
