/* Six breaths: says when to breathe in and out, for eyes and for ears. The page is whole without it (pacer.css).
 *
 * Nothing begins by itself. Stop, Escape, or leaving the tab ends it at once, and nothing is counted or kept.
 */

const IN_SECONDS = 4;
const OUT_SECONDS = 6;
const BREATHS = 6;

const pacer = document.querySelector("[data-pacer]");
const words = pacer.querySelector("[data-pacer-words]");
const begin = pacer.querySelector("[data-pacer-begin]");
const stop = pacer.querySelector("[data-pacer-stop]");
let timer = 0;

function phase(breath, name) {
  if (breath === BREATHS) {
    rest("That was a minute.");
    return;
  }
  pacer.dataset.phase = name;
  words.textContent = name === "in" ? "Breathe in" : "and out";
  const [seconds, next] = name === "in" ? [IN_SECONDS, () => phase(breath, "out")] : [OUT_SECONDS, () => phase(breath + 1, "in")];
  timer = setTimeout(next, seconds * 1000);
}

function rest(said) {
  const hadFocus = document.activeElement === stop;
  clearTimeout(timer);
  delete pacer.dataset.phase;
  words.textContent = said;
  if (hadFocus) begin.focus({ preventScroll: true });
}

begin.addEventListener("click", (event) => {
  event.preventDefault();
  rest("");
  phase(0, "in");
  stop.focus({ preventScroll: true });
});

stop.addEventListener("click", (event) => {
  event.preventDefault();
  rest("");
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") rest("");
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) rest("");
});
