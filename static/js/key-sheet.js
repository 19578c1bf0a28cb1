// The sheet of all keys, built from the table that drives them; and the switch for single characters.

import { singleKeysOn, switchSingleKeys, TABLE } from "hub/keys.js";
import { word } from "hub/words.js";

const SIGNS = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };
const ON_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/** Show the sheet; focus comes back to where it was. */
export function showKeys() {
  if (document.querySelector("dialog[open]")) return;
  const dialog = document.getElementById("key-sheet").content.firstElementChild.cloneNode(true);
  dialog.querySelector("[data-groups]").append(...Object.entries(TABLE).map(([name, rows]) => group(name, rows)));
  const choice = dialog.querySelector("[data-single-keys]");
  choice.checked = singleKeysOn();
  choice.addEventListener("change", () => switchSingleKeys(choice.checked));
  const before = document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    before?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function group(name, rows) {
  const section = element("section", "keys__group");
  const list = element("dl", "keys__list");
  for (const [act, ...keys] of rows) {
    const where = element("dd", "keys__keys");
    for (const key of keys) where.append(...strokes(key));
    list.append(element("dt", "keys__act", word(`key_${act}`)), where);
  }
  section.append(element("h3", "keys__name", word(`keys_${name}`)), list);
  return section;
}

function strokes(keys) {
  return keys.split(" ").map((stroke) => element("kbd", "kbd", stroke.split("+").map(signOf).join(" ")));
}

function signOf(key) {
  if (key === "Ctrl") return ON_MAC ? "⌘" : "Ctrl";
  return SIGNS[key] ?? key;
}

function element(tag, className = "", textContent = "") {
  return Object.assign(document.createElement(tag), { className, textContent });
}
