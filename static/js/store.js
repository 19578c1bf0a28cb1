// The browser's storage under names that belong to one person, so that the next one at this computer never sees them.

import { reader } from "hub/page.js";

const PREFIX = "hub:";

let closed = false;

/** The value kept under `name` for this person, or `otherwise`. */
export function recall(name, otherwise = null) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(name))) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Keep `value` under `name` for this person; an empty one is forgotten. Returns whether the browser did. */
export function keep(name, value) {
  if (closed) return false;
  try {
    if (value === null || value === "" || value?.length === 0) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Forget all that this person left here, and keep nothing more: at sign-out. */
export function forgetAll() {
  closed = true;
  const mine = Object.keys(localStorage).filter((key) => key.startsWith(keyOf("")));
  for (const key of mine) localStorage.removeItem(key);
}

/** Call `heard` when another tab of this person changes `name`. */
export function onChangeElsewhere(name, heard) {
  window.addEventListener("storage", (event) => event.key === keyOf(name) && heard());
}

function keyOf(name) {
  return `${PREFIX}${reader.person}:${name}`;
}
