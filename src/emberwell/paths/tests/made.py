"""A path, walks and pages to test with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Entry
from emberwell.library import paths
from emberwell.library.paths import prompt_id
from emberwell.paths.records import Said, Walk, Word
from emberwell.vault.vault import Saved
from emberwell.week.records import Act

ZONE = "Europe/Vienna"
BEGUN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
_WORDS = "Twenty words are the least a step may have, and so these words go on until there are enough of them here."
_OPENING = " ".join([_WORDS] * 2)

PATH = f"""
id = "a-way"
title = "A way through"
pillar = "growth"
sentence = "Five steps from one gate to another."
for_whom = "For whoever tests this, on any day."
not_now = "Not while the tests are red: mend them first."
opening = "{_OPENING}"
keepsake = "This is what you brought along."
place = 1

[[step]]
id = "the-gate"
title = "The gate"
words = "{_WORDS}"
kind = "page"
minutes = 8
prompt = "Describe the gate you came in by, and its latch."
follow_up = "Who closed it after you?"

[[step]]
id = "the-bench"
title = "The bench"
words = "{_WORDS}"
kind = "practice"
minutes = 3
practice = "body-scan"

[[step]]
id = "the-stone"
title = "The stone"
words = "{_WORDS}"
kind = "act"
minutes = 2
act = "On Monday I carry one stone home."

[[step]]
id = "the-well"
title = "The well"
words = "{_WORDS}"
kind = "page"
minutes = 12
prompt = "Write what the bucket brought up that nobody had asked for."

[[step]]
id = "the-road"
title = "The road"
words = "{_WORDS}"
kind = "page"
minutes = 5
prompt = "Name the first house after the last field."
"""
STEPS = ("the-gate", "the-bench", "the-stone", "the-well", "the-road")


def without(step: str) -> str:
    """The path's file with one step struck out and another put in its place."""
    return PATH.replace(f'id = "{step}"', 'id = "the-other"')


def library_of(monkeypatch: pytest.MonkeyPatch, *files: str) -> None:
    """These path files and no others."""
    named = [(f"{text.split(chr(34))[1]}.toml", text) for text in files]
    monkeypatch.setattr(paths, "texts", lambda _kind, language="en": iter(named if language == "en" else ()))
    paths.forget()


def walk_of(person: Person, **fields: Any) -> Saved[Walk]:
    """A walk of hers."""
    return person.vault.put(
        Walk(**{"path": "a-way", "title": "A way through", "begun_at": BEGUN, "zone": ZONE} | fields)
    )


def said(step: str, word: Word = Word.DONE, *, days: int = 1, **fields: Any) -> Said:
    return Said(**{"step": step, "word": word, "at": BEGUN + timedelta(days=days)} | fields)


def page_for(person: Person, step: str, body: str = "The latch was a loop of wire.", *, days: int = 0, **fields: Any):
    """A page she wrote for a step, so many days after `BEGUN`."""
    prompt = prompt_id("a-way", step)
    at = BEGUN + timedelta(days=days, hours=1)
    return person.vault.put(
        Entry(**{"written_at": at, "zone": ZONE, "body": body, "prompt": prompt, "prompt_text": "A gate."} | fields)
    )


def act_of(person: Person, what: str = "Carry one stone home.", **fields: Any) -> Saved[Act]:
    return person.vault.put(Act(**{"for_week": BEGUN.date(), "zone": ZONE, "chosen_at": BEGUN, "what": what} | fields))


def at(name: str, *args: str) -> str:
    return reverse(f"paths:{name}", args=args)
