"""Form fields that every folder uses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator


class WordsField(forms.CharField):
    """Words as they were typed: nothing trimmed, one kind of line end, and no `maxlength` that would cut a paste."""

    def __init__(self, *, limit: int, too_long: str, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.validators.append(MaxLengthValidator(limit, message=too_long))

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        return text.replace("\r\n", "\n").replace("\r", "\n")


class MomentField(forms.Field):
    """A UTC moment in ISO form, to the microsecond; None when absent or unreadable."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment = datetime.fromisoformat(str(value)) if value else None
            return moment.astimezone(UTC) if moment and moment.tzinfo else None
        except (ValueError, OverflowError):  # the second: no such moment in UTC, beyond the ends of the calendar
            return None
