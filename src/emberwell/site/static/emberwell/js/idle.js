/* The idle lock, as every open tab sees it. The server decides; this only asks it, and makes room for the last save.
 *
 * <html data-open="/still-open/" data-lock="/open/"> on pages shown with an open journal. `/still-open/` answers
 * {"open": bool, "seconds": int} and never counts as activity.
 *
 * Before leaving for the lock page, `emberwell:closing` is dispatched on document. Whoever holds unsaved words passes a
 * promise: `event.detail.wait(promise)`. We wait for all of them, PATIENCE_MS at most. One that resolves to an address
 * says which lock page to show. A page in the middle of something that shows nothing of the journal (the timer of a
 * practice) calls `event.detail.stay()`: it is left standing, and hears `emberwell:closed` instead.
 *
 * Tabs tell each other over BroadcastChannel("emberwell"):
 *   {type: "closing"}          a tab is about to close the journal: save now
 *   {type: "saving" | "saved", tab}   the answers of tabs that had something to save
 *   {type: "closed"}           it is closed: look, and go to the lock page
 *   {type: "opened"}           it was opened: a lock page with nothing typed in it may go on
 */

const PATIENCE_MS = 4000;
const ANSWER_MS = 150;
const RETRY_MS = 5000;
const WARNING_SECONDS = 60;

const page = document.documentElement;
const tab = Math.random().toString(36).slice(2);
const channel = "BroadcastChannel" in window ? new BroadcastChannel("emberwell") : null;

let timer = 0;
let leaving = false;
let staying = false;
let told = "";
let stayed = false;    // asked to leave for the lock page, and not left

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
const tell = (type) => channel?.postMessage({ type, tab });

/* What still has to be saved, as promises; empty when there is nothing. */
function unsaved() {
  const waits = [];
  staying = false;
  const detail = { wait: (promise) => waits.push(promise), stay: () => { staying = true; } };
  document.dispatchEvent(new CustomEvent("emberwell:closing", { detail }));
  return waits;
}

/* Notes which lock page to show: words that were too late to be saved are at the door, and it says so. */
async function settled(promises) {
  const ended = await Promise.race([Promise.allSettled(promises), pause(PATIENCE_MS)]);
  told = ended?.map(({ value }) => value).find((address) => typeof address === "string" && address) ?? told;
}

async function stillOpen() {
  const answer = await fetch(page.dataset.open, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (answer.ok) return answer.json();
  if (answer.status === 401 || answer.status === 403) return { open: false, seconds: 0 };
  throw new Error(`still-open answered ${answer.status}`);
}

function lockAddress() {
  const here = location.pathname + location.search;
  return `${page.dataset.lock}?next=${encodeURIComponent(here)}`;
}

async function leave() {
  if (leaving) return;
  leaving = true;
  await settled(unsaved());
  tell("closed");
  if (staying) {
    document.dispatchEvent(new CustomEvent("emberwell:closed", { detail: { lock: page.dataset.lock } }));
    return;
  }
  // The browser asks about words that could be put nowhere; nothing is to be read while it does. Whoever stays finds
  // them here when the journal is open again.
  page.dataset.closed = "";
  setTimeout(() => { leaving = false; stayed = true; }, RETRY_MS);
  location.replace(told || lockAddress());
}

function warn(seconds) {
  const warning = document.querySelector("[data-closing-soon]");
  if (warning) warning.hidden = seconds > WARNING_SECONDS;
}

function askAgainIn(ms) {
  clearTimeout(timer);
  timer = setTimeout(look, ms);
}

let endsAt = Infinity;
let looks = 0;

async function look() {
  if (leaving) return;
  const mine = ++looks;
  try {
    const { open, seconds } = await stillOpen();
    if (!open) return stayed ? undefined : leave();
    // Of two questions on their way at once only the later one counts: an older answer knows of more time than is left.
    if (mine !== looks) return;
    endsAt = Date.now() + seconds * 1000;
    stayed = false;
    delete page.dataset.closed;
    warn(seconds);
    const wait = seconds > WARNING_SECONDS ? seconds - WARNING_SECONDS : seconds + 1;
    // Sleep may stop the clock, so a long wait is cut into pieces.
    askAgainIn(Math.min(wait, 300) * 1000);
  } catch {
    if (mine !== looks) return;
    // The server is away. Leaving now would lose the page; past the end of the session it is only covered.
    if (Date.now() > endsAt) {
      if (!("closed" in page.dataset)) unsaved();
      page.dataset.closed = "";
    }
    askAgainIn(RETRY_MS);
  }
}

async function stay() {
  // Any request but still-open counts as activity; this one asks for no body.
  try { await fetch(location.pathname, { method: "HEAD", cache: "no-store" }); } finally { look(); }
}

/* The person closes the journal here: every tab saves first, then the form goes its way. */
async function closeOnPurpose(form) {
  leaving = true;
  const saving = new Set();
  const hear = ({ data }) => {
    if (data?.type === "saving") saving.add(data.tab);
    if (data?.type === "saved") saving.delete(data.tab);
  };
  channel?.addEventListener("message", hear);
  tell("closing");
  await Promise.all([settled(unsaved()), pause(channel ? ANSWER_MS : 0)]);
  const until = Date.now() + PATIENCE_MS;
  while (saving.size && Date.now() < until) await pause(50);
  // Asked about words that could be put nowhere, somebody may stay: the lock is watched as before.
  setTimeout(() => { leaving = false; look(); }, RETRY_MS);
  form.submit();
}

async function hear({ data }) {
  if (!data || data.tab === tab) return;
  if (data.type === "closing") {
    const waits = unsaved();
    if (!waits.length) return;
    tell("saving");
    await settled(waits);
    tell("saved");
  }
  if (data.type === "closed" || (data.type === "opened" && stayed)) look();
}

/* On the lock page: when another tab opened the journal, go on, unless something is being typed here. */
function watchForOpening() {
  channel?.addEventListener("message", ({ data }) => {
    if (data?.type !== "opened" || !document.querySelector("[data-lock-page]")) return;
    const fields = [...document.querySelectorAll("[data-lock-page] :is(textarea, input.passphrase)")];
    if (!fields.some((field) => field.value)) location.reload();
  });
}

export function watchTheLock() {
  if (!page.dataset.open) {
    if (document.querySelector("[data-lock-page]")) tell("closed");
    watchForOpening();
    return;
  }
  tell("opened");
  channel?.addEventListener("message", hear);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !("closes" in form.dataset) || event.defaultPrevented) return;
    event.preventDefault();
    closeOnPurpose(form);
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-stay-open]")) stay();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  // Back to a page the browser kept in memory: it may show an open journal that is closed by now.
  addEventListener("pageshow", (event) => { if (event.persisted) look(); });
  // A save or a fragment is activity: the end has moved.
  document.addEventListener("htmx:afterRequest", () => { warn(Infinity); askAgainIn(1000); });
  look();
}
