// <push-switch>: this browser takes push notices, or does not; and the leave that desktop notifications need.

import { canPush, subscribe, subscription, unsubscribe } from "hub/push.js";
import { word } from "hub/words.js";

class PushSwitch extends HTMLElement {
  async connectedCallback() {
    this.on = this.querySelector("[data-subscribe]");
    this.off = this.querySelector("[data-unsubscribe]");
    this.state = this.querySelector("[data-state]");
    this.on.addEventListener("click", () => this.#run(() => this.#subscribe()));
    this.off.addEventListener("click", () => this.#run(() => unsubscribe(this.dataset.address)));
    document.querySelector("[data-desktop-choice]")?.addEventListener("change", (event) => askLeave(event.target));
    this.hidden = false;
    if (await canPush(this.dataset.worker)) await this.#show();
    else {
      this.on.hidden = true;
      this.state.textContent = word("push_unable");
    }
  }

  async #show() {
    const is = await subscription();
    this.on.hidden = Boolean(is);
    this.off.hidden = !is;
  }

  async #subscribe() {
    if ((await Notification.requestPermission()) !== "granted") throw { code: "denied", message: word("push_denied") };
    await subscribe(this.dataset.address, this.dataset.key);
  }

  async #run(act) {
    this.state.textContent = "";
    this.on.disabled = this.off.disabled = true;
    try {
      await act();
      location.reload(); // the list above shows it
    } catch (error) {
      this.state.textContent = error.code ? error.message : word("push_failed");
      await this.#show();
    } finally {
      this.on.disabled = this.off.disabled = false;
    }
  }
}

async function askLeave(box) {
  if (!box.checked || !("Notification" in window)) return;
  if ((await Notification.requestPermission()) !== "granted") {
    box.checked = false;
    document.querySelector("push-switch [data-state]").textContent = word("push_denied");
  }
}

customElements.define("push-switch", PushSwitch);
