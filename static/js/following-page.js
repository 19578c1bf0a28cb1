// A page about one thing whose card stands in a channel (`data-channel`, `data-message`): equal to the database. When the card
// changes, what stands at `data-address` is fetched again and put in place around what is being typed. `data-change` is the
// channel's change that the page shows; the parts say theirs in `data-now`.

import { Follower } from "hub/follower.js";
import { refreshFrom } from "hub/refresh.js";
import { toast } from "hub/toast.js";

export class FollowingPage extends HTMLElement {
  connectedCallback() {
    const { channel, change } = this.dataset;
    if (channel) new Follower(channel, Number(change), this).start();
  }

  // --- the follower's screen -------------------------------------------------------------------------------------------

  /** A message of the channel has changed: the thing's card is the one that counts. */
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

  /** The reader may not see this any more. */
  closed(error) {
    toast(error.message);
    setTimeout(() => location.assign("/"), 2000);
  }

  #refresh() {
    return refreshFrom(this.dataset.address, this, isWritten, isWritten);
  }
}

// A form in which something has been typed or chosen, and whatever holds it.
export function isWritten(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  if (node.localName === "form") return [...node.elements].some(isChanged);
  return !(node instanceof FollowingPage) && [...node.querySelectorAll("form")].some(isWritten) && node.localName === "details";
}

function isChanged(field) {
  if (field.type === "hidden") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "file") return field.files.length > 0;
  if (field.localName === "select") return [...field.options].some((option) => option.selected !== option.defaultSelected && option.value);
  return "defaultValue" in field && field.type !== "submit" && field.value !== field.defaultValue;
}
