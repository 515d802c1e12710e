/* Where a practice is, by the clock on the wall.
 *
 * Timers and animation frames stop while a machine sleeps and are thinned out in a tab nobody looks at. So nothing here
 * counts: every answer is worked out from Date.now(), the moment of beginning, and the pauses. */

export function wallClock(totalMs) {
  let goneMs = 0;    // before the last pause
  let since = null;  // Date.now() when it last began to run; null while it stands still

  const gone = () => Math.min(totalMs, goneMs + (since === null ? 0 : Math.max(0, Date.now() - since)));

  return {
    get goneMs() { return gone(); },
    get leftMs() { return totalMs - gone(); },
    get runs() { return since !== null; },
    /* The moment at which `ms` of it will have gone by, as Date.now() counts; null while it stands still. */
    momentOf: (ms) => (since === null ? null : since + ms - goneMs),
    start() { since ??= Date.now(); },
    pause() { goneMs = gone(); since = null; },
  };
}
