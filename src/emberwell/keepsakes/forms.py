"""The forms of the year's small book. What was chosen travels as ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from emberwell.keepsakes.choice import AT_MOST, Choice, chosen_from

_OUT = "out"


def ids_in(sent: Iterable[str]) -> list[str]:
    """What stands in the values of a form."""
    return [id for part in sent for id in part.split()]


class IdsField(forms.Field):
    """Ids: one a tick, or many in one hidden field with spaces between."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return ids_in(value or ())


class ChoiceForm(forms.Form):
    """What is to stand in the book of a year: at least one thing, at most `AT_MOST`."""

    item = IdsField(required=False)

    def __init__(self, data: QueryDict | None, *, year: int) -> None:
        super().__init__(data)
        self.year = year
        self._sent = data.getlist("item") if data is not None else []

    def clean_item(self) -> Choice:
        choice = chosen_from(self.year, self.cleaned_data["item"])
        if not choice.ids:
            raise ValidationError("Nothing is ticked yet. Tick at least one line, page or why.")
        if len(choice.ids) > AT_MOST:
            raise ValidationError(f"One book takes {AT_MOST:,} lines and pages. Untick some, or make two books.")
        return choice

    @property
    def choice(self) -> Choice:
        """What was sent, whether or not it can be a book."""
        return chosen_from(self.year, ids_in(self._sent))


class BookForm(ChoiceForm):
    """The same after the check: what is left out again, and the name on the cover."""

    name = forms.CharField(
        label="Name on the cover",
        required=False,
        max_length=80,
        error_messages={"max_length": "A cover holds 80 characters."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "auto"}),
    )

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    @property
    def left_out(self) -> frozenset[str]:
        """The ids marked `leave this one out`."""
        return frozenset(
            name.removeprefix("of-") for name, said in self.data.items() if name.startswith("of-") and said == _OUT
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        choice = cleaned.get("item")
        if choice is not None:
            cleaned["item"] = choice.without(self.left_out)
            if not cleaned["item"].ids:
                self.add_error("item", "Everything was left out. Let something stand, or go back to the choice.")
        return cleaned
