// The line above the text that says what it is bound to, a quote or a correction, and the button that says what is done with it.

import { word } from "hub/words.js";

export class Bound {
  #line;
  #button;
  #parts;

  constructor(composer, parts) {
    this.#line = composer.querySelector("[data-bound]");
    this.#button = composer.querySelector("[type=submit]");
    this.#parts = parts;
  }

  /** Show a `reply` or an `edit`, which brings nothing along. */
  show(kind, label, excerpt) {
    this.#line.hidden = false;
    this.#parts.show(kind !== "edit");
    this.#line.querySelector("b").textContent = label;
    this.#line.querySelector("span").textContent = excerpt;
    this.#button.textContent = word(kind === "edit" ? "save" : "send");
  }

  hide() {
    this.#line.hidden = true;
    this.#parts.show(true);
    this.#button.textContent = word("send");
  }
}
