/* The time on the wall, in milliseconds, that never goes back.
 *
 * Date.now() goes on while a machine sleeps, and jumps when its clock is put right. Forwards it cannot be told from
 * sleep. Backwards, by an hour say, it would make a practice an hour longer: there performance.now() leads, which sleeps
 * but never jumps. */

let between = -Infinity;    // of the two clocks, as far as they have ever been apart

export function now() {
  between = Math.max(between, Date.now() - performance.now());
  return between + performance.now();
}

/* A moment of now(), as the wall shows it at present. */
export const onTheWall = (moment) => Date.now() - (now() - moment);
