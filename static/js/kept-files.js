// Files that are being uploaded, kept in the browser's database so that a reload of the page loses none of them.
// One database for each person: whoever sits down here next finds nothing of theirs, and signing out deletes it.

import { reader } from "hub/page.js";

const PREFIX = "hub-files:";
const STORE = "files";
let opening = null;

/** Keep a file under the id of its upload; a browser that cannot is no trouble: then it is picked again. */
export async function keepFile(id, file) {
  await quietly((store) => store.put(file, id), "readwrite");
}

/** The file kept under `id`, or null. */
export async function recallFile(id) {
  return (await quietly((store) => store.get(id), "readonly")) ?? null;
}

/** Forget the file kept under `id`. */
export async function forgetFile(id) {
  await quietly((store) => store.delete(id), "readwrite");
}

/** Delete what others have left here, and, at sign-out, one's own too. */
export async function forgetFiles({ own = false } = {}) {
  if (!globalThis.indexedDB?.databases) return;
  try {
    if (own) (await opening)?.close();
    for (const { name } of await indexedDB.databases()) {
      if (name?.startsWith(PREFIX) && (own || name !== PREFIX + reader.person)) indexedDB.deleteDatabase(name);
    }
  } catch {
    // a private window has none
  }
}

async function quietly(act, mode) {
  try {
    const database = await open();
    return await settled(act(database.transaction(STORE, mode).objectStore(STORE)));
  } catch {
    return null;
  }
}

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(PREFIX + reader.person, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
