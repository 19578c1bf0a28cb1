// Pictures of messages, large: arrows go to the next one on the page, Escape closes, and it can be saved.

import { word } from "hub/words.js";

/** Open `a[data-view]` in a dialog instead of a page. */
export function watchImages() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-view]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    new Viewer([...document.querySelectorAll("a[data-view]")], link).open();
  });
}

class Viewer {
  #links;
  #at;
  #opener;
  #dialog = element("dialog", "viewer");
  #image = element("img");
  #name = element("span", "viewer__name");
  #place = element("span", "viewer__place");
  #save = element("a", "viewer__act");
  #before = act("before", word("image_before"), "chevron", () => this.#go(-1));
  #after = act("after", word("image_after"), "chevron", () => this.#go(1));

  constructor(links, opener) {
    this.#links = links;
    this.#opener = opener;
    this.#at = links.indexOf(opener);
    const bar = element("div", "viewer__bar");
    this.#save.append(icon("download", word("download")));
    this.#place.setAttribute("role", "status");
    bar.append(
      this.#name,
      this.#place,
      this.#save,
      act("close", word("close"), "close", () => this.#dialog.close()),
    );
    const stage = element("div", "viewer__stage");
    stage.append(this.#image);
    this.#dialog.append(bar, this.#before, stage, this.#after);
    this.#dialog.addEventListener("keydown", (event) => this.#key(event));
    stage.addEventListener("click", (event) => event.target === stage && this.#dialog.close());
    this.#image.addEventListener("error", () => {
      this.#image.alt = word("image_failed");
    });
    this.#dialog.addEventListener("close", () => {
      this.#dialog.remove();
      this.#opener.focus();
    });
  }

  open() {
    document.body.append(this.#dialog);
    this.#show();
    this.#dialog.showModal();
  }

  #go(step) {
    const next = this.#at + step;
    if (next < 0 || next >= this.#links.length) return;
    this.#at = next;
    this.#show();
  }

  #show() {
    const { href, dataset } = this.#links[this.#at];
    this.#image.alt = dataset.name;
    this.#image.src = href;
    this.#name.textContent = dataset.name;
    this.#dialog.setAttribute("aria-label", dataset.name);
    this.#save.href = dataset.save;
    this.#save.download = dataset.name;
    this.#place.textContent = this.#links.length > 1 ? word("image_place", { n: this.#at + 1, all: this.#links.length }) : "";
    this.#before.disabled = this.#at === 0;
    this.#after.disabled = this.#at === this.#links.length - 1;
    this.#before.hidden = this.#after.hidden = this.#links.length < 2;
  }

  #key(event) {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.#go(step);
  }
}

function element(tag, className = "") {
  return Object.assign(document.createElement(tag), { className });
}

function act(kind, label, symbol, run) {
  const button = Object.assign(element("button", `viewer__act viewer__act--${kind}`), { type: "button", title: label });
  button.append(icon(symbol, label));
  button.addEventListener("click", run);
  return button;
}

function icon(symbol, label) {
  const template = document.createElement("template");
  template.innerHTML = `<svg class="icon" role="img"><use href="/static/icons.svg#${symbol}"/></svg>`;
  const made = template.content.firstElementChild;
  made.setAttribute("aria-label", label);
  return made;
}
