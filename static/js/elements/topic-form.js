// <topic-form data-address>: 提出议题. What may mean the same is shown while the title is typed; what was shown is said in `seen`.

import { refreshFrom } from "hub/refresh.js";

const PAUSE_MS = 350;

class TopicForm extends HTMLElement {
  #timer = 0;
  #title = this.querySelector("[name=title]");
  #seen = this.querySelector("[name=seen]");

  connectedCallback() {
    this.#title.addEventListener("input", () => this.#later());
    this.#seen.value = this.#title.value; // what the page came with is on it
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), PAUSE_MS);
  }

  async #look() {
    const title = this.#title.value.trim();
    const place = this.querySelector("[data-alike]");
    await refreshFrom(`${this.dataset.address}?${new URLSearchParams({ title })}`, place);
    this.#seen.value = this.#title.value;
  }
}

customElements.define("topic-form", TopicForm);
