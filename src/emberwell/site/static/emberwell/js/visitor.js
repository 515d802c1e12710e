/* The visitor's page: discarding can be taken back while the page stands. Nothing is stored anywhere, and nothing sent. */

const form = document.querySelector("form[data-visitor]");
const words = form.querySelector("textarea");
const discard = form.querySelector("[data-discard]");
const bringBack = form.querySelector("[data-bring-back]");
const said = form.querySelector("[data-discarded]");

let discarded = "";

function show() {
  discard.hidden = !words.value.trim();
  bringBack.hidden = !discarded || Boolean(words.value);
  if (bringBack.hidden) said.textContent = "";
}

form.addEventListener("reset", () => {
  discarded = words.value;
  // The field is emptied after this event.
  setTimeout(() => {
    show();
    said.textContent = "Discarded.";
    bringBack.hidden = !discarded;
    words.focus();
  });
});

bringBack.addEventListener("click", () => {
  words.value = discarded;
  discarded = "";
  show();
  words.focus();
});

words.addEventListener("input", show);
addEventListener("pageshow", show);
show();
