// On which card the reader acted a moment ago: what replaces it gets the focus, each time, until they do something else.
// A change may come twice, by the socket and by asking for what was missed.

const SHORT_MS = 5000;
let card = "";
let until = 0;

/** The reader acts on the card `id`. */
export function actOn(id) {
  card = id;
  until = Date.now() + SHORT_MS;
}

/** Whether the reader has just acted on the card `id`, and on nothing since. */
export const isActedOn = (id) => card === id && Date.now() < until;

/** Nothing came of it, or something else was done. */
export function forgetAct() {
  card = "";
}

for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, forgetAct, { capture: true });
