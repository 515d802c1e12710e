"""What the forms of supervision and CPD accept, and the sentences they answer with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django import forms

from emberwell.site.fields import WordsField
from emberwell.supervision.records import Cpd
from emberwell.supervision.rules import CAME_OF_LIMIT, CHANGED_LIMIT, KIND_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from emberwell.vault.record import RecordId

_RECORD = r"\A[0-9a-f]{32}\Z"


def _room(limit: int) -> str:
    return f"There is room for {limit:,} characters here. The rest can go on a page."


class TakeForm(forms.Form):
    """Something to take to supervision: a source, or own words, or both."""

    source = forms.RegexField(_RECORD, required=False)
    text = WordsField(limit=TEXT_LIMIT, too_long=_room(TEXT_LIMIT), required=False)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not self.errors and not said["source"] and not said["text"].strip():
            self.add_error("text", "Write it first. A few words are enough.")
        return said

    def source_id(self) -> RecordId | None:
        """The page or line it is taken from."""
        return RecordId(self.cleaned_data["source"]) if self.cleaned_data["source"] else None


class TickForm(forms.Form):
    """What came of it; may stay blank."""

    came_of = WordsField(limit=CAME_OF_LIMIT, too_long=_room(CAME_OF_LIMIT), required=False)
    expected = forms.IntegerField(required=False, min_value=1, max_value=10**9)


class ItemForm(TickForm):
    """One item, to change."""

    text = WordsField(limit=TEXT_LIMIT, too_long=_room(TEXT_LIMIT), required=False)


class CpdForm(forms.Form):
    """A tick: this was learning."""

    source = forms.RegexField(_RECORD, required=False)
    title = WordsField(limit=TITLE_LIMIT, too_long=f"A title has at most {TITLE_LIMIT} characters.", required=False)
    done_on = forms.DateField(
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": "Say on which day.", "invalid": "Choose a day of the calendar."},
    )
    hours = forms.IntegerField(required=False, min_value=0, max_value=1600)
    minutes = forms.IntegerField(required=False, min_value=0, max_value=59)
    sort = WordsField(limit=KIND_LIMIT, too_long=f"The kind has at most {KIND_LIMIT} characters.", required=False)
    changed = WordsField(limit=CHANGED_LIMIT, too_long=_room(CHANGED_LIMIT), required=False)
    expected = forms.IntegerField(required=False, min_value=1, max_value=10**9)

    def clean_title(self) -> str:
        title = " ".join(cast(str, self.cleaned_data["title"]).split())
        if not title:
            raise forms.ValidationError("Give it a few words, as they may stand in a record you show.")
        return title

    def clean_done_on(self) -> date:
        day = cast(date, self.cleaned_data["done_on"])
        if not 1950 <= day.year <= 2200:
            raise forms.ValidationError("Choose a day between 1950 and 2200.")
        return day

    def cpd(self, *, source: RecordId | None, noted_at: datetime, zone: str) -> Cpd:
        """What a valid form said."""
        said = self.cleaned_data
        return Cpd(
            source=source,
            title=said["title"],
            done_on=said["done_on"],
            zone=zone,
            noted_at=noted_at,
            minutes=(said["hours"] or 0) * 60 + (said["minutes"] or 0),
            form=" ".join(said["sort"].split()),
            changed=said["changed"].strip(),
        )

    @staticmethod
    def initial_of(kept: Cpd) -> dict[str, object]:
        """What the form is filled with to change one."""
        hours, minutes = divmod(kept.minutes, 60)
        return {
            "title": kept.title,
            "done_on": kept.done_on,
            "hours": hours or "",
            "minutes": minutes or "",
            "sort": kept.form,
            "changed": kept.changed,
        }
