"""What the form of the list of words to look for accepts."""

from __future__ import annotations

from typing import cast

from django import forms

from emberwell.clients.watching import WORD_LIMIT, WORDS_LIMIT, clean_words
from emberwell.site.fields import WordsField


class WatchForm(forms.Form):
    """Words to look for, one a line. None at all is an answer."""

    words = WordsField(
        limit=WORDS_LIMIT * (WORD_LIMIT + 2), too_long="That is more than this list can hold.", required=False
    )
    expected = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def clean_words(self) -> tuple[str, ...]:
        words = clean_words(cast(str, self.cleaned_data["words"]))
        if len(words) > WORDS_LIMIT:
            raise forms.ValidationError(f"The list holds up to {WORDS_LIMIT} lines.")
        if any(len(word) > WORD_LIMIT for word in words):
            raise forms.ValidationError(f"A line has at most {WORD_LIMIT} characters.")
        return words
