/* The writing page. It is whole without this: a form with a Save button.
 *
 * - what is typed is sealed as a draft after 1.2 s of rest, every 10 s while typing goes on, and when the page is hidden
 * - the save line says only what is so: "Saved and sealed 14:02" after the server's answer, never before
 * - while the server is away the words are kept in this browser, sealed (drafts.js)
 * - when the journal has been closed they are left at its door, and the lock page says so
 * - F2 shows the page as it will read; files come in by button, paste or drop (files.js)
 */

import { handIn, keepHere, keyFrom, letGo, send } from "./drafts.js";
import { takeFiles } from "./files.js";
import { keepWords } from "./keeping.js";

const REST_MS = 1200;
const LONGEST_MS = 10_000;
const KEEPALIVE_BYTES = 60_000;
const RETRY_MS = [2000, 4000, 8000, 15_000, 30_000];

const form = document.querySelector("form[data-writing]");
const body = form.elements.body;
const status = form.querySelector("[data-status]");
const announcer = form.querySelector("[data-announce]");
const key = keyFrom(form.dataset.key);

let version = 0;       // of what is typed
let sealed = 0;        // the version the server has acknowledged
let keptVersion = 0;   // the version this browser holds, sealed
let firstUnsaved = 0;
let timer = 0;
let failures = 0;
let saving = null;
let leaving = false;
let told = "";

const announce = (words) => { announcer.textContent = words; };

/* `kind` is announced once when it changes; the clock in the line is for the eye. */
function say(state, words, kind = state) {
  status.dataset.state = state;
  status.textContent = words;
  if (kind === told) return;
  if (kind === "trouble" || (kind === "saved" && told === "trouble")) announce(words);
  if (kind === "trouble" || kind === "saved") told = kind;
}

function fields() {
  const all = new FormData(form);
  all.delete("files");
  all.delete("csrfmiddlewaretoken");
  return { ...Object.fromEntries(all), values: all.getAll("values").join(" "), clients: all.getAll("clients").join(" ") };
}

/* Whether a request with these words may go on after the page has gone: browsers allow 64 KiB in all. */
const outlastsThePage = (said) => new URLSearchParams(said).toString().length < KEEPALIVE_BYTES;

const place = () => `${form.elements.record.value}.${form.elements.tab.value}`;
const clock = (iso) => new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

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

/* Resolves to whether everything typed is safe with the server. One save at a time, but for the one that must not wait:
 * when the page is going away. */
function save({ hidden = false } = {}) {
  clearTimeout(timer);
  if (version === sealed) return Promise.resolve(true);
  if (saving && (!hidden || saving.version === version)) return saving.then((done) => (done || hidden ? done : save()));
  const mine = version;
  const under = saveNow(hidden).then((done) => { if (saving === under) saving = null; return done && version === sealed; });
  under.version = mine;
  saving = under;
  return under;
}

async function saveNow(hidden) {
  const mine = version;
  const said = fields();
  try {
    const answer = await send(form.dataset.draft, said, { keepalive: hidden && outlastsThePage(said) });
    if (answer.ok) return acknowledged(mine, await answer.json());
    if (answer.status === 401) return await closed(answer, mine);
    return await refused(mine, said, answer);
  } catch {
    return await away(mine, said);
  }
}

function acknowledged(mine, { kept_at: keptAt }) {
  sealed = Math.max(sealed, mine);
  failures = 0;
  letGo(place());
  remember();
  if (version === sealed) {
    firstUnsaved = 0;
    say(keptAt ? "saved" : "idle", keptAt ? `Saved and sealed ${clock(keptAt)}` : "");
  } else {
    firstUnsaved = Date.now();
    say("saving", "Not saved yet");
    schedule();
  }
  return true;
}

async function away(mine, said) {
  failures += 1;
  if (await keepHere(await key(), said)) keptVersion = mine;
  const words = keptVersion === version ? "Kept in this browser, sealed. Not saved yet, trying again" : "Not saved yet, trying again";
  say("trouble", words);
  schedule();
  return false;
}

/* The server answered, and cannot take it as it is: too long, a full disk. */
async function refused(mine, said, answer) {
  const { error } = await answer.json().catch(() => ({}));
  failures += 1;
  if (await keepHere(await key(), said)) keptVersion = mine;
  const where = keptVersion === mine ? "It is kept in this browser, sealed." : "It is in this page only.";
  say("trouble", error ? `Not saved yet. ${error} ${where}` : "Not saved yet, trying again");
  schedule();
  return false;
}

/* 401: the journal was closed meanwhile. `left`: the words are at its door, sealed. */
async function closed(answer, mine) {
  const { left } = await answer.json().catch(() => ({ left: false }));
  if (left || !body.value.trim()) sealed = mine;
  const address = new URL(answer.headers.get("HX-Redirect") ?? document.documentElement.dataset.lock, location.href);
  address.searchParams.set("next", location.pathname + location.search);
  say("saved", left ? "Your journal is closed. What you wrote waits at its door, sealed." : "Your journal is closed.", "closed");
  leaving = true;
  lockPage = address.href;
  location.replace(lockPage);
  return left;
}

let lockPage = "";

