/* The value cards by swipe and by keys, with their ease, and said aloud. Every deed is a form that works without this.
 *
 * - ArrowRight, m: mine · ArrowLeft, n: not now · Backspace, z, u: undo. Letters count only while the focus is in the
 *   deck, so that nobody's dictation lays cards.
 * - A finger or pen draws the card to the right (mine) or to the left (not now); less than THROW px lets it fall back.
 * - One deed at a time: what is pressed while a card leaves is passed over, since the next one has not been seen.
 * - [data-deck-says] tells the next card to a screen reader; [data-deck-trouble] shows when the server did not answer.
 */

const THROW = 84;
const DECIDED = 10;

const says = document.querySelector("[data-deck-says]");
const trouble = document.querySelector("[data-deck-trouble]");
let busy = false;
let hadFocus = false;
let held = null;

const deck = () => document.getElementById("deck");
const card = () => document.querySelector("[data-card]");

function press(id) {
  const button = document.getElementById(id);
  if (button && !busy) button.click();
}

/* ---- Keys ------------------------------------------------------------------------------------------------------------- */

const ANYWHERE = { ArrowRight: "lay-mine", ArrowLeft: "lay-not-now", Backspace: "undo" };
const IN_DECK = { m: "lay-mine", n: "lay-not-now", z: "undo", u: "undo" };

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const inDeck = deck()?.contains(document.activeElement);
  const id = ANYWHERE[event.key] ?? (inDeck ? IN_DECK[event.key.toLowerCase()] : undefined);
  if (!id || !document.getElementById(id)) return;
  event.preventDefault();
  press(id);
});

/* ---- A finger on the card ---------------------------------------------------------------------------------------------- */

function letFall() {
  if (!held) return;
  const { element } = held;
  held = null;
  // The whole attribute: htmx would hand it on to the next card, which the page's policy refuses.
  element.removeAttribute("style");
  delete element.dataset.held;
  delete element.dataset.toward;
}

const pileAt = (dx) => (Math.abs(dx) < THROW ? "" : dx > 0 ? "mine" : "not now");

document.addEventListener("pointerdown", (event) => {
  const element = event.target.closest?.("[data-card]");
  if (!element || busy || event.pointerType === "mouse" || !event.isPrimary) return;
  held = { element, id: event.pointerId, x: event.clientX, y: event.clientY, drawn: false };
});

document.addEventListener("pointermove", (event) => {
  if (!held || event.pointerId !== held.id) return;
  const dx = event.clientX - held.x;
  if (!held.drawn) {
    if (Math.abs(dx) < DECIDED || Math.abs(dx) < Math.abs(event.clientY - held.y)) return;
    held.drawn = true;
    held.element.dataset.held = "";
    held.element.setPointerCapture(held.id);
  }
  held.element.style.translate = `${dx}px 0`;
  held.element.style.rotate = `${Math.max(-4, Math.min(4, dx / 40))}deg`;
  if (pileAt(dx)) held.element.dataset.toward = pileAt(dx);
  else delete held.element.dataset.toward;
});

document.addEventListener("pointerup", (event) => {
  if (!held || event.pointerId !== held.id) return;
  const pile = held.drawn ? pileAt(event.clientX - held.x) : "";
  letFall();
  if (pile) press(pile === "mine" ? "lay-mine" : "lay-not-now");
});

document.addEventListener("pointercancel", letFall);

/* ---- Around each deed -------------------------------------------------------------------------------------------------- */

function calm() {
  busy = false;
  delete card()?.dataset.leaving;
}

const ours = (event) => event.target.closest?.("[data-sorting]");

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!ours(event)) return;
  if (busy) {
    event.preventDefault();
    return;
  }
  busy = true;
  trouble.hidden = true;
  hadFocus = deck().contains(document.activeElement);
  const pile = event.detail.requestConfig?.parameters?.pile;
  if (event.target.closest("[data-lay]") && pile && card()) card().dataset.leaving = pile;
});

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout", "htmx:sendAbort"]) {
  document.addEventListener(name, (event) => {
    if (!ours(event)) return;
    calm();
    trouble.hidden = false;
  });
}

/* The next card, or what to do with those on mine. Whoever had the focus on something that is gone finds it here. */
function tell() {
  busy = false;
  const now = deck();
  now.dataset.dealt = "";
  const lost = hadFocus && !now.contains(document.activeElement);
  if (lost) (card() ?? document.getElementById("deck-head"))?.focus({ preventScroll: Boolean(card()) });
  const refused = now.querySelector("[role=alert]");
  if (refused) return; // it speaks for itself
  const shown = card() ? card() : now.querySelector(".page-head");
  says.textContent = [...shown.children].filter((part) => part.tagName !== "FORM").map((part) => part.textContent.trim()).join(". ");
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (document.querySelector("[data-sorting]") && event.detail.target?.id === "deck") tell();
});

// The deck is what this page is for: with a keyboard at hand, its keys work at once. A phone is left where it is.
if (card() && document.activeElement === document.body && matchMedia("(hover: hover) and (pointer: fine)").matches) {
  card().focus({ preventScroll: true });
}
