// A question that wants a reason, in the browser's own dialog.

import { word } from "hub/words.js";

const LIMIT = 200;

/** Resolves to what the reader wrote, or "" when they thought better of it. */
export function askReason({ title, text, label, ok }) {
  const dialog = element("dialog", "dialog");
  dialog.setAttribute("aria-labelledby", "reason-title");
  const form = Object.assign(element("form"), { method: "dialog" });
  const input = Object.assign(element("input", "input"), { name: "reason", required: true, maxLength: LIMIT });
  const field = element("label", "field dialog__body");
  field.append(element("span", "field__label", label), input);
  const cancel = Object.assign(element("button", "button", word("cancel")), { value: "", formNoValidate: true });
  const acts = element("div", "dialog__acts");
  acts.append(cancel, Object.assign(element("button", "button button--primary", ok), { value: "ok" }));
  form.append(Object.assign(element("h2", "", title), { id: "reason-title" }), element("p", "dialog__text", text), field, acts);
  // Enter in the field means what the last button says, not the first.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(acts.lastElementChild);
  });
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  input.focus();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      answer(dialog.returnValue === "ok" ? input.value.trim() : "");
      dialog.remove();
    });
  });
}

function element(tag, className = "", textContent = "") {
  return Object.assign(document.createElement(tag), { className, textContent });
}
