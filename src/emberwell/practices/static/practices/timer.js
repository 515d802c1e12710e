/* The timer of a practice. The page is whole without it: the words stand there to be read.
 *
 * It reads the cues from the script on the page, keeps time by the wall (clock.js, alarm.js), and leaves bells (bells.js),
 * breath (breath.js), voice (voice.js), the screen (awake.js), the picture (face.js) and what comes after
 * (afterwards.js) to their own files. Nothing begins by itself, and nothing is kept unless it is pressed.
 */

import { afterwards } from "./afterwards.js";
import { wakeAt } from "./alarm.js";
import { stayAwake } from "./awake.js";
import { sound } from "./bells.js";
import { breath as breathOf } from "./breath.js";
import { wallClock } from "./clock.js";
import { face as faceOf } from "./face.js";
import { now } from "./now.js";
import { hush, say, whenThereIsAVoice } from "./voice.js";

const SECOND_STROKE_MS = 3200;
const LOOK_MS = 1000;
const LEAST_KEPT_MS = 30_000;
const LATE_MS = 1500;

const timer = document.querySelector("[data-timer]");
const script = document.querySelector("[data-script]");
const part = (name) => document.querySelector(`[data-${name}]`);
const [begin, pause, end, full, run] = ["begin", "pause", "end", "full", "run"].map(part);
const [withBells, withVoice] = [part("with-bells"), part("with-voice")];

const totalMs = Number(script.dataset.minutes) * 60_000;
const everyMs = Number(script.dataset.bell) * 60_000;
const cues = [...script.querySelectorAll("[data-at]")].map((line) => ({ at: Number(line.dataset.at), words: line.textContent }));
const seconds = Object.fromEntries(["in", "hold", "out", "rest"].map((name) => [name, Number(timer.dataset[name] ?? 0)]));
const breath = seconds.in ? breathOf(seconds) : null;
const face = faceOf(timer, { cues, totalMs, breath });
const after = afterwards(timer, { isRunning: () => !timer.hidden && !run.hidden, leave: putAway });

let clock = null;
let sounds = null;
let frame = 0;
let said = null;

/* The bells still to come: one when it has just begun, quieter ones between, two at the end. */
function bells(isNew) {
  const due = isNew ? [{ moment: now(), loudness: 1 }] : [];
  for (let at = everyMs; everyMs && at < totalMs; at += everyMs) {
    if (at > clock.goneMs) due.push({ moment: clock.momentOf(at), loudness: 0.6 });
  }
  const last = clock.momentOf(totalMs);
  return [...due, { moment: last, loudness: 1 }, { moment: last + SECOND_STROKE_MS, loudness: 0.8 }];
}

/* The next cue, bell or end: looked at then, so that none is late. */
function nextChange() {
  const goneMs = clock.goneMs;
  const cue = cues.find(({ at }) => at > goneMs)?.at ?? totalMs;
  const bell = everyMs ? (Math.floor(goneMs / everyMs) + 1) * everyMs : totalMs;
  return Math.min(cue, bell, totalMs);
}

function look() {
  if (!clock || run.hidden) return;
  if (clock.runs && clock.leftMs <= 0) { finish(); return; }
  const goneMs = clock.goneMs;
  face.draw(goneMs, !clock.runs);
  if (!clock.runs) return;
  const cue = face.cueAt(goneMs);
  if (cue !== said) {
    said = cue;
    if (withVoice.checked) say(cue.words);
  }
  sounds.mend();
  const change = clock.momentOf(nextChange());
  // A millisecond past it, so that it has come.
  wakeAt(Math.min(now() + LOOK_MS, change + 1), look);
}

function breathe() {
  cancelAnimationFrame(frame);
  if (!breath || !clock?.runs || run.hidden) return;
  face.breathe(clock.goneMs);
  frame = requestAnimationFrame(breathe);
}

function goOn() {
  const isNew = clock.goneMs === 0;
  clock.start();
  sounds.plan(bells(isNew));
  stayAwake(true);
  pause.textContent = "Pause";
  look();
  breathe();
}

function stand() {
  clock.pause();
  sounds.plan([]);
  wakeAt(null);
  stayAwake(false);
  hush();
  pause.textContent = "Go on";
}

function open() {
  clock = wallClock(totalMs);
  sounds = sound();
  sounds.mute(!withBells.checked);
  said = null;
  // Nothing behind it can be reached, and a page that is left by accident asks first.
  document.querySelector(".shell").inert = true;
  document.documentElement.dataset.practising = "";
  timer.hidden = false;
  run.hidden = false;
  after.hide();
  goOn();
  pause.focus({ preventScroll: true });
}

function afterThe({ minutes, endedAt, early }) {
  run.hidden = true;
  leaveFullScreen();
  after.show({ minutes, endedAt, early, sinceMs: now() - endedAt });
}

function finish() {
  const endedAt = clock.momentOf(totalMs);
  clock.pause();
  wakeAt(null);
  // A sound that lags on a busy machine is struck now. Seen late, it had stopped as well: a bell minutes after the end
  // would only startle.
  if (now() - endedAt > LATE_MS) sounds.plan([]);
  else sounds.mend();
  sounds.close();
  stayAwake(false);
  hush();
  timer.dispatchEvent(new CustomEvent("practice:ended", { detail: { endedAt, seenAt: now() } }));
  afterThe({ minutes: totalMs / 60_000, endedAt, early: false });
}

function stop() {
  stand();
  const minutes = clock.goneMs < LEAST_KEPT_MS ? 0 : Math.max(1, Math.floor(clock.goneMs / 60_000));
  afterThe({ minutes, endedAt: now(), early: true });
}

function putAway() {
  stand();
  sounds.close();
  timer.hidden = true;
  document.querySelector(".shell").inert = false;
  delete document.documentElement.dataset.practising;
  begin.focus({ preventScroll: true });
}

const toggle = () => { if (clock.runs) { stand(); look(); } else goOn(); };
const leaveFullScreen = () => { if (document.fullscreenElement) document.exitFullscreen().catch(() => {}); };
const fillScreen = () => {
  if (document.fullscreenElement) leaveFullScreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
};

begin.addEventListener("click", open);
pause.addEventListener("click", toggle);
end.addEventListener("click", stop);
full.addEventListener("click", fillScreen);
full.hidden = !document.fullscreenEnabled;
part("go-on-button").addEventListener("click", () => {
  run.hidden = false;
  after.hide();
  goOn();
  pause.focus({ preventScroll: true });
});
document.addEventListener("fullscreenchange", () => {
  full.textContent = document.fullscreenElement ? "Leave full screen" : "Full screen";
});

document.addEventListener("keydown", (event) => {
  if (timer.hidden || run.hidden || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  const onButton = event.target instanceof HTMLButtonElement;
  if (event.key === " " && !onButton) toggle();
  else if (event.key.toLowerCase() === "f" && !full.hidden) fillScreen();
  else if (event.key === "Escape" && !document.fullscreenElement) stop();
  else return;
  event.preventDefault();
});

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) breathe();
  look();
});
addEventListener("pageshow", look);
whenThereIsAVoice(() => { part("voice-choice").hidden = false; });
