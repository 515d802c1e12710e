"""The early word out of an open vault: whether one is due, and keeping that it was answered.

Plain functions for every folder: `word_now` is what Today and week's end may show, with `insight/_word.html`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from threading import RLock
from typing import TYPE_CHECKING, ClassVar

import msgspec

from emberwell.accounts.rules import preferences
from emberwell.insight.records import OwnSign, WordSaid
from emberwell.insight.saying import WordCard, for_supervision, word_card
from emberwell.insight.word import Word, latest, words_of
from emberwell.supervision.keeping import take
from emberwell.vault.errors import StaleRevision
from emberwell.week.keeping import change_check_in
from emberwell.week.records import CheckIn
from emberwell.week.rules import check_in_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from emberwell.vault.record import Record, RecordId
    from emberwell.vault.vault import Saved, Vault

SUPERVISION, LESS, NOT_NOW = "supervision", "less", "not now"
ANSWERS = (SUPERVISION, LESS, NOT_NOW)


class EarlyWords:
    """An index in the vault's sense: every word the check-ins give, worked out once after they changed."""

    kinds: ClassVar[tuple[type[Record], ...]] = (CheckIn,)

    def __init__(self) -> None:
        self._check_ins: dict[RecordId, Saved[CheckIn]] = {}
        self._words: tuple[Word, ...] | None = None
        self._lock = RLock()

    def replace(self, id: RecordId, new: Saved[Any] | None) -> None:
        """A check-in was kept or changed, or (None) went to the trash."""
        with self._lock:
            self._words = None
            self._check_ins.pop(id, None)
            if new is not None and isinstance(new.value, CheckIn):
                self._check_ins[id] = new

    def words(self) -> tuple[Word, ...]:
        """The earliest first."""
        with self._lock:
            if self._words is None:
                written = sorted(self._check_ins.values(), key=lambda saved: saved.seq)
                self._words = words_of(saved.value for saved in written)
            return self._words


def word_now(vault: Vault, today: date) -> WordCard | None:
    """The early word that is due today; None when there is none, or it was answered."""
    word = latest(vault.index(EarlyWords).words(), (saved.value for saved in vault.all(WordSaid)), today)
    if word is None:
        return None
    sign = own_sign(vault)
    names = [known.name for known in preferences(vault).hard_day_names if known.name]
    return word_card(word, sign.value if sign else None, names, today)


def answer_word(vault: Vault, answer: str, *, today: date, now: datetime, zone: str) -> bool:
    """Keep what was answered, so that this word is said no more; False when none was due (answered twice, say).

    With `supervision` it goes on the list for supervision, in the first person.
    """
    word = word_now(vault, today)
    if word is None:
        return False
    if answer == SUPERVISION:
        take(vault, text=for_supervision(word, today), now=now, zone=zone)
    vault.put(WordSaid(rule=word.rule, since=word.since, answered_on=today, answer=answer))
    return True


def check_in_on(vault: Vault, day: date) -> Saved[CheckIn] | None:
    """What is kept about that day."""
    return check_in_of(vault.all(CheckIn), day)


def keep_check_in(
    vault: Vault, day: date, answers: Mapping[str, int | None], *, expected: int, now: datetime, zone: str
) -> Saved[CheckIn] | None:
    """Keep the check-in about `day`, one a day; None when nothing is answered, and what there was is in the trash.

    `expected` is the revision the form was filled from, 0 for none. Raises StaleRevision.
    """
    there = check_in_on(vault, day)
    value = change_check_in(there.value if there else None, answers, day=day, zone=zone, now=now)
    is_blank = not any(answers.values())
    if there is None:
        return None if is_blank else vault.put(value)
    if value == there.value:
        return there
    if expected != there.revision:
        raise StaleRevision(expected=expected, newest=there.revision)
    if is_blank:
        vault.trash(there.id, expected=there.revision)
        return None
    return vault.put(value, id=there.id, expected=there.revision)


def own_sign(vault: Vault) -> Saved[OwnSign] | None:
    """One's own early sign; of two (an import, say) the one written last."""
    return max(vault.all(OwnSign), key=lambda saved: saved.seq, default=None)


@dataclass(frozen=True)
class Sign:
    """What the form of the own early sign said."""

    text: str
    people: tuple[str, ...]
    expected: int
    """The revision it was filled from; 0 for none."""


def keep_sign(vault: Vault, sign: Sign, *, now: datetime, zone: str) -> Saved[OwnSign] | None:
    """Keep it; None when it was emptied, and what there was is in the trash. Raises StaleRevision.

    Its month is that of the words: only a change of them is a new writing.
    """
    there = own_sign(vault)
    if not sign.text and not sign.people:
        if there is not None:
            _check(there, sign)
            vault.trash(there.id, expected=there.revision)
        return None
    if there is None:
        return vault.put(OwnSign(text=sign.text, written_at=now, zone=zone, people=sign.people))
    if (there.value.text, there.value.people) == (sign.text, sign.people):
        return there
    _check(there, sign)
    value = msgspec.structs.replace(there.value, people=sign.people)
    if sign.text != there.value.text:
        value = msgspec.structs.replace(value, text=sign.text, written_at=now, zone=zone)
    return vault.put(value, id=there.id, expected=there.revision)


def _check(there: Saved[OwnSign], sign: Sign) -> None:
    if there.revision != sign.expected:
        raise StaleRevision(expected=sign.expected, newest=there.revision)
