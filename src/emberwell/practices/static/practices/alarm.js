/* Calls back at a moment, in a hidden tab too: there a page's own timers may come a minute late, those of a worker do not.
 * Both are set; whichever comes first, the other is let go. Whoever is called looks at the clock anyway. */

const worker = "Worker" in window ? new Worker(new URL("./sleeper.js", import.meta.url)) : null;
let timer = 0;
let call = () => {};

worker?.addEventListener("message", () => call());

/* `moment` as Date.now() counts; null for never. */
export function wakeAt(moment, then) {
  clearTimeout(timer);
  call = then ?? (() => {});
  const ms = moment === null ? null : Math.max(0, moment - Date.now());
  worker?.postMessage(ms);
  if (ms !== null) timer = setTimeout(then, ms);
}
