/* Forms whose words are not sealed while one writes: a prompt of one's own, a note, a small act. Each is whole without this.
 *
 * On every page shown with an open journal, for every POST form with a textarea in it, but those that see to it themselves:
 * drafts (data-draft), the last line of a timer or of two chairs, what htmx sends, and what holds a passphrase.
 *
 * - when the journal closes, what is typed is sent: saved while it is open, left at its door after, and also left there
 *   when it cannot be saved as it stands. What was emptied is not sent: that may throw something away
 * - form[data-hand-in=ADDRESS]: its words go there instead, since sending it would say more than they do
 * - where another tab saved meanwhile, one of the two has to be chosen by the person: what is typed goes to the door
 * - a form is sent only to a server that answers: else the browser would show an error of its own, and the words be gone.
 *   So are forms with nothing but fields of one line
 * - closing the tab with words in it is asked about
 * - Ctrl+Enter or Cmd+Enter sends the form one is writing in
 */

import { outlastsThePage, send } from "./drafts.js";

const AWAY = "Not saved. Emberwell cannot be reached just now; your words are still here. Wait a moment, then send them again.";
const CLOSED = "Not saved. Your journal has closed, and its door could not take this. Your words are still here: open it in another tab, then send them again.";
const PATIENCE_MS = 10_000;
const { open, door, account } = document.documentElement.dataset;

const SEES_TO_ITSELF = "[data-draft], [data-passphrase-form], [hx-post], [hx-put], :is([data-timer], [data-chairs]) [data-keep]";
const isAsked = (form) => form.method === "post" && form.querySelector("textarea, input[type=text]") && !form.matches(SEES_TO_ITSELF);
const isOurs = (form) => isAsked(form) && form.querySelector("textarea");
const fields = (form) => [...form.elements].filter((each) => each.matches("textarea, input[type=text]"));

/* Shown again because it could not be saved: all that is in such a form is kept nowhere, typed since or not. */
const SAYS_WHY = "[aria-invalid=true], .field__error, .notice--error";
const SAVED_MEANWHILE = "main .notice[role=alert]:not(.notice--error, [hidden])";
const isClash = document.querySelector(SAVED_MEANWHILE) !== null;
const shownAgain = new Set([...document.forms].filter((form) => isClash || "unsaved" in form.dataset || form.querySelector(SAYS_WHY)));

const holdsWords = (form) => fields(form).some((field) => field.value.trim()
  && (field.value !== field.defaultValue || (shownAgain.has(form) && field.matches("textarea"))));
const sent = new WeakSet();    // a page the browser kept, for its button Back, still holds what was sent from it
const formsWithWords = () => [...document.forms].filter((form) => isOurs(form) && holdsWords(form) && !sent.has(form));

let leaving = null;    // the form that is on its way

/* ---- Sending ---------------------------------------------------------------------------------------------------------- */

const answered = new WeakSet();

function say(form, words) {
  const alert = form.querySelector("[data-away]") ?? form.appendChild(
    Object.assign(document.createElement("p"), { className: "field__error", role: "alert" }),
  );
  alert.dataset.away = "";
  alert.textContent = words;
}

async function isClosed() {
  const answer = await fetch(open, {
    headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return answer.ok && (await answer.json()).open === false;
}

async function ask(form, submitter) {
  try {
    const closed = await isClosed();
    if (closed && isOurs(form) && holdsWords(form)) {
      const page = await handIn(form);
      if (page) location.replace(page); else say(form, CLOSED);
      return;
    }
  } catch {
    say(form, AWAY);
    return;
  } finally {
    delete form.dataset.asking;
  }
  if (handing.has(form)) return;    // the journal is closing, and has taken it
  form.querySelector("[data-away]")?.remove();
  answered.add(form);
  form.requestSubmit(submitter);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !isAsked(form)) return;
  if (answered.delete(form)) {
    leaving = form;
    return;
  }
  event.preventDefault();
  if ("asking" in form.dataset) return;
  form.dataset.asking = "";
  ask(form, event.submitter);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.repeat || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const form = event.target.closest?.("form");
  if (form && isOurs(form)) form.requestSubmit();
});

/* ---- Leaving ---------------------------------------------------------------------------------------------------------- */

addEventListener("pageshow", () => { leaving = null; });
addEventListener("pagehide", () => { if (leaving) sent.add(leaving); });
document.addEventListener("input", (event) => {
  leaving = null;    // stopped on its way: the page is still here
  sent.delete(event.target.form);
});
addEventListener("beforeunload", (event) => {
  if (formsWithWords().some((form) => form !== leaving)) event.preventDefault();
});

/* Its words are safe elsewhere: nothing asks about them any more. */
function letGo(form) {
  shownAgain.delete(form);
  for (const field of fields(form)) {
    field.defaultValue = field.value;
    delete field.dataset.guard;
  }
}

function lockPage() {
  const page = new URL(document.documentElement.dataset.lock, location.href);
  page.search = new URLSearchParams({ left: "1", next: location.pathname });
  return page.href;
}

const handing = new Map();

/* Resolves to the lock page that says the words are at the door, or to nothing when they were saved. Once at a time. */
function handIn(form) {
  if (!handing.has(form)) handing.set(form, sendOrLeave(form).finally(() => handing.delete(form)));
  return handing.get(form);
}

async function sendOrLeave(form) {
  const isSaved = await sendWords(form);
  const isSafe = isSaved || await leaveAtDoor(form);
  if (isSafe) letGo(form);
  return isSafe && isSaved !== true ? lockPage() : "";
}

/* Resolves to true when they were saved, to "left" when they came too late for that and are at the door. */
async function sendWords(form) {
  const address = form.dataset.handIn ?? form.action;
  if (isClash || address === door) return false;
  const said = new URLSearchParams(new FormData(form));
  if (!said.has("account")) said.set("account", account);
  const answer = await send(address, said, { keepalive: outlastsThePage(said) });
  const { left } = answer.status === 401 ? await answer.json().catch(() => ({})) : {};
  return answer.ok || (left && "left");
}

async function leaveAtDoor(form) {
  const text = fields(form).map((field) => field.value.trim()).filter(Boolean).join("\n\n");
  return (await send(door, { account, text }, { keepalive: true })).ok;
}

document.addEventListener("emberwell:closing", (event) => {
  for (const form of formsWithWords()) if (form !== leaving) event.detail.wait(handIn(form));
});
