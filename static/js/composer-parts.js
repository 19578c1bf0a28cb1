// What goes along with the words of a message: each an element with data-part in the composer.
//
// An element has `value`, what it adds to the message ({} for nothing), `given`, what a draft keeps of it, `put(given)`,
// which sets it (null empties it), perhaps `join(given)`, which adds to it, `block`, why it cannot go yet ("" when it can), and `begin(talk)`. It tells of changes
// by "hub:part".

export class Parts {
  #parts;

  constructor(composer) {
    this.#parts = [...composer.querySelectorAll("[data-part]")];
  }

  begin(talk) {
    for (const part of this.#parts) part.begin(talk);
  }

  /** What all of them add to the message. */
  get value() {
    return Object.assign({}, ...this.#parts.map((part) => part.value));
  }

  /** What a draft keeps, by part; {} for nothing. */
  get given() {
    return Object.fromEntries(this.#parts.map((part) => [part.dataset.part, part.given]).filter(([, given]) => given));
  }

  /** Why the message cannot go yet, or "". */
  get block() {
    return this.#parts.map((part) => part.block).find(Boolean) ?? "";
  }

  /** Set all of them from a draft. */
  put(given = {}) {
    for (const part of this.#parts) part.put(given[part.dataset.part] ?? null);
  }

  /** Have again what a refused message had, beside what the next one has already. */
  join(given = {}) {
    for (const part of this.#parts) {
      const had = given[part.dataset.part];
      if (had) (part.join ?? part.put).call(part, had);
    }
  }

  /** Hide them while a message is corrected: they belong to the next one. */
  show(shown) {
    for (const part of this.#parts) part.hidden = !shown;
  }
}
