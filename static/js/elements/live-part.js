// <live-part data-address data-seconds>: a part of a page that is asked for again every so many seconds while it is looked at.
//
// Focus, scroll and what is being typed stay. When the hub does not answer, [data-stale-for="live-part"] says so; what the
// part shows last carries its time in [data-fresh].

import { refreshFrom } from "hub/refresh.js";

class LivePart extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.#wait();
    document.addEventListener("visibilitychange", this.#look);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#look);
  }

  #look = () => (document.hidden ? clearTimeout(this.#timer) : this.#refresh());

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#refresh(), Number(this.dataset.seconds) * 1000);
  }

  async #refresh() {
    clearTimeout(this.#timer);
    const before = this.#time();
    await refreshFrom(this.dataset.address, this);
    const stale = document.querySelector('[data-stale-for="live-part"]');
    if (stale) stale.hidden = this.#time() !== before;
    if (this.isConnected && !document.hidden) this.#wait();
  }

  #time() {
    return this.querySelector("[data-fresh]")?.getAttribute("datetime");
  }
}

customElements.define("live-part", LivePart);
