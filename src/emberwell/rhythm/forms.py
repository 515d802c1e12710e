"""Choosing when to be reminded."""

from __future__ import annotations

from datetime import time
from typing import Any, cast

from django import forms

from emberwell.exchange.calendar_event import plain_line
from emberwell.journal.dates import zone_names
from emberwell.rhythm.records import Reminders
from emberwell.rhythm.rules import MOST_TIMES, NEUTRAL, WORDS_LIMIT, days_of, times_of
from emberwell.site.fields import WordsField

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNREADABLE = "That is not a time of day. Write it as 08:30."


def _time_field(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        error_messages={"invalid": _UNREADABLE},
        widget=forms.TimeInput(attrs={"type": "time", "autocomplete": "off"}, format="%H:%M"),
    )


class RemindersForm(forms.Form):
    """Days, up to three times, a zone, and the words."""

    on = forms.BooleanField(label="Remind me while a page of Emberwell is open in this browser", required=False)
    days = forms.MultipleChoiceField(
        label="Days",
        required=False,
        choices=[(str(number), name) for number, name in enumerate(DAYS, start=1)],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among the seven days."},
    )
    time_1 = _time_field("Time")
    time_2 = _time_field("Second time")
    time_3 = _time_field("Third time")
    zone = forms.ChoiceField(
        label="Time zone",
        required=False,
        error_messages={"invalid_choice": "Choose a zone from the list."},
        widget=forms.Select(attrs={"autocomplete": "off"}),
    )
    words = WordsField(
        label="What it says",
        limit=WORDS_LIMIT,
        too_long=f"A reminder has at most {WORDS_LIMIT} characters.",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "placeholder": NEUTRAL}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["zone"]).choices = [(name, name.replace("_", " ")) for name in zone_names()]

    @classmethod
    def of(cls, kept: Reminders, *, zone: str) -> RemindersForm:
        """As it was chosen; `zone` is the one to begin with."""
        times = dict(zip(_TIMES, times_of(kept), strict=False))
        zone = kept.zone or (zone if zone in zone_names() else "UTC")
        days = [str(day) for day in days_of(kept)]
        form = cls(initial={**times, "on": kept.on, "days": days, "zone": zone, "words": kept.words})
        if not kept.zone:
            form.fields["zone"].widget.attrs["data-unchosen"] = True
        return form

    def clean_words(self) -> str:
        return plain_line(str(self.cleaned_data["words"]))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("on") and not said.get("days") and "days" not in self.errors:
            self.add_error("days", "Choose at least one day, or turn reminders off.")
        if said.get("on") and not self.errors.keys() & set(_TIMES) and not any(said.get(name) for name in _TIMES):
            self.add_error("time_1", "Choose at least one time, or turn reminders off.")
        return said

    def chosen(self, *, zone: str) -> dict[str, Any]:
        """What the valid form changes; `zone` stands when none was sent."""
        said = self.cleaned_data
        times: set[time] = {said[name] for name in _TIMES if said[name] is not None}
        return {
            "on": said["on"],
            "days": tuple(sorted(int(day) for day in said["days"])),
            "times": tuple(at.strftime("%H:%M") for at in sorted(times)),
            "zone": said["zone"] or zone,
            "words": "" if said["words"] == NEUTRAL else said["words"],
        }


_TIMES = tuple(f"time_{number}" for number in range(1, MOST_TIMES + 1))
