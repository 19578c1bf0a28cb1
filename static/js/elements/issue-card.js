// <issue-card>: an issue in the conversation. The server draws it for all alike; here it learns whether its reader may take
// it up for their unit.

import { actOn, forgetAct, isActedOn } from "hub/acted.js";
import { reader } from "hub/page.js";
import { json } from "hub/requests.js";
import { complain } from "hub/toast.js";
import { waitingChanged } from "hub/waiting.js";

class IssueCard extends HTMLElement {
  connectedCallback() {
    this.#button.hidden = !this.#mayTakeUp;
    this.#button.addEventListener("click", () => this.#takeUp());
    if (isActedOn(this.dataset.issue)) this.querySelector(".issue__acts a").focus();
  }

  get #button() {
    return this.querySelector("[data-take-up]");
  }

  get #mayTakeUp() {
    const talk = this.closest("channel-talk");
    const isOpen = !talk || Boolean(talk.querySelector("message-composer"));
    return isOpen && reader.answers && this.dataset.owing.split(" ").includes(reader.unit);
  }

  async #takeUp() {
    this.#button.disabled = true;
    actOn(this.dataset.issue);
    try {
      await json(`/api/v1/issues/${this.dataset.issue}/acknowledgement`, { method: "PUT" });
      waitingChanged();
      if (!this.closest("message-stream")) location.reload(); // no stream brings the card anew
    } catch (error) {
      forgetAct();
      complain(error);
    } finally {
      this.#button.disabled = false;
    }
  }
}

customElements.define("issue-card", IssueCard);
