// <passage-form>: a passage saves itself while somebody writes, never inside a composition; whoever was overtaken sees both texts.

import { jsonForm, Refused } from "hub/requests.js";
import { word } from "hub/words.js";

const PAUSE_MS = 1500;
const RETRY_MS = 5000;

class PassageForm extends HTMLElement {
  #timer = 0;
  #sent = "";
  #saving = false;
  #composing = false;

  connectedCallback() {
    this.#sent = this.#text.value;
    this.addEventListener("input", () => this.#later());
    this.addEventListener("compositionstart", () => this.#compose(true));
    this.addEventListener("compositionend", () => this.#compose(false));
    addEventListener("beforeunload", this.#keepOpen);
    this.addEventListener("focusout", () => this.#save());
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
    this.addEventListener("keydown", (event) => event.isComposing && event.stopPropagation());
  }

  disconnectedCallback() {
    removeEventListener("beforeunload", this.#keepOpen);
  }

  /** What is not saved yet is not left behind without a question. */
  #keepOpen = (event) => {
    if (this.#text.value !== this.#sent) event.preventDefault();
  };

  get #form() {
    return this.querySelector("form");
  }

  get #text() {
    return this.#form.elements.namedItem("text");
  }

  #compose(is) {
    this.#composing = is;
    if (is) clearTimeout(this.#timer);
    else this.#later();
  }

  #later() {
    clearTimeout(this.#timer);
    if (this.#composing || this.#text.value === this.#sent) return;
    this.#say("unsaved");
    this.#timer = setTimeout(() => this.#save(), PAUSE_MS);
  }

  async #save() {
    clearTimeout(this.#timer);
    const text = this.#text.value;
    if (this.#saving || this.#composing || text === this.#sent || !text.trim()) return;
    this.#saving = true;
    this.#say("saving");
    try {
      this.#saved(await jsonForm(this.#form.action, new URLSearchParams(new FormData(this.#form))), text);
    } catch (error) {
      this.#refused(error);
    } finally {
      this.#saving = false;
    }
    if (this.#text.value !== text && !this.querySelector(".passage__both")) this.#later();
  }

  #saved(passage, text) {
    this.#sent = text;
    this.#form.elements.namedItem("base").value = passage.number;
    this.closest(".passage").querySelector("[data-words]").innerHTML = passage.html;
    this.querySelector(".passage__both")?.remove();
    this.#say("saved", passage.at);
  }

  #refused(error) {
    this.querySelector("[data-saved]").textContent = error.message;
    if (error.code === "offline") this.#timer = setTimeout(() => this.#save(), RETRY_MS);
    if (error instanceof Refused && error.body?.latest) this.#both(error.body.latest);
  }

  /** Both texts: theirs above, mine in the field; saving again says that I have seen theirs. */
  #both({ number, text, name }) {
    this.querySelector(".passage__both")?.remove();
    const box = document.createElement("div");
    const theirs = document.createElement("p");
    const take = document.createElement("button");
    box.className = "passage__both";
    theirs.className = "pre";
    theirs.textContent = `${name ? `${name}：` : ""}${text}`;
    take.className = "button button--small";
    take.type = "button";
    take.textContent = word("take_theirs");
    take.addEventListener("click", () => {
      this.#text.value = text;
      this.#sent = text;
      box.remove();
      this.#say("saved", "");
      this.#text.focus();
    });
    box.append(theirs, take);
    this.#form.elements.namedItem("base").value = number;
    this.#form.prepend(box);
  }

  #say(key, at = "") {
    this.querySelector("[data-saved]").textContent = `${word(`passage_${key}`)}${at ? ` ${at}` : ""}`;
  }
}

customElements.define("passage-form", PassageForm);
