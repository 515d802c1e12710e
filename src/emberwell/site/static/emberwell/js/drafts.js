/* Words a page could not hand to the server, kept in this browser under a key that only an open journal gives out.
 *
 * The key is asked for while the journal is open, held in memory as a non-extractable CryptoKey, and stored nowhere; what
 * lies in IndexedDB is AES-GCM under it, padded, bound to its page and tab. After the next unlock whatever this browser
 * still holds becomes a sealed draft in the journal and is offered there.
 *
 * Run by itself on pages with [data-drafts] (the journal page, Today): hands in what is kept and shows the drafts again.
 * On a page just finished ([data-finished=ID]) it lets go of what was kept of that page.
 */

const NAME = "emberwell";
const STORE = "drafts";
const PAD = 1024;

export const csrf = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

/* POST to our own server, answered in JSON. Throws when it cannot be reached. */
export function send(address, fields, more = {}) {
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  body.set("csrfmiddlewaretoken", csrf());
  return fetch(address, {
    method: "POST", body, cache: "no-store", credentials: "same-origin", headers: { Accept: "application/json" }, ...more,
  });
}

const KEEPALIVE_BYTES = 60_000;

/* Whether a request with these words may go on after the page has gone: browsers allow 64 KiB in all. */
export const outlastsThePage = (said) => new URLSearchParams(said).toString().length < KEEPALIVE_BYTES;

/* Fetches the key once and imports it; resolves to null while there is none to be had. */
export function keyFrom(address) {
  let held = null;
  return async () => {
    if (held || !globalThis.crypto?.subtle) return held;
    try {
      const answer = await send(address, {});
      if (!answer.ok) return null;
      const { key } = await answer.json();
      const bytes = Uint8Array.from(key.match(/../g), (pair) => parseInt(pair, 16));
      held = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
      bytes.fill(0);
    } catch { /* away: asked again the next time */ }
    return held;
  };
}

function database() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(NAME, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
    opening.onblocked = () => reject(new Error("blocked"));
  });
}

async function inStore(mode, work) {
  const opened = await database();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = opened.transaction(STORE, mode, { durability: "strict" });
      const asked = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(asked?.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    opened.close();
  }
}

const placeOf = (fields) => `${fields.record}.${fields.tab}`;
const bound = (place) => new TextEncoder().encode(`emberwell draft ${place}`);

/* Keeps the fields of a writing form. Resolves to whether they are safely here. */
export async function keepHere(key, fields) {
  if (!key) return false;
  try {
    const place = placeOf(fields);
    const plain = new TextEncoder().encode(JSON.stringify(fields));
    const padded = new Uint8Array(Math.ceil((plain.length + 1) / PAD) * PAD).fill(0x20);
    padded.set(plain);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(place) }, key, padded);
    await inStore("readwrite", (store) => store.put({ iv, sealed, at: new Date().toISOString() }, place));
    return true;
  } catch {
    return false;
  }
}

export async function letGo(place) {
  try { await inStore("readwrite", (store) => store.delete(place)); } catch { /* nothing was kept, or cannot be */ }
}

async function keptHere() {
  try {
    const [places, kept] = await Promise.all([
      inStore("readonly", (store) => store.getAllKeys()), inStore("readonly", (store) => store.getAll()),
    ]);
    return places.map((place, at) => ({ place, ...kept[at] }));
  } catch {
    return [];
  }
}

async function opened(key, { place, iv, sealed }) {
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bound(place) }, key, sealed);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return null; // another person's on this computer: theirs to open
  }
}

/* Hands in everything this browser kept for the journal that is open. Resolves to the ids of the pages it belongs to. */
export async function handIn(draftAddress, key, except = "") {
  const kept = (await keptHere()).filter(({ place }) => place !== except);
  const held = kept.length ? await key() : null;
  const pages = [];
  for (const each of held ? kept : []) {
    const fields = await opened(held, each);
    if (!fields) continue;
    try {
      const answer = await send(draftAddress, { ...fields, typed_at: each.at });
      if (!answer.ok) continue;
      pages.push(fields.record);
      await letGo(each.place);
    } catch { break; }
  }
  return pages;
}

async function offer(region) {
  const pages = await handIn(region.dataset.draft, keyFrom(region.dataset.key));
  if (!pages.length) return;
  const answer = await fetch(region.dataset.drafts, { cache: "no-store" });
  if (!answer.ok) return;
  // Our own fragment, made by the template the page itself was made with.
  region.innerHTML = await answer.text();
}

const region = document.querySelector("[data-drafts]");
if (region) offer(region);

const finished = document.querySelector("[data-finished]")?.dataset.finished;
if (finished) {
  for (const { place } of await keptHere()) if (place.startsWith(`${finished}.`)) await letGo(place);
}
