// <export-list data-address>: my exports, asked for again each second while one of them is on its way.
//
// What is said aloud is the sentence in [data-said], which changes only when an export is ready or fails, not with each step.

import { refreshFrom } from "hub/refresh.js";

const EACH_MS = 1000;

class ExportList extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.#follow();
    document.addEventListener("visibilitychange", this.#follow);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#follow);
  }

  #follow = () => {
    clearTimeout(this.#timer);
    if (document.hidden || !this.querySelector("[data-open]")) return;
    this.#timer = setTimeout(async () => {
      await refreshFrom(this.dataset.address, this);
      this.#follow();
    }, EACH_MS);
  };
}

customElements.define("export-list", ExportList);
