/* Keep a line: select words of a page, press Keep (or Alt+K). Without scripts there is a field for it on every page.
 *
 * On pages with [data-keep-from=ID][data-keep-at=ADDRESS] the button stands beside the selection; on the writing page
 * `keepWords` does the same for the words selected in the field.
 */

import { send } from "./drafts.js";

const LONGEST = 1000;
const SHOWN_MS = 1600;

const isKeepKey = (event) => event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyK";

/* Resolves to what to say about it. */
async function keep(address, text, entry) {
  try {
    const answer = await send(address, { text, entry });
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return "Kept";
    if (answer.status === 401) return said.left ? "Left at the door" : "Your journal is closed";
    return said.error ?? "Not kept yet. Try again";
  } catch {
    return "Not kept yet: the server is away";
  }
}

export function keepWords({ address, entry, field, button, announce }) {
  const selected = () => field.value.slice(field.selectionStart, field.selectionEnd).trim();
  const usual = button.textContent;
  const show = () => {
    const text = selected();
    button.hidden = !text || text.length > LONGEST || (document.activeElement !== field && document.activeElement !== button);
  };
  async function keepThem() {
    const text = selected();
    if (!text) return;
    const said = await keep(address, text, entry());
    announce(said === "Kept" ? "Kept, saved and sealed." : said);
    button.textContent = said;
    setTimeout(() => { button.textContent = usual; show(); }, SHOWN_MS);
  }
  document.addEventListener("selectionchange", show);
  field.addEventListener("select", show);
  show();
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => { keepThem(); field.focus(); });
  field.addEventListener("keydown", (event) => { if (isKeepKey(event)) { event.preventDefault(); keepThem(); } });
}

/* ---- A page being read ------------------------------------------------------------------------------------------------ */

function readingPage(words) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "keep-button", textContent: "Keep", hidden: true });
  button.setAttribute("aria-keyshortcuts", "Alt+K");
  const announcer = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  announcer.setAttribute("role", "status");
  words.after(button, announcer);
  let busy = false;

  function selection() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    const text = chosen.toString().trim();
    return words.contains(range.commonAncestorContainer) && text && text.length <= LONGEST ? { range, text } : null;
  }

  function place() {
    if (busy) return;
    const chosen = selection();
    button.hidden = !chosen;
    if (!chosen) return;
    const box = chosen.range.getBoundingClientRect();
    const fits = box.bottom + 60 < innerHeight;
    button.style.insetBlockStart = `${Math.max(8, fits ? box.bottom + 8 : box.top - 56)}px`;
    button.style.insetInlineStart = `${Math.min(Math.max(8, box.left), innerWidth - button.offsetWidth - 8)}px`;
  }

  async function keepSelection() {
    const chosen = selection();
    if (!chosen || busy) return;
    busy = true;
    const said = await keep(words.dataset.keepAt, chosen.text, words.dataset.keepFrom);
    button.textContent = said;
    announcer.textContent = said === "Kept" ? "Kept, saved and sealed." : said;
    if (said === "Kept") getSelection().removeAllRanges();
    setTimeout(() => { busy = false; button.textContent = "Keep"; place(); }, SHOWN_MS);
  }

  document.addEventListener("selectionchange", () => requestAnimationFrame(place));
  place();  // words selected before this script came
  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place);
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", keepSelection);

  const form = document.querySelector("[data-keep-form]");
  const folded = form?.closest("details");
  folded?.addEventListener("toggle", () => {
    const chosen = selection();
    if (folded.open && chosen && !form.elements.text.value) form.elements.text.value = chosen.text;
  });
  document.addEventListener("keydown", (event) => {
    if (!isKeepKey(event)) return;
    event.preventDefault();
    if (selection()) keepSelection();
    else if (folded) { folded.open = true; form.elements.text.focus(); }
  });
}

const words = document.querySelector("[data-keep-from]");
if (words) readingPage(words);
