"""What can be kept after a practice: nothing has to be filled in."""

from __future__ import annotations

from django import forms

from emberwell.journal.keeping import clean_line
from emberwell.journal.rules import LINE_LIMIT
from emberwell.library.practices import LONGEST_MINUTES
from emberwell.site.fields import MomentField, WordsField


class KeepForm(forms.Form):
    """A mark, and one line if one likes."""

    minutes = forms.IntegerField(min_value=1, max_value=LONGEST_MINUTES, widget=forms.HiddenInput)
    ended_at = MomentField(required=False)
    line = WordsField(
        limit=LINE_LIMIT,
        too_long=f"A kept line has at most {LINE_LIMIT:,} characters. The rest can go on a page.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean_line(self) -> str:
        return clean_line(str(self.cleaned_data["line"]))
