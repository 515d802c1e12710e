/* What a practice looks like while it runs: one cue, a ring of the time that is left, and the breath where there is one.
 *
 * No digits run. The minutes left are words that change once a minute and are not announced; under reduced motion the
 * ring keeps its size and the words alone say the breath. */

const CALM_MS = 900;
const still = matchMedia("(prefers-reduced-motion: reduce)");

const minutesLeft = (ms) => {
  const minutes = Math.ceil(ms / 60_000);
  if (ms <= 60_000) return "Less than a minute left";
  return `About ${minutes} minutes left`;
};

/* Announced and shown only when it has changed; it fades in where things may move. */
function put(element, words) {
  if (!element || element.textContent === words) return;
  element.textContent = words;
  if (!still.matches) element.animate([{ opacity: 0 }, { opacity: 1 }], { duration: CALM_MS, easing: "ease-out" });
}

export function face(timer, { cues, totalMs, breath }) {
  const part = (name) => timer.querySelector(`[data-${name}]`);
  const [cue, phase, left, ring, minutes] = ["cue", "phase", "left", "breath", "minutes-left"].map(part);
  let turn = "";

  timer.classList.toggle("timer--breath", Boolean(breath));

  return {
    cueAt: (goneMs) => cues.findLast(({ at }) => at <= goneMs) ?? cues[0],
    /* Everything but the breath: once a second is enough. */
    draw(goneMs, paused) {
      put(cue, paused ? "Paused. Stay as long as you like." : this.cueAt(goneMs).words);
      left.setAttribute("stroke-dasharray", `${(1000 * (totalMs - goneMs)) / totalMs} 1000`);
      const words = minutesLeft(totalMs - goneMs);
      if (minutes.textContent !== words) minutes.textContent = words;
      if (paused && phase) { phase.textContent = ""; turn = ""; }
    },
    /* The breath, at every frame. */
    breathe(goneMs) {
      const now = breath.at(goneMs);
      if (!still.matches) ring.setAttribute("r", now.radius.toFixed(1));
      if (now.turn === turn) return;
      turn = now.turn;
      phase.textContent = still.matches ? `${now.name} ${Number(now.seconds)}` : now.name;
    },
  };
}