/* After a reload or the next unlock this address goes on with this draft. */
function remember() {
  const address = new URL(form.dataset.resume, location.href);
  if ("new" in form.dataset) address.searchParams.set("page", form.elements.record.value);
  address.searchParams.set("tab", form.elements.tab.value);
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

/* ---- Leaving --------------------------------------------------------------------------------------------------------- */

form.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (button?.hasAttribute("formaction")) return;
  event.preventDefault();
  await uploads.settled();
  // Only a server that has just taken the words is asked to finish the page: else the browser would show its own error.
  if (version !== sealed && !(await save())) return;
  leaving = true;
  form.elements.files.value = "";
  form.submit();
});

document.addEventListener("visibilitychange", () => { if (document.hidden) save({ hidden: true }); });
addEventListener("pagehide", () => { save({ hidden: true }); });
addEventListener("online", () => { if (version !== sealed) save(); });
addEventListener("beforeunload", (event) => {
  const isSafe = version === sealed || keptVersion === version || (!failures && outlastsThePage(fields()));
  if (!leaving && !isSafe) event.preventDefault();
});
document.addEventListener("emberwell:closing", (event) => {
  if (version !== sealed) event.detail.wait(save({ hidden: true }).then(() => lockPage));
});

/* ---- Typing ---------------------------------------------------------------------------------------------------------- */

form.addEventListener("input", (event) => { if (event.target !== form.elements.files) changed(); });
form.addEventListener("htmx:afterSwap", changed);
/* Browsers that cannot grow a field by style alone. */
function grow() {
  body.style.blockSize = "auto";
  body.style.blockSize = `${body.scrollHeight}px`;
}
if (!CSS.supports("field-sizing", "content")) {
  body.addEventListener("input", grow);
  grow();
}

form.elements.title.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  body.focus();
});

form.addEventListener("click", (event) => {
  const chip = event.target instanceof Element ? event.target.closest("[data-tag]") : null;
  if (!chip) return;
  const tags = form.elements.tags.value.split(",").map((tag) => tag.trim()).filter(Boolean);
  const at = tags.findIndex((tag) => tag.toLowerCase() === chip.dataset.tag.toLowerCase());
  if (at < 0) tags.push(chip.dataset.tag); else tags.splice(at, 1);
  form.elements.tags.value = tags.join(", ");
  changed();
});

/* A new page belongs to the day and the clock of this browser. */
function ownClock() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!("new" in form.dataset) || location.search.includes("tab=") || !zone || form.elements.zone.value === zone) return;
  const moment = new Date(form.elements.moment.value);
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  if (Number.isNaN(shifted.getTime())) return;
  form.elements.zone.value = zone;
  form.elements.when.value = shifted.toISOString().slice(0, 16);
}

form.elements.zone.addEventListener("focus", () => {
  const list = form.querySelector("#zones");
  if (list.children.length || !Intl.supportedValuesOf) return;
  list.append(...Intl.supportedValuesOf("timeZone").map((zone) => new Option(zone, zone)));
}, { once: true });

/* ---- Preview --------------------------------------------------------------------------------------------------------- */

const preview = form.querySelector("[data-preview]");
const toggle = form.querySelector("[data-preview-toggle]");

function showWriting() {
  preview.hidden = true;
  body.hidden = false;
  toggle.setAttribute("aria-pressed", "false");
  body.focus();
}

async function showPreview() {
  try {
    const answer = await send(form.dataset.previewFrom, { body: body.value }, { headers: { "X-Requested-With": "fetch" } });
    if (answer.status === 401) { await save(); return; }
    if (!answer.ok) throw new Error(String(answer.status));
    // Cleaned by the server's one renderer; the page's policy would run nothing in any case.
    preview.innerHTML = await answer.text();
  } catch {
    announce("The page cannot be shown just now. Your words are still here.");
    return;
  }
  body.hidden = true;
  preview.hidden = false;
  toggle.setAttribute("aria-pressed", "true");
  preview.focus();
}

toggle.type = "button";
toggle.addEventListener("click", () => { if (body.hidden) showWriting(); else showPreview(); });
document.addEventListener("keydown", (event) => {
  if (event.key !== "F2" || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (body.hidden) showWriting(); else showPreview();
});

/* ---- Files, lines, tabs ---------------------------------------------------------------------------------------------- */

const uploads = takeFiles(form, { announce, changed });

keepWords({
  address: form.dataset.keep,
  entry: () => form.elements.record.value,
  field: body,
  button: form.querySelector("[data-keep-words]"),
  announce,
});

/* Each tab has a draft of its own: a second tab on the same address (a copy of this one) takes another name. */
async function ownTab() {
  if (!navigator.locks) return;
  await new Promise((resolve) => {
    const hold = (lock) => {
      if (!lock) {
        form.elements.tab.value = crypto.randomUUID().replaceAll("-", "").slice(0, 16);
        navigator.locks.request(`emberwell.${place()}`, () => new Promise(() => {}));
      }
      resolve();
      return lock ? new Promise(() => {}) : undefined;
    };
    navigator.locks.request(`emberwell.${place()}`, { ifAvailable: true }, hold);
  });
}

async function begin() {
  ownClock();
  // A field that is focused by the browser begins before its first word; one goes on after the last.
  if (!body.selectionEnd) body.setSelectionRange(body.value.length, body.value.length);
  await ownTab();
  const before = version;
  const pages = await handIn(form.dataset.draft, key);
  if (!pages.length) { await key(); return; }
  const isMine = pages.includes(form.elements.record.value);
  if (isMine && version === before) { location.reload(); return; }
  say(status.dataset.state, "Words kept in this browser are sealed in your journal now. They wait on the journal page.", "handed in");
}

begin();
