// A question with two answers, in the browser's own dialog: focus, Escape and the backdrop are its affair.

import { word } from "hub/words.js";

/** Resolves to whether the reader agreed. `ok` names what will be done. */
export function ask({ title, text = "", ok = word("ok") }) {
  const dialog = build(title, text, ok);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      answer(dialog.returnValue === "ok");
      dialog.remove();
    });
  });
}

function build(title, text, ok) {
  const dialog = element("dialog", "dialog");
  dialog.setAttribute("aria-labelledby", "ask-title");
  const form = element("form");
  form.method = "dialog";
  const heading = element("h2", "", title);
  heading.id = "ask-title";
  const acts = element("div", "dialog__acts");
  acts.append(button("cancel", word("cancel"), "button"), button("ok", ok, "button button--primary"));
  form.append(heading, element("p", "dialog__text", text), acts);
  dialog.append(form);
  return dialog;
}

function element(tag, className = "", textContent = "") {
  return Object.assign(document.createElement(tag), { className, textContent });
}

function button(value, text, className) {
  return Object.assign(element("button", className, text), { value });
}
