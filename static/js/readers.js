// 谁看过: which units have read a message, in a dialog; asked for when somebody wants to know.

import { elementsOf } from "hub/page.js";
import { html } from "hub/requests.js";
import { complain } from "hub/toast.js";
import { word } from "hub/words.js";

/** Show who has read the message `id`. */
export async function showReaders(id) {
  try {
    const page = new DOMParser().parseFromString(await html(`/messages/${id}/readers`), "text/html");
    open(page.querySelector("[data-readers]").outerHTML);
  } catch (error) {
    complain(error);
  }
}

function open(content) {
  const dialog = Object.assign(document.createElement("dialog"), { className: "dialog" });
  const title = Object.assign(document.createElement("h2"), { id: "readers-title", textContent: word("readers_title") });
  const form = Object.assign(document.createElement("form"), { method: "dialog", className: "dialog__acts" });
  form.append(Object.assign(document.createElement("button"), { className: "button", textContent: word("close") }));
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.append(title, ...elementsOf(content), form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
