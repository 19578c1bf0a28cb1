// This browser's push subscription: asked for by a tap, handed to the hub, taken back.

import { json } from "hub/requests.js";

const WORKER = "/sw.js";

/** Whether this browser can be pushed to: it knows how, and the hub has a service worker. */
export async function canPush() {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return false;
  return (await worker()) !== null;
}

/** This browser's subscription, or null. */
export async function subscription() {
  return (await worker())?.pushManager.getSubscription() ?? null;
}

/** Subscribe with the hub's public key, and tell the hub. Throws what the browser or the hub refuses. */
export async function subscribe(address, key) {
  const registration = await worker();
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

let registered = null;

function worker() {
  registered ??= (async () => {
    try {
      await navigator.serviceWorker.register(WORKER);
      return await navigator.serviceWorker.ready;
    } catch {
      return null; // the hub has none, or this place is not safe enough for one
    }
  })();
  return registered;
}

function bytesOf(key) {
  const text = atob(key.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
