// <issue-form data-address>: 提出问题. Who would be told when follows what is chosen; everything else is the form's own.

import { refreshFrom } from "hub/refresh.js";

const FIELDS = ["severity", "lead", "unit", "group"];
const PAUSE_MS = 150;

class IssueForm extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.addEventListener("change", ({ target }) => FIELDS.includes(target.name) && this.#later());
    this.#later(); // a browser that comes back fills in what was chosen before
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), PAUSE_MS);
  }

  #look() {
    const given = new FormData(this.querySelector("form"));
    const asked = new URLSearchParams([...given].filter(([name]) => FIELDS.includes(name)));
    return refreshFrom(`${this.dataset.address}?${asked}`, this.querySelector("[data-preview]"));
  }
}

customElements.define("issue-form", IssueForm);
