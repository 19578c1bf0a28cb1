// <mention-picker>: the list that opens after an @, by keyboard and mouse. Focus stays in the text.

import { json } from "hub/requests.js";
import { word } from "hub/words.js";

const AT = /[@＠]([^\s@＠，。、；：！？,.;:!?()（）]{0,20})$/u;
const MOST = 40;

export class MentionPicker extends HTMLElement {
  #text;
  #address;
  #all = null;
  #shown = [];
  #active = 0;
  #closedAt = -1; // where an @ was that the writer waved away

  /** Serve the text area `text` with what `address` says can be named. */
  begin(text, address) {
    this.#text = text;
    this.#address = address;
    text.addEventListener("input", (event) => event.isComposing || this.#update());
    text.addEventListener("compositionend", () => this.#update());
    text.addEventListener("click", () => this.#update());
    text.addEventListener("blur", () => this.close());
    this.addEventListener("pointerdown", (event) => event.preventDefault()); // the text keeps the focus
    this.addEventListener("click", (event) => this.#choose(Number(event.target.closest("[role=option]")?.dataset.index ?? -1)));
  }

  /** Take a key of the text area if the list is open; says whether it did. */
  takes(event) {
    if (this.hidden) return false;
    if (event.ctrlKey || event.metaKey) return false; // Ctrl Enter sends, list or not
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) this.#activate((this.#active + move + this.#shown.length) % this.#shown.length);
    else if (event.key === "Enter" || event.key === "Tab") this.#choose(this.#active);
    else if (event.key === "Escape") this.#dismiss();
    else return false;
    event.preventDefault();
    return true;
  }

  /** Open the list at the caret, as if an @ had been written. */
  open() {
    const { selectionStart: at, value } = this.#text;
    const gap = at > 0 && /[\w@]$/.test(value.slice(0, at)) ? " @" : "@";
    this.#text.focus();
    this.#insert(at, at, gap);
    this.#update();
  }

  async #update() {
    const { selectionStart: at, selectionEnd: end, value } = this.#text;
    const found = at === end && AT.exec(value.slice(0, at));
    if (!found || found.index === this.#closedAt) {
      if (!found) this.#closedAt = -1;
      this.close();
      return;
    }
    this.#all ??= json(this.#address).catch(() => null);
    const all = await this.#all;
    if (!all) this.#all = null; // asked again with the next key
    if (this.#text.value !== value || this.#text.readOnly) return; // written on, or on its way, since it was asked
    this.#show(matching(all ?? [], found[1]));
  }

  #show(entries) {
    this.#shown = entries.slice(0, MOST);
    if (!this.#shown.length || document.activeElement !== this.#text) {
      this.close();
      return;
    }
    this.firstElementChild.replaceChildren(...this.#shown.map(option));
    this.hidden = false;
    this.#activate(0);
  }

  #activate(index) {
    this.#active = index;
    const options = this.querySelectorAll("[role=option]");
    for (const [i, element] of options.entries()) element.setAttribute("aria-selected", String(i === index));
    options[index].scrollIntoView({ block: "nearest" });
    this.#text.setAttribute("aria-activedescendant", options[index].id);
  }

  #choose(index) {
    const chosen = this.#shown[index];
    if (!chosen) return;
    const at = this.#text.selectionStart;
    const from = AT.exec(this.#text.value.slice(0, at))?.index ?? at;
    this.#insert(from, at, `@${chosen.name} `);
    this.close();
  }

  #insert(from, to, text) {
    this.#text.setRangeText(text, from, to, "end");
    this.#text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #dismiss() {
    this.#closedAt = AT.exec(this.#text.value.slice(0, this.#text.selectionStart))?.index ?? -1;
    this.close();
  }

  /** Put the list away: what it would write is no longer wanted. */
  close() {
    this.hidden = true;
    this.#text.removeAttribute("aria-activedescendant");
  }
}

// Names that begin with what was written come first, then those that hold it, then by what tells them apart (the unit).
function matching(entries, written) {
  const wanted = written.toLowerCase();
  const rank = ({ name, detail }) => {
    const at = name.toLowerCase().indexOf(wanted);
    if (at >= 0) return Math.min(at, 1);
    return detail.toLowerCase().includes(wanted) ? 2 : 3;
  };
  const ranked = entries.map((entry) => [rank(entry), entry]).filter(([place]) => place < 3);
  return ranked.sort(([a], [b]) => a - b).map(([, entry]) => entry);
}

function option({ name, kind, detail }, index) {
  const line = document.createElement("div");
  line.className = "picker__option";
  line.id = `mention-option-${index}`;
  line.dataset.index = index;
  line.setAttribute("role", "option");
  for (const [className, text] of [
    ["picker__name", name],
    ["picker__detail", detail],
    ["picker__kind", word(`mention_${kind}`)],
  ]) {
    line.append(Object.assign(document.createElement("span"), { className, textContent: text }));
  }
  return line;
}

customElements.define("mention-picker", MentionPicker);
