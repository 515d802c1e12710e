"""What the forms of the early word accept."""

from __future__ import annotations

from django import forms

from emberwell.insight.hearing import ANSWERS, Sign
from emberwell.insight.records import OwnSign
from emberwell.site.fields import WordsField
from emberwell.vault.vault import Saved
from emberwell.week.check_in import UNREADABLE

SIGN_LIMIT = 500
NAME_LIMIT = 120
PEOPLE = ("first", "second")


class AnswerForm(forms.Form):
    """One of the three answers to an early word."""

    answer = forms.ChoiceField(choices=[(answer, answer) for answer in ANSWERS], error_messages=UNREADABLE)


class RevisionForm(forms.Form):
    """What a page was filled from; anything unreadable counts as nothing."""

    expected = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def revision(self) -> int:
        """0 for none."""
        self.is_valid()
        return self.cleaned_data.get("expected") or 0


class SignForm(forms.Form):
    """One's own early sign, and at most two people. Everything may be blank."""

    text = WordsField(
        limit=SIGN_LIMIT,
        too_long=f"An early sign has at most {SIGN_LIMIT} characters. The rest can go on a page of the journal.",
        required=False,
    )
    first = WordsField(limit=NAME_LIMIT, too_long=f"At most {NAME_LIMIT} characters.", required=False, label="Someone")
    second = WordsField(
        limit=NAME_LIMIT, too_long=f"At most {NAME_LIMIT} characters.", required=False, label="Someone else"
    )
    expected = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for name in PEOPLE:
            self.fields[name].widget.attrs["autocomplete"] = "off"

    @classmethod
    def of(cls, saved: Saved[OwnSign] | None) -> SignForm:
        """The form as it stands now."""
        if saved is None:
            return cls(initial={"expected": 0})
        people = dict(zip(PEOPLE, saved.value.people, strict=False))
        return cls(initial={"text": saved.value.text, "expected": saved.revision} | people)

    def sign(self) -> Sign:
        """What a valid form said."""
        said = self.cleaned_data
        named = (" ".join(said[name].split()) for name in PEOPLE)
        return Sign(said["text"].strip(), tuple(name for name in named if name), said["expected"] or 0)
