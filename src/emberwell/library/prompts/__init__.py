"""The prompts of the library, and the file format they are written in.

They lie beside this module as plain TOML, one file a pillar, so that a clinician can read, mend and add them without
reading code. A file is a header and a list:

    pillar = "why"                 # why, connection, alignment or growth: the four ways in
    audience = "therapist"

    [[prompt]]
    id = "why-box-on-the-form"     # for ever: pages remember it. Begins with the pillar; a-z, 0-9 and hyphens
    text = "..."                   # at most 55 words
    minutes = 8                    # what it asks of a tired person, 2 to 20
    depth = 2                      # 1 on the surface, 2 further in, 3 for when there is time and quiet
    tags = ["beginnings"]          # one to three of `Tag`

This module refuses what is malformed. Whether a prompt is well written is for people, with a little help from
`library/checks.py`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

import msgspec

from emberwell.journal.records import Pillar

LANGUAGE = "en"


class Tag(StrEnum):
    """What a prompt may be looked for by. Small on purpose: a new one needs at least two prompts."""

    BEFORE_SESSION = "before-session"
    BETWEEN_SESSIONS = "between-sessions"
    AFTER_SESSION = "after-session"
    WEEK = "week"
    SEASON = "season"
    CAREER = "career"
    GOOD_DAY = "good-day"
    HARD_DAY = "hard-day"
    BODY = "body"
    HOME = "home"
    COLLEAGUES = "colleagues"
    SUPERVISION = "supervision"
    SOMETHING_OF_MINE = "something-of-mine"
    BEGINNINGS = "beginnings"
    ENDINGS = "endings"
    MISTAKES = "mistakes"
    DOUBT = "doubt"


TAGS: Mapping[Tag, str] = {
    Tag.BEFORE_SESSION: "before a session",
    Tag.BETWEEN_SESSIONS: "between sessions",
    Tag.AFTER_SESSION: "after a session",
    Tag.WEEK: "end of a week",
    Tag.SEASON: "end of a season",
    Tag.CAREER: "a whole career",
    Tag.GOOD_DAY: "a good day",
    Tag.HARD_DAY: "a hard day",
    Tag.BODY: "the body",
    Tag.HOME: "home and friends",
    Tag.COLLEAGUES: "colleagues",
    Tag.SUPERVISION: "supervision",
    Tag.SOMETHING_OF_MINE: "something of mine",
    Tag.BEGINNINGS: "beginnings",
    Tag.ENDINGS: "endings",
    Tag.MISTAKES: "mistakes",
    Tag.DOUBT: "doubt",
}
"""Their words on a page."""


class PromptsBroken(Exception):
    """A prompt file breaks the format. The message names the file, the prompt and what to mend."""


class _Item(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One `[[prompt]]` as it stands in a file."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z]+(-[a-z0-9]+)+$", max_length=60)]
    text: Annotated[str, msgspec.Meta(min_length=20)]
    minutes: Annotated[int, msgspec.Meta(ge=2, le=20)]
    depth: Annotated[int, msgspec.Meta(ge=1, le=3)]
    tags: Annotated[tuple[Tag, ...], msgspec.Meta(min_length=1, max_length=3)]


class _File(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    pillar: Pillar
    audience: Literal["therapist"]
    prompt: Annotated[list[dict[str, Any]], msgspec.Meta(min_length=1)]


class Prompt(msgspec.Struct, kw_only=True, frozen=True):
    """Something to write to."""

    id: str
    """Also its address: `/library/<id>/`. Stable for ever, since pages remember what they were written to."""
    text: str
    pillar: Pillar
    audience: Literal["therapist"]
    minutes: int
    """2..20."""
    depth: int
    """1..3."""
    tags: tuple[Tag, ...]


@cache
def all_prompts() -> tuple[Prompt, ...]:
    """Every prompt, in the order of the pillars and of their files. Read once.

    Raises `PromptsBroken`.
    """
    folder = files(__name__) / LANGUAGE
    sources = [(f"{pillar}.toml", (folder / f"{pillar}.toml").read_text("utf-8")) for pillar in Pillar]
    return read_prompts(sources)


def prompt(id: str) -> Prompt | None:
    """The prompt with this id, or None: a page may remember one that has left the library."""
    return _by_id().get(id)


def read_prompts(sources: Iterable[tuple[str, str]]) -> tuple[Prompt, ...]:
    """The prompts of `(file name, TOML text)` pairs, in order.

    Raises `PromptsBroken` at the first mistake: not TOML, an unknown or missing field, a value out of its range, an
    id that does not begin with its pillar, or one that is used twice.
    """
    found: dict[str, Prompt] = {}
    for name, text in sources:
        for read in _read_file(name, text):
            if read.id in found:
                raise PromptsBroken(f"{name}, {read.id}: this id is used twice. Give one of them another.")
            found[read.id] = read
    return tuple(found.values())


@cache
def _by_id() -> dict[str, Prompt]:
    return {each.id: each for each in all_prompts()}


def _read_file(name: str, text: str) -> list[Prompt]:
    try:
        file = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PromptsBroken(f"{name}: {error}") from error
    return [_read_item(name, number, item, file) for number, item in enumerate(file.prompt, start=1)]


def _read_item(name: str, number: int, item: dict[str, Any], file: _File) -> Prompt:
    where = f"{name}, prompt {number} ({item.get('id', 'no id')})"
    try:
        read = msgspec.convert(item, _Item)
    except msgspec.ValidationError as error:
        raise PromptsBroken(f"{where}: {error}") from error
    if not read.id.startswith(f"{file.pillar}-"):
        raise PromptsBroken(f'{where}: an id begins with its pillar, here "{file.pillar}-".')
    if len(set(read.tags)) < len(read.tags):
        raise PromptsBroken(f"{where}: a tag stands there twice.")
    return Prompt(
        id=read.id,
        text=read.text,
        pillar=file.pillar,
        audience=file.audience,
        minutes=read.minutes,
        depth=read.depth,
        tags=read.tags,
    )
