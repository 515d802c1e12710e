/* A bell made in the browser, and bells planned ahead.
 *
 * A struck bowl sounds in a few tones that are no exact multiples of each other, each a pair a little out of tune (hence
 * the slow beating), the high ones gone first. They are planned on the clock of the sound itself, which goes on in a tab
 * nobody looks at; whenever that clock and the one on the wall have drifted apart (a machine slept, a phone took the
 * sound away), they are planned anew.
 */

const PITCH = 211;
/* times PITCH, loudness, seconds until it is 60 dB fainter, beats a second */
const TONES = [[1, 0.5, 9, 0.7], [2.74, 0.34, 6.5, 1.1], [5.12, 0.16, 3.6, 1.7], [8.21, 0.06, 1.8, 2.6]];
const STROKE_SECONDS = 0.006;
const DRIFT_MS = 60;
const TOO_LATE_MS = 2000;

/* One stroke at `at` seconds of the context's own clock. Gives a function that takes it back: false when it sounds
 * already. */
function strike(context, at, loudness) {
  const out = new GainNode(context, { gain: 0.32 * loudness });
  out.connect(context.destination);
  const played = TONES.flatMap(([times, loud, fades, beats]) => [-beats / 2, beats / 2].map((off) => {
    const tone = new OscillatorNode(context, { frequency: PITCH * times + off });
    const swell = new GainNode(context, { gain: 0 });
    swell.gain.setValueAtTime(0, at);
    swell.gain.linearRampToValueAtTime(loud / 2, at + STROKE_SECONDS);
    swell.gain.exponentialRampToValueAtTime(loud / 2000, at + fades);
    swell.gain.linearRampToValueAtTime(0, at + fades + 0.05);
    tone.connect(swell).connect(out);
    tone.start(at);
    tone.stop(at + fades + 0.1);
    return tone;
  }));
  return () => {
    if (at <= context.currentTime) return false;
    for (const tone of played) tone.stop();
    out.disconnect();
    return true;
  };
}

/* The sound of one practice. Made at a press of a button: browsers give no sound to a page nobody has touched. */
export function sound() {
  const context = "AudioContext" in window ? new AudioContext() : null;
  let planned = [];    // {moment, loudness, takeBack}: moments as Date.now() counts
  let skewAtPlan = 0;
  let silent = false;

  const skew = () => Date.now() - context.currentTime * 1000;
  const takenBack = () => planned.filter(({ takeBack }) => takeBack());

  function planAll(bells) {
    if (!context) return;
    skewAtPlan = skew();
    planned = bells.filter(({ moment }) => moment > Date.now() - TOO_LATE_MS).map(({ moment, loudness }) => {
      const at = Math.max(context.currentTime, (moment - skewAtPlan) / 1000);
      return { moment, loudness, takeBack: silent ? () => true : strike(context, at, loudness) };
    });
  }

  return {
    /* The bells to come, instead of any planned before; what sounds already fades by itself. */
    plan(bells) {
      takenBack();
      planAll(bells);
    },
    /* Look whether sound and wall still agree; to be called now and then, and when somebody comes back to the page. */
    mend() {
      if (!context || context.state === "closed") return;
      if (context.state !== "running") context.resume().catch(() => {});
      if (Math.abs(skew() - skewAtPlan) > DRIFT_MS) planAll(takenBack());
    },
    mute(yes) { silent = yes; },
    /* After the last bell has faded. */
    close() {
      setTimeout(() => context?.close().catch(() => {}), 12_000);
    },
  };
}
