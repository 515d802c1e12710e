/* Composing the sentence. The page is whole without this: a form with a Save button, and one's own words to read.
 *
 * - button[data-lay=ID] lays the words of #ID into the field, at the caret; Ctrl+Z takes them out again where the browser
 *   keeps what was typed
 * - what is typed is sealed as a draft after 1.2 s of rest, and when the page is hidden; the status line says so only
 *   after the server's answer
 * - while the server is away the words are kept in this browser, sealed (drafts.js), as a page of their own: whatever
 *   comes of this tab, they are offered again
 */

import { keepHere, keyFrom, letGo, send } from "../emberwell/js/drafts.js";

const REST_MS = 1200;
const RETRY_MS = [2000, 4000, 8000, 15_000, 30_000];

const form = document.querySelector("form[data-sentence]");
const text = form.elements.text;
const status = form.querySelector("[data-status]");
const announcer = form.querySelector("[data-announce]");
const key = keyFrom(form.dataset.key);

let sealed = text.hasAttribute("aria-invalid") ? null : text.value;   // what the server holds, as a draft or saved
let kept = null;           // what this browser holds
let failures = 0;
let timer = 0;
let saving = null;
let leaving = false;
let lockPage = "";

const clock = (iso) => new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
const place = () => `${form.dataset.page}.${form.elements.tab.value}`;

function say(state, words) {
  const isNews = state !== status.dataset.state && (state === "trouble" || status.dataset.state === "trouble");
  status.dataset.state = state;
  status.textContent = words;
  if (isNews) announcer.textContent = words;
}

function schedule() {
  clearTimeout(timer);
  timer = setTimeout(save, failures ? RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] : REST_MS);
}

function changed() {
  if (!failures) say("saving", "Not saved yet");
  schedule();
}

/* Resolves to whether what stands in the field is safe with the server. One at a time, but for the one that cannot wait. */
function save({ hidden = false } = {}) {
  clearTimeout(timer);
  if (text.value === sealed) {
    if (status.dataset.state === "saving") say("idle", "");
    return saving ?? Promise.resolve(true);
  }
  if (saving && !hidden) return saving.then(() => save());
  const under = seal(hidden).finally(() => { if (saving === under) saving = null; });
  saving = under;
  return under;
}

async function seal(hidden) {
  const mine = text.value;
  const { account, statement, expected, tab, zone } = form.elements;
  const said = { text: mine, account: account.value, statement: statement.value, expected: expected.value, tab: tab.value, zone: zone.value };
  try {
    const answer = await send(form.dataset.draft, said, { keepalive: hidden });
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) return acknowledged(mine, told.kept_at);
    if (answer.status === 401) return closed(answer, mine, told.left);
    return await trouble(mine, told.error ? `Not saved yet. ${told.error}` : "Not saved yet, trying again");
  } catch {
    return await trouble(mine, "Not saved yet, trying again");
  }
}

function acknowledged(mine, keptAt) {
  sealed = mine;
  failures = 0;
  letGo(place());
  if (text.value !== mine) { schedule(); return false; }
  say(keptAt ? "saved" : "idle", keptAt ? `Draft saved and sealed ${clock(keptAt)}` : "");
  return true;
}

async function trouble(mine, words) {
  failures += 1;
  const page = { record: form.dataset.page, tab: form.elements.tab.value, based_on: "0", body: mine, account: form.elements.account.value, moment: new Date().toISOString() };
  if (await keepHere(await key(), page)) kept = mine;
  say("trouble", `${words}${kept === text.value ? ". It is kept in this browser, sealed" : ""}`);
  schedule();
  return false;
}

/* 401: the journal was closed meanwhile. `left`: the words are at its door, sealed. */
function closed(answer, mine, left) {
  if (left || !mine.trim()) sealed = mine;
  const address = new URL(answer.headers.get("HX-Redirect") ?? document.documentElement.dataset.lock, location.href);
  address.searchParams.set("next", location.pathname + location.search);
  say("saved", left ? "Your journal is closed. What you wrote waits at its door, sealed." : "Your journal is closed.");
  leaving = true;
  lockPage = address.href;
  location.replace(lockPage);
  return Boolean(left);
}

/* ---- Leaving ----------------------------------------------------------------------------------------------------------- */

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  // Only a server that has just taken the words is asked to show the next page: else the browser would show its own error.
  if (text.value !== sealed && !(await save())) return;
  leaving = true;
  form.submit();
});
addEventListener("pageshow", () => { leaving = false; });
document.addEventListener("visibilitychange", () => { if (document.hidden && !leaving) save({ hidden: true }); });
addEventListener("pagehide", () => { if (!leaving) save({ hidden: true }); });
addEventListener("online", () => { if (text.value !== sealed) save(); });
addEventListener("beforeunload", (event) => {
  if (!leaving && text.value !== sealed && text.value !== kept && failures) event.preventDefault();
});
document.addEventListener("emberwell:closing", (event) => {
  if (text.value !== sealed) event.detail.wait(save({ hidden: true }).then(() => lockPage));
});

/* ---- Typing and laying in ---------------------------------------------------------------------------------------------- */

text.addEventListener("input", changed);

function layIn(words) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const before = value.slice(0, start);
  const piece = `${before && !/\s$/.test(before) ? " " : ""}${words}${/^\s|^$/.test(value.slice(end)) ? "" : " "}`;
  text.focus();
  // Goes through the browser's own undo, which setRangeText does not.
  if (!document.execCommand("insertText", false, piece)) {
    text.setRangeText(piece, start, end, "end");
    changed();
  }
  announcer.textContent = "Laid into the field.";
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-lay]") : null;
  const words = button && document.getElementById(button.dataset.lay);
  if (words) layIn(words.textContent.trim());
});

/* Beside the field there is room for all of it; below it, on a phone, it waits folded. */
const material = document.querySelector("[data-material]");
if (material && matchMedia("(min-width: 60rem)").matches) material.open = true;

if (sealed === null) schedule();
if (!text.selectionEnd) text.setSelectionRange(text.value.length, text.value.length);

/* Each tab has a draft of its own: a second tab takes another name. */
if (navigator.locks) {
  const hold = (lock) => {
    if (lock) return new Promise(() => {});
    form.elements.tab.value = `sentence-${crypto.randomUUID().slice(0, 8)}`;
    return undefined;
  };
  navigator.locks.request(`emberwell.why.${form.elements.tab.value}`, { ifAvailable: true }, hold);
}
key();
