// What is true of a message for this reader alone: rendered messages hold nothing of who looks at them, so each that comes
// onto the screen is dressed. A module adds its own part by `dressing(act)`.

const acts = [];

/** Have `act(article)` called with every message that comes onto the screen from now on. */
export function dressing(act) {
  acts.push(act);
}

/** Dress a message. */
export function dressUp(article) {
  for (const act of acts) act(article);
}
