// Menus open without script (<details>); script adds Escape, and a click or focus outside closes them.

const OPEN = "details[data-menu][open]";

export function watchMenus() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest(OPEN);
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  for (const kind of ["click", "focusin"]) document.addEventListener(kind, (event) => closeOthers(event.target));
}

function closeOthers(target) {
  for (const menu of document.querySelectorAll(OPEN)) if (!menu.contains(target)) menu.open = false;
}
