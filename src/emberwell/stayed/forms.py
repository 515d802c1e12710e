"""What the forms of what stayed accept, and the sentences they answer with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from django import forms

from emberwell.site.fields import WordsField
from emberwell.stayed.keeping import Said
from emberwell.stayed.records import What
from emberwell.stayed.rules import FIELD_LIMIT, WORDS
from emberwell.vault.record import RecordId, new_id

WHAT: dict[What, str] = {
    What.RUPTURE: "A rupture",
    What.MISTAKE: "A mistake",
    What.LOSS: "A loss",
    What.DOUBT: "A doubt",
}
_RECORD = r"\A[0-9a-f]{32}\Z"
_UNREADABLE = {"invalid_choice": "This could not be read. Choose it once more."}


class StayedForm(forms.Form):
    """A page of what stayed, raw or ready. Every field may stay blank; one that was not shown is not asked about."""

    record = forms.RegexField(_RECORD, required=False)
    tab = forms.RegexField(r"\A[a-z0-9-]{1,64}\Z", required=False)
    based_on = forms.IntegerField(required=False, min_value=0, max_value=10**9)
    raw = forms.CharField(required=False, max_length=1)
    returned = forms.CharField(required=False, max_length=1)
    what = forms.ChoiceField(
        choices=[*((what.value, name) for what, name in WHAT.items()), ("", "Leave it open")],
        required=False,
        error_messages=_UNREADABLE,
    )
    client = forms.ChoiceField(required=False, error_messages=_UNREADABLE)

    def __init__(self, *args: Any, clients: Mapping[RecordId, str], **options: Any) -> None:
        """`clients` are the code names it may be about, by id."""
        super().__init__(*args, **options)
        for name in WORDS:
            limit = f"There is room for {FIELD_LIMIT:,} characters here. The rest can go on a page of the journal."
            self.fields[name] = WordsField(limit=FIELD_LIMIT, too_long=limit, required=False)
        cast(forms.ChoiceField, self.fields["client"]).choices = [("", "Nobody named"), *clients.items()]

    def said(self, *, now: datetime, zone: str) -> Said:
        """What a valid form said."""
        said = self.cleaned_data
        return Said(
            record=RecordId(said["record"] or new_id()),
            tab=said["tab"] or "plain",
            based_on=said["based_on"] or 0,
            raw=bool(said["raw"]),
            words={name: said[name] for name in WORDS if name in self.data},
            what=What(said["what"]) if said["what"] else None,
            client=RecordId(said["client"]) if said["client"] else None,
            asked=frozenset(self.data) & {"what", "client"},
            returned=bool(said["returned"]),
            now=now,
            zone=zone,
        )


class AgainForm(forms.Form):
    """The day on which to be asked `how is it now?`."""

    return_on = forms.DateField(
        label="Ask me again on",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": "Choose a day, or leave it unasked.", "invalid": "Choose a day of the calendar."},
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self._today = today

    def clean_return_on(self) -> date:
        day = cast(date, self.cleaned_data["return_on"])
        if day <= self._today:
            raise forms.ValidationError("Choose a day after today.")
        if day.year > self._today.year + 20:
            raise forms.ValidationError("Choose a day within twenty years.")
        return day
