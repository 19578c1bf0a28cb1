// A sentence that floats for a few seconds, with at most one thing to do about it.

import { word } from "hub/words.js";

const SECONDS = 7;

/** Say why something did not work: the server's sentence, or a plain one for what nobody foresaw. */
export function complain(error) {
  toast(error.code ? error.message : word("failed"));
  if (!error.code) throw error;
}

/** Say `text`; with `act: {text, run}` offer a button. */
export function toast(text, act = null) {
  const region = document.querySelector("[data-toasts]");
  const line = document.createElement("div");
  line.className = "toast";
  line.append(Object.assign(document.createElement("span"), { textContent: text }));
  if (act) line.append(button(act, line));
  region.replaceChildren(line);
  const leave = setTimeout(() => line.remove(), SECONDS * 1000);
  line.addEventListener("focusin", () => clearTimeout(leave));
}

function button({ text, run }, line) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "toast__act", textContent: text });
  made.addEventListener("click", () => {
    line.remove();
    run();
  });
  return made;
}
