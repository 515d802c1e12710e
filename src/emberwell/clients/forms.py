"""What the forms of code names accept, and the sentences they answer with."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from emberwell.clients.keeping import Deed
from emberwell.clients.naming import NAME_LIMIT, clean_name, looks_real, same_name
from emberwell.clients.picture import SORT_NAMES
from emberwell.clients.records import Colour, Shape, Sort, Whose
from emberwell.journal.keeping import clean_line
from emberwell.site.fields import WordsField
from emberwell.vault.record import RecordId

MATTER_LIMIT = 400
"""Characters of one line of what matters."""


class ClientForm(forms.Form):
    """A code name and its sign."""

    name = WordsField(
        limit=NAME_LIMIT,
        too_long=f"A code name has at most {NAME_LIMIT} characters.",
        required=False,
        label="Code name",
    )
    shape = forms.ChoiceField(choices=[(each.value, each.value) for each in Shape], required=False)
    colour = forms.ChoiceField(choices=[(each.value, each.value) for each in Colour], required=False)
    sure = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    """The name that looked real, when it was pressed again."""
    expected = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, taken: Any = lambda name: False, had: str = "", **options: Any) -> None:
        """`taken` says whether another is called so; `had` is the name it has, which is not doubted again."""
        self._taken, self._had = taken, had
        self.looks_real = False
        super().__init__(*args, **options)

    def clean_name(self) -> str:
        name = clean_name(cast(str, self.cleaned_data["name"]))
        if not any(character.isalpha() for character in name) or len(name) < 2:
            raise forms.ValidationError("A code name needs a word, or at least two letters.")
        if self._taken(name):
            raise forms.ValidationError("Another code name is called so, perhaps an archived one. Choose another.")
        sure = same_name(str(self.data.get("sure", "")))
        if looks_real(name) and same_name(name) not in {sure, same_name(self._had)}:
            self.looks_real = True
            raise forms.ValidationError(
                "This looks as if it could be somebody’s own name or initials. If it is not, press the button again "
                "and it stays."
            )
        return name

    def clean_shape(self) -> Shape:
        return Shape(self.cleaned_data["shape"] or Shape.CIRCLE)

    def clean_colour(self) -> Colour:
        return Colour(self.cleaned_data["colour"] or Colour.CLAY)


class DeedForm(forms.Form):
    """What is done to a code name, and on which day."""

    do = forms.ChoiceField(choices=[(each.value, each.value) for each in Deed])
    on = forms.DateField(required=False)

    def deed(self) -> Deed:
        return Deed(self.cleaned_data["do"])

    def day(self, today: date) -> date:
        """The day said, never one to come."""
        return min(cast("date | None", self.cleaned_data["on"]) or today, today)


class MatterForm(forms.Form):
    """One line of what matters to somebody. Whose it is is never left open."""

    text = WordsField(
        limit=MATTER_LIMIT,
        too_long=f"A line here has at most {MATTER_LIMIT} characters. The rest can go on a page.",
        required=False,
    )
    sort = forms.ChoiceField(
        choices=[(each.value, SORT_NAMES[each].removesuffix("s")) for each in Sort],
        widget=forms.RadioSelect,
        error_messages={"required": "Say which it is: a value, a belief or an aspiration."},
    )
    whose = forms.ChoiceField(
        choices=[(each.value, each.value.capitalize()) for each in Whose],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whose it is: their words, or your guess."},
    )
    hoped_for = forms.ChoiceField(
        choices=[("", "So now"), ("1", "Hoped for")], required=False, widget=forms.RadioSelect
    )
    noted_on = forms.DateField(required=False)
    until = forms.DateField(required=False)
    expected = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        text = clean_line(cast(str, self.cleaned_data["text"]))
        if not text:
            raise forms.ValidationError("Write the line first.")
        return text

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        noted_on, until = said.get("noted_on"), said.get("until")
        if noted_on and until and until < noted_on:
            self.add_error("until", "It ended before it was noted. One of the two days is another.")
        return said

    def said(self, today: date) -> dict[str, Any]:
        """What a valid form said, by the names of the record's fields."""
        given = self.cleaned_data
        return {
            "text": given["text"],
            "sort": Sort(given["sort"]),
            "whose": Whose(given["whose"]),
            "hoped_for": given["hoped_for"] == "1",
            "noted_on": given["noted_on"] or today,
        }


class UntilForm(forms.Form):
    """`No longer so`, from a day on."""

    until = forms.DateField(required=False)


class EraseForm(forms.Form):
    """What to do with what names a code name: ticked ids go as well, the others stay without it."""

    item = forms.MultipleChoiceField(required=False)
    leave = forms.MultipleChoiceField(required=False)
    replace = forms.BooleanField(required=False)
    asked = forms.BooleanField(
        required=True, error_messages={"required": "Tick that nobody asks for these notes, as far as you know."}
    )

    def __init__(self, *args: Any, known: Any, **options: Any) -> None:
        """`known` are the ids that were shown."""
        super().__init__(*args, **options)
        for name in ("item", "leave"):
            cast(forms.MultipleChoiceField, self.fields[name]).choices = [(id, id) for id in known]

    def ticked(self, name: str) -> frozenset[RecordId]:
        """What was ticked as `item` or as `leave`."""
        return frozenset(RecordId(id) for id in self.cleaned_data[name])
