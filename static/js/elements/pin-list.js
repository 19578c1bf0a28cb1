// <pin-list>: the pins beside a channel's title, equal to the database; a tap jumps there without a new page.

import { elementsOf } from "hub/page.js";
import { refreshFrom } from "hub/refresh.js";
import { submit } from "hub/requests.js";
import { complain } from "hub/toast.js";

class PinList extends HTMLElement {
  connectedCallback() {
    const talk = this.closest("channel-talk");
    talk.addEventListener("hub:change", ({ detail }) => this.#concerns(detail) && this.#refresh());
    this.addEventListener("click", (event) => this.#jump(event, talk));
    this.addEventListener("submit", (event) => this.#unpin(event));
  }

  // A message that is pinned now, or was when the list was drawn; null is everything.
  #concerns({ id, html }) {
    if (!id || this.querySelector(`[data-message="${CSS.escape(id)}"]`)) return true;
    return elementsOf(html ?? "").some((article) => article.querySelector("[data-pin]"));
  }

  #refresh() {
    return refreshFrom(this.dataset.address, this);
  }

  #jump(event, talk) {
    const link = event.target.closest("a[data-seq]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.querySelector("details").open = false;
    talk.stream.goTo(Number(link.dataset.seq)).catch(complain);
  }

  async #unpin(event) {
    event.preventDefault();
    try {
      await submit(event.target, event.submitter);
    } catch (error) {
      complain(error);
    }
    await this.#refresh();
    (this.querySelector("summary") ?? document.querySelector("#stream"))?.focus();
  }
}

customElements.define("pin-list", PinList);
