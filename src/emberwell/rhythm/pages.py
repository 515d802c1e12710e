"""What the page of reminders may show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from emberwell.journal.dates import in_zone
from emberwell.rhythm.forms import RemindersForm
from emberwell.rhythm.records import Reminders
from emberwell.rhythm.rules import is_chosen, is_paused, next_moment

Said = Literal["", "saved", "paused", "taken_up"]


@dataclass(frozen=True)
class RemindersPage:
    """`rhythm/reminders.html`."""

    form: RemindersForm
    said: Said
    state: Literal["none", "off", "on", "paused", "paused_until"]
    """`none`: nothing was chosen yet."""
    next: datetime | None
    """The next moment, on the clocks of the chosen zone."""
    zone: str
    paused_until: datetime | None
    """On the same clocks."""
    has_file: bool
    """There is something to put into a calendar."""
    shown_as: str
    """The name of the site, as the browser shows it with a notification."""


def reminders_page(
    kept: Reminders, form: RemindersForm, *, now: datetime, said: str = "", shown_as: str
) -> RemindersPage:
    """What was chosen, and the form to change it."""
    following = next_moment(kept, now)
    return RemindersPage(
        form=form,
        said=said if said in {"saved", "paused", "taken_up"} else "",  # type: ignore[arg-type]
        state=_state(kept, now),
        next=in_zone(following, kept.zone).replace(tzinfo=None) if following else None,
        zone=kept.zone.replace("_", " "),
        paused_until=in_zone(kept.paused_until, kept.zone).replace(tzinfo=None) if kept.paused_until else None,
        has_file=is_chosen(kept),
        shown_as=shown_as,
    )


def _state(kept: Reminders, now: datetime) -> Literal["none", "off", "on", "paused", "paused_until"]:
    if not kept.on:
        return "off" if is_chosen(kept) else "none"
    if is_paused(kept, now):
        return "paused" if kept.paused else "paused_until"
    return "on"
