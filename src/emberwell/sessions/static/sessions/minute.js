/* Sixty seconds: six breaths, four seconds in and six out, begun and ended by one button. The words beside it are whole
 * without this. Nothing begins by itself; the button, Escape, folding it away or leaving the tab ends it at once. */

const IN_SECONDS = 4;
const OUT_SECONDS = 6;
const BREATHS = 6;

const minute = document.querySelector("[data-minute]");
const says = minute.querySelector("[data-minute-says]");
const button = minute.querySelector("[data-minute-press]");
let timer = 0;

function end(said) {
  clearTimeout(timer);
  delete minute.dataset.phase;
  says.textContent = said;
  button.textContent = "Begin";
}

function phase(breath, name) {
  if (breath === BREATHS) {
    end("That was a minute.");
    return;
  }
  minute.dataset.phase = name;
  says.textContent = name === "in" ? "Breathe in" : "And slowly out";
  const seconds = name === "in" ? IN_SECONDS : OUT_SECONDS;
  timer = setTimeout(() => (name === "in" ? phase(breath, "out") : phase(breath + 1, "in")), seconds * 1000);
}

button.addEventListener("click", () => {
  if (minute.dataset.phase) {
    end("");
    return;
  }
  button.textContent = "Stop";
  phase(0, "in");
});
minute.addEventListener("toggle", () => { if (!minute.open) end(""); });
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && minute.dataset.phase) end(""); });
document.addEventListener("visibilitychange", () => { if (document.hidden) end(""); });
