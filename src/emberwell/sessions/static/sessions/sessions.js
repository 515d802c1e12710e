/* The forms of sessions. Every page is whole without this.
 *
 * - a[data-fill=ID] lays its words into the field #ID; without scripts it loads the page with them in it
 * - [data-focus] takes the focus where no keyboard on glass would rise over the page
 * - Ctrl+Enter or Cmd+Enter sends the form one is writing in
 * - when the journal closes, what is typed in form[data-session-form] is sent: saved while it is open, left at the door
 *   after; and closing the tab with words in it is asked about
 */

import { send } from "../emberwell/js/drafts.js";

const forms = [...document.querySelectorAll("form[data-session-form]")];
let leaving = false;

const fields = (form) => [...form.elements].filter((each) => each.matches("textarea, input[type=text]"));
const isChanged = (form) => fields(form).some((field) => field.value !== field.defaultValue);

/* ---- Chips ------------------------------------------------------------------------------------------------------------ */

function layIn(field, words, offered) {
  const before = field.value.trim();
  const isOwn = before && !offered.includes(before);
  field.focus();
  if (isOwn) field.setSelectionRange(field.value.length, field.value.length);
  else field.select();
  const piece = isOwn ? `\n${words}` : words;
  // Goes through the browser's own undo, which setting the value does not.
  if (!document.execCommand("insertText", false, piece)) field.value = isOwn ? field.value + piece : words;
}

document.addEventListener("click", (event) => {
  const chip = event.target instanceof Element ? event.target.closest("a[data-fill]") : null;
  const field = chip && document.getElementById(chip.dataset.fill);
  if (!field || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const offered = [...document.querySelectorAll("a[data-fill]")].map((each) => each.textContent.trim());
  layIn(field, chip.textContent.trim(), offered);
});

/* ---- Keys ------------------------------------------------------------------------------------------------------------- */

if (matchMedia("(hover: hover) and (pointer: fine)").matches) {
  (document.querySelector("[aria-invalid=true]") ?? document.querySelector("[data-focus]"))?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  event.target.closest?.("form[data-session-form]")?.requestSubmit();
});

/* ---- Leaving ---------------------------------------------------------------------------------------------------------- */

document.addEventListener("submit", () => { leaving = true; });
addEventListener("pageshow", () => { leaving = false; });
addEventListener("beforeunload", (event) => {
  if (!leaving && forms.some(isChanged)) event.preventDefault();
});

/* Resolves to the lock page that says the words are at the door, or to nothing when they were saved. */
async function handIn(form) {
  const answer = await send(form.action, new FormData(form), { keepalive: true });
  leaving = leaving || answer.ok || answer.status === 401;
  if (answer.status !== 401) return "";
  const address = new URL(answer.headers.get("HX-Redirect") ?? "/open/", location.href);
  address.searchParams.set("next", location.pathname);
  return address.href;
}

document.addEventListener("emberwell:closing", (event) => {
  for (const form of forms) if (isChanged(form)) event.detail.wait(handIn(form));
});
