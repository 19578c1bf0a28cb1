// <consultation-form data-address>: 安排会商, and a series of them. What overlaps, or the next dates, follow what is chosen;
// groups tick their units, a kind brings its length.

import { refreshFrom } from "hub/refresh.js";

const FIELDS = [
  ...["kind", "date", "time", "minutes", "room", "chair", "note_taker", "unit", "group", "person"],
  ...["frequency", "weekday", "nth"],
];
const PAUSE_MS = 250;

class ConsultationForm extends HTMLElement {
  #timer = 0;
  #length = "";

  connectedCallback() {
    this.addEventListener("change", (event) => this.#changed(event));
    this.addEventListener("input", ({ target }) => FIELDS.includes(target.name) && this.#later());
    this.#length = this.#kind?.dataset.minutes ?? "";
    this.#fitKind();
    this.#fitRule();
    this.#later(); // a browser that comes back fills in what was chosen before
  }

  get #kind() {
    return this.querySelector('input[name="kind"]:checked');
  }

  #changed({ target }) {
    if (target.name === "kind") this.#takeLength();
    if (target.name === "frequency") this.#fitRule();
    if (target.name === "group") this.#tick(target);
    if (target.name === "unit" && !target.checked) this.#leave(target.value);
    if (FIELDS.includes(target.name)) this.#later();
  }

  // The length goes with the kind as long as nobody has set another one.
  #takeLength() {
    const minutes = this.querySelector('[name="minutes"]');
    const next = this.#kind.dataset.minutes;
    if (minutes.value === this.#length) minutes.value = next;
    this.#length = next;
    this.#fitKind();
  }

  // Of a 个案会商 there are no units and no guests to choose: people alone.
  #fitKind() {
    const kind = this.querySelector('input[name="kind"][type="hidden"]');
    const isNamedOnly = kind ? kind.value === "case" : this.#kind?.hasAttribute("data-named-only");
    for (const part of this.querySelectorAll("[data-units], [data-guests]")) part.hidden = part.disabled = Boolean(isNamedOnly);
    if (isNamedOnly) this.querySelector(".arrange__people").open = true;
  }

  // Of a series: which weekday is asked for where there is one, and which of a month where there are several.
  #fitRule() {
    const often = this.querySelector('input[name="frequency"]:checked')?.value;
    if (!often) return;
    this.querySelector("[data-weekday]").hidden = often === "workdays";
    this.querySelector("[data-nth]").hidden = !["monthly", "quarterly"].includes(often);
  }

  #tick(group) {
    for (const id of group.dataset.unitsOf.split(" ")) {
      const box = this.querySelector(`input[name="unit"][value="${id}"]`);
      if (box) box.checked = group.checked;
    }
  }

  // A group of which one unit does not come is no group any more: the others stay ticked by themselves.
  #leave(unit) {
    for (const group of this.querySelectorAll('input[name="group"]:checked'))
      if (group.dataset.unitsOf.split(" ").includes(unit)) group.checked = false;
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), PAUSE_MS);
  }

  #look() {
    const given = new FormData(this.querySelector("form"));
    const address = new URL(this.dataset.address, location.href);
    for (const [name, value] of given) if (FIELDS.includes(name)) address.searchParams.append(name, value);
    return refreshFrom(address.pathname + address.search, this.querySelector("[data-look]"));
  }
}

customElements.define("consultation-form", ConsultationForm);
