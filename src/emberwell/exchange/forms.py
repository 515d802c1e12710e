"""The forms of bringing and taking."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from emberwell.accounts.passphrase import check_passphrase
from emberwell.exchange.taking import Shape
from emberwell.vault.errors import WeakPassphrase

_SECRET = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "class": "passphrase"}
"""Not `new-password`: a browser would offer to keep it in place of the passphrase of the journal."""
_DAY = {"autocomplete": "off"}


class BringForm(forms.Form):
    """One file from elsewhere."""

    file = forms.FileField(
        label="The file",
        allow_empty_file=True,
        error_messages={"required": "Choose the file first. A folder has to be made a zip before it can be sent."},
    )
    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput())


class TakeForm(forms.Form):
    """In which shape, and what that shape needs to know."""

    shape = forms.ChoiceField(
        label="In which shape",
        choices=[
            (Shape.FILES, "Readable files"),
            (Shape.AGE, "A sealed archive"),
            (Shape.PDF, "A PDF to read or print"),
            (Shape.JSON, "JSON only"),
        ],
        widget=forms.RadioSelect,
    )
    everything = forms.BooleanField(label="With earlier versions of every page", required=False)
    since = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs={**_DAY, "type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label="To, that day included",
        required=False,
        widget=forms.DateInput(attrs={**_DAY, "type": "date"}, format="%Y-%m-%d"),
    )
    passphrase = forms.CharField(
        label="A passphrase for the archive",
        required=False,
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs=_SECRET),
    )
    again = forms.CharField(
        label="The same once more",
        required=False,
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs=_SECRET),
    )
    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("shape") == Shape.AGE:
            self._check_passphrase(cleaned.get("passphrase", ""), cleaned.get("again", ""))
        if cleaned.get("shape") == Shape.PDF:
            self._check_days(cleaned.get("since"), cleaned.get("until"))
        return cleaned

    def _check_passphrase(self, passphrase: str, again: str) -> None:
        if not passphrase:
            self.add_error("passphrase", "Choose a passphrase. Without it nobody opens the archive, you included.")
            return
        try:
            check_passphrase(passphrase)
        except WeakPassphrase as error:
            self.add_error("passphrase", str(error))
            return
        if passphrase != again:
            self.add_error("again", "These two are not the same. Type it once more in both.")

    def _check_days(self, since: date | None, until: date | None) -> None:
        if since is None and "since" not in self.errors:
            self.add_error("since", "Say from which day.")
        if until is None and "until" not in self.errors:
            self.add_error("until", "Say up to which day.")
        if since and until and until < since:
            self.add_error("until", "This day is before the first one.")
