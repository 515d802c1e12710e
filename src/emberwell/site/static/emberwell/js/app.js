/* On every page; a page is whole without it.
 *
 * - <html data-js> while scripts run (.only-js, .only-plain)
 * - input[name=zone] is filled with the browser's time zone
 * - details.menu closes on Escape and on a press elsewhere
 * - button[data-dialog=ID] opens <dialog id=ID>, [data-dialog-close] closes the dialog it is in
 * - button[data-copy=ID] copies the text of #ID and says so
 * - button[data-print] prints the page
 * - a radio input[name=theme] shows its theme at once; saving it is the form's own affair
 * - a textarea[data-guard] with words in it asks before the tab closes (the visitor's page)
 * - a form that came back with something to mend has the focus in the first such field
 * - the idle lock: idle.js
 */

import { watchTheLock } from "./idle.js";

document.documentElement.dataset.js = "";

function fillZones(root) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return;
  for (const field of root.querySelectorAll("input[name=zone]")) {
    if (!field.value) field.value = zone;
  }
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except && !menu.contains(except)) menu.open = false;
  }
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  if (!source) return;
  const words = button.querySelector("[data-copy-words]") ?? button;
  const before = words.textContent;
  try {
    await navigator.clipboard.writeText((source.value ?? source.innerText).trim());
    words.textContent = "Copied";
  } catch {
    // Refused outside a secure context: select it, so that the person's own keys can copy it.
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    words.textContent = "Selected";
  }
  setTimeout(() => { words.textContent = before; }, 2500);
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return;
  closeMenus(target.closest("details.menu"));

  const opens = target.closest("button[data-dialog]");
  if (opens) document.getElementById(opens.dataset.dialog)?.showModal();
  const closes = target.closest("[data-dialog-close]");
  if (closes) closes.closest("dialog")?.close();
  const copies = target.closest("button[data-copy]");
  if (copies) copy(copies);
  if (target.closest("button[data-print]")) print();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    const held = menu.contains(document.activeElement);
    menu.open = false;
    if (held) menu.querySelector("summary")?.focus();
  }
});

document.addEventListener("focusin", (event) => {
  if (event.target instanceof Element) closeMenus(event.target.closest("details.menu"));
});

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field instanceof HTMLInputElement && field.type === "radio" && field.name === "theme") {
    document.documentElement.dataset.theme = field.value;
  }
});

// Words of a visitor live in the page alone: closing it by accident is asked about, leaving on purpose is not.
let leavingOnPurpose = false;
document.addEventListener("submit", (event) => { leavingOnPurpose = !event.defaultPrevented; });
addEventListener("pageshow", () => { leavingOnPurpose = false; });
addEventListener("beforeunload", (event) => {
  const guarded = [...document.querySelectorAll("textarea[data-guard]")];
  if (!leavingOnPurpose && guarded.some((field) => field.value.trim())) event.preventDefault();
});

document.addEventListener("htmx:load", (event) => fillZones(event.target));
fillZones(document);
document.querySelector("main [aria-invalid=true]")?.focus();
watchTheLock();
