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
const DRIFT_MS = 120;
const TOO_LATE_MS = 4000;

/* One stroke at `at` seconds of the context's own clock. Gives a function that takes it back, unless it sounds already. */
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
    if (at <= context.currentTime) return;
    for (const tone of played) tone.stop();
    out.disconnect();
  };
}

/* The sound of one practice. Made at a press of a button: browsers give no sound to a page nobody has touched. */
export function sound() {
  const context = "AudioContext" in window ? new AudioContext() : null;
  let wanted = [];    // {moment, loudness}: moments as Date.now() counts
  let takeBack = [];
  let skewAtPlan = 0;
  let silent = false;
  let alarmOff = () => {};

  const skew = () => Date.now() - context.currentTime * 1000;

  function planAgain() {
    takeBack.forEach((each) => each());
    takeBack = [];
    skewAtPlan = skew();
    if (silent) return;
    for (const { moment, loudness } of wanted) {
      if (moment < Date.now() - TOO_LATE_MS) continue;
      takeBack.push(strike(context, Math.max(context.currentTime, (moment - skewAtPlan) / 1000), loudness));
    }
  }

  return {
    /* The bells to come, instead of any planned before. */
    plan(bells) {
      wanted = bells;
      if (context) planAgain();
    },
    /* Look whether sound and wall still agree; to be called now and then, and when somebody comes back to the page. */
    mend() {
      if (!context || context.state === "closed") return;
      if (context.state !== "running") context.resume().catch(() => {});
      wanted = wanted.filter(({ moment }) => moment > Date.now() - 50);
      if (Math.abs(skew() - skewAtPlan) > DRIFT_MS) planAgain();
    },
    mute(yes) {
      silent = yes;
      if (context) planAgain();
    },
    /* Calls back at a moment. Timers of a hidden tab may come a minute late; the end of a sound nobody hears does not. */
    wakeAt(moment, call) {
      alarmOff();
      alarmOff = () => {};
      if (!context || moment === null) return;
      const nothing = new ConstantSourceNode(context, { offset: 0 });
      nothing.connect(context.destination);
      nothing.onended = call;
      nothing.start();
      nothing.stop(Math.max(context.currentTime, (moment - skew()) / 1000 + 0.02));
      alarmOff = () => { nothing.onended = null; nothing.stop(); nothing.disconnect(); };
    },
    /* After the last bell has faded. */
    close() {
      alarmOff();
      setTimeout(() => context?.close().catch(() => {}), 12_000);
    },
  };
}
