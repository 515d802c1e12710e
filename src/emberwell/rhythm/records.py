"""What is kept of a rhythm: when somebody likes to be reminded, and in which words. Never whether they came."""

from __future__ import annotations

from datetime import datetime

from emberwell.vault.record import Record, record


@record("rhythm.reminders", schema=1)
class Reminders(Record, kw_only=True, frozen=True):
    """Reminders a person chose. One a vault at most; `rhythm.rules.reminders` gives what stands without one."""

    on: bool = False
    """Whether pages in the browser remind."""
    days: tuple[int, ...] = ()
    """Days of the week: ISO, 1 Monday .. 7 Sunday."""
    times: tuple[str, ...] = ()
    """Local times, `HH:MM`, at most three."""
    zone: str = ""
    """IANA name; the times are of its clocks, wherever the person is."""
    words: str = ""
    """What a reminder says, in the person's own words; "" for ours."""
    paused: bool = False
    """Until taken up again."""
    paused_until: datetime | None = None
    """UTC: paused until then, and no longer."""
