"""Kinds that only these tests know: the vault must serve any."""

from __future__ import annotations

from datetime import UTC, datetime

from emberwell.vault.record import Record, RecordId, record


@record("test.note", schema=1)
class Note(Record, kw_only=True, frozen=True):
    text: str
    title: str = ""
    at: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    attachments: tuple[RecordId, ...] = ()

    def search_text(self) -> tuple[str, str]:
        return self.title, self.text

    def search_when(self) -> datetime:
        return self.at


@record("test.small", schema=1, padded_to=1024)
class Small(Record, kw_only=True, frozen=True):
    number: int
