"""What the forms of the why accept, and the sentences they answer with."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms

from emberwell.journal.keeping import clean_line
from emberwell.site.fields import WordsField
from emberwell.vault.record import RecordId, new_id
from emberwell.why.statement import DRAFT_LIMIT, TAB, TEXT_LIMIT, Composed
from emberwell.why.strengths import NAME_LIMIT, WORDS_LIMIT, clean_name

PASSION_LIMIT = 300
_RECORD = r"\A[0-9a-f]{32}\Z"
_TAB = r"\A[a-z0-9-]{1,64}\Z"
_MANY = 10**9
"""More revisions than anything has; a draft cannot hold a number without end."""


class DraftForm(forms.Form):
    """The sentence while it is being composed: longer than it may end."""

    text = WordsField(limit=DRAFT_LIMIT, too_long=f"A draft holds {DRAFT_LIMIT:,} characters at most.", required=False)
    statement = forms.RegexField(_RECORD, required=False)
    expected = forms.IntegerField(required=False, min_value=0, max_value=_MANY)
    tab = forms.RegexField(_TAB, required=False)

    def composed(self, *, now: datetime, zone: str) -> Composed:
        """What a valid form said."""
        said = self.cleaned_data
        return Composed(
            text=said["text"],
            statement=RecordId(said["statement"] or new_id()),
            expected=said["expected"] or 0,
            tab=said["tab"] or TAB,
            now=now,
            zone=zone,
        )


class SentenceForm(DraftForm):
    """The sentence, to be the why."""

    def clean_text(self) -> str:
        text = cast(str, self.cleaned_data["text"])
        kept = clean_line(text)
        if not kept:
            raise forms.ValidationError("Write it first. One plain sentence is enough.")
        if len(kept) > TEXT_LIMIT:
            raise forms.ValidationError(
                f"A why has at most {TEXT_LIMIT} characters, as a card has. It is all still here: see what can go."
            )
        return text


class PassionForm(forms.Form):
    """Something that makes one forget the time, in a line."""

    text = WordsField(
        limit=PASSION_LIMIT,
        too_long=f"A line here has at most {PASSION_LIMIT} characters. The rest can go on a page.",
        required=False,
    )
    expected = forms.IntegerField(required=False, min_value=1)

    def clean_text(self) -> str:
        text = " ".join(cast(str, self.cleaned_data["text"]).split())
        if not text:
            raise forms.ValidationError("Write the line first.")
        return text


class StrengthForm(forms.Form):
    """A strength's name, and what it is like in the person who has it."""

    name = WordsField(limit=NAME_LIMIT, too_long=f"A name has at most {NAME_LIMIT} characters.", required=False)
    words = WordsField(
        limit=WORDS_LIMIT,
        too_long=f"There is room for {WORDS_LIMIT:,} characters here. The rest can go on a page.",
        required=False,
    )
    expected = forms.IntegerField(required=False, min_value=1)

    def clean_name(self) -> str:
        name = clean_name(cast(str, self.cleaned_data["name"]))
        if not name:
            raise forms.ValidationError("Give it a name: one word is enough.")
        return name

    def clean_words(self) -> str:
        return cast(str, self.cleaned_data["words"]).strip()


class NamingForm(forms.Form):
    """Which strengths a line shows: one's own, some of the vocabulary, one in own words. None at all is an answer."""

    strength = forms.MultipleChoiceField(required=False)
    word = forms.MultipleChoiceField(required=False)
    name = WordsField(limit=NAME_LIMIT, too_long=f"A name has at most {NAME_LIMIT} characters.", required=False)
    expected = forms.IntegerField(required=False, min_value=1)

    def __init__(self, *args: Any, own: list[RecordId], words: list[str], **options: Any) -> None:
        """`own` are the strengths already named, `words` the ids of the vocabulary."""
        super().__init__(*args, **options)
        for name, offered in (("strength", own), ("word", words)):
            field = cast(forms.MultipleChoiceField, self.fields[name])
            field.choices = [(each, each) for each in offered]
            field.error_messages["invalid_choice"] = "One of these is gone by now. Tick what you see."

    def clean_name(self) -> str:
        return clean_name(cast(str, self.cleaned_data["name"]))


class StillForm(forms.Form):
    """`Still so`, said of the words that were on the page."""

    expected = forms.IntegerField(required=False, min_value=1)
