// The offline page: in the reader's language as install.js noted it, and gone by itself once there is a network again.

let language = null;
try {
  language = localStorage.getItem("hub-language");
} catch {
  // Storage may be forbidden: then both languages stand there.
}
const chosen = document.querySelector(`[data-locale="${language === "en" ? "en" : "zh"}"]`);
if (language) {
  for (const words of document.querySelectorAll("[data-locale]")) words.hidden = words !== chosen;
  document.documentElement.lang = chosen.lang;
  document.title = chosen.querySelector("h1").textContent;
}

// A network is not yet the hub: it is asked first, and again while it does not answer.
const AGAIN_MS = 5000;
let asking = false;

async function lookAgain() {
  if (asking) return;
  asking = true;
  try {
    if ((await fetch("/healthz", { cache: "no-store", credentials: "omit" })).ok) location.reload();
  } catch {
    // Still away.
  } finally {
    asking = false;
  }
}

addEventListener("online", lookAgain);
setInterval(lookAgain, AGAIN_MS);
