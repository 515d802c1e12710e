/* Writing down what stayed. The page is whole without this: a form with a Save button.
 *
 * What is written is sealed as a draft after 1.2 s of rest, every 10 s while it goes on, and when the page is hidden or
 * the journal closes. The status line says only what is so, after the server's answer. Nothing is kept in the browser.
 */

import { send } from "../emberwell/js/drafts.js";

const REST_MS = 1200;
const LONGEST_MS = 10_000;
const KEEPALIVE_BYTES = 60_000;
const RETRY_MS = [2000, 4000, 8000, 15_000, 30_000];

const form = document.querySelector("form[data-stayed]");
const status = form.querySelector("[data-status]");
const announcer = form.querySelector("[data-announce]");

let version = 0;       // of what is filled in
let sealed = 0;        // the version the server has acknowledged
let firstUnsaved = 0;
let timer = 0;
let failures = 0;
let saving = null;
let leaving = false;
let told = "";
let lockPage = "";

function say(state, words) {
  status.dataset.state = state;
  status.textContent = words;
  if (state === told) return;
  if (state === "trouble" || (state === "saved" && told === "trouble")) announcer.textContent = words;
  if (state === "trouble" || state === "saved") told = state;
}

const clock = (iso) => new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
const size = () => new URLSearchParams(new FormData(form)).toString().length;

function schedule() {
  clearTimeout(timer);
  const untilLongest = Math.max(0, firstUnsaved + LONGEST_MS - Date.now());
  timer = setTimeout(save, failures ? RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] : Math.min(REST_MS, untilLongest));
}

function changed() {
  version += 1;
  firstUnsaved ||= Date.now();
  if (!failures) say("saving", "Not saved yet");
  schedule();
}

/* Resolves to whether everything filled in is safe with the server. One at a time, but for the one that must not wait. */
function save({ hidden = false } = {}) {
  clearTimeout(timer);
  if (version === sealed || leaving) return Promise.resolve(true);
  if (saving && (!hidden || saving.version === version)) return saving.then((done) => (done || hidden ? done : save()));
  const mine = version;
  const under = saveNow(mine, hidden).then((done) => { if (saving === under) saving = null; return done && version === sealed; });
  under.version = mine;
  saving = under;
  return under;
}

async function saveNow(mine, hidden) {
  try {
    const answer = await send(form.dataset.draft, new FormData(form), { keepalive: hidden && size() < KEEPALIVE_BYTES });
    if (answer.ok) return acknowledged(mine, await answer.json());
    if (answer.status === 401) return await closed(answer, mine);
    const { error } = await answer.json().catch(() => ({}));
    return away(error ? `Not saved yet. ${error}` : "Not saved yet, trying again");
  } catch {
    return away("Not saved yet, trying again");
  }
}

function acknowledged(mine, { kept_at: sealedAt }) {
  sealed = Math.max(sealed, mine);
  failures = 0;
  if (version === sealed) {
    firstUnsaved = 0;
    say(sealedAt ? "saved" : "idle", sealedAt ? `Draft saved and sealed ${clock(sealedAt)}` : "");
    remember(sealedAt);
  } else {
    firstUnsaved = Date.now();
    say("saving", "Not saved yet");
    schedule();
  }
  return true;
}

function away(words) {
  failures += 1;
  say("trouble", words);
  schedule();
  return false;
}

/* 401: the journal was closed meanwhile. `left`: the words are at its door, sealed. */
async function closed(answer, mine) {
  const { left } = await answer.json().catch(() => ({ left: false }));
  if (left) sealed = mine;
  const address = new URL(answer.headers.get("HX-Redirect") ?? document.documentElement.dataset.lock, location.href);
  address.searchParams.set("next", location.pathname + location.search);
  say("saved", left ? "Your journal is closed. What you wrote waits at its door, sealed." : "Your journal is closed.");
  leaving = true;
  lockPage = address.href;
  location.replace(lockPage);
  return left;
}

/* After a reload or the next unlock this address goes on with this draft. */
function remember(sealedAt) {
  if (!sealedAt) return;
  const address = new URL(form.action, location.href);
  address.searchParams.set("tab", form.elements.tab.value);
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

form.addEventListener("input", changed);
/* A draft on its way must not arrive after what is kept. */
form.addEventListener("submit", async (event) => {
  leaving = true;
  clearTimeout(timer);
  if (!saving) return;
  event.preventDefault();
  await saving;
  saving = null;
  form.requestSubmit(event.submitter);
});
addEventListener("pageshow", () => { leaving = false; });
document.addEventListener("visibilitychange", () => { if (document.hidden) save({ hidden: true }); });
addEventListener("pagehide", () => { save({ hidden: true }); });
addEventListener("online", () => { if (version !== sealed) save(); });
addEventListener("beforeunload", (event) => {
  const isSafe = version === sealed || (!failures && size() < KEEPALIVE_BYTES);
  if (!leaving && !isSafe) event.preventDefault();
});
document.addEventListener("emberwell:closing", (event) => {
  if (version !== sealed) event.detail.wait(save({ hidden: true }).then(() => lockPage));
});
