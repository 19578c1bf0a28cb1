// This browser's push subscription: asked for by a tap, handed to the hub, taken back.

import { json } from "hub/requests.js";

let registered = null;

/** Whether this browser can be pushed to: it knows how, and `script` is the hub's service worker ("" where it has none). */
export async function canPush(script) {
  if (!script || !("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return false;
  registered ??= register(script);
  return (await registered) !== null;
}

/** This browser's subscription, or null. */
export async function subscription() {
  return (await registered)?.pushManager.getSubscription() ?? null;
}

/** Subscribe with the hub's public key, and tell the hub. Throws what the browser or the hub refuses. */
export async function subscribe(address, key) {
  const registration = await registered;
  const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
  const { endpoint, keys } = made.toJSON();
  try {
    await json(address, { data: { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } } });
  } catch (error) {
    await made.unsubscribe(); // nobody would send to it
    throw error;
  }
}

/** Take it back, here and at the hub. */
export async function unsubscribe(address) {
  const made = await subscription();
  if (!made) return;
  await json(address, { method: "DELETE", data: { endpoint: made.endpoint } });
  await made.unsubscribe();
}

async function register(script) {
  try {
    await navigator.serviceWorker.register(script);
    return await navigator.serviceWorker.ready;
  } catch {
    return null; // this place is not safe enough for one
  }
}

function bytesOf(key) {
  const text = atob(key.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
