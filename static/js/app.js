// The one entry: what every page has, then the elements that this page uses.

import { watchAttention } from "hub/attention.js";
import { watchForms } from "hub/forms.js";
import { watchHeads } from "hub/heads.js";
import { watchImages } from "hub/image-viewer.js";
import { forgetShown, install } from "hub/install.js";
import { forgetFiles } from "hub/kept-files.js";
import { bindKeys } from "hub/key-acts.js";
import { watchKeys } from "hub/keys.js";
import { watchMenus } from "hub/menus.js";
import { watchPanes } from "hub/panes.js";
import { watchWords } from "hub/personal.js";
import { connect, hangUp } from "hub/socket.js";
import { forgetAll } from "hub/store.js";
import { watchViewport } from "hub/viewport.js";
import { watchWaiting } from "hub/waiting.js";

const ELEMENTS = [
  ...["quick-switcher", "item-list", "todo-list", "export-list", "live-part", "push-switch"],
  ...["issue-form", "issue-page", "consultation-page", "consultation-form", "period-days", "ladder-form", "topic-form"],
  ...["agenda-order", "paper-form", "issue-register", "live-meeting", "due-date", "channel-talk", "passage-form"],
]; // the last one tells the first what has been read

install();
watchMenus();
watchForms();
watchWords();
watchImages();
forgetFiles();
watchViewport();
const desk = document.querySelector(".desk");
if (desk) watchPanes(desk);
if (document.getElementById("key-sheet")) {
  bindKeys();
  watchKeys();
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]")) return;
  forgetAll();
  forgetFiles({ own: true });
  hangUp();
  forgetShown();
});

for (const name of ELEMENTS) if (document.querySelector(name)) await import(`hub/elements/${name}.js`);

if (document.body.hasAttribute("data-live")) {
  watchWaiting();
  watchAttention();
  watchHeads();
  connect();
}
