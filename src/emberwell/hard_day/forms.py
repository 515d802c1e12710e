"""What can be written behind a door: as little as one likes."""

from __future__ import annotations

from typing import Any

from django import forms

MOST_CHARACTERS = 20_000


class CarriedForm(forms.Form):
    """One thing still carried, and who could know."""

    body = forms.CharField(
        label="In as few words as you can",
        max_length=MOST_CHARACTERS,
        error_messages={
            "required": "There is nothing here to keep yet. It is all right to leave it so.",
            "max_length": "This is more than one page behind this door can take. Write it in your journal instead.",
        },
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "class": "words", "data-guard": True}),
    )
    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, spellcheck: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["spellcheck"] = "true" if spellcheck else "false"
