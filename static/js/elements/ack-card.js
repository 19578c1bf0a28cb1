// <ack-card>: what became of a request for acknowledgement. The server draws it for all alike; here it learns what its
// reader may do: 收到 for a unit that owes, 撤销 for ten minutes, 催办 for whoever asked and the office.

import { actOn, forgetAct, isActedOn } from "hub/acted.js";
import { askReason } from "hub/ask-reason.js";
import { compareSoon } from "hub/heads.js";
import { reader } from "hub/page.js";
import { json } from "hub/requests.js";
import { complain } from "hub/toast.js";
import { word } from "hub/words.js";

const UNDO_MS = 10 * 60 * 1000;
const MOST_REMINDERS = 3;
const MOST_TIMER_MS = 2 ** 31 - 1;

class AckCard extends HTMLElement {
  #timers = [];

  connectedCallback() {
    this.#mark();
    this.#offer();
    this.#watch();
    this.addEventListener("click", this);
    if (isActedOn(this.dataset.message)) {
      (this.querySelector(".receipts__acts button:not([hidden])") ?? this.closest("article"))?.focus();
    }
  }

  disconnectedCallback() {
    this.#timers.forEach(clearTimeout);
    this.removeEventListener("click", this);
  }

  handleEvent({ target }) {
    const button = target.closest("button");
    if (!button) return;
    if (button.matches("[data-give]")) this.#do(button, "acknowledgement", { method: "PUT" });
    else if (button.matches("[data-undo]")) this.#do(button, "acknowledgement", { method: "DELETE" });
    else if (button.matches("[data-remind]")) this.#remind(button);
  }

  get #owing() {
    return this.dataset.owing.split(" ").filter(Boolean);
  }

  // When my unit answered, in milliseconds; 0 when it has not.
  get #answeredAt() {
    const own = this.dataset.answered.split(" ").find((pair) => pair.startsWith(`${reader.unit}:`));
    return own ? 1000 * Number(own.split(":")[1]) : 0;
  }

  get #isOpen() {
    const talk = this.closest("channel-talk");
    return !talk || Boolean(talk.querySelector("message-composer"));
  }

  #mark() {
    for (const chip of this.querySelectorAll("[data-unit]")) chip.classList.toggle("chip--own", chip.dataset.unit === reader.unit);
  }

  #offer() {
    const may = this.#isOpen && reader.answers;
    const undoUntil = this.#answeredAt + UNDO_MS;
    const asks = reader.isOffice || this.dataset.author === reader.person;
    this.#show("[data-give]", may && this.#owing.includes(reader.unit));
    this.#show("[data-undo]", may && undoUntil > Date.now());
    this.#show("[data-remind]", this.#isOpen && asks && this.#owing.length > 0 && this.#left > 0);
    if (undoUntil > Date.now()) this.#later(undoUntil, () => this.#show("[data-undo]", false));
  }

  get #left() {
    return MOST_REMINDERS - Number(this.dataset.reminders);
  }

  // A deadline passes while the page is open.
  #watch() {
    const due = 1000 * Number(this.dataset.due ?? 0);
    if (!due || !this.#owing.length) return;
    this.#later(due, () => {
      this.querySelector("[data-due-light]").classList.replace("light--soon", "light--overdue");
      this.querySelector("[data-late]").hidden = false;
    });
  }

  #later(at, act) {
    this.#timers.push(setTimeout(act, Math.min(Math.max(at - Date.now(), 0), MOST_TIMER_MS)));
  }

  #show(which, shown) {
    this.querySelector(which).hidden = !shown;
  }

  async #remind(button) {
    const text = `${word("remind_text")} ${word("remind_left", { n: this.#left })}`;
    const title = word("remind_title", { n: this.#owing.length });
    const reason = await askReason({ title, text, label: word("remind_reason"), ok: word("remind") });
    if (reason) await this.#do(button, "reminders", { data: { reason } });
  }

  async #do(button, what, how) {
    button.disabled = true;
    actOn(this.dataset.message);
    try {
      await json(`/api/v1/messages/${this.dataset.message}/${what}`, how);
      compareSoon();
      if (!this.closest("message-stream")) location.reload(); // no stream brings the card anew
    } catch (error) {
      forgetAct();
      complain(error);
    } finally {
      button.disabled = false;
    }
  }
}

customElements.define("ack-card", AckCard);
