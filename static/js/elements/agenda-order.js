// <agenda-order data-address data-items data-said>: items of an agenda in their order, dragged or moved by Alt and an arrow.
// The list changes at once; the server decides, and what it then has is drawn again.

import { refreshFrom } from "hub/refresh.js";
import { jsonForm } from "hub/requests.js";
import { complain } from "hub/toast.js";

const STEPS = { ArrowUp: -1, ArrowDown: 1 };

class AgendaOrder extends HTMLElement {
  #dragged = null;
  #before = "";
  #saving = Promise.resolve();

  connectedCallback() {
    this.addEventListener("dragstart", (event) => this.#lift(event));
    this.addEventListener("dragover", (event) => this.#over(event));
    this.addEventListener("drop", (event) => event.preventDefault());
    this.addEventListener("dragend", () => this.#drop());
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("submit", (event) => this.#pressed(event));
  }

  get #items() {
    return [...this.querySelectorAll("[data-item]")];
  }

  get #order() {
    return this.#items.map(({ dataset }) => dataset.item).join();
  }

  #lift(event) {
    const item = event.target.closest?.("[data-item]");
    if (!item || event.target !== item) return; // a link or a word that is dragged
    this.#dragged = item;
    this.#before = this.#order;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", item.dataset.item);
    item.classList.add("agenda-edit__item--dragged");
  }

  #over(event) {
    if (!this.#dragged) return;
    event.preventDefault();
    const under = event.target.closest("[data-item]");
    if (!under || under === this.#dragged || !under.draggable) return;
    const { top, height } = under.getBoundingClientRect();
    if (event.clientY < top + height / 2) under.before(this.#dragged);
    else under.after(this.#dragged);
  }

  #drop() {
    const item = this.#dragged;
    if (!item) return;
    this.#dragged = null;
    item.classList.remove("agenda-edit__item--dragged");
    if (this.#order !== this.#before) this.#save(item);
  }

  #key(event) {
    const by = event.altKey && STEPS[event.key];
    const item = event.target.closest("[data-item]");
    if (!by || !item?.draggable || event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    this.#move(item, by);
  }

  #pressed(event) {
    const by = Number(event.submitter?.dataset.move);
    if (!by) return;
    event.preventDefault();
    this.#move(event.target.closest("[data-item]"), by);
  }

  #move(item, by) {
    const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other?.draggable) return;
    const held = document.activeElement;
    if (by < 0) other.before(item);
    else other.after(item);
    held?.focus(); // moving it has taken the focus away
    this.#save(item);
  }

  #save(item) {
    const order = new URLSearchParams(this.#items.map(({ dataset }) => ["item", dataset.item]));
    const n = this.#items.indexOf(item) + 1;
    const title = item
      .querySelector(".agenda-edit__title")
      .textContent.replace(/^\s*\d+\.\s*/, "")
      .trim();
    this.#saving = this.#saving.then(() => this.#send(order, this.dataset.said.replace("{title}", title).replace("{n}", n)));
  }

  async #send(order, said) {
    this.toggleAttribute("data-saving", true);
    try {
      await jsonForm(this.dataset.address, order);
      this.querySelector("[data-status]").textContent = said;
    } catch (error) {
      complain(error);
    }
    await refreshFrom(this.dataset.items, this.querySelector("[data-list]"));
    this.toggleAttribute("data-saving", false);
  }
}

customElements.define("agenda-order", AgendaOrder);
