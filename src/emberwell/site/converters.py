"""Parts of addresses that are more than text. Registered by `site/urls.py`, before any folder's addresses."""

from __future__ import annotations

from datetime import date


class RecordIdConverter:
    """32 lowercase hex digits."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DayConverter:
    """A day, `2026-03-06`: a date that exists."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()
