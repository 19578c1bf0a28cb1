// 转发: to another channel, with a note; the form is the server's, in a dialog over the conversation.

import { elementsOf } from "hub/page.js";
import { html, submit } from "hub/requests.js";
import { toast } from "hub/toast.js";
import { word } from "hub/words.js";

export const forward = {
  name: "forward",
  offers: () => true,
  run: async ({ id, article }) => {
    const dialog = build(elementsOf(await html(`/messages/${id}/forward?part=form`)));
    document.body.append(dialog);
    dialog.addEventListener("close", () => {
      dialog.remove();
      article.focus();
    });
    dialog.showModal();
    dialog.querySelector("select")?.focus();
  },
};

function build(parts) {
  const dialog = Object.assign(document.createElement("dialog"), { className: "dialog dialog--wide" });
  dialog.setAttribute("aria-labelledby", "forward-title");
  const title = Object.assign(document.createElement("h2"), { id: "forward-title", textContent: word("forward") });
  const said = Object.assign(document.createElement("p"), { className: "field__error", role: "alert", hidden: true });
  dialog.append(title, said, ...parts);
  dialog.querySelector("[data-cancel]")?.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    send(dialog, event.target, said);
  });
  return dialog;
}

// What was typed stays until the server has it; a second press has the same key.
async function send(dialog, form, said) {
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  try {
    const { id } = await submit(form);
    dialog.close();
    toast(word("forwarded"), { text: word("look"), run: () => location.assign(`/messages/${id}`) });
  } catch (error) {
    said.textContent = error.message;
    said.hidden = false;
    button.disabled = false;
  }
}
