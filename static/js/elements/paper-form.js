// <paper-form>: papers are uploaded piece by piece as soon as they are picked; the form brings what is there already.

import { complain, toast } from "hub/toast.js";
import { Upload } from "hub/upload.js";
import { sentenceOf } from "hub/upload-words.js";
import { word } from "hub/words.js";

class PaperForm extends HTMLElement {
  #lines = new Map(); // upload → its line
  #input = this.querySelector("input[type=file]");
  #list = this.querySelector("[data-coming]");

  connectedCallback() {
    this.#input.addEventListener("change", () => this.#picked());
    this.addEventListener("submit", (event) => this.#send(event));
  }

  #picked() {
    for (const file of [...this.#input.files]) this.#take(Upload.of(file));
    this.#input.value = ""; // they do not go a second time with the form
  }

  #take(upload) {
    const line = this.querySelector("template").content.firstElementChild.cloneNode(true);
    line.querySelector("[data-name]").textContent = upload.name;
    line.querySelector("button").addEventListener("click", () => this.#remove(upload));
    this.#lines.set(upload, line);
    this.#list.append(line);
    this.#list.hidden = false;
    upload.addEventListener("change", () => this.#paint(upload));
    this.#paint(upload);
  }

  #paint(upload) {
    const line = this.#lines.get(upload);
    if (!line) return;
    line.querySelector("[data-state]").textContent = sentenceOf(upload);
    if (upload.state !== "ready" || line.querySelector("input")) return;
    line.append(Object.assign(document.createElement("input"), { type: "hidden", name: "uploads", value: upload.id }));
  }

  #remove(upload) {
    upload.cancel().catch(complain);
    this.#lines.get(upload).remove();
    this.#lines.delete(upload);
    this.#list.hidden = !this.#lines.size;
    this.#input.focus();
  }

  #send(event) {
    const missing = [...this.#lines.keys()].filter(({ state }) => state !== "ready").length;
    if (!missing) return;
    event.preventDefault();
    toast(word("files_missing", { n: missing }));
  }
}

customElements.define("paper-form", PaperForm);
