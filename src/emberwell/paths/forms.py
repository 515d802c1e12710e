"""What the forms of a walk accept: a word on a step, a small act, what becomes of the walk."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms

from emberwell.vault.record import RecordId, new_id
from emberwell.week.act_fields import ActFields
from emberwell.week.keeping import ActSaid
from emberwell.week.records import Act

_RECORD = re.compile(r"[0-9a-f]{32}")
_UNREADABLE = {"required": "Choose one of these.", "invalid_choice": "Choose one of these."}
LARGEST = 2**31
DONE, NOT_THIS_ONE, LEAVE_OPEN = "done", "not-this-one", "open"
LEAVE, END, TAKE_UP = "leave", "end", "take-up"


class IdField(forms.Field):
    """An id chosen before the first save, so that a double press is one save; a new one for anything else."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> RecordId:
        return RecordId(value) if isinstance(value, str) and _RECORD.fullmatch(value) else new_id()


class BeginForm(forms.Form):
    """The id of the walk to begin, and where its walker is."""

    walk = IdField(required=False)
    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class WordForm(forms.Form):
    """What is said of a step."""

    do = forms.ChoiceField(
        choices=[(each, each) for each in (DONE, NOT_THIS_ONE, LEAVE_OPEN)], error_messages=_UNREADABLE
    )


class WalkForm(forms.Form):
    """What becomes of a walk."""

    do = forms.ChoiceField(choices=[(each, each) for each in (LEAVE, END, TAKE_UP)], error_messages=_UNREADABLE)


class ActForm(ActFields):
    """A small act: what, and if one likes when, where or with whom, and "if ... then ..."."""

    act = IdField(required=False)
    expected = forms.IntegerField(required=False, min_value=0, max_value=LARGEST, widget=forms.HiddenInput)
    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean_act_what(self) -> str:
        what = cast(str, self.cleaned_data["act_what"]).strip()
        if not what:
            raise forms.ValidationError("Say in a few words what it is, or choose “Not this one”.")
        return what

    def said(self) -> ActSaid:
        """What a valid form said."""
        said = self.cleaned_data
        return ActSaid(
            what=said["act_what"],
            when=_line(said["act_when"]),
            where=_line(said["act_where"]),
            if_=_line(said["act_if"]),
            then=_line(said["act_then"]),
        )


def act_initial(act: Act | None, *, id: RecordId, revision: int) -> dict[str, Any]:
    """What a form for this act is filled with."""
    words = (
        {"act_what": act.what, "act_when": act.when, "act_where": act.where, "act_if": act.if_, "act_then": act.then}
        if act
        else {}
    )
    return {"act": id, "expected": revision} | words


def _line(text: str) -> str:
    return " ".join(text.split())
