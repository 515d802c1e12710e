"""What is offered to a person, and what they say of it, through the vault.

An offer is kept the first time it stands before somebody. When it cannot be kept (a full disk, a database put back)
the prompt stands there all the same: it may then come again sooner, and nothing else is lost.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from django.db import DatabaseError

from emberwell.journal.calendar import Calendar, Wanted
from emberwell.journal.dates import local_date
from emberwell.journal.records import Pillar
from emberwell.library.prompts import offered_to
from emberwell.prompts.finding import Found, find
from emberwell.prompts.memory import Memory
from emberwell.prompts.records import Answer, Offer, OwnPrompt, own_name
from emberwell.prompts.rules import Candidate, Known, choose
from emberwell.vault.errors import EmberwellError, StaleRevision

if TYPE_CHECKING:
    from emberwell.vault.vault import Vault

_TRIES = 5


def on_today(vault: Vault, *, now: datetime, zone: str) -> Found | None:
    """The prompt of the person's day: the last one offered on it, else a new one. None when all were refused."""
    day, refused = local_date(now, zone), vault.index(Memory).said(Answer.NOT_FOR_ME)
    answered: set[str] = set()
    for _, offer in reversed(vault.index(Memory).in_order()):
        offered_on = local_date(offer.offered_at, offer.zone)
        if offered_on < day:
            break
        if offered_on > day:  # by a clock that was ahead, or further east
            continue
        if offer.answer is not Answer.NONE:  # two tabs may have been offered the same one in the same moment
            answered.add(offer.prompt)
        elif offer.prompt not in answered and offer.prompt not in refused and (found := find(vault, offer.prompt)):
            return found
    try:
        return _offer_next(vault, now=now, zone=zone)
    except (EmberwellError, DatabaseError, OSError):
        return _next(vault, local_date(now, zone))


def instead_of(vault: Vault, prompt: str, answer: Answer, *, now: datetime, zone: str) -> Found | None:
    """Say `answer` of a prompt that stands before somebody, and offer the next."""
    say(vault, prompt, answer, now=now, zone=zone)
    return _offer_next(vault, now=now + timedelta(microseconds=1), zone=zone)


def stand_again(vault: Vault, prompt: str, *, now: datetime, zone: str) -> Found | None:
    """What was said of a prompt is taken back, and it stands before the person again; None when it is nowhere."""
    say(vault, prompt, Answer.TAKEN_BACK, now=now, zone=zone)
    found = find(vault, prompt)
    if found is not None:
        vault.put(Offer(prompt=prompt, offered_at=now, zone=zone))
    return found


def say(vault: Vault, prompt: str, answer: Answer, *, now: datetime, zone: str) -> None:
    """Keep what was said of a prompt: with its latest offer, or where it was never offered, as one.

    To pass over what was answered already changes nothing. A prompt that is nowhere is not answered. Raises
    StaleRevision when other tabs answer it again and again.
    """
    if find(vault, prompt) is None:
        return
    for turn in range(_TRIES):
        saved = next((each for each in reversed(vault.index(Memory).in_order()) if each[1].prompt == prompt), None)
        if saved is None:
            vault.put(Offer(prompt=prompt, offered_at=now, zone=zone, answer=answer, answered_at=now))
            return
        id, offer = saved
        if offer.answer is answer or (answer is Answer.ANOTHER and offer.answer is not Answer.NONE):
            return
        newest = vault.get(Offer, id)
        if newest.read_only:  # a newer release wrote it: what is said stands for itself
            vault.put(Offer(prompt=prompt, offered_at=now, zone=zone, answer=answer, answered_at=now))
            return
        said = msgspec.structs.replace(newest.value, answer=answer, answered_at=now)
        try:
            vault.put(said, id=id, expected=newest.revision)
            return
        except StaleRevision:  # answered in another tab in the same moment: the last word counts
            if turn == _TRIES - 1:
                raise
            vault.refresh()


def said_lately(vault: Vault, prompt: str) -> Answer | None:
    """The lasting answer that stands about a prompt (later, not for me); None for none."""
    standing = vault.index(Memory).standing().get(prompt)
    return standing[0] if standing else None


def is_written_on(vault: Vault, prompt: str, day: date) -> bool:
    """Whether a page of that local day was written to this prompt."""
    return vault.index(Memory).written_on(prompt, day)


def of_pillar(vault: Vault, pillar: Pillar, day: date) -> Found | None:
    """What would be offered of one pillar, without offering it; None when all of it was refused."""
    return _next(vault, day, pillar=pillar)


def _offer_next(vault: Vault, *, now: datetime, zone: str) -> Found | None:
    found = _next(vault, local_date(now, zone))
    if found is not None:
        vault.put(Offer(prompt=found.id, offered_at=now, zone=zone))
    return found


def _next(vault: Vault, day: date, *, pillar: Pillar | None = None) -> Found | None:
    candidates = [each for each in _candidates(vault) if pillar in (None, each.pillar)]
    chosen = choose(candidates, _known(vault), today=day, seed=vault.space_id)
    return find(vault, chosen.id) if chosen else None


def _candidates(vault: Vault) -> list[Candidate]:
    library = [Candidate(each.id, each.pillar, each.depth, each.tags) for each in offered_to()]
    own = (saved for saved in vault.all(OwnPrompt) if saved.value.is_offered)
    return library + [Candidate(own_name(saved.id), saved.value.pillar) for saved in own]


def _known(vault: Vault) -> Known:
    memory, calendar = vault.index(Memory), vault.index(Calendar)
    newest = {pillar: calendar.stretch(Wanted(pillar=pillar), limit=1).rows for pillar in Pillar}
    return Known(
        offers=memory.offered(),
        refused=frozenset(memory.said(Answer.NOT_FOR_ME)),
        laid_aside=frozenset(memory.said(Answer.LATER)),
        written=memory.written(),
        last_page={pillar: date.fromordinal(rows[0].key[0]) for pillar, rows in newest.items() if rows},
    )
