// <live-meeting data-address data-channel data-change data-message data-revision>: a consultation while it is held, equal to
// the database. What everybody sees alike (the current item and its clock) comes with the card that is pushed, at once; the
// rest is fetched, around what is being written. Those who do not conduct come a little apart, so that the hub is not asked
// by everybody in one instant.

import { Follower } from "hub/follower.js";
import { isWritten } from "hub/following-page.js";
import { drawClocks, hearPage, hearTime } from "hub/meeting-clock.js";
import { elementsOf } from "hub/page.js";
import { refreshFrom } from "hub/refresh.js";
import { submit } from "hub/requests.js";
import { complain, toast } from "hub/toast.js";

const SPREAD_MS = 1200; // at least; a part of the page costs the hub some 20 ms, and everybody in the channel may ask
const EACH_MS = 25;
const TURN_MS = 1000;

class LiveMeeting extends HTMLElement {
  #timer = 0;
  #turning = 0;

  connectedCallback() {
    hearPage(this.#now);
    this.#follow();
    document.addEventListener("submit", (event) => this.#act(event));
    this.addEventListener("click", (event) => this.#turn(event));
    document.addEventListener("visibilitychange", () => document.hidden || this.#refresh());
    drawClocks(this);
    setInterval(() => drawClocks(this), 1000);
  }

  // The conversation beside it follows the channel already; the projector has none.
  #follow() {
    const { channel, change } = this.dataset;
    if (this.querySelector("message-stream")) this.addEventListener("hub:change", ({ detail }) => this.apply(detail));
    else new Follower(channel, Number(change), this).start();
  }

  // --- the follower's screen -------------------------------------------------------------------------------------------

  /** A message of the channel has changed; the card is the one that counts. */
  apply({ id, html }) {
    if (id !== null && id !== this.dataset.message) return;
    const card = html && elementsOf(html)[0]?.querySelector("[data-consultation]");
    if (card && Number(card.dataset.revision) < Number(this.dataset.revision)) return;
    if (card) this.#show(card.dataset);
    this.#later();
  }

  /** Much has happened: draw the present; resolves to the change that it shows. */
  async reload() {
    await this.#refresh();
    return Number(this.querySelector("[data-now]").dataset.change);
  }

  following(is) {
    this.toggleAttribute("data-following", is);
    if (is) this.#refresh();
  }

  /** The reader may not see this consultation any more. */
  closed(error) {
    toast(error.message);
    setTimeout(() => location.assign("/"), 2000);
  }

  // --- what is drawn ---------------------------------------------------------------------------------------------------

  get #parts() {
    return this.querySelector("[data-parts]");
  }

  get #now() {
    return Number(this.querySelector("[data-now]").dataset.now);
  }

  // What the card says of the current item, at once.
  #show({ revision, state, item, eyebrow, title, ask, minutes, seconds, started, plan }) {
    this.dataset.revision = revision;
    const floor = this.querySelector("[data-floor]");
    if (!floor || state !== "live") return;
    const isOther = floor.dataset.item !== item;
    floor.dataset.item = item;
    floor.hidden = !item;
    this.querySelector("[data-between]").hidden = Boolean(item);
    for (const [place, text] of Object.entries({ eyebrow, title, ask, plan }))
      this.querySelector(`[data-item-${place}]`).textContent = text;
    Object.assign(floor.querySelector("[data-clock]").dataset, { seconds, started, box: minutes });
    floor.querySelector("progress").max = Math.max(1, Number(minutes) * 60);
    if (isOther) for (const field of this.querySelectorAll('[name="seen"]')) field.value = item;
    this.toggleAttribute("data-stale", isOther || this.hasAttribute("data-stale")); // what stands below belongs to the item before
    if (isOther) this.#turned();
    drawClocks(this);
  }

  // Somebody else was quicker: whoever was about to press "next" does not pass over an item that nobody has seen.
  #turned() {
    this.setAttribute("data-turning", "");
    clearTimeout(this.#turning);
    this.#turning = setTimeout(() => this.removeAttribute("data-turning"), TURN_MS);
  }

  #later() {
    if (this.#timer) return; // one that waits brings this too
    const spread = Math.max(SPREAD_MS, EACH_MS * Number(this.dataset.members ?? 0));
    const wait = "conducts" in this.dataset ? 0 : Math.random() * spread;
    this.#timer = setTimeout(() => this.#refresh(), wait);
  }

  async #refresh() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    await refreshFrom(this.dataset.address, this.#parts, isKept, isKept);
    const { revision } = this.querySelector("[data-now]").dataset;
    this.dataset.revision = Math.max(Number(revision), Number(this.dataset.revision));
    this.removeAttribute("data-stale");
    hearTime(this.#now);
    drawClocks(this);
    const { state, leave } = this.querySelector("[data-now]").dataset;
    if (state !== "live" && leave) location.assign(leave);
  }

  // --- what is done ----------------------------------------------------------------------------------------------------

  // A form is sent without leaving the page: nothing that is written elsewhere is lost.
  async #act(event) {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || !this.contains(form) || !form.hasAttribute("data-here")) return;
    event.preventDefault();
    const buttons = form.querySelectorAll("button");
    try {
      const sent = submit(form, submitter);
      for (const button of buttons) button.disabled = true; // not before: what is disabled is not sent
      await sent;
      form.reset();
      form.closest("details")?.removeAttribute("open");
      await this.#refresh();
    } catch (error) {
      complain(error);
      await this.#refresh();
    } finally {
      for (const button of buttons) button.disabled = false;
    }
  }

  // Panes are places of the address, which take each other's place: nothing piles up in the history.
  #turn(event) {
    const link = event.target.closest("[data-pane]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.replace(link.hash);
  }
}

// The conversation keeps itself; a form that is being written stays as it is.
function isKept(node) {
  return node.id === "talk" || isWritten(node);
}

customElements.define("live-meeting", LiveMeeting);
