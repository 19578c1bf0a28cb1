// <due-date data-holidays data-makeups>: says beside a date what day it is, and when it is no working day.

import { dayLabel } from "hub/days.js";

class DueDate extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", () => this.#say());
  }

  #say() {
    const on = this.querySelector("input").value;
    this.querySelector("[data-day]").textContent = on ? [dayLabel(on), this.#what(on)].filter(Boolean).join("，") : "";
  }

  #what(on) {
    const { holidays, makeups, weekend, holiday, makeup } = this.dataset;
    if (makeups.split(" ").includes(on)) return makeup;
    if (holidays.split(" ").includes(on)) return holiday;
    return [0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay()) ? weekend : "";
  }
}

customElements.define("due-date", DueDate);
