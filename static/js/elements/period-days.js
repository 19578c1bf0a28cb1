// <period-days>: a week or a month by keyboard. Arrows go from day to day and over its edge to the next page, t goes to today.

import { dayOf } from "hub/days.js";
import { onKey } from "hub/keys.js";

const STEPS = { previousDay: -1, nextDay: 1, previousWeek: -7, nextWeek: 7 };
const DAY_MS = 86_400_000;
const KEPT = "hub-period-day";

class PeriodDays extends HTMLElement {
  connectedCallback() {
    for (const [name, step] of Object.entries(STEPS)) onKey(name, () => this.#go(step));
    onKey("today", () => this.#today());
    onKey("previousPeriod", () => this.#turn(-1));
    onKey("nextPeriod", () => this.#turn(1));
    this.#goOn();
  }

  // Only from a day, or from the page itself: arrows in fields and lists are theirs.
  #go(step) {
    const here = document.activeElement;
    const day = here?.closest("[data-day]")?.dataset.day;
    if (!day && here !== document.body && here?.id !== "body") return false;
    if (!day) return this.#focus(this.querySelector("[aria-current] [data-day]") ?? this.querySelector("[data-day]"));
    const next = new Date(Date.parse(day) + step * DAY_MS).toISOString().slice(0, 10);
    return this.#focus(this.querySelector(`[data-day="${next}"]`)) || this.#turn(Math.sign(step), next);
  }

  #today() {
    const current = this.querySelector("[aria-current] [data-day]");
    return this.#focus(current) || this.#turn(0, dayOf(Date.now()));
  }

  #turn(by, day = "") {
    const link = document.querySelector(`[data-period="${by}"]`);
    if (!link) return false;
    if (day) sessionStorage.setItem(KEPT, day);
    location.assign(link.href);
    return true;
  }

  // Whoever came over the edge goes on where they were.
  #goOn() {
    const day = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    if (day) this.#focus(this.querySelector(`[data-day="${day}"]`));
  }

  #focus(link) {
    link?.focus();
    return Boolean(link);
  }
}

customElements.define("period-days", PeriodDays);
