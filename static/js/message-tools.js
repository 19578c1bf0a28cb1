// What can be done with a message. One set of buttons moves to the message under the pointer or focus; each tool is a
// module of its own in hub/tools: {name, offers(at), isOn(at)?, run(at)}, with at = {article, id, isOwn, talk}.
// What is offered is only a guess from the page; the server decides again.

import { copyOf, reader } from "hub/page.js";
import { complain } from "hub/toast.js";
import { edit } from "hub/tools/edit.js";
import { forward } from "hub/tools/forward.js";
import { history } from "hub/tools/history.js";
import { link } from "hub/tools/link.js";
import { marks } from "hub/tools/mark.js";
import { pin } from "hub/tools/pin.js";
import { raise } from "hub/tools/raise.js";
import { readers } from "hub/tools/readers.js";
import { reply } from "hub/tools/reply.js";
import { retract } from "hub/tools/retract.js";
import { save } from "hub/tools/save.js";
import { topic } from "hub/tools/topic.js";
import { ToolsMenu } from "hub/tools-menu.js";

const TOOLS = new Map(
  [reply, save, ...marks, raise, topic, forward, pin, link, readers, history, edit, retract].map((tool) => [tool.name, tool]),
);

export class MessageTools {
  #talk;
  #tools = copyOf("message-tools");
  #menus;

  constructor(talk) {
    this.#talk = talk;
    this.#menus = [...this.#tools.querySelectorAll("[popover]")].map((menu) => {
      const button = this.#tools.querySelector(`[data-opens="${menu.dataset.menu}"]`);
      return new ToolsMenu(menu, button, () => this.#leave());
    });
    for (const kind of ["pointerover", "focusin"])
      talk.stream.addEventListener(kind, (event) => this.#moveTo(event.target.closest("article[data-message]")));
    talk.stream.addEventListener("keydown", (event) => this.#key(event));
    talk.stream.addEventListener("scroll", () => this.#closeMenus(), { passive: true });
    this.#tools.addEventListener("click", (event) => this.#act(event.target.closest("[data-act]")));
    this.#moveTo([...talk.stream.querySelectorAll("article[data-message]")].at(-1)); // on a phone the button shows how
  }

  #moveTo(article) {
    if (!article) return;
    if (this.#tools.parentElement !== article) {
      if (this.#tools.contains(document.activeElement)) return; // somebody stands on them
      article.append(this.#tools);
    }
    this.#offer(article);
  }

  #offer(article) {
    const at = this.#at(article);
    for (const button of this.#tools.querySelectorAll("[data-act]")) {
      const tool = TOOLS.get(button.dataset.act);
      button.hidden = !tool.offers(at);
      if (tool.isOn)
        button.setAttribute(button.role === "menuitemcheckbox" ? "aria-checked" : "aria-pressed", String(Boolean(tool.isOn(at))));
    }
    for (const button of this.#tools.querySelectorAll("[data-opens]")) {
      const menu = this.#tools.querySelector(`[data-menu="${button.dataset.opens}"]`);
      button.hidden = !menu.querySelector("[data-act]:not([hidden])");
    }
    this.#tools.hidden = article.classList.contains("message--gone");
  }

  #at(article) {
    return { article, id: article.dataset.message, isOwn: article.dataset.author === reader.person, talk: this.#talk };
  }

  get #buttons() {
    return [...this.#tools.querySelectorAll("[role=toolbar] button")].filter((button) => button.checkVisibility());
  }

  #key(event) {
    const inBar = event.target.closest("[role=toolbar]");
    if (event.key === "Escape" && inBar) this.#leave();
    else if (inBar && (event.key === "ArrowLeft" || event.key === "ArrowRight"))
      this.#step(event.target, event.key === "ArrowRight" ? 1 : -1);
    else if (event.key === "Enter" && event.target.matches("article[data-message]")) this.#buttons[0]?.focus();
    else return;
    event.preventDefault();
  }

  #step(from, by) {
    const buttons = this.#buttons;
    buttons[(buttons.indexOf(from) + by + buttons.length) % buttons.length].focus();
  }

  #leave() {
    this.#tools.closest("article")?.focus();
  }

  #closeMenus() {
    for (const menu of this.#menus) menu.close();
  }

  async #act(button) {
    if (!button) return;
    const article = button.closest("article");
    this.#closeMenus();
    this.#leave();
    try {
      await TOOLS.get(button.dataset.act).run(this.#at(article));
    } catch (error) {
      complain(error);
    }
    if (this.#tools.parentElement === article) this.#offer(article);
  }
}
