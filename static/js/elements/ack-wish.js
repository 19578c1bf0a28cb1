// <ack-wish>: the composer's part that asks units for acknowledgement; and <announcement-wish>, the office's 公告.

import { word } from "hub/words.js";

class Wish extends HTMLElement {
  begin() {
    this.addEventListener("change", () => {
      this.draw();
      this.dispatchEvent(new Event("hub:part", { bubbles: true }));
    });
    this.draw();
  }

  get block() {
    return "";
  }

  draw() {}
}

class AckWish extends Wish {
  /** What goes along with the words; nothing unless it is asked for. */
  get value() {
    const { asked, units, hours } = this.#chosen;
    return asked ? { wants_ack: { units, within_hours: hours } } : {};
  }

  get given() {
    const { asked, units, hours } = this.#chosen;
    return asked ? { units, hours } : null;
  }

  get block() {
    const { asked, units } = this.#chosen;
    return asked && !units.length ? word("ack_nobody") : "";
  }

  put(given) {
    const units = new Set(given?.units ?? ["responsible"]);
    this.#ask.checked = Boolean(given);
    for (const box of this.#boxes) box.checked = units.has(box.value);
    this.querySelector("[name=ack_hours]").value = given?.hours ?? "";
    this.querySelector("details").open = false;
    this.draw();
  }

  draw() {
    const all = this.#all;
    for (const box of this.#boxes.filter((one) => one.hasAttribute("data-answers"))) {
      if (all?.checked) box.checked = true;
      box.disabled = Boolean(all?.checked); // they are in already: take the tick of all away to choose among them
    }
    const { asked, hours } = this.#chosen;
    const words = [word("ack_units", { n: this.#count }), hours && word("ack_hours", { n: hours })];
    this.querySelector("[data-state]").textContent = asked ? words.filter(Boolean).join(" ") : "";
    this.querySelector("summary").classList.toggle("wish__open--asked", asked);
  }

  get #ask() {
    return this.querySelector("[name=ack]");
  }

  get #boxes() {
    return [...this.querySelectorAll("[name=ack_unit]")];
  }

  get #all() {
    return this.querySelector("[value=responsible]");
  }

  get #chosen() {
    const picked = this.#boxes.filter((box) => box.checked && !box.disabled).map((box) => box.value);
    return { asked: this.#ask.checked, units: picked, hours: Number(this.querySelector("[name=ack_hours]").value) || null };
  }

  // How many units that are; a unit that a group holds too counts once.
  get #count() {
    const ids = new Set();
    for (const box of this.#boxes.filter((one) => one.checked && one.value !== "responsible"))
      for (const id of (box.dataset.units ?? box.value).split(" ")) ids.add(id);
    return ids.size;
  }
}

class AnnouncementWish extends Wish {
  get value() {
    return this.#box.checked ? { announcement: true } : {};
  }

  get given() {
    return this.#box.checked || null;
  }

  put(given) {
    this.#box.checked = Boolean(given);
  }

  get #box() {
    return this.querySelector("input");
  }
}

customElements.define("ack-wish", AckWish);
customElements.define("announcement-wish", AnnouncementWish);
