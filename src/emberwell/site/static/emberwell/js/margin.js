/* What could say who somebody is, pointed out beside the writing once the hand rests. The words go to the program that
 * already keeps them, and nowhere else; the answer is drawn by the template the preview without scripts uses.
 *
 * Only reads the page unless a button is pressed: nothing is put in anything's place by itself, and what is to be left
 * is not pointed out again while this page is open.
 */

import { send } from "./drafts.js";

const REST_MS = 1500;
const LONGEST = 20_000;

const form = document.querySelector("form[data-writing]");
const region = form.querySelector("[data-margin]");
const part = region.querySelector("[data-margin-part]");
const body = form.elements.body;
const announcer = form.querySelector("[data-announce]");

const left = new Set();
let timer = 0;
let looked = "";
let asking = null;
let told = false;

const textOf = (one) => one.querySelector("mark").textContent;
const nameOf = (one) => `${one.dataset.found} ${textOf(one).toLowerCase()}`;
const found = () => [...part.querySelectorAll("[data-found]")];

/* A long page is looked at around the caret. */
function nearby() {
  const all = body.value;
  if (all.length <= LONGEST) return all;
  const from = Math.min(Math.max(0, body.selectionStart - LONGEST / 2), all.length - LONGEST);
  const word = from ? all.slice(from, from + LONGEST).search(/\s/) + 1 : 0;
  return all.slice(from + word, from + LONGEST);
}

function schedule() {
  clearTimeout(timer);
  timer = setTimeout(look, REST_MS);
}

async function look() {
  const text = nearby();
  if (text === looked) return;
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const clients = new FormData(form).getAll("clients").join(" ");
  try {
    const answer = text.trim() ? await send(region.dataset.margin, { body: text, clients }, { signal }) : null;
    if (answer && !answer.ok) return;
    const fragment = answer ? await answer.text() : "";
    if (signal.aborted) return;
    looked = text;
    show(fragment);
  } catch { /* away, or typed on meanwhile: looked at after the next pause */ }
}

function show(fragment) {
  const held = region.contains(document.activeElement) ? document.activeElement.closest("[data-found]") : null;
  const name = held && nameOf(held);
  const chosen = new Map(found().map((one) => [nameOf(one), one.querySelector("[data-instead]")?.value]));
  // Our own fragment, made by the template a page without scripts is made with.
  part.innerHTML = fragment;
  for (const one of found()) {
    if (left.has(nameOf(one))) one.remove();
    const select = one.querySelector("[data-instead]");
    const before = chosen.get(nameOf(one));
    if (select && before && [...select.options].some(({ value }) => value === before)) select.value = before;
  }
  settle();
  if (held) focusOn(found().find((one) => nameOf(one) === name) ?? found()[0]);
}

function settle() {
  region.hidden = !found().length;
  if (region.hidden || told) return;
  told = true;
  announcer.textContent = "Words that could say who somebody is are listed after the page.";
}

function focusOn(one) {
  if (one) one.querySelector("select, button").focus();
  else body.focus();
}

/* Takes one away, and goes to the next. */
function answered(one) {
  const all = found();
  const next = all[all.indexOf(one) + 1] ?? all[all.indexOf(one) - 1];
  one.remove();
  settle();
  focusOn(next);
}

const whole = (text) => new RegExp(`(?<![\\p{L}\\p{N}])${text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "gu");

/* Wherever the word stands. Through the browser's own editing where it can be, so that it can be undone. */
function put(text, words) {
  const places = [...body.value.matchAll(whole(text))].map(({ index }) => index).reverse();
  const caret = body.selectionStart;
  const before = places.filter((at) => at + text.length <= caret).length;
  const canUndo = matchMedia("(pointer: fine)").matches && !body.hidden;
  if (canUndo) body.focus({ preventScroll: true });
  for (const at of places) {
    body.setSelectionRange(at, at + text.length);
    const isDone = canUndo && document.activeElement === body && document.execCommand("insertText", false, words);
    if (!isDone) body.setRangeText(words, at, at + text.length, "end");
  }
  const after = Math.min(body.value.length, Math.max(0, caret + before * (words.length - text.length)));
  body.setSelectionRange(after, after);
  body.dispatchEvent(new Event("input", { bubbles: true }));
}

region.addEventListener("input", (event) => event.stopPropagation());
region.addEventListener("click", (event) => {
  const watch = event.target.closest("[data-margin-watch]");
  if (watch) watch.search = new URLSearchParams({ next: location.pathname + location.search });
  const one = event.target.closest("[data-found]");
  const button = event.target.closest("button");
  if (!one || !button) return;
  if ("leave" in button.dataset) left.add(nameOf(one));
  else {
    const words = button.dataset.put || one.querySelector("[data-instead]").value;
    put(textOf(one), words);
    announcer.textContent = `${words} stands there now.`;
  }
  answered(one);
});

body.addEventListener("input", schedule);
if (body.value.trim()) schedule();
