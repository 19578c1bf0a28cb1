// What calls a reader back to a page that is open somewhere: the number in its title, a mark on its icon, and, where they
// chose it, a notification of the browser while the page is hidden. None of them says what was said.

import { heads } from "hub/heads.js";
import { word } from "hub/words.js";

const SIDE = 32;
const AGAIN_AFTER_MS = 60_000;

let unread = 0;
let waiting = 0;
let plainIcon = null;
const toldAt = new Map(); // channel to when it was last told of

/** So many messages are unread in all channels of the list. */
export function noteUnread(count) {
  unread = count;
  showTitle();
}

/** Begin to show what waits. */
export function watchAttention() {
  heads.addEventListener("waiting", ({ detail }) => {
    waiting = detail;
    showTitle();
    showIcon();
  });
  heads.addEventListener("head", ({ detail }) => detail.mentions_me && tell(detail.channel));
}

// Who has the list in sight counts messages; elsewhere the title says how much waits for me.
function showTitle() {
  const count = unread || waiting;
  const plain = document.title.replace(/^\(\d+\+?\) /, "");
  document.title = count ? `(${short(count)}) ${plain}` : plain;
}

function short(count) {
  return count > 99 ? "99+" : String(count);
}

async function showIcon() {
  const link = document.querySelector('link[rel="icon"]');
  plainIcon ??= { href: link.href, type: link.type, image: load(link.href) };
  if (!waiting) {
    link.type = plainIcon.type;
    link.href = plainIcon.href;
    return;
  }
  const image = await plainIcon.image;
  if (!waiting) return; // done meanwhile
  link.type = "image/png";
  link.href = drawn(image, waiting > 9 ? "9+" : String(waiting));
}

function load(address) {
  const image = new Image(SIDE, SIDE);
  image.src = address;
  return image.decode().then(
    () => image,
    () => null, // the mark alone, then
  );
}

function drawn(image, text) {
  const canvas = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE });
  const pen = canvas.getContext("2d");
  if (image) pen.drawImage(image, 0, 0, SIDE, SIDE);
  const style = getComputedStyle(document.documentElement);
  const radius = SIDE * 0.36;
  pen.beginPath();
  pen.arc(SIDE - radius, radius, radius, 0, 2 * Math.PI);
  pen.fillStyle = style.getPropertyValue("--ink");
  pen.fill();
  pen.fillStyle = style.getPropertyValue("--surface");
  pen.font = `bold ${SIDE * (text.length > 1 ? 0.42 : 0.56)}px sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, SIDE - radius, radius * 1.08);
  return canvas.toDataURL("image/png");
}

function tell(channel) {
  if (!document.hidden || document.body.dataset.desktop === undefined) return;
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  if (Date.now() - (toldAt.get(channel) ?? Number.NEGATIVE_INFINITY) < AGAIN_AFTER_MS) return;
  toldAt.set(channel, Date.now());
  const title = titleOf(channel);
  const body = title ? word("desktop_in", { place: title }) : word("desktop");
  const shown = new Notification(word("desktop_title"), { body, tag: channel });
  shown.addEventListener("click", () => {
    window.focus();
    location.assign(`/channels/${channel}`);
    shown.close();
  });
}

// The channel's own words in the list beside the conversation, where this page has it.
function titleOf(channel) {
  return document.querySelector(`.item-link[data-channel="${CSS.escape(channel)}"]`)?.title ?? "";
}
