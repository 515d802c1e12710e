/* The writing page. It is whole without this: a form with a Save button.
 *
 * - what is typed is sealed as a draft (sealing.js); while the server is away, in this browser
 * - F2 shows the page as it will read; files come in by button, paste or drop (files.js)
 */

import { handIn, keyFrom, send } from "./drafts.js";
import { takeFiles } from "./files.js";
import { keepWords } from "./keeping.js";
import { goOnHere, sealing } from "./sealing.js";

const form = document.querySelector("form[data-writing]");
const body = form.elements.body;
const key = keyFrom(form.dataset.key);

function fields() {
  const all = new FormData(form);
  all.delete("files");
  all.delete("csrfmiddlewaretoken");
  return { ...Object.fromEntries(all), values: all.getAll("values").join(" "), clients: all.getAll("clients").join(" ") };
}

const place = () => `${form.elements.record.value}.${form.elements.tab.value}`;

function remember() {
  const page = "new" in form.dataset ? { page: form.elements.record.value } : {};
  goOnHere(form.dataset.resume, { ...page, tab: form.elements.tab.value });
}

const draft = sealing({
  form,
  fields,
  page: (said) => said,
  key,
  isEmpty: () => !body.value.trim(),
  remember,
  beforeSending: () => uploads.settled(),
  atSending: () => { form.elements.files.value = ""; },
});
const { changed, save, say, announce } = draft;

/* ---- Typing ---------------------------------------------------------------------------------------------------------- */

form.addEventListener("input", (event) => { if (event.target !== form.elements.files) changed(); });
form.addEventListener("htmx:afterSwap", changed);
/* "Write without it" goes with the prompt: whoever pressed it is going to write. */
form.addEventListener("htmx:afterSettle", () => { if (document.activeElement === document.body) body.focus(); });
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
let awaited = null;

/* A second press, or a word more, while the page is on its way: the person went on writing. */
function callOff() {
  awaited = null;
}

form.addEventListener("input", callOff);

function showWriting() {
  preview.hidden = true;
  body.hidden = false;
  toggle.setAttribute("aria-pressed", "false");
  body.focus();
}

async function showPreview() {
  const mine = Symbol("a preview");
  awaited = mine;
  try {
    const answer = await send(form.dataset.previewFrom, { body: body.value }, { headers: { "X-Requested-With": "fetch" } });
    if (answer.status === 401) { await save(); return; }
    if (!answer.ok) throw new Error(String(answer.status));
    const cleaned = await answer.text();
    if (mine !== awaited) return;
    // Cleaned by the server's one renderer; the page's policy would run nothing in any case.
    preview.innerHTML = cleaned;
  } catch {
    if (mine !== awaited) return;
    announce("The page cannot be shown just now. Your words are still here.");
    return;
  } finally {
    if (mine === awaited) callOff();
  }
  body.hidden = true;
  preview.hidden = false;
  toggle.setAttribute("aria-pressed", "true");
  preview.focus();
}

function turn() {
  if (body.hidden) showWriting();
  else if (awaited) callOff();
  else showPreview();
}

toggle.type = "button";
toggle.addEventListener("click", turn);
document.addEventListener("keydown", (event) => {
  if (event.key !== "F2" || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  turn();
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
  const before = draft.version;
  const pages = await handIn(form.dataset.draft, key);
  if (!pages.length) { await key(); return; }
  const isMine = pages.includes(form.elements.record.value);
  if (isMine && draft.version === before) { location.reload(); return; }
  say(form.querySelector("[data-status]").dataset.state, "Words kept in this browser are sealed in your journal now. They wait on the journal page.", "handed in");
}

begin();
