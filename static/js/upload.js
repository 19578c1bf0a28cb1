// One file on its way to the server, piece by piece; cut off, it goes on from where the server says that it stands.
//
// `state`: "sending", "checking", "ready"; "waiting" (cut off, tried again by itself), "refused" (why: the server's
// sentence), "again" (the browser has lost the file: it must be picked once more), "gone" (nothing of it is left).

import { proveReader } from "hub/identity.js";
import { forgetFile, keepFile, recallFile } from "hub/kept-files.js";
import { sendPiece } from "hub/pieces.js";
import { json } from "hub/requests.js";
import { socket } from "hub/socket.js";

const PIECE_BYTES = 512 * 1024;
const RETRY_MS = [1000, 2000, 5000, 10_000, 30_000];
const PASSING = new Set(["offline", "unavailable", "rate_limited", "signed_out"]);

export class Upload extends EventTarget {
  id = null;
  file = null;
  state = "sending";
  why = "";
  #received = 0;
  #failures = 0;
  #timer = null;
  #abort = new AbortController();
  #busy = false;
  #goOn = () => this.state === "waiting" && this.#run();

  constructor(name, size) {
    super();
    Object.assign(this, { name, size });
    window.addEventListener("online", this.#goOn);
    socket.on("connect", this.#goOn);
  }

  /** A file that has just been picked. */
  static of(file, name = file.name) {
    const made = new Upload(name, file.size);
    made.file = file;
    made.#run();
    return made;
  }

  /** One that a draft names: `{id, name, size}`. */
  static kept({ id, name, size }) {
    const made = new Upload(name, size);
    made.id = id;
    made.#run();
    return made;
  }

  /** How much of it is safe, 0 to 100. */
  get percent() {
    return Math.floor((100 * this.#received) / this.size);
  }

  /** What a draft keeps of it. */
  get given() {
    return { id: this.id, name: this.name, size: this.size };
  }

  /** Whether `file` may be the one that this upload was begun with. */
  isOf(file) {
    return file.size === this.size && file.name === this.name;
  }

  /** Go on with a file that was picked again, or try again. */
  resume(file = this.file) {
    this.file = file;
    this.#run();
  }

  /** Its writer does not want it any more. */
  async cancel() {
    this.leave();
    if (!this.id) return;
    forgetFile(this.id);
    await json(`/api/v1/uploads/${this.id}`, { method: "DELETE" }).catch(() => {}); // it expires anyway
  }

  /** Stop here; what the server has stays there. */
  leave() {
    clearTimeout(this.#timer);
    this.#abort.abort();
    window.removeEventListener("online", this.#goOn);
    socket.off("connect", this.#goOn);
  }

  async #run() {
    clearTimeout(this.#timer);
    if (this.#busy || this.#abort.signal.aborted) return;
    this.#busy = true;
    try {
      this.#become("sending");
      await proveReader();
      this.#place(this.id ? await json(`/api/v1/uploads/${this.id}`) : await this.#begin());
      await this.#send();
      this.#failures = 0;
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#busy = false;
    }
  }

  async #begin() {
    const { name, size } = this;
    const begun = await json("/api/v1/uploads", { data: { name, size } });
    this.id = begun.id;
    keepFile(this.id, this.file);
    return begun;
  }

  async #send() {
    if (this.state === "ready") return;
    this.file ??= await recallFile(this.id);
    if (!this.file && this.#received < this.size) {
      this.#become("again");
      return;
    }
    while (this.state !== "ready" && !this.#abort.signal.aborted) {
      const piece = this.#received < this.size ? this.file.slice(this.#received, this.#received + PIECE_BYTES) : new Blob([]);
      if (this.#received + piece.size === this.size) this.#tell();
      this.#place(await sendPiece(this.id, this.#received, piece, this.#abort.signal, (sent) => this.#progress(sent, piece.size)));
      this.#failures = 0;
    }
  }

  #progress(sent, of) {
    this.sent = this.#received + sent;
    this.#become(sent === of && this.#received + of === this.size ? "checking" : "sending");
  }

  #place({ offset, is_ready: isReady }) {
    this.#received = offset;
    this.sent = offset;
    if (isReady) forgetFile(this.id);
    this.#become(isReady ? "ready" : "sending");
  }

  #failed(error) {
    if (this.#abort.signal.aborted) return;
    this.why = error.message;
    if (error.code === "conflict" || (error.code === "not_found" && this.file)) {
      if (error.code === "not_found") this.id = null; // it has expired: from the beginning
      this.#later(0);
    } else if (PASSING.has(error.code) || !error.code)
      this.#later(error.retryIn || RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)]);
    else this.#giveUp(error.code === "not_found" ? "gone" : "refused");
  }

  // The server has thrown it away, or never taken it in.
  #giveUp(state) {
    if (this.id) forgetFile(this.id);
    this.id = null;
    this.#become(state);
  }

  #later(pause) {
    this.#failures += 1;
    if (this.#failures > 1 || pause) this.#become("waiting");
    this.#timer = setTimeout(() => this.#run(), pause || 200);
  }

  #become(state) {
    this.state = state;
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}
