"""What the forms of sessions accept, and the sentences they answer with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from emberwell.journal.keeping import clean_line
from emberwell.journal.rules import LINE_LIMIT
from emberwell.sessions.keeping import Chosen
from emberwell.sessions.noting import Noted
from emberwell.sessions.records import Mine
from emberwell.sessions.rules import CALLED_LIMIT, MINE_LIMIT, PUT_DOWN_LIMIT, QUESTION_LIMIT, TO_BE_LIMIT, AfterSaid
from emberwell.site.fields import WordsField
from emberwell.vault.record import RecordId, new_id

RECORD = r"\A[0-9a-f]{32}\Z"
MINE_WORDS = {
    Mine.DISCLOSURE: "Something about me",
    Mine.NOT_KNOWING: "Not knowing",
    Mine.MISTAKE: "Owning a mistake",
    Mine.FEELING: "A visible feeling",
}


def _words(limit: int, **options: Any) -> WordsField:
    too_long = f"At most {limit:,} characters. Nothing is lost: shorten it, or write the rest on a page."
    return WordsField(limit=limit, too_long=too_long, required=False, **options)


class RecordForm(forms.Form):
    """A form for something new carries the id it will have, so that a double press is one deed."""

    record = forms.RegexField(RECORD, required=False, widget=forms.HiddenInput)
    expected = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def record_id(self) -> RecordId:
        """The id it was given, else a new one."""
        sent = self.data.get("record") if self.is_bound else self.initial.get("record")
        is_id = isinstance(sent, str) and len(sent) == 32 and all(digit in "0123456789abcdef" for digit in sent)
        return RecordId(sent) if is_id and sent else new_id()


class _NamesAClient(RecordForm):
    """A form in which a code name may be chosen, or none."""

    client = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "This code name is not offered any more. Choose again."}
    )

    def __init__(self, *args: Any, clients: Mapping[RecordId, str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ChoiceField", self.fields["client"])
        field.choices = [("", "No code name"), *clients.items()]

    def client_id(self) -> RecordId | None:
        """The code name chosen."""
        return _id(self.cleaned_data["client"])


class ChooseForm(_NamesAClient):
    """One session, before it."""

    called = _words(CALLED_LIMIT)
    to_be = _words(TO_BE_LIMIT)
    question = _words(QUESTION_LIMIT)
    value = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "This value is not among your five any more. Choose again."}
    )

    def __init__(self, *args: Any, values: Mapping[RecordId, str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ChoiceField", self.fields["value"])
        field.choices = [("", "None"), *values.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.errors and not any(
            str(cleaned[name]).strip() for name in ("called", "client", "to_be", "question", "value")
        ):
            self.add_error("to_be", "Write how you want to be, or only which session it is.")
        return cleaned

    @property
    def more_is_open(self) -> bool:
        """Whether the folded part holds something."""
        return any(self[name].value() or self[name].errors for name in ("question", "value"))

    def chosen(self) -> Chosen:
        """What a valid form said."""
        said = self.cleaned_data
        return Chosen(
            called=" ".join(said["called"].split()),
            client=self.client_id(),
            to_be=said["to_be"].strip(),
            question=said["question"].strip(),
            value=_id(said["value"]),
        )


class AfterForm(RecordForm):
    """Something true, and what is put down."""

    text = WordsField(
        limit=LINE_LIMIT,
        too_long=f"A kept line has at most {LINE_LIMIT:,} characters. The rest can go on a page.",
        required=False,
    )
    put_down = _words(PUT_DOWN_LIMIT)
    quiet = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.errors and not (clean_line(cleaned["text"]) or cleaned["put_down"].strip()):
            self.add_error("text", "Write one of the two. A few words are enough.")
        return cleaned

    def said(self) -> AfterSaid:
        """What a valid form said."""
        said = self.cleaned_data
        return AfterSaid(clean_line(said["text"]), said["put_down"].strip(), said["quiet"])


class MineForm(_NamesAClient):
    """Something of mine in the room; `before` when it is thought through before."""

    what = forms.ChoiceField(
        choices=[(what.value, words) for what, words in MINE_WORDS.items()],
        error_messages={"required": "Choose which of the four it is.", "invalid_choice": "Choose one of the four."},
    )
    before = forms.BooleanField(required=False, widget=forms.HiddenInput)
    session = forms.RegexField(RECORD, required=False, widget=forms.HiddenInput)
    who_for = _words(MINE_LIMIT)
    would_say = _words(MINE_LIMIT)
    carry = _words(MINE_LIMIT)
    happened = _words(MINE_LIMIT)
    received = _words(MINE_LIMIT)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        names = ("who_for", "would_say", "carry", "happened")
        if not self.errors and not any(cleaned[name].strip() for name in names):
            first = "who_for" if cleaned["before"] else "happened"
            self.add_error(first, "There is nothing here yet. A few words are enough.")
        return cleaned

    def noted(self) -> Noted:
        """What a valid form said."""
        said = self.cleaned_data
        return Noted(
            what=Mine(said["what"]),
            client=self.client_id(),
            session=_id(said["session"]),
            thought_before=said["before"],
            who_for=said["who_for"].strip(),
            would_say=said["would_say"].strip(),
            carry=said["carry"].strip(),
            happened=said["happened"].strip(),
            received=said["received"].strip(),
        )


def _id(said: str) -> RecordId | None:
    return RecordId(said) if said else None
