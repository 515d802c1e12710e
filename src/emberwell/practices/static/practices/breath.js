/* Where in a breath we are: which of its four parts, how wide the ring, and how the part is said. */

const NAMES = { in: "In", hold: "Rest", out: "Out", rest: "Rest" };
const NARROW = 62;
const WIDE = 158;

const ease = (share) => (1 - Math.cos(Math.PI * share)) / 2;

/* `seconds`: {in, hold, out, rest}. `at(goneMs)` gives {turn, name, seconds, radius}; `turn` differs from part to part. */
export function breath(seconds) {
  const parts = ["in", "hold", "out", "rest"].filter((name) => seconds[name] > 0);
  const whole = parts.reduce((sum, name) => sum + seconds[name], 0);
  return {
    at(goneMs) {
      const gone = goneMs / 1000;
      let into = gone % whole;
      const part = parts.find((name) => into < seconds[name] || ((into -= seconds[name]), false)) ?? parts[0];
      const share = into / seconds[part];
      const width = { in: ease(share), hold: 1, out: 1 - ease(share), rest: 0 }[part];
      return {
        turn: `${Math.floor(gone / whole)} ${part}`,
        name: NAMES[part],
        seconds: seconds[part],
        radius: NARROW + (WIDE - NARROW) * width,
      };
    },
  };
}
