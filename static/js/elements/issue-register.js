// <issue-register>: 台账. On a desktop a line opens beside the list, follows its channel, and is closed by Escape; j and k go on to
// the next. A click that means another window, and any on a phone, goes where the line's link leads.

import { heads } from "hub/heads.js";
import { onKey } from "hub/keys.js";
import { takesText } from "hub/page.js";
import { refreshFrom } from "hub/refresh.js";
import { html, submit } from "hub/requests.js";
import { complain } from "hub/toast.js";
import { waitingChanged } from "hub/waiting.js";
import { Idiomorph } from "idiomorph";

const WIDE = matchMedia("(min-width: 1000px)");

class IssueRegister extends HTMLElement {
  #open = ""; // the issue that stands beside the list

  connectedCallback() {
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("submit", (event) => this.#act(event));
    onKey("nextRow", () => this.#walk(1));
    onKey("previousRow", () => this.#walk(-1));
    onKey("close", ({ target }) => this.#open !== "" && !takesText(target) && !document.querySelector("dialog[open]") && this.#close());
    heads.addEventListener("head", ({ detail }) => this.#compare([detail]));
    heads.addEventListener("heads", ({ detail }) => this.#compare(detail));
    const asked = this.#links.find((link) => `#${link.dataset.issue}` === location.hash);
    if (asked && WIDE.matches) this.#show(asked);
  }

  get #links() {
    return [...this.querySelectorAll("a[data-issue]")];
  }

  get #sheet() {
    return this.querySelector(":scope > .sheet");
  }

  #click(event) {
    if (event.target.closest("[data-close]")) this.#close();
    const link = event.target.closest("a[data-issue]");
    if (!link || !WIDE.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#show(link);
  }

  /** The line with the focus, or the one that is open, is where the keys go on from. */
  #walk(step) {
    const links = this.#links;
    const here = links.findIndex((link) => link === document.activeElement || (this.#open && link.dataset.issue === this.#open));
    const next = links[here < 0 ? 0 : here + step];
    if (!next) return false;
    next.focus({ preventScroll: true }); // it would scroll the title out of its cell
    next.closest("tr").scrollIntoView({ block: "nearest" });
    if (this.#open) this.#show(next);
    return true;
  }

  async #show(link) {
    const { issue, sheet } = link.dataset;
    this.#mark(issue);
    try {
      const fresh = await html(sheet);
      if (this.#open !== issue) return; // another has been opened meanwhile, or none
      this.#sheet.innerHTML = fresh;
      this.#sheet.hidden = false;
      this.classList.add("split");
      link.closest("tr").scrollIntoView({ block: "nearest" });
    } catch (error) {
      if (this.#open === issue) this.#close();
      complain(error);
    }
  }

  #close() {
    const link = this.#links.find(({ dataset }) => dataset.issue === this.#open);
    this.#mark("");
    this.classList.remove("split");
    this.#sheet.hidden = true;
    this.#sheet.replaceChildren();
    link?.focus({ preventScroll: true });
    return true;
  }

  // The address says what is open, so that it is there again when one comes back.
  #mark(issue) {
    this.#open = issue;
    for (const link of this.#links) {
      const row = link.closest("tr");
      row.classList.toggle("register__open", link.dataset.issue === issue);
      if (link.dataset.issue === issue) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    history.replaceState(history.state, "", issue ? `#${issue}` : location.pathname + location.search);
  }

  #compare(list) {
    const shown = this.#sheet.querySelector("[data-channel]")?.dataset;
    if (shown && list.some(({ channel, change }) => channel === shown.channel && change > Number(shown.change))) this.#refresh();
  }

  async #act(event) {
    if (!this.#sheet.contains(event.target)) return;
    event.preventDefault();
    try {
      await submit(event.target, event.submitter);
      waitingChanged();
      await this.#refresh();
      this.#sheet.querySelector(".sheet__acts :is(a, button)")?.focus();
    } catch (error) {
      complain(error);
    }
  }

  // The issue and its line: the page is asked for anew, and its lines taken from it.
  async #refresh() {
    const link = this.#links.find(({ dataset }) => dataset.issue === this.#open);
    if (!link) return;
    await refreshFrom(link.dataset.sheet, this.#sheet);
    const page = new DOMParser().parseFromString(await html(location.pathname + location.search), "text/html");
    const lines = page.querySelector("issue-register tbody");
    if (lines) Idiomorph.morph(this.querySelector("tbody"), lines.innerHTML, { morphStyle: "innerHTML", ignoreActiveValue: true });
    this.#mark(this.#open);
  }
}

customElements.define("issue-register", IssueRegister);
