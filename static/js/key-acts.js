// What the keys of every page do: going places, and the tools of the message that has the focus or the pointer.

import { showKeys } from "hub/key-sheet.js";
import { onKey } from "hub/keys.js";

const TOOLS = { reply: "reply", edit: "edit", save: "save", pin: "pin", mark: "mark" };

/** Give the page's keys their work. */
export function bindKeys() {
  onKey("sheet", showKeys);
  onKey("switcher", openSwitcher);
  for (const name of ["home", "channels", "meetings", "plan"]) onKey(name, () => follow(`.strip [data-go="${name}"]`));
  onKey("search", () => goTo(document.querySelector("quick-switcher")?.dataset.search));
  for (const [name, act] of Object.entries(TOOLS)) onKey(name, () => useTool(act));
}

// It may be asked for before its module has come.
function openSwitcher() {
  const switcher = document.querySelector("quick-switcher");
  if (!switcher) return false;
  customElements.whenDefined("quick-switcher").then(() => switcher.open());
  return true;
}

function follow(selector) {
  return goTo(document.querySelector(selector)?.href);
}

function goTo(address) {
  if (!address) return false;
  location.assign(address);
  return true;
}

// The tools move to a message that the pointer comes to; what is not offered there is hidden. A kind with a menu opens it.
function useTool(act) {
  const article = document.activeElement?.closest("article[data-message]") ?? document.querySelector("article[data-message]:hover");
  if (!article) return false;
  article.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  const button =
    article.querySelector(`[data-act="${act}"]:not([hidden])`) ?? article.querySelector(`[data-opens^="${act}"]:not([hidden])`);
  if (!button || button.closest("[hidden]")) return false;
  button.click();
  return true;
}
