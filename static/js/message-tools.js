// The few things that can be done with a message. One set of buttons moves to the message under the pointer or focus.
// What is offered is only a guess from the page; the server decides again.

import { ask } from "hub/ask.js";
import { copyOf, reader } from "hub/page.js";
import { json } from "hub/requests.js";
import { complain, toast } from "hub/toast.js";
import { word } from "hub/words.js";

export class MessageTools {
  #talk;
  #tools = copyOf("message-tools");

  constructor(talk) {
    this.#talk = talk;
    for (const kind of ["pointerover", "focusin"])
      talk.stream.addEventListener(kind, (event) => this.#moveTo(event.target.closest("article[data-message]")));
    talk.stream.addEventListener("keydown", (event) => this.#enter(event));
    this.#tools.addEventListener("click", (event) => this.#act(event.target.closest("[data-act]")));
  }

  #moveTo(article) {
    if (!article || this.#tools.parentElement === article) return;
    if (this.#tools.contains(document.activeElement)) return; // somebody stands on them
    const own = article.dataset.author === reader.person;
    const offers = {
      reply: this.#talk.composer,
      link: true,
      edit: own && this.#talk.composer,
      history: article.querySelector(".message__note"),
      retract: (own || reader.isOffice) && this.#talk.composer,
    };
    for (const button of this.#tools.querySelectorAll("[data-act]")) button.hidden = !offers[button.dataset.act];
    this.#tools.hidden = article.classList.contains("message--gone");
    article.append(this.#tools);
  }

  #enter(event) {
    if (event.key === "Escape" && this.#tools.contains(event.target)) event.target.closest("article").focus();
    if (event.key !== "Enter" || !event.target.matches("article[data-message]")) return;
    event.preventDefault();
    this.#tools.querySelector("[data-act]:not([hidden])")?.focus();
  }

  #act(button) {
    if (!button) return;
    const article = button.closest("article");
    const id = article.dataset.message;
    const acts = {
      reply: () => this.#talk.composer.reply({ id, ...wordsOf(article) }),
      link: () => copyLink(`${location.origin}/messages/${id}`),
      edit: () => this.#talk.edit(article),
      history: () => location.assign(`/messages/${id}/history`),
      retract: () => retract(id),
    };
    acts[button.dataset.act]();
  }
}

function wordsOf(article) {
  const text = (part) => article.querySelector(part).textContent.trim().replace(/\s+/g, " ");
  return { who: `${text(".message__unit")} ${article.dataset.name}`, excerpt: text(".message__text").slice(0, 90) || word("files_here") };
}

async function copyLink(address) {
  try {
    await navigator.clipboard.writeText(address);
    toast(word("link_copied"));
  } catch {
    // Without HTTPS the browser keeps the clipboard to itself: show the address instead.
    toast(address);
  }
}

async function retract(id) {
  if (!(await ask({ title: word("retract_title"), text: word("retract_text"), ok: word("retract") }))) return;
  try {
    await json(`/api/v1/messages/${id}`, { method: "DELETE" });
  } catch (error) {
    complain(error);
  }
}
