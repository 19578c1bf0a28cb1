// <ladder-form data-address>: while a ladder is written, its example follows; the server computes it, as it does what fires.

import { html } from "hub/requests.js";
import { Idiomorph } from "idiomorph";

const PAUSE_MS = 300;

class LadderForm extends HTMLElement {
  #timer = 0;
  #asked = 0;

  connectedCallback() {
    this.form = this.querySelector("[data-steps]");
    this.example = this.querySelector("[data-example]");
    this.addEventListener("input", this.#wait);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.removeEventListener("input", this.#wait);
  }

  #wait = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#follow(), PAUSE_MS);
  };

  async #follow() {
    this.#asked += 1;
    const mine = this.#asked;
    try {
      const fresh = await html(`${this.dataset.address}?${new URLSearchParams(new FormData(this.form))}`);
      if (mine === this.#asked) Idiomorph.morph(this.example, fresh, { morphStyle: "innerHTML" });
    } catch {
      // What is on the screen stays; the button computes it too.
    }
  }
}

customElements.define("ladder-form", LadderForm);
