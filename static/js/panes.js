// One pane at a time, on a phone: item → conversation → list → the page before, by the system's own back. Panes are places
// of the address (#items, #item), so each is an entry of the history; `behind` in an entry's state says what lies under it.
// A button that leads back goes back where it can, and else takes the entry's place: nothing piles up.

const FROM_LIST = "hub:from-list";
const PANES = { "#items": "items", "#item": "item", "#stream": "talk" };

export function watchPanes(desk) {
  if (sessionStorage.getItem(FROM_LIST) === location.pathname) mark("items");
  sessionStorage.removeItem(FROM_LIST);
  desk.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a[href]");
    const pane = PANES[link?.getAttribute("href")];
    if (pane) {
      event.preventDefault();
      goTo(pane, link.hash);
    } else if (link?.matches(".item-link") && here() === "items") sessionStorage.setItem(FROM_LIST, link.pathname);
  });
}

function goTo(pane, hash) {
  if (pane === here()) return;
  if (history.state?.behind === pane) history.back();
  else if (isDeeper(pane)) {
    const behind = here();
    location.hash = hash;
    mark(behind);
  } else location.replace(hash);
}

function isDeeper(pane) {
  const order = ["items", "talk", "item"];
  return order.indexOf(pane) > order.indexOf(here());
}

function here() {
  return { "#items": "items", "#item": "item" }[location.hash] ?? "talk";
}

function mark(behind) {
  history.replaceState({ ...history.state, behind }, "");
}
