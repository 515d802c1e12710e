/* Composing the sentence. The page is whole without this: a form with a Save button, and one's own words to read.
 *
 * - button[data-lay=ID] lays the words of #ID into the field, at the caret; Ctrl+Z takes them out again where the browser
 *   keeps what was typed
 * - what is typed is sealed as a draft (sealing.js); while the server is away it is kept in this browser, as a page of its
 *   own: whatever comes of this tab, it is offered again
 */

import { keyFrom } from "../emberwell/js/drafts.js";
import { sealing } from "../emberwell/js/sealing.js";

const form = document.querySelector("form[data-sentence]");
const text = form.elements.text;
const key = keyFrom(form.dataset.key);

function fields() {
  const { account, statement, expected, tab, zone } = form.elements;
  return { text: text.value, account: account.value, statement: statement.value, expected: expected.value, tab: tab.value, zone: zone.value };
}

const { changed, announce } = sealing({
  form,
  fields,
  page: ({ text: body, tab, account }) => ({ record: form.dataset.page, tab, based_on: "0", body, account, moment: new Date().toISOString() }),
  key,
  isEmpty: () => !text.value.trim(),
  saved: (time) => `Draft saved and sealed ${time}`,
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
  announce("Laid into the field.");
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-lay]") : null;
  const words = button && document.getElementById(button.dataset.lay);
  if (words) layIn(words.textContent.trim());
});

/* Beside the field there is room for all of it; below it, on a phone, it waits folded. */
const material = document.querySelector("[data-material]");
if (material && matchMedia("(min-width: 60rem)").matches) material.open = true;

if (text.hasAttribute("aria-invalid")) changed();
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
