"""Ten real minutes of a practice in Chromium, its page hidden half-way: does it end when it should?

    python -m bench.timer               ten minutes, hidden from 5:00 until 20 seconds after the end
    python -m bench.timer --minutes 3

Three moments are compared with the one asked for, all by the browser's own wall clock: the end by the page's reckoning,
when the page saw it (hidden, its timers are thinned out to one a minute), and when the bell of the end began to sound.
The page is hidden as a person hides it, by another tab in front of it; `document.hidden` is asked, and reported.

Not a part of `make bench`: it takes ten minutes and no less.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.hidden import Chromium, chromium
from bench.shots import served
from emberwell.library.practices import Practice, all_practices

MOST_SECONDS_OFF = 1.0
COMES_BACK_SECONDS = 20

LISTEN = """
  // Beside every tone the page plans, a silence that is over as the tone begins: what the wall says then.
  window.strikes = [];
  const [start, stop] = [OscillatorNode.prototype.start, OscillatorNode.prototype.stop];
  OscillatorNode.prototype.start = function (at) {
    this.silence = new ConstantSourceNode(this.context, { offset: 0 });
    this.silence.connect(this.context.destination);
    this.silence.onended = () => window.strikes.push(Date.now());
    this.silence.start();
    this.silence.stop(at);
    return start.call(this, at);
  };
  OscillatorNode.prototype.stop = function (at) {
    if (at === undefined) this.silence.onended = null;
    return stop.call(this, at);
  };
"""
BEGIN = """(() => {
  document.querySelector("[data-timer]").addEventListener("practice:ended", ({ detail }) => {
    window.ended = { reckoned: detail.endedAt, seen: detail.seenAt, hidden: document.hidden };
  });
  const begun = Date.now();
  document.querySelector("[data-begin]").click();
  return begun;
})()"""
FOUND = """({
  ended: window.ended ?? {},
  strikes: window.strikes,
  says: document.querySelector("[data-when]").hidden ? "" : document.querySelector("[data-when]").textContent,
})"""


def main(arguments: list[str]) -> int:
    """1 when the end was more than a second off, or the page was not really hidden."""
    parser = argparse.ArgumentParser(prog="python -m bench.timer")
    parser.add_argument("--minutes", type=int, default=10)
    minutes = parser.parse_args(arguments).minutes
    practice = next(each for each in all_practices() if minutes in each.minutes)
    with (
        tempfile.TemporaryDirectory(prefix="emberwell-timer-") as place,
        served(Path(place)) as address,
        chromium() as browser,
    ):
        found = _practise(browser, f"{address}/practices/{practice.id}/?minutes={minutes}", minutes * 60)
    return _report(found, practice, minutes)


def _practise(browser: Chromium, address: str, seconds: int) -> dict[str, Any]:
    tab = browser.tab()
    browser.before_every_page(tab, LISTEN)
    browser.go(tab, address)
    begun = browser.run(tab, BEGIN, pressed=True)
    time.sleep(seconds / 2)
    browser.bring_to_front(browser.tab())
    time.sleep(1)
    state = browser.run(tab, "document.visibilityState")
    ends = begun + seconds * 1000
    time.sleep(max(0.0, ends / 1000 + COMES_BACK_SECONDS - time.time()))
    browser.bring_to_front(tab)
    time.sleep(2)
    found: dict[str, Any] = browser.run(tab, FOUND)
    return found | {"ends": ends, "state": state}


def _report(found: dict[str, Any], practice: Practice, minutes: int) -> int:
    def off(moment: float | None) -> float:
        return float("inf") if moment is None else (moment - found["ends"]) / 1000

    ended = found["ended"]
    figures = {
        "the end by the page's reckoning": off(ended.get("reckoned")),
        "the page saw the end": off(ended.get("seen")),
        "the bell of the end began": min((off(each) for each in found["strikes"]), key=abs, default=float("inf")),
    }
    print(f"{practice.id}: {minutes} minutes, asked to last {minutes * 60} s")
    print(f"from half-way on the page was {found['state']}; at the end document.hidden was {ended.get('hidden')}")
    for name, seconds in figures.items():
        print(f"  {name:<34} {seconds:+.3f} s")
    print(f"  on coming back it says             {found['says'] or '(nothing)'}")
    missed = [name for name, seconds in figures.items() if abs(seconds) > MOST_SECONDS_OFF]
    print(f"missed: {', '.join(missed)}" if missed else f"all within {MOST_SECONDS_OFF:g} s")
    return 1 if missed or found["state"] != "hidden" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
