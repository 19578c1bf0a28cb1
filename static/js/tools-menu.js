// A menu of a message's tools: beside its button, or a sheet at the foot of a phone; walked by the arrow keys.

const SHEET = matchMedia("(hover: none), (max-width: 720px)");
const GAP = 4;
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

export class ToolsMenu {
  #menu;
  #button;

  /** `menu` is a popover with role=menu, `button` opens it; `leave()` is called when the reader turns back by Escape. */
  constructor(menu, button, leave) {
    this.#menu = menu;
    this.#button = button;
    button.addEventListener("click", () => this.#toggle());
    menu.addEventListener("toggle", ({ newState }) => button.setAttribute("aria-expanded", String(newState === "open")));
    menu.addEventListener("keydown", (event) => this.#key(event, leave));
  }

  close() {
    if (this.#menu.matches(":popover-open")) this.#menu.hidePopover();
  }

  #toggle() {
    if (this.#menu.matches(":popover-open")) {
      this.close();
      return;
    }
    this.#menu.showPopover();
    this.#place();
    this.#items[0]?.focus();
  }

  get #items() {
    return [...this.#menu.querySelectorAll("[data-act]")].filter((item) => item.checkVisibility());
  }

  // Below its button, or above where there is no room; a sheet stands where the style sheet puts it.
  #place() {
    const { style } = this.#menu;
    if (SHEET.matches) {
      style.left = "";
      style.top = "";
      return;
    }
    const button = this.#button.getBoundingClientRect();
    const { width, height } = this.#menu.getBoundingClientRect();
    const below = button.bottom + GAP + height <= innerHeight;
    style.left = `${Math.max(GAP, button.right - width)}px`;
    style.top = `${below ? button.bottom + GAP : Math.max(GAP, button.top - GAP - height)}px`;
  }

  #key(event, leave) {
    const items = this.#items;
    const at = items.indexOf(document.activeElement);
    const next = { Home: 0, End: items.length - 1 }[event.key] ?? (at + (STEPS[event.key] ?? 0) + items.length) % items.length;
    if (event.key === "Escape" || event.key === "Tab") {
      this.close();
      if (event.key === "Tab") return;
      leave();
    } else if (next === at || !(event.key in STEPS || event.key === "Home" || event.key === "End")) return;
    else items[next].focus();
    event.preventDefault();
    event.stopPropagation();
  }
}
