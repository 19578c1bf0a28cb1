// What tells who a child is, warned of before it is sent. The rule is the server's alone (hub/core/personal.py): here it is
// asked, at once when a field of a <form data-personal> has been written, and once more before the form goes.

import { ask } from "hub/ask.js";
import { json } from "hub/requests.js";
import { word } from "hub/words.js";

const FIELDS = ["title", "body", "text", "reason"];
const PERHAPS = /(?:\p{Nd}[ -]?){7}|室/u; // without any of these there is nothing to ask

/** Begin to look at what is written in forms. */
export function watchWords() {
  document.addEventListener("change", ({ target }) => {
    if (FIELDS.includes(target.name) && target.form?.dataset.personal !== undefined) warn(target);
  });
}

/** Whether the server must be asked about the words of a form before it goes; said at once, since a form is held only then. */
export function mustAsk(form, submitter) {
  if (form.dataset.personal === undefined || submitter?.name === "meant" || submitter?.formNoValidate) return false;
  return PERHAPS.test(wordsOf(form));
}

/** Whether the words of a form may go: there is nothing in them, or the writer means it. */
export async function wordsAreMeant(form) {
  const words = wordsOf(form);
  const token = await meaning(words, { before: form.querySelector('input[name="meant"]')?.value });
  if (token) form.prepend(Object.assign(document.createElement("input"), { type: "hidden", name: "meant", value: token }));
  return token !== null;
}

/** The token that words go with: "" when nothing is in them, null when the writer thinks better of it; `before` was meant. */
export async function meaning(words, { before = "", ok = word("personal_ok") } = {}) {
  const { said, token } = await lookAt(words);
  if (!token || token === before) return token;
  return (await ask({ title: word("personal_title"), text: said, ok })) ? token : null;
}

function wordsOf(form) {
  return FIELDS.map((name) => form.elements[name]?.value ?? "").join("\n");
}

async function warn(field) {
  const { said } = await lookAt(field.value);
  const place = field.closest(".field");
  place.querySelector(".field__warn")?.remove();
  if (!said) return;
  place.append(Object.assign(document.createElement("p"), { className: "field__warn", role: "status", textContent: said }));
}

async function lookAt(words) {
  const nothing = { said: "", token: "" };
  if (!PERHAPS.test(words)) return nothing;
  return json("/words/personal", { data: { words } }).catch(() => nothing); // the server looks again when it gets the form
}
