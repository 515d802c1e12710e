"""Form fields that every folder uses."""

from __future__ import annotations

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
