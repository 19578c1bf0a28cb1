// The one entry: what every page has, then the elements that this page uses.

import { watchAttention } from "hub/attention.js";
import { watchForms } from "hub/forms.js";
import { watchHeads } from "hub/heads.js";
import { watchImages } from "hub/image-viewer.js";
import { forgetFiles } from "hub/kept-files.js";
import { watchMenus } from "hub/menus.js";
import { connect, hangUp } from "hub/socket.js";
import { forgetAll } from "hub/store.js";
import { watchWaiting } from "hub/waiting.js";

const ELEMENTS = ["item-list", "todo-list", "export-list", "push-switch", "channel-talk"]; // the last one tells the first what has been read

watchMenus();
watchForms();
watchImages();
forgetFiles();

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]")) return;
  forgetAll();
  forgetFiles({ own: true });
  hangUp();
});

for (const name of ELEMENTS) if (document.querySelector(name)) await import(`hub/elements/${name}.js`);

if (document.body.hasAttribute("data-live")) {
  watchWaiting();
  watchAttention();
  watchHeads();
  connect();
}
