// <item-list>: the channels by section, with what is unread in each; filtered while one types, walked by keys.

import { noteUnread } from "hub/attention.js";
import { heads } from "hub/heads.js";
import { onKey, pressed } from "hub/keys.js";
import { refreshFrom } from "hub/refresh.js";
import { socket } from "hub/socket.js";
import { word } from "hub/words.js";

const SCROLL = "hub:items-scroll";

class ItemList extends HTMLElement {
  connectedCallback() {
    this.filter = this.querySelector("input[type=search]");
    this.filter.addEventListener("input", () => this.#filter());
    this.filter.addEventListener("keydown", (event) => this.#fromFilter(event));
    onKey("filter", () => this.#focusFilter());
    onKey("nextChannel", () => this.#go(1));
    onKey("previousChannel", () => this.#go(-1));
    document.addEventListener("hub:read", ({ detail }) => this.#update({ channel: detail.channel, last_read: detail.seq }));
    heads.addEventListener("head", ({ detail }) => this.#hear([detail]));
    heads.addEventListener("heads", ({ detail }) => this.#hear(detail, true));
    socket.on("stream", (event) => event.action === "refresh" && event.target === "items" && this.#refresh());
    this.#rememberScroll();
    this.#title();
  }

  get links() {
    return [...this.querySelectorAll(".item-link[data-channel]")];
  }

  // --- counts ----------------------------------------------------------------------------------------------------------

  #hear(list, all = false) {
    const known = new Set(this.links.map((link) => link.dataset.channel));
    if (list.some(({ channel }) => !known.has(channel)) || (all && list.length !== known.size)) this.#refresh();
    else for (const head of list) this.#update(head);
  }

  #update({ channel, head, last_read: read }) {
    const link = this.links.find((candidate) => candidate.dataset.channel === channel);
    if (!link) return;
    link.dataset.head = Math.max(Number(link.dataset.head), head ?? 0);
    link.dataset.read = Math.max(Number(link.dataset.read), read ?? 0);
    const unread = Math.max(0, link.dataset.head - link.dataset.read);
    link.classList.toggle("item-link--unread", unread > 0);
    const count = link.querySelector(".count");
    count.hidden = unread === 0;
    count.textContent = unread > 99 ? "99+" : unread;
    count.setAttribute("aria-label", word("unread_count", { n: unread }));
    this.#title();
  }

  #title() {
    noteUnread(this.links.reduce((sum, { dataset: { head, read } }) => sum + Math.max(0, head - read), 0));
  }

  async #refresh() {
    await refreshFrom(this.dataset.address, this.querySelector("[data-list]"));
    this.#filter();
    this.#title();
  }

  // --- filter and keys -------------------------------------------------------------------------------------------------

  #filter() {
    const wanted = this.filter.value.trim().toLowerCase();
    for (const link of this.links) link.closest("li").hidden = !link.dataset.words.toLowerCase().includes(wanted);
    for (const section of this.querySelectorAll(".items__section")) {
      section.hidden = !section.querySelector("li:not([hidden])");
      if (wanted) section.open = true;
    }
    for (const year of this.querySelectorAll(".items__year")) year.hidden = !hasSection(year);
    this.querySelector("[data-none]").hidden = !wanted || this.links.some((link) => !link.closest("li").hidden);
  }

  #fromFilter(event) {
    if (pressed(event, "close")) {
      this.filter.value = "";
      this.#filter();
      this.filter.blur();
    } else if (pressed(event, "choose")) {
      event.preventDefault();
      this.#shown()[0]?.click();
    } else if (pressed(event, "next")) {
      event.preventDefault();
      this.#shown()[0]?.focus();
    }
  }

  #focusFilter() {
    if (matchMedia("(max-width: 720px)").matches) location.hash = "#items";
    this.filter.select();
  }

  #go(step) {
    const links = this.#shown();
    const here = links.findIndex((link) => link.getAttribute("aria-current"));
    const next = links[here < 0 ? 0 : here + step];
    next?.click();
    return Boolean(next);
  }

  #shown() {
    return this.links.filter((link) => !link.closest("li").hidden && link.closest("details")?.open !== false);
  }

  // --- where the list stood --------------------------------------------------------------------------------------------

  #rememberScroll() {
    const list = this.querySelector(".items__list");
    list.scrollTop = Number(sessionStorage.getItem(SCROLL) ?? 0);
    this.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    window.addEventListener("pagehide", () => sessionStorage.setItem(SCROLL, String(list.scrollTop)));
  }
}

// Whether a section of the year is shown: they stand between it and the next one.
function hasSection(year) {
  for (let next = year.nextElementSibling; next?.matches(".items__section:not([data-archived])"); next = next.nextElementSibling)
    if (!next.hidden) return true;
  return false;
}

customElements.define("item-list", ItemList);
