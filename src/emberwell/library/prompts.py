"""The prompts of the library, and the file format they are written in.

They lie in `words/LANGUAGE/prompts/` as plain TOML, so that a clinician can read, mend and add them without reading
code. A file is a header and a list:

    audience = "therapist"         # whom it is for: therapist, client or colleague
    pillar = "why"                 # why, connection, alignment or growth: the four ways in

    [[prompt]]
    id = "why-box-on-the-form"     # for ever: pages remember it. Begins with the pillar, or with client- or colleague-
    text = "..."                   # at most 55 words
    follow_up = "..."              # if one likes to go on; most have none
    minutes = 8                    # what it asks of a tired person, 2 to 20
    depth = 2                      # 1 on the surface, 2 further in, 3 for when there is time and quiet
    tags = ["beginnings"]          # one to three of `Tag`
    offered = false                # if it should only come to somebody who looks for it; left out for nearly all

A file of prompts for clients or colleagues has no pillar in its header: there each prompt names its own. A file in
another language holds `id`, `text` and `follow_up` of the prompts it translates, and no header.

One that is taken out moves to `words/LANGUAGE/left/`, a folder of such files: nothing lists or offers it any more, and
whoever kept its address, laid it aside or put it into a set still finds its words.

This module refuses what is malformed. Whether a prompt is well written is for people, with a little help from
`library/checks.py` and `emberwell library check`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, TypeVar

import msgspec

from emberwell.journal.records import Pillar
from emberwell.library.words import ENGLISH, texts


class Audience(StrEnum):
    """Whom a prompt is written for."""

    THERAPIST = "therapist"
    CLIENT = "client"
    """Safe to send home with somebody between sessions: values, beliefs, aspirations."""
    COLLEAGUE = "colleague"
    """To be asked: it opens an honest conversation between two people of the trade."""


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
    VALUES = "values"
    BELIEFS = "beliefs"
    ASPIRATIONS = "aspirations"


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
    Tag.VALUES: "what matters",
    Tag.BELIEFS: "what one holds to be true",
    Tag.ASPIRATIONS: "what one hopes for",
}
"""Their words on a page."""


class PromptsBroken(Exception):
    """A prompt file breaks the format. The message names the file, the prompt and what to mend."""


_TEXT = msgspec.Meta(min_length=20)
_ID = msgspec.Meta(pattern=r"^[a-z]+(-[a-z0-9]+)+$", max_length=60)


class _Item(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One `[[prompt]]` as it stands in an English file."""

    id: Annotated[str, _ID]
    text: Annotated[str, _TEXT]
    follow_up: Annotated[str, _TEXT] | None = None
    pillar: Pillar | None = None
    minutes: Annotated[int, msgspec.Meta(ge=2, le=20)]
    depth: Annotated[int, msgspec.Meta(ge=1, le=3)]
    tags: Annotated[tuple[Tag, ...], msgspec.Meta(min_length=1, max_length=3)]
    offered: bool = True


