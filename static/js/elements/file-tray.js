// <file-tray>: the files that go along with a message: picked, dropped, pasted; each with its progress, all there before it goes.

import { bringFiles } from "hub/bringing.js";
import { copyOf } from "hub/page.js";
import { complain, toast } from "hub/toast.js";
import { Upload } from "hub/upload.js";
import { sentenceOf } from "hub/upload-words.js";
import { word } from "hub/words.js";

const TROUBLE = new Set(["refused", "gone", "again"]);

class FileTray extends HTMLElement {
  #uploads = [];
  #lines = new Map(); // upload → its line
  #input;
  #seeking = null; // the upload whose file is being picked again

  /** Come alive: `talk` is the pane that files are dropped on. */
  begin(talk) {
    this.#input = this.querySelector("input[type=file]");
    this.#input.addEventListener("change", () => this.#picked([...this.#input.files]));
    this.#input.addEventListener("cancel", () => {
      this.#seeking = null;
    });
    const composer = this.closest("message-composer");
    composer.querySelector("[data-attach]").addEventListener("click", () => this.#input.click());
    bringFiles({ talk, composer, add: (files) => this.add(files), isOpen: () => !this.hidden });
    this.querySelector("[data-tray]").addEventListener("click", (event) => this.#act(event.target.closest("[data-act]")));
    const kept = [...this.querySelectorAll("[data-kept]")].map(({ value: id, dataset }) => ({
      id,
      name: dataset.name,
      size: Number(dataset.size),
    }));
    if (kept.length) this.put(kept);
  }

  // --- what the composer asks ------------------------------------------------------------------------------------------

  get value() {
    return this.#uploads.length ? { files: this.#uploads.map(({ id }) => id ?? "") } : {};
  }

  get given() {
    const begun = this.#uploads.filter(({ id }) => id).map((upload) => upload.given);
    return begun.length ? begun : null;
  }

  get block() {
    const missing = this.#uploads.filter(({ state }) => state !== "ready").length;
    return missing ? word("files_missing", { n: missing }) : "";
  }

  put(given) {
    if (given === null && this.querySelector("[data-kept]")) return; // a form without script was refused and has some
    for (const upload of this.#uploads) upload.leave();
    this.#lines.clear();
    this.#uploads = [];
    this.querySelector("[data-tray]").replaceChildren();
    for (const one of given ?? []) this.#take(Upload.kept(one));
    this.#draw();
  }

  /** Have files of a refused message again, as many as there is room for beside those that are here. */
  join(given) {
    const most = Number(this.dataset.most);
    const others = given.filter((one) => !this.#uploads.some(({ id }) => id === one.id));
    const room = others.slice(0, Math.max(0, most - this.#uploads.length));
    if (room.length < others.length) toast(word("file_too_many", { n: most }));
    for (const one of room) this.#take(Upload.kept(one));
    this.#draw();
  }

  /** Take files in, as many as a message may have. */
  add(files) {
    const most = Number(this.dataset.most);
    const fitting = files.filter((file) => this.#fits(file));
    const room = fitting.slice(0, Math.max(0, most - this.#uploads.length));
    if (room.length < fitting.length) toast(word("file_too_many", { n: most }));
    for (const file of room) this.#take(Upload.of(file));
    if (room.length) this.#say(word("files_added", { n: room.length }));
    this.#draw();
  }

  #fits({ name, size }) {
    const most = Number(this.dataset.bytes);
    if (size === 0) toast(word("file_empty", { name }));
    else if (size > most) toast(word("file_too_large", { name, mb: most / 1024 / 1024 }));
    return size > 0 && size <= most;
  }

  #picked(files) {
    const sought = this.#seeking;
    this.#seeking = null;
    this.#input.value = ""; // the same file can be picked once more
    if (!sought || !files.length) {
      this.add(files);
      return;
    }
    const same = files.find((file) => sought.isOf(file));
    if (same) sought.resume(same);
    else toast(word("file_other"));
    this.add(files.filter((file) => file !== same));
  }

  // --- lines -----------------------------------------------------------------------------------------------------------

  #take(upload) {
    const line = copyOf("tray-file");
    line.querySelector("[data-name]").textContent = upload.name;
    line.querySelector("[data-name]").title = upload.name;
    if (upload.file?.type.startsWith("image/")) showPicture(line.querySelector("[data-picture]"), upload.file);
    this.#uploads.push(upload);
    this.#lines.set(upload, line);
    this.querySelector("[data-tray]").append(line);
    upload.addEventListener("change", () => this.#changed(upload));
    this.#paint(upload);
  }

  #changed(upload) {
    if (!this.#lines.has(upload)) return;
    const before = this.#lines.get(upload).dataset.state;
    this.#paint(upload);
    if (before !== upload.state && upload.state !== "sending") this.#draw();
  }

  #paint(upload) {
    const line = this.#lines.get(upload);
    line.dataset.state = upload.state;
    line.classList.toggle("tray__file--ready", upload.state === "ready");
    line.classList.toggle("tray__file--refused", upload.state === "refused" || upload.state === "gone");
    line.classList.toggle("tray__file--trouble", TROUBLE.has(upload.state));
    line.querySelector("[data-state]").textContent = sentenceOf(upload);
    line.querySelector("[data-progress]").value = Math.floor((100 * (upload.sent ?? 0)) / upload.size);
    line.querySelector("[data-act=retry]").hidden = upload.state !== "waiting";
    line.querySelector("[data-act=again]").hidden = upload.state !== "again";
  }

  #draw() {
    this.querySelector("[data-tray]").hidden = !this.#uploads.length;
    this.dispatchEvent(new Event("hub:part", { bubbles: true }));
    const settled = this.#uploads.filter(({ state }) => TROUBLE.has(state));
    if (settled.length) this.#say(`${settled[0].name} ${sentenceOf(settled[0])}`);
  }

  #act(button) {
    if (!button) return;
    const line = button.closest("li");
    const upload = this.#uploads.find((one) => this.#lines.get(one) === line);
    const acts = {
      retry: () => upload.resume(),
      again: () => this.#seek(upload),
      remove: () => this.#remove(upload, line),
    };
    acts[button.dataset.act]();
  }

  #seek(upload) {
    this.#seeking = upload;
    this.#input.click();
  }

  #remove(upload, line) {
    const next = line.nextElementSibling ?? line.previousElementSibling;
    upload.cancel().catch(complain);
    this.#uploads = this.#uploads.filter((one) => one !== upload);
    this.#lines.delete(upload);
    line.remove();
    this.#draw();
    (next?.querySelector("[data-act=remove]") ?? document.querySelector("textarea#body"))?.focus();
  }

  #say(text) {
    this.querySelector("[data-tray-said]").textContent = text;
  }
}

function showPicture(place, file) {
  const reader = new FileReader();
  reader.addEventListener("load", () => place.replaceChildren(Object.assign(new Image(), { src: reader.result, alt: "" })));
  reader.readAsDataURL(file); // the page's policy knows data:, not blob:
}

customElements.define("file-tray", FileTray);
