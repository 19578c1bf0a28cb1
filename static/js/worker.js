// The service worker, behind a line that says what it keeps: self.SHELL = {version, page, files}, written by
// hub/web/installing.py. It keeps the offline page with its files and nothing else: no page, no answer, no file of a viewer.
// Every other request goes to the network as if it were not there, so a new version may take over at once.

const { version, page, files } = self.SHELL;
const PREFIX = "hub-offline-";
const CACHE = PREFIX + version;

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers(CACHE).then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(page)));
  else if (isKept(request.url)) event.respondWith(fetch(request).catch(() => kept(request.url)));
});

self.addEventListener("message", (event) => {
  if (event.data?.kind === "forget") event.waitUntil(forget());
});

self.addEventListener("push", (event) => {
  const { title, body = "", url = "/", tag } = read(event.data);
  if (title) event.waitUntil(self.registration.showNotification(title, { body, tag, data: { url: ownAddress(url) } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data?.url ?? ownAddress("/")));
});

// Files come past the browser's own cache: the worker's version says which ones.
async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll([page, ...files].map((address) => new Request(address, { cache: "reload", credentials: "omit" })));
}

async function dropOthers(kept = "") {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== kept).map((name) => caches.delete(name)));
}

async function kept(address) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address)) ?? Response.error();
}

function isKept(address) {
  return files.some((file) => new URL(file, self.location).href === address);
}

async function forget() {
  const shown = await self.registration.getNotifications();
  for (const notification of shown) notification.close();
  await dropOthers();
  await fill().catch(() => {}); // out of reach: the next start of the worker's page fills it
}

// A push that is no JSON of ours says nothing.
function read(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

// The address if it is one of ours, else the front page: a notification leads nowhere else.
function ownAddress(address) {
  const found = URL.canParse(address, self.location.origin) ? new URL(address, self.location.origin) : null;
  return found?.origin === self.location.origin ? found.href : new URL("/", self.location.origin).href;
}

// A tab that shows it already, else a new one: what is half written in another tab stays.
async function show(address) {
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = tabs.find((tab) => tab.url.split("#")[0] === address.split("#")[0]);
  if (open) return open.focus();
  return self.clients.openWindow(address);
}
