// <quick-switcher>: any channel or page in a few keys. A native dialog with a combobox: focus stays in the field, the arrow
// keys choose, and the keys of an input method are its own.

import { pressed } from "hub/keys.js";
import { json } from "hub/requests.js";
import { keep, recall } from "hub/store.js";
import { find, tidy } from "hub/switching.js";
import { word } from "hub/words.js";

const RECENT = "recent-channels";
const REMEMBERED = 12;
const MOST = 50;
const FRESH_MS = 60_000;

class QuickSwitcher extends HTMLElement {
  #dialog;
  #field;
  #list;
  #state;
  #pages = [];
  #recent = [];
  #channels = [];
  #freshUntil = 0;
  #shown = [];
  #active = 0;

  connectedCallback() {
    this.#dialog = this.querySelector("dialog");
    this.#field = this.querySelector("input");
    this.#list = this.querySelector("[role=listbox]");
    this.#state = this.querySelector("[data-state]");
    this.#recent = this.#remember();
    this.#pages = JSON.parse(this.querySelector("[data-places]").textContent);
    this.#field.addEventListener("input", () => this.#update());
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.#list.addEventListener("click", (event) => this.#choose(event, event.target.closest("[role=option]")));
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close());
  }

  // What was visited last stands at the top when nothing is typed; the open channel itself is no place to go.
  #remember() {
    const here = document.querySelector("channel-talk")?.dataset.channel;
    const others = recall(RECENT, []).filter((channel) => channel !== here);
    if (here) keep(RECENT, [here, ...others].slice(0, REMEMBERED));
    return others;
  }

  /** Open it, unless another question stands in the way. */
  open() {
    if (document.querySelector("dialog[open]")) return;
    this.#field.value = "";
    this.#dialog.showModal();
    this.#update();
    this.#load();
  }

  async #load() {
    if (!this.dataset.channels || Date.now() < this.#freshUntil) return;
    try {
      this.#channels = (await json(this.dataset.channels)).map((found) => placeOf(found, this.dataset.desk));
      this.#freshUntil = Date.now() + FRESH_MS;
    } catch (error) {
      this.#say(error.message); // what was known before is still offered
      return;
    }
    if (this.#dialog.open) this.#update(this.#active ? this.#shown[this.#active] : null); // whoever has moved stays there
  }

  #update(chosen = null) {
    const typed = this.#field.value;
    this.#shown = find([...this.#channels, ...this.#pages], typed, this.#recent).slice(0, MOST);
    if (!this.#shown.length && this.dataset.search && tidy(typed)) this.#shown = [searchFor(typed.trim(), this.dataset.search)];
    this.#list.replaceChildren(...this.#shown.map(option));
    this.#say(this.#shown.length ? "" : this.#emptyWord());
    this.#activate(Math.max(0, this.#shown.indexOf(chosen)));
  }

  #emptyWord() {
    return word(this.#freshUntil || !this.dataset.channels ? "switcher_none" : "switcher_loading");
  }

  #say(text) {
    this.#state.textContent = text;
  }

  #activate(index) {
    this.#active = index;
    const options = this.#list.querySelectorAll("[role=option]");
    for (const [i, element] of options.entries()) element.setAttribute("aria-selected", String(i === index));
    options[index]?.scrollIntoView({ block: "nearest" });
    if (options[index]) this.#field.setAttribute("aria-activedescendant", options[index].id);
    else this.#field.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    const step = pressed(event, "next") - pressed(event, "previous");
    if (step && this.#shown.length) this.#activate((this.#active + step + this.#shown.length) % this.#shown.length);
    else if (event.key === "Enter" && !event.isComposing && event.keyCode !== 229) this.#choose(event, this.#list.children[this.#active]);
    else return;
    event.preventDefault();
  }

  #choose(event, chosen) {
    if (!chosen) return;
    const { address } = this.#shown[[...this.#list.children].indexOf(chosen)];
    this.#dialog.close();
    if (event.ctrlKey || event.metaKey) window.open(address, "_blank", "noopener");
    else location.assign(address);
  }
}

function placeOf({ channel, is_archived: isArchived, ...rest }, desk) {
  return { ...rest, id: channel, isArchived, address: `${desk}${channel}` };
}

function searchFor(text, address) {
  return { title: { name: word("switcher_search", { text }) }, address: `${address}?q=${encodeURIComponent(text)}`, isSearch: true };
}

function option({ title, number, year, units, isArchived, id, isSearch }, index) {
  const line = Object.assign(document.createElement("div"), { className: "switcher__option", id: `switcher-option-${index}` });
  line.setAttribute("role", "option");
  const detail = id ? [isArchived && word("archived"), units[0]?.name, year].filter(Boolean).join(" · ") : "";
  for (const [part, text] of [
    ["no", number ?? ""],
    ["title", title.name],
    ["detail", detail || (id || isSearch ? "" : word("page"))],
  ])
    line.append(Object.assign(document.createElement("span"), { className: `switcher__${part}`, textContent: text }));
  return line;
}

customElements.define("quick-switcher", QuickSwitcher);
