"""What the forms of the sort, of a value and of importance accept."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any, cast

from django import forms

from emberwell.site.fields import WordsField
from emberwell.vault.record import RecordId
from emberwell.why.records import Pile
from emberwell.why.sorting import NAME_LIMIT, clean_name
from emberwell.why.values import WORDS_LIMIT, Answers

RECORD = r"\A[0-9a-f]{32}\Z"
MATTERS = (("0", "Not here"), ("1", "Some"), ("2", "Much"), ("3", "Most of all"))
"""How much a value matters now, in words for 0..3."""


class CardForm(forms.Form):
    """A card laid on a pile."""

    card = forms.RegexField(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", max_length=60)
    pile = forms.ChoiceField(choices=[(pile.value, pile.value) for pile in Pile])

    def __init__(self, *args: Any, known: Container[str], **options: Any) -> None:
        """`known` are the cards there are: those of the deck, one's own, and any that lies already."""
        self._known = known
        super().__init__(*args, **options)

    def clean_card(self) -> str:
        card = cast(str, self.cleaned_data["card"])
        if card not in self._known:
            raise forms.ValidationError("This card is not in the deck.")
        return card


class OwnForm(forms.Form):
    """A value in one's own words."""

    name = WordsField(
        limit=NAME_LIMIT,
        too_long=f"A name has at most {NAME_LIMIT} characters. What it is like to live it can be said afterwards.",
        required=False,
        label="A value in your own words",
    )

    def clean_name(self) -> str:
        name = clean_name(cast(str, self.cleaned_data["name"]))
        if not name:
            raise forms.ValidationError("Write a word or two first.")
        return name


class ValueForm(forms.Form):
    """Own words for a value."""

    at_work = WordsField(
        limit=WORDS_LIMIT,
        too_long=f"At most {WORDS_LIMIT:,} characters stand here. The rest can go on a page.",
        required=False,
        label="At work",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "class": "words", "dir": "auto"}),
    )
    at_home = WordsField(
        limit=WORDS_LIMIT,
        too_long=f"At most {WORDS_LIMIT:,} characters stand here. The rest can go on a page.",
        required=False,
        label="At home",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "class": "words", "dir": "auto"}),
    )
    expected = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, spellcheck: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("at_work", "at_home"):
            self.fields[name].widget.attrs["spellcheck"] = "true" if spellcheck else "false"


class OrderForm(forms.Form):
    """A value moved in the order of the five, or the order taken off again."""

    value = forms.RegexField(RECORD, required=False)
    by = forms.TypedChoiceField(choices=[("-1", "up"), ("1", "down")], coerce=int, required=False, empty_value=None)
    clear = forms.BooleanField(required=False)


class ImportanceForm(forms.Form):
    """How much each of the five matters, at work and at home. Any may be left."""

    def __init__(self, *args: Any, five: Iterable[tuple[RecordId, str]], **options: Any) -> None:
        """`five` are ids and names."""
        super().__init__(*args, **options)
        self.five = tuple(five)
        for id, _ in self.five:
            for where in ("work", "home"):
                self.fields[f"{where}_{id}"] = forms.TypedChoiceField(
                    choices=MATTERS, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
                )

    def answers(self) -> Answers:
        """What a valid form said."""
        said = self.cleaned_data
        return {id: (said[f"work_{id}"], said[f"home_{id}"]) for id, _ in self.five}
