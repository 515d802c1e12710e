"""The words of the purpose rooms: value cards, scenes, and a vocabulary of strengths.

They lie in `words/LANGUAGE/purpose/` as plain TOML, one file each, so that a clinician can read and mend them without
reading code:

    cards.toml       [[card]]   id, name, living       a value, and what living it looks like for a therapist
    scenes.toml      [[scene]]  id, title, opening, further, minutes, first
    strengths.toml   [[word]]   id, name, seen         a strength, and what one would see it in

Ids are for ever: records name them. This module refuses what is malformed; whether a card is well written is for
people, with a little help from `library/checks.py`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Annotated, TypeVar

import msgspec

from emberwell.library.words import texts

_ID = msgspec.Meta(pattern=r"^[a-z]+(-[a-z0-9]+)*$", max_length=60)


class Card(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A value card of the sort."""

    id: Annotated[str, _ID]
    name: Annotated[str, msgspec.Meta(min_length=2, max_length=24)]
    living: Annotated[str, msgspec.Meta(min_length=20, max_length=160)]
    """What living it looks like for a therapist, in one sentence."""


class Scene(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A scene of the why: a page of the journal, with its own prompts."""

    id: Annotated[str, msgspec.Meta(pattern=r"^scene-[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    title: Annotated[str, msgspec.Meta(min_length=2, max_length=40)]
    opening: Annotated[str, msgspec.Meta(min_length=20)]
    """The prompt the page is written to."""
    further: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=4)]
    """To go on with, one at a time, if one likes."""
    minutes: Annotated[int, msgspec.Meta(ge=2, le=40)]
    first: bool = False
    """Fit for why in ten minutes: quick to find, safe to begin with."""


class Word(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A strength, and what one would see it in."""

    id: Annotated[str, _ID]
    name: Annotated[str, msgspec.Meta(min_length=2, max_length=30)]
    seen: Annotated[str, msgspec.Meta(min_length=10, max_length=140)]


class PurposeBroken(Exception):
    """A file here breaks the format. The message names the file and what to mend."""


class _Cards(msgspec.Struct, forbid_unknown_fields=True):
    card: list[Card]


class _Scenes(msgspec.Struct, forbid_unknown_fields=True):
    scene: list[Scene]


class _Words(msgspec.Struct, forbid_unknown_fields=True):
    word: list[Word]


F = TypeVar("F")
T = TypeVar("T", Card, Scene, Word)


@cache
def cards() -> Mapping[str, Card]:
    """The value cards by id, in the order of their file. Raises `PurposeBroken`."""
    return read_cards(_text("cards.toml"))


@cache
def scenes() -> Mapping[str, Scene]:
    """The scenes by id, in the order of their file. Raises `PurposeBroken`."""
    return read_scenes(_text("scenes.toml"))


@cache
def strengths() -> Mapping[str, Word]:
    """The vocabulary of strengths by id, in the order of its file. Raises `PurposeBroken`."""
    return read_strengths(_text("strengths.toml"))


def read_cards(text: str) -> Mapping[str, Card]:
    """The cards of a TOML text, by id. Raises `PurposeBroken` at the first mistake."""
    return _by_id("cards.toml", _read("cards.toml", text, _Cards).card)


def read_scenes(text: str) -> Mapping[str, Scene]:
    """The scenes of a TOML text, by id. Raises `PurposeBroken` at the first mistake."""
    return _by_id("scenes.toml", _read("scenes.toml", text, _Scenes).scene)


def read_strengths(text: str) -> Mapping[str, Word]:
    """The strengths of a TOML text, by id. Raises `PurposeBroken` at the first mistake."""
    return _by_id("strengths.toml", _read("strengths.toml", text, _Words).word)


def _text(name: str) -> str:
    return dict(texts("purpose"))[name]


def _read(name: str, text: str, shape: type[F]) -> F:
    try:
        return msgspec.convert(tomllib.loads(text), shape)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PurposeBroken(f"{name}: {error}") from error


def _by_id(name: str, found: list[T]) -> Mapping[str, T]:
    by_id: dict[str, T] = {}
    for each in found:
        if each.id in by_id:
            raise PurposeBroken(f"{name}, {each.id}: this id is used twice. Give one of them another.")
        by_id[each.id] = each
    return by_id
