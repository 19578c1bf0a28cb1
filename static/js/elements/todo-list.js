// <todo-list>: 待我处理. One tap is done, another takes it back; what comes in meanwhile appears by itself.

import { heads } from "hub/heads.js";
import { onKey } from "hub/keys.js";
import { refreshFrom } from "hub/refresh.js";
import { submit } from "hub/requests.js";
import { complain } from "hub/toast.js";
import { waitingChanged } from "hub/waiting.js";

const acting = new Set(); // rows whose form is on its way

class TodoList extends HTMLElement {
  was = {};

  connectedCallback() {
    this.addEventListener("submit", (event) => this.#act(event));
    onKey("nextRow", () => this.#walk(1));
    onKey("previousRow", () => this.#walk(-1));
    onKey("done", () => this.#press("[data-open]:not([hidden]) form button"));
    onKey("undo", () => this.#press("[data-done]:not([hidden]) form button"));
    heads.addEventListener("head", ({ detail }) => detail.mentions_me && this.#refresh());
    heads.addEventListener("heads", ({ detail }) => this.#compare("heads", listed(detail)));
    heads.addEventListener("waiting", ({ detail }) => this.#compare("waiting", detail));
  }

  async #act(event) {
    event.preventDefault();
    const row = event.target.closest(".todo");
    acting.add(row);
    try {
      await submit(event.target, event.submitter);
    } catch (error) {
      complain(error);
      return;
    } finally {
      acting.delete(row);
    }
    // The row stays where it is, struck through, until the page is left: undoing needs no search.
    const done = row.classList.toggle("todo--done");
    row.querySelector("[data-open]").hidden = done;
    row.querySelector("[data-done]").hidden = !done;
    this.#refresh(); // instead of what was asked for before, which would undo it on the screen
    waitingChanged();
    row.querySelector(done ? "[data-done] button" : "[data-open] .button:last-child")?.focus();
  }

  // The row that has the focus is the one that keys are about; its title has it first.
  get #row() {
    return document.activeElement?.closest(".todo");
  }

  #walk(step) {
    const rows = [...this.querySelectorAll(".todo")];
    const next = rows[this.#row ? rows.indexOf(this.#row) + step : 0];
    next?.querySelector("a.todo__title").focus();
    return Boolean(next);
  }

  #press(button) {
    const found = this.#row?.querySelector(button);
    found?.click();
    return Boolean(found);
  }

  #compare(what, now) {
    if (this.was[what] !== now) this.#refresh(); // the first time too: something may have come since the page was made
    this.was[what] = now;
  }

  #refresh() {
    refreshFrom(this.dataset.address, this, stays);
  }
}

function listed(heads) {
  return heads.map(({ channel, head, last_read: read, mentions }) => `${channel} ${head} ${read} ${mentions}`).join();
}

// Rows that were done here stay, or they would vanish under the finger; so does whatever holds them.
function stays(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  return node.matches(".todo--done") || node.querySelector(".todo--done") !== null || [...acting].some((row) => node.contains(row));
}

customElements.define("todo-list", TodoList);
