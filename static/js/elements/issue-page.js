// <issue-page data-address data-channel data-change data-message>: one issue, equal to the database: when its card changes,
// the page is brought up to date around what is being typed.

import { Follower } from "hub/follower.js";
import { refreshFrom } from "hub/refresh.js";
import { toast } from "hub/toast.js";
import { isWritten } from "hub/written.js";

class IssuePage extends HTMLElement {
  connectedCallback() {
    const { channel, change } = this.dataset;
    new Follower(channel, Number(change), this).start();
  }

  // --- the follower's screen -------------------------------------------------------------------------------------------

  /** A message of the channel has changed: the issue's card is the one that counts. */
  apply({ id }) {
    if (id === this.dataset.message) this.#refresh();
  }

  /** Much has happened: draw the present; resolves to the change that it shows. */
  async reload() {
    await this.#refresh();
    return Number(this.querySelector("[data-now]").dataset.now);
  }

  following(is) {
    this.toggleAttribute("data-following", is);
  }

  /** The reader may not see this issue any more. */
  closed(error) {
    toast(error.message);
    setTimeout(() => location.assign("/"), 2000);
  }

  #refresh() {
    return refreshFrom(this.dataset.address, this, isWritten, isWritten);
  }
}

customElements.define("issue-page", IssuePage);