class _File(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    audience: Audience
    pillar: Pillar | None = None
    prompt: Annotated[list[dict[str, Any]], msgspec.Meta(min_length=1)]


class _Words(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One `[[prompt]]` of a translation."""

    id: Annotated[str, _ID]
    text: Annotated[str, _TEXT]
    follow_up: Annotated[str, _TEXT] | None = None


class _Translation(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    prompt: list[_Words]


class Prompt(msgspec.Struct, kw_only=True, frozen=True):
    """Something to write to, or to ask."""

    id: str
    """Also its address: `/library/<id>/`. Stable for ever, since pages remember what they were written to."""
    text: str
    pillar: Pillar
    audience: Audience = Audience.THERAPIST
    minutes: int
    """2..20."""
    depth: int
    """1..3."""
    tags: tuple[Tag, ...]
    follow_up: str = ""
    """To go on with, if one likes; "" for most."""
    offered: bool = True
    """False for one that never comes by itself: it is there for who looks for it."""
    has_left: bool = False
    """Taken out of the library: it is there for who kept it."""
    language: str = ENGLISH
    """Of `text`: English where a translation does not hold this prompt."""


@cache
def all_prompts(language: str = ENGLISH) -> tuple[Prompt, ...]:
    """Every prompt for everybody: by audience, by pillar, then in the order of their files. Read once.

    Raises `PromptsBroken`.
    """
    english = read_prompts(texts("prompts"))
    if language == ENGLISH:
        return english
    return translated(english, texts("prompts", language), language)


@cache
def prompts_for(audience: Audience = Audience.THERAPIST, language: str = ENGLISH) -> tuple[Prompt, ...]:
    """Those written for one audience. Raises `PromptsBroken`."""
    return tuple(each for each in all_prompts(language) if each.audience is audience)


@cache
def offered_to(audience: Audience = Audience.THERAPIST, language: str = ENGLISH) -> tuple[Prompt, ...]:
    """Those written for one audience that may come by themselves. Raises `PromptsBroken`."""
    return tuple(each for each in prompts_for(audience, language) if each.offered)


@cache
def left_prompts(language: str = ENGLISH) -> tuple[Prompt, ...]:
    """Those that were taken out, none of them offered. Raises `PromptsBroken`."""
    english = tuple(msgspec.structs.replace(each, offered=False, has_left=True) for each in read_prompts(texts("left")))
    return english if language == ENGLISH else translated(english, texts("left", language), language)


def prompt(id: str, language: str = ENGLISH) -> Prompt | None:
    """The prompt with this id, one that has left the library too. A page may remember one of a newer release."""
    return _by_id(language).get(id)


def read_prompts(sources: Iterable[tuple[str, str]]) -> tuple[Prompt, ...]:
    """The prompts of `(file name, TOML text)` pairs, by audience and pillar.

    Raises `PromptsBroken` at the first mistake: not TOML, an unknown or missing field, a value out of its range, an
    id that does not begin as its file asks, or one that is used twice.
    """
    found: dict[str, Prompt] = {}
    for name, text in sources:
        for read in _read_file(name, text):
            if read.id in found:
                raise PromptsBroken(f"{name}, {read.id}: this id is used twice. Give one of them another.")
            found[read.id] = read
    return tuple(sorted(found.values(), key=_place))


def translated(english: Iterable[Prompt], sources: Iterable[tuple[str, str]], language: str) -> tuple[Prompt, ...]:
    """The same prompts, with the words of `language` where a source holds them. What a translation does not hold stays
    English; what English does not hold is no prompt.

    Raises `PromptsBroken` where a source is malformed, or translates a prompt that is not there.
    """
    by_id = {each.id: each for each in english}
    for name, text in sources:
        for words in _read(name, text, _Translation).prompt:
            if words.id not in by_id:
                raise PromptsBroken(f"{name}, {words.id}: no English prompt has this id.")
            by_id[words.id] = msgspec.structs.replace(
                by_id[words.id], text=words.text, follow_up=words.follow_up or "", language=language
            )
    return tuple(by_id.values())


@cache
def _by_id(language: str) -> dict[str, Prompt]:
    return {each.id: each for each in (*left_prompts(language), *all_prompts(language))}


_AUDIENCES, _PILLARS = list(Audience), list(Pillar)


def _place(prompt: Prompt) -> tuple[int, int]:
    return _AUDIENCES.index(prompt.audience), _PILLARS.index(prompt.pillar)


F = TypeVar("F")


def _read(name: str, text: str, shape: type[F]) -> F:
    try:
        return msgspec.convert(tomllib.loads(text), shape)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PromptsBroken(f"{name}: {error}") from error


def _read_file(name: str, text: str) -> list[Prompt]:
    file = _read(name, text, _File)
    if (file.audience is Audience.THERAPIST) != (file.pillar is not None):
        raise PromptsBroken(
            f"{name}: a file for therapists names its pillar once, at the top; any other file does not."
        )
    return [_read_item(name, number, item, file) for number, item in enumerate(file.prompt, start=1)]


def _read_item(name: str, number: int, item: dict[str, Any], file: _File) -> Prompt:
    where = f"{name}, prompt {number} ({item.get('id', 'no id')})"
    try:
        read = msgspec.convert(item, _Item)
    except msgspec.ValidationError as error:
        raise PromptsBroken(f"{where}: {error}") from error
    first = file.pillar or file.audience
    if not read.id.startswith(f"{first}-"):
        raise PromptsBroken(f'{where}: an id begins with its pillar or audience, here "{first}-".')
    if len(set(read.tags)) < len(read.tags):
        raise PromptsBroken(f"{where}: a tag stands there twice.")
    pillar = read.pillar or file.pillar
    if pillar is None or (read.pillar and file.pillar):
        raise PromptsBroken(f"{where}: its pillar stands once: at the top of the file, or else here.")
    return Prompt(
        id=read.id,
        text=read.text,
        pillar=pillar,
        audience=file.audience,
        minutes=read.minutes,
        depth=read.depth,
        tags=read.tags,
        follow_up=read.follow_up or "",
        offered=read.offered,
    )
