// Every form: what was refused is where one goes on, and what cannot be taken back is asked for first:
// <form data-ask="the question" data-ask-text="what follows" data-ask-ok="the act">. Words that tell who a child is are warned of
// where a form says data-personal. Without script it is sent as it is.

import { ask } from "hub/ask.js";
import { mustAsk, wordsAreMeant } from "hub/personal.js";

const agreed = new WeakSet();

export function watchForms() {
  if (document.readyState === "complete") goOn();
  else addEventListener("load", () => requestAnimationFrame(goOn)); // after the browser went to the address's #place, which takes the focus
  document.addEventListener("submit", (event) => askFirst(event));
}

function goOn() {
  document.querySelector('[aria-invalid="true"]')?.focus();
}

async function askFirst(event) {
  const { target: form, submitter } = event;
  const { ask: title, askText: text, askOk: ok } = form.dataset;
  const isDoubtful = mustAsk(form, submitter);
  if ((!title && !isDoubtful) || agreed.delete(form)) return;
  event.preventDefault();
  if (isDoubtful && !(await wordsAreMeant(form))) return;
  if (title && !(await ask({ title, text, ok }))) return;
  agreed.add(form);
  form.requestSubmit(submitter);
}
