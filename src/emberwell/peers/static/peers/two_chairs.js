/* Two chairs: a screen between two people. One speaks, a bell, a minute of silence, a bell, the other speaks, two bells.
 *
 * Time is the wall's (practices/clock.js) and the bell is the one of the practices (practices/bells.js): a screen that
 * slept is right when it wakes. Nothing here listens, sends or stores; what comes after is lines.js.
 */

import { stayAwake } from "../practices/awake.js";
import { sound } from "../practices/bells.js";
import { wallClock } from "../practices/clock.js";
import { faceOf } from "./face.js";
import { linesAfter } from "./lines.js";

const MINUTE_MS = 60_000;
const SECOND_STROKE_MS = 3200;
const LOOK_MS = 1000;
const LATE_MS = 1500;

const chairs = document.querySelector("[data-chairs]");
const choose = document.querySelector("[data-choose]");
const begin = document.querySelector("[data-begin]");
const run = chairs.querySelector("[data-run]");
const lines = linesAfter(chairs, { isRunning: () => !chairs.hidden && !run.hidden, goOn: goOnAgain, leave: putAway });

let face = null;
let clock = null;
let sounds = null;
let parts = [];    // {speaker: "here" | "there" | "", ms}: the three parts, each as long as it lasts
let shown = -1;
let looking = 0;
let ended = false;

/* The part that is on, and where it began. */
function partAt(goneMs) {
  let from = 0;
  for (const [index, part] of parts.entries()) {
    if (goneMs < from + part.ms) return { index, from, part };
    from += part.ms;
  }
  return null;
}

const wholeMs = () => parts.reduce((sum, { ms }) => sum + ms, 0);

/* A stroke now when something has just begun, one at each change to come, two at the end. */
function planBells(strikeNow) {
  const due = strikeNow ? [{ moment: Date.now(), loudness: 1 }] : [];
  let at = 0;
  for (const { ms } of parts.slice(0, -1)) {
    at += ms;
    if (at > clock.goneMs) due.push({ moment: clock.momentOf(at), loudness: 1 });
  }
  const last = clock.momentOf(wholeMs());
  sounds.plan([...due, { moment: last, loudness: 1 }, { moment: last + SECOND_STROKE_MS, loudness: 0.8 }]);
}

function look() {
  clearTimeout(looking);
  if (!clock || run.hidden) return;
  const at = partAt(clock.goneMs);
  if (!at) { finish(); return; }
  const { index, from, part } = at;
  const next = parts[index + 1];
  face.draw({ ...part, next: next?.speaker, goneMs: clock.goneMs - from, paused: !clock.runs, isNew: index !== shown });
  shown = index;
  if (!clock.runs) return;
  sounds.mend();
  const change = clock.momentOf(from + part.ms);
  looking = setTimeout(look, Math.max(10, Math.min(LOOK_MS, change - Date.now())));
}

function goOn({ strike = false } = {}) {
  clock.start();
  planBells(strike);
  stayAwake(true);
  look();
}

function stand() {
  clock.pause();
  sounds.plan([]);
  stayAwake(false);
}

function open() {
  const said = new FormData(choose);
  const first = said.get("first");
  const ms = Number(said.get("minutes")) * MINUTE_MS;
  parts = [
    { speaker: first, ms },
    { speaker: "", ms: MINUTE_MS },
    { speaker: first === "here" ? "there" : "here", ms },
  ];
  const question = choose.querySelector("[name=question]:checked")?.parentElement.querySelector(".words")?.textContent ?? "";
  face = faceOf(run, { seats: said.get("seats"), question });
  clock = wallClock(wholeMs());
  sounds = sound();
  sounds.mute(!document.querySelector("[data-with-bells]").checked);
  shown = -1;
  ended = false;
  // Nothing behind it can be reached or read.
  document.querySelector(".shell").inert = true;
  document.documentElement.dataset.twoChairs = "";
  chairs.hidden = false;
  run.hidden = false;
  lines.hide();
  goOn({ strike: true });
  run.querySelector("[data-side=here] [data-pause]").focus({ preventScroll: true });
}

function toggle() {
  if (clock.runs) { stand(); look(); } else goOn();
}

/* The part that is on ends here, and the next begins with a bell. */
function handOver() {
  const at = partAt(clock.goneMs);
  if (!at || at.index === parts.length - 1) return;
  parts[at.index] = { ...at.part, ms: clock.goneMs - at.from };
  goOn({ strike: true });
}

function afterIt({ early }) {
  run.hidden = true;
  lines.show({ early, seats: run.dataset.seats });
}

function finish() {
  if (ended) return;
  ended = true;
  const endedAt = clock.momentOf(wholeMs());
  clock.pause();
  // Seen late, the sound had stopped as well: a bell minutes after the end would only startle.
  if (endedAt === null || Date.now() - endedAt > LATE_MS) sounds.plan([]);
  sounds.close();
  stayAwake(false);
  afterIt({ early: false });
}

function stop() {
  stand();
  afterIt({ early: true });
}

function goOnAgain() {
  run.hidden = false;
  lines.hide();
  goOn();
  run.querySelector("[data-side=here] [data-pause]").focus({ preventScroll: true });
}

function putAway() {
  if (!ended) { stand(); sounds.close(); }
  clock = null;
  chairs.hidden = true;
  document.querySelector(".shell").inert = false;
  delete document.documentElement.dataset.twoChairs;
  begin.focus({ preventScroll: true });
}

begin.addEventListener("click", open);
for (const [name, act] of [["pause", toggle], ["hand-over", handOver], ["stop", stop]]) {
  for (const button of run.querySelectorAll(`[data-${name}]`)) button.addEventListener("click", act);
}

document.addEventListener("keydown", (event) => {
  if (chairs.hidden || run.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === " " && !(event.target instanceof HTMLButtonElement)) toggle();
  else if (event.key.toLowerCase() === "h") handOver();
  else if (event.key === "Escape") stop();
  else return;
  event.preventDefault();
});

document.addEventListener("visibilitychange", look);
addEventListener("pageshow", look);
