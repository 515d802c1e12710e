/* Forms whose words are not sealed while one writes: a prompt of one's own, a note, a small act. Each is whole without this.
 *
 * On every page shown with an open journal, for every POST form with a textarea in it, but those that see to it themselves:
 * drafts (data-draft), the last line of a practice or of two chairs (data-keep), and what htmx sends.
 *
 * - when the journal closes, what is typed is sent: saved while it is open, left at its door after, and also left there
 *   when it cannot be saved as it stands
 * - it is sent only to a server that answers: else the browser would show an error of its own, and the words be gone.
 *   So are forms with nothing but fields of one line
 * - closing the tab with words in it is asked about
 * - Ctrl+Enter or Cmd+Enter sends the form one is writing in
 */

import { send } from "./drafts.js";

const AWAY = "Not saved. Emberwell cannot be reached just now; your words are still here. Wait a moment, then send them again.";
const { open, door, account } = document.documentElement.dataset;

const SEES_TO_ITSELF = "[data-draft], [data-keep], [hx-post], [hx-put]";
const fields = (form) => [...form.elements].filter((each) => each.matches("textarea, input[type=text]"));
const isChanged = (form) => fields(form).some((field) => field.value !== field.defaultValue);
const isOurs = (form) => form.method === "post" && form.querySelector("textarea") && !form.matches(SEES_TO_ITSELF);
const holdsWords = (form) => isOurs(form)
  || (form.method === "post" && form.querySelector("input[type=text]") && !form.matches(SEES_TO_ITSELF));
const changedForms = () => [...document.forms].filter((form) => isOurs(form) && isChanged(form));

let leaving = false;

/* ---- Sending ---------------------------------------------------------------------------------------------------------- */

const answered = new WeakSet();

function say(form, words) {
  const alert = form.querySelector("[data-away]") ?? form.appendChild(
    Object.assign(document.createElement("p"), { className: "field__error", role: "alert" }),
  );
  alert.dataset.away = "";
  alert.textContent = words;
}

async function ask(form, submitter) {
  try {
    await fetch(open, { headers: { Accept: "application/json" }, cache: "no-store" });
  } catch {
    say(form, AWAY);
    return;
  } finally {
    delete form.dataset.asking;
  }
  form.querySelector("[data-away]")?.remove();
  answered.add(form);
  form.requestSubmit(submitter);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !holdsWords(form)) return;
  if (answered.delete(form)) {
    leaving = true;
    return;
  }
  event.preventDefault();
  if ("asking" in form.dataset) return;
  form.dataset.asking = "";
  ask(form, event.submitter);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const form = event.target.closest?.("form");
  if (form && isOurs(form)) form.requestSubmit();
});

/* ---- Leaving ---------------------------------------------------------------------------------------------------------- */

addEventListener("pageshow", () => { leaving = false; });
addEventListener("beforeunload", (event) => {
  if (!leaving && changedForms().length) event.preventDefault();
});

/* Its words are safe elsewhere: nothing asks about them any more. */
function letGo(form) {
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

/* Resolves to the lock page that says the words are at the door, or to nothing when they were saved. */
async function handIn(form) {
  const answer = await send(form.action, new FormData(form), { keepalive: true });
  const { left } = answer.status === 401 ? await answer.json().catch(() => ({})) : {};
  const isSafe = answer.ok || left || await leaveAtDoor(form);
  if (isSafe) letGo(form);
  return isSafe && !answer.ok ? lockPage() : "";
}

async function leaveAtDoor(form) {
  const text = fields(form).map((field) => field.value.trim()).filter(Boolean).join("\n\n");
  return (await send(door, { account, text }, { keepalive: true })).ok;
}

document.addEventListener("emberwell:closing", (event) => {
  for (const form of changedForms()) event.detail.wait(handIn(form));
});
