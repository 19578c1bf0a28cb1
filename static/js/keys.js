// Every key that the hub answers to, in one table: it drives the handlers and the sheet that `?` shows, so the two agree.
// A row is [name, keys…]; keys are `Ctrl k` (on a Mac the command key too), `g h` (one after the other), or one name as
// KeyboardEvent.key says it. Single characters are letters while somebody writes, and can be switched off (WCAG 2.1.4).

import { takesText } from "hub/page.js";

export const TABLE = {
  go: [
    ["switcher", "Ctrl+k"],
    ["home", "g h"],
    ["channels", "g c"],
    ["meetings", "g m"],
    ["plan", "g p"],
    ["search", "/"],
    ["sheet", "?"],
  ],
  channels: [
    ["filter", "f"],
    ["nextChannel", "Alt+ArrowDown", "j"],
    ["previousChannel", "Alt+ArrowUp", "k"],
  ],
  talk: [
    ["older", "ArrowUp"],
    ["newer", "ArrowDown"],
    ["oldest", "Home"],
    ["newest", "End"],
    ["tools", "Enter"],
    ["reply", "r"],
    ["edit", "e"],
    ["save", "s"],
    ["mark", "m"],
    ["pin", "p"],
    ["leave", "Escape"],
  ],
  composer: [
    ["send", "Ctrl+Enter"],
    ["editLast", "ArrowUp"],
    ["mention", "@"],
    ["release", "Escape"],
  ],
  todo: [
    ["nextRow", "j"],
    ["previousRow", "k"],
    ["openRow", "Enter"],
    ["done", "x"],
    ["undo", "u"],
  ],
  calendar: [
    ["previousDay", "ArrowLeft"],
    ["nextDay", "ArrowRight"],
    ["previousWeek", "ArrowUp"],
    ["nextWeek", "ArrowDown"],
    ["previousPeriod", "PageUp"],
    ["nextPeriod", "PageDown"],
    ["today", "t"],
  ],
  list: [
    ["next", "ArrowDown"],
    ["previous", "ArrowUp"],
    ["choose", "Enter"],
    ["close", "Escape"],
  ],
};
export const KEYS = new Map(Object.values(TABLE).flatMap((rows) => rows.map(([name, ...keys]) => [name, keys])));

const SWITCH = "hub-single-keys";
const CHORD_MS = 1500;
const acts = new Map(); // name → what to do; answers false where there is nothing to do

let begun = { key: "", at: 0 };

/** Whether `event` is one of the keys of `name`; never while an input method is at work. */
export function pressed(event, name) {
  if (event.isComposing || event.keyCode === 229) return false;
  return KEYS.get(name).some((keys) => strokeOf(event) === keys);
}

/** Do `run(event)` when the keys of `name` are pressed anywhere on the page; a run that answers false leaves the key alone. */
export function onKey(name, run) {
  if (!KEYS.has(name)) throw new RangeError(`no such key: ${name}`);
  acts.set(name, [...(acts.get(name) ?? []), run]);
}

/** Begin to listen: keys, and buttons with data-key="name" that do the same by mouse. */
export function watchKeys() {
  document.addEventListener("keydown", hear);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-key]");
    if (button) perform(button.dataset.key, event);
  });
}

/** Whether single characters are commands at this browser. */
export function singleKeysOn() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

/** Switch them on or off, for this browser and whoever uses it. */
export function switchSingleKeys(on) {
  try {
    if (on) localStorage.removeItem(SWITCH);
    else localStorage.setItem(SWITCH, "off");
  } catch {
    // Storage may be forbidden: then they stay on.
  }
}

function hear(event) {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
  if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
  const stroke = strokeOf(event);
  const isSingle = stroke.length === 1;
  if (isSingle && (takesText(event.target) || !singleKeysOn())) return;
  if (isSingle && document.querySelector("dialog[open]")) return;
  const chord = begun.key && Date.now() - begun.at < CHORD_MS ? `${begun.key} ${stroke}` : "";
  begun = { key: isSingle ? stroke : "", at: Date.now() };
  for (const [name, keys] of KEYS) {
    if (!keys.includes(chord || stroke) || !perform(name, event)) continue;
    begun = { key: "", at: 0 };
    event.preventDefault();
    return;
  }
}

function perform(name, event) {
  return (acts.get(name) ?? []).some((run) => run(event) !== false);
}

// `Ctrl+k`, `Alt+ArrowUp`, `?`: letters are lower case unless nothing else tells them apart; Shift is part of a character.
function strokeOf({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  const isCharacter = key.length === 1;
  const held = [(ctrlKey || metaKey) && "Ctrl", altKey && "Alt", shiftKey && (!isCharacter || ctrlKey || metaKey) && "Shift"];
  return [...held.filter(Boolean), isCharacter ? key.toLowerCase() : key].join("+");
}
