// <issue-form data-address>: 提出问题. Who would be told when follows what is chosen, as do the units where the channel is
// chosen here (its options know their addresses); everything else is the form's own.

import { refreshFrom } from "hub/refresh.js";
import { html } from "hub/requests.js";
import { complain } from "hub/toast.js";

const FIELDS = ["severity", "lead", "unit", "group"];
const PAUSE_MS = 150;

class IssueForm extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.#channel?.addEventListener("change", () => this.#move());
    if (this.#option && !this.#option.defaultSelected) this.#move();
    this.addEventListener("change", ({ target }) => FIELDS.includes(target.name) && this.#later());
    this.#later(); // a browser that comes back fills in what was chosen before
  }

  get #channel() {
    return this.querySelector("[name=channel]");
  }

  get #option() {
    return this.#channel?.selectedOptions[0];
  }

  /** Another channel has other units; what is chosen among them stays chosen where it can. */
  async #move() {
    const { unitsAddress } = this.#option.dataset;
    if (!unitsAddress) return;
    try {
      const chosen = `${this.#asked}`;
      const fresh = await html(`${unitsAddress}?${chosen}`);
      if (unitsAddress !== this.#option.dataset.unitsAddress) return; // another has been chosen meanwhile
      if (chosen !== `${this.#asked}`) return this.#move(); // or other units, which would be lost
      this.querySelector("[data-units]").innerHTML = fresh;
      this.#later();
    } catch (error) {
      complain(error);
    }
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), PAUSE_MS);
  }

  #look() {
    const address = this.#channel ? this.#option.dataset.previewAddress : this.dataset.address;
    if (!address) return null;
    return refreshFrom(`${address}?${this.#asked}`, this.querySelector("[data-preview]"));
  }

  get #asked() {
    const given = new FormData(this.querySelector("form"));
    return new URLSearchParams([...given].filter(([name]) => FIELDS.includes(name)));
  }
}

customElements.define("issue-form", IssueForm);
