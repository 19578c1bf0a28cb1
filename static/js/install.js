// Makes the hub a thing that can be installed: the service worker, and the language that its offline page speaks.

const WORKER = "/sw.js";

/** Register the worker; a page on which nobody is signed in takes what was shown to the last one off the screen. */
export async function install() {
  try {
    localStorage.setItem("hub-language", document.documentElement.lang.slice(0, 2));
  } catch {
    // Storage may be forbidden: then the offline page speaks both languages.
  }
  if (!("serviceWorker" in navigator)) return; // without HTTPS there is none
  try {
    await navigator.serviceWorker.register(WORKER, { scope: "/", updateViaCache: "none" });
    if (!document.body.dataset.person) forgetShown();
  } catch {
    // The hub works without it.
  }
}

/** Take notifications off the screen and empty the caches: at sign-out. */
export function forgetShown() {
  navigator.serviceWorker?.controller?.postMessage({ kind: "forget" });
}
