/* What the two see: for each side whether it speaks or listens, and one ring for both. No digits run.
 *
 * Between two people each half is turned towards its own; on a call both read the same way up. What changes is said once
 * to a screen reader, and the minutes left stand there to be read but are never announced.
 */

const SIDES = ["here", "there"];
const MINUTE_MS = 60_000;
const FREE = "Whatever is there. Silence is part of it.";
const LISTENING = "No advice. Only: is there more?";

const WORDS = {
  flat: {
    who: { here: "", there: "" },
    names: { here: "This side", there: "The far side" },
    speaks: "You speak",
    listens: "You listen",
    next: { speaks: "Then you speak.", listens: "Then you listen." },
    said: { here: "This side speaks. The far side listens.", there: "The far side speaks. This side listens." },
  },
  call: {
    who: { here: "Whose screen this is", there: "The other" },
    names: { here: "Whose screen this is", there: "The other" },
    speaks: "speaks",
    listens: "listens",
    next: { speaks: "Speaks next.", listens: "Listens next." },
    said: { here: "The one whose screen this is speaks. The other listens.", there: "The other speaks. The one whose screen this is listens." },
  },
};

function put(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

export function faceOf(run, { seats, question }) {
  const words = WORDS[seats];
  const [said, left, minutes] = ["said", "left", "minutes-left"].map((name) => run.querySelector(`[data-${name}]`));
  const sides = Object.fromEntries(SIDES.map((side) => [side, run.querySelector(`[data-side=${side}]`)]));
  run.dataset.seats = seats;
  for (const side of SIDES) sides[side].setAttribute("aria-label", words.names[side]);
  const shared = run.querySelector("[data-question]");
  const asked = question || FREE;

  function drawSide(side, { speaker, next, paused }) {
    const part = (name) => sides[side].querySelector(`[data-${name}]`);
    const speaks = (speaker || next) === side;
    const silent = !speaker;
    sides[side].dataset.state = silent ? "silent" : speaks ? "speaks" : "listens";
    put(part("who"), words.who[side]);
    if (paused) {
      put(part("now"), "Paused");
      put(part("what"), "Go on when you are both ready.");
    } else {
      put(part("now"), silent ? "A minute of silence" : words[speaks ? "speaks" : "listens"]);
      // On a call both read it, under the two.
      const what = speaks ? (seats === "call" ? "" : asked) : LISTENING;
      put(part("what"), silent ? words.next[speaks ? "speaks" : "listens"] : what);
    }
    put(part("pause"), paused ? "Go on" : "Pause");
    put(part("hand-over"), silent ? "End the silence" : "Hand over");
    part("hand-over").hidden = !silent && next === undefined;
  }

  return {
    /* `next` is who speaks in the part that follows, "" for the silence, undefined in the last. */
    draw({ speaker, ms, goneMs, next, paused, isNew }) {
      for (const side of SIDES) drawSide(side, { speaker, next, paused });
      put(shared, seats === "call" && speaker && !paused ? asked : "");
      run.dataset.speaker = speaker || "none";
      run.toggleAttribute("data-paused", paused);
      left.setAttribute("stroke-dasharray", `${Math.max(0, (1000 * (ms - goneMs)) / ms)} 1000`);
      const about = Math.ceil((ms - goneMs) / MINUTE_MS);
      put(minutes, about > 1 ? `About ${about} minutes left.` : "A minute left at most.");
      if (isNew) said.textContent = speaker ? words.said[speaker] : "A minute of silence.";
    },
  };
}
