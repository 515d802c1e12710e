"""The practices: something to do with a timer, and the file format they are written in.

They lie in `words/LANGUAGE/practices/` as plain TOML, one file each, so that a clinician can read, mend and add them
without reading code. A file's name is its id and its address, `/practices/ID/`:

    id = "before-a-session"        # for ever: marks on the ring remember it
    title, sentence                # for the list
    pillar, moments                # one of the four ways in; one to three of `prompts.Tag`
    for_whom, not_now, before      # read before it begins
    after, line                    # read after the last bell; `line` asks for one line, if one likes (most have it)
    minutes, usual                 # the lengths one can choose, and the one chosen to begin with
    bell_every                     # minutes between bells one may choose (few have it)
    [[rhythm]]                     # breaths to follow (only where the breath leads)
    [[cue]]                        # what stands on the screen: text, share = 1.0, from_minutes

For a chosen length the cues whose `from_minutes` it reaches stand in order, each for its share of the time. A file in
another language holds `id` and the words, cue by cue; a practice it does not hold stays English.

This module refuses what is malformed, and what nobody could follow: a cue that stands too short to be read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from typing import Annotated, TypeVar

import msgspec

from emberwell.journal.records import Pillar
from emberwell.library.prompts import Tag
from emberwell.library.words import ENGLISH, texts

LONGEST_MINUTES = 15
SHORTEST_CUE_SECONDS = 8.0
"""Less, and somebody who reads slowly, or listens to the device's voice, is hurried."""
FASTEST_BREATH_SECONDS, SLOWEST_BREATH_SECONDS = 6.0, 20.0
"""Ends of what a healthy person may be asked to follow: ten breaths a minute, three breaths a minute."""


class PracticesBroken(Exception):
    """A practice file breaks the format. The message names the file and what to mend."""


_ID = msgspec.Meta(pattern=r"^[a-z]+(-[a-z0-9]+)*$", max_length=60)
_TITLE = msgspec.Meta(min_length=3, max_length=50)
_SENTENCE = msgspec.Meta(min_length=20, max_length=140)
_WORDS = msgspec.Meta(min_length=20, max_length=900)
_LINE = msgspec.Meta(min_length=10, max_length=200)
_CUE = msgspec.Meta(min_length=2, max_length=160)
_Minutes = Annotated[int, msgspec.Meta(ge=1, le=LONGEST_MINUTES)]


class Rhythm(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A breath to follow, in seconds."""

    id: Annotated[str, _ID]
    name: Annotated[str, msgspec.Meta(min_length=2, max_length=30)]
    note: Annotated[str, msgspec.Meta(min_length=5, max_length=140)]
    in_seconds: Annotated[float, msgspec.Meta(ge=2, le=10)]
    hold_seconds: Annotated[float, msgspec.Meta(ge=0, le=8)] = 0.0
    """After the in-breath."""
    out_seconds: Annotated[float, msgspec.Meta(ge=2, le=12)]
    rest_seconds: Annotated[float, msgspec.Meta(ge=0, le=8)] = 0.0
    """After the out-breath."""

    @property
    def seconds(self) -> float:
        """Of one whole breath."""
        return self.in_seconds + self.hold_seconds + self.out_seconds + self.rest_seconds


class Cue(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What stands on the screen for a while, large and calm; also what the device's voice says."""

    text: Annotated[str, _CUE]
    share: Annotated[float, msgspec.Meta(ge=0.25, le=8)] = 1.0
    """How much of the time it stands, against the others."""
    from_minutes: _Minutes = 1
    """The shortest chosen length in which it stands."""


class Practice(msgspec.Struct, kw_only=True, frozen=True):
    """Something to do with a timer."""

    id: str
    """Also its address: `/practices/<id>/`. Stable for ever, since marks remember it."""
    title: str
    sentence: str
    pillar: Pillar
    moments: tuple[Tag, ...]
    for_whom: str
    not_now: str
    """When not to, and what to do instead."""
    before: str
    after: str
    line: str = ""
    """What `one line, if you like` answers; "" where silence is better."""
    minutes: tuple[int, ...]
    usual: int
    bell_every: tuple[int, ...] = ()
    rhythms: tuple[Rhythm, ...] = ()
    cues: tuple[Cue, ...]
    language: str = ENGLISH
    """Of its words: English where a translation does not hold this practice."""


class TimedCue(msgspec.Struct, frozen=True):
    """A cue of a chosen length."""

    text: str
    at_seconds: float
    """From the beginning."""
    for_seconds: float


class _File(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A practice as it stands in its English file."""

    id: Annotated[str, _ID]
    title: Annotated[str, _TITLE]
    sentence: Annotated[str, _SENTENCE]
    pillar: Pillar
    moments: Annotated[tuple[Tag, ...], msgspec.Meta(min_length=1, max_length=3)]
    for_whom: Annotated[str, _WORDS]
    not_now: Annotated[str, _WORDS]
    before: Annotated[str, _WORDS]
    after: Annotated[str, msgspec.Meta(min_length=10, max_length=400)]
    line: Annotated[str, _LINE] | None = None
    minutes: Annotated[tuple[_Minutes, ...], msgspec.Meta(min_length=1, max_length=5)]
    usual: int
    bell_every: Annotated[tuple[_Minutes, ...], msgspec.Meta(max_length=4)] = ()
    rhythm: Annotated[tuple[Rhythm, ...], msgspec.Meta(max_length=5)] = ()
    cue: Annotated[tuple[Cue, ...], msgspec.Meta(min_length=1, max_length=30)]


class _RhythmWords(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    id: str
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=30)]
    note: Annotated[str, msgspec.Meta(min_length=2, max_length=140)]


class _CueWords(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    text: Annotated[str, _CUE]


class _Translation(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A practice in another language: its words, all of them, so that no practice changes language half-way."""

    id: str
    title: Annotated[str, msgspec.Meta(min_length=2, max_length=60)]
    sentence: Annotated[str, msgspec.Meta(min_length=5, max_length=200)]
    for_whom: str
    not_now: str
    before: str
    after: str
    line: str = ""
    rhythm: tuple[_RhythmWords, ...] = ()
    cue: tuple[_CueWords, ...]


@cache
def all_practices(language: str = ENGLISH) -> tuple[Practice, ...]:
    """Every practice, by title. Read once. Raises `PracticesBroken`."""
    english = read_practices(texts("practices"))
    if language == ENGLISH:
        return english
    return translated(english, texts("practices", language), language)


def practice(id: str, language: str = ENGLISH) -> Practice | None:
    """The practice with this id, or None: a mark may remember one that has left the library."""
    return _by_id(language).get(id)


def cues_for(practice: Practice, minutes: int) -> tuple[TimedCue, ...]:
    """The cues of a practice of this length, with when each begins and how long it stands; together they fill it."""
    standing = [cue for cue in practice.cues if cue.from_minutes <= minutes]
    each_share = minutes * 60 / sum(cue.share for cue in standing)
    lengths = [cue.share * each_share for cue in standing]
    starts = accumulate(lengths[:-1], initial=0.0)
    return tuple(TimedCue(cue.text, at, long) for cue, at, long in zip(standing, starts, lengths, strict=True))


def read_practices(sources: Iterable[tuple[str, str]]) -> tuple[Practice, ...]:
    """The practices of `(file name, TOML text)` pairs, by title.

    Raises `PracticesBroken` at the first mistake: not TOML, an unknown or missing field, a value out of its range, an
    id that is not the file's name, a choice that contradicts another, or a cue nobody has time to read.
    """
    found: dict[str, Practice] = {}
    for name, text in sources:
        read = _practice(name, _read(name, text, _File))
        if read.id in found:
            raise PracticesBroken(f"{name}: the id {read.id} is used twice. Give one of them another.")
        found[read.id] = read
    return tuple(sorted(found.values(), key=lambda each: each.title.casefold()))


def translated(english: Iterable[Practice], sources: Iterable[tuple[str, str]], language: str) -> tuple[Practice, ...]:
    """The same practices, in the words of `language` where a source holds them. Raises `PracticesBroken`."""
    by_id = {each.id: each for each in english}
    for name, text in sources:
        words = _read(name, text, _Translation)
        if words.id not in by_id:
            raise PracticesBroken(f"{name}: no English practice has the id {words.id}.")
        by_id[words.id] = _in_words(name, by_id[words.id], words, language)
    return tuple(by_id.values())


def too_short(practice: Practice) -> list[str]:
    """The cues that stand less than `SHORTEST_CUE_SECONDS` at some length, each in a sentence for whoever writes."""
    return [
        f"at {minutes} minutes “{cue.text}” stands {cue.for_seconds:.1f} seconds; a cue needs "
        f"{SHORTEST_CUE_SECONDS:.0f}. Give it a larger share, or some cue a later from_minutes"
        for minutes in practice.minutes
        for cue in cues_for(practice, minutes)
        if cue.for_seconds < SHORTEST_CUE_SECONDS
    ]


@cache
def _by_id(language: str) -> dict[str, Practice]:
    return {each.id: each for each in all_practices(language)}


F = TypeVar("F")


def _read(name: str, text: str, shape: type[F]) -> F:
    try:
        return msgspec.convert(tomllib.loads(text), shape, strict=True)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PracticesBroken(f"{name}: {error}") from error


def _practice(name: str, file: _File) -> Practice:
    _check_choices(name, file)
    shortest = min(file.minutes)
    if not any(cue.from_minutes <= shortest for cue in file.cue):
        raise PracticesBroken(f"{name}: at {shortest} minutes no cue stands. Let at least one begin there.")
    if late := next((cue for cue in file.cue if cue.from_minutes > max(file.minutes)), None):
        raise PracticesBroken(f"{name}: “{late.text}” stands at no length one can choose. Mend its from_minutes.")
    read = Practice(
        id=file.id,
        title=file.title,
        sentence=file.sentence,
        pillar=file.pillar,
        moments=file.moments,
        for_whom=file.for_whom,
        not_now=file.not_now,
        before=file.before,
        after=file.after,
        line=file.line or "",
        minutes=file.minutes,
        usual=file.usual,
        bell_every=file.bell_every,
        rhythms=file.rhythm,
        cues=file.cue,
    )
    if short := too_short(read):
        raise PracticesBroken(f"{name}: {short[0]}.")
    return read


def _check_choices(name: str, file: _File) -> None:
    if name != f"{file.id}.toml":
        raise PracticesBroken(f"{name}: its id is {file.id}. A file is named as its id, here {file.id}.toml.")
    for field, values in (("minutes", file.minutes), ("bell_every", file.bell_every)):
        if list(values) != sorted(set(values)):
            raise PracticesBroken(f"{name}: {field} stand once each, the smallest first.")
    if file.usual not in file.minutes:
        raise PracticesBroken(f"{name}: usual is {file.usual}, which is not one of its minutes.")
    if len(set(file.moments)) < len(file.moments):
        raise PracticesBroken(f"{name}: a moment stands there twice.")
    if len({rhythm.id for rhythm in file.rhythm}) < len(file.rhythm):
        raise PracticesBroken(f"{name}: two rhythms have the same id.")
    for rhythm in file.rhythm:
        if not FASTEST_BREATH_SECONDS <= rhythm.seconds <= SLOWEST_BREATH_SECONDS:
            raise PracticesBroken(
                f"{name}, rhythm {rhythm.id}: one breath takes {rhythm.seconds:g} seconds. Between "
                f"{FASTEST_BREATH_SECONDS:g} and {SLOWEST_BREATH_SECONDS:g} can be followed without strain."
            )


def _in_words(name: str, practice: Practice, words: _Translation, language: str) -> Practice:
    if len(words.cue) != len(practice.cues):
        raise PracticesBroken(
            f"{name}: {len(words.cue)} cues, where English has {len(practice.cues)}. Translate each, in its place."
        )
    if bool(words.line) != bool(practice.line):
        raise PracticesBroken(f"{name}: line stands in both languages, or in neither.")
    named = {each.id: each for each in words.rhythm}
    if set(named) != {rhythm.id for rhythm in practice.rhythms}:
        raise PracticesBroken(f"{name}: its rhythms are not those of the English file. Translate each, by its id.")
    return msgspec.structs.replace(
        practice,
        title=words.title,
        sentence=words.sentence,
        for_whom=words.for_whom,
        not_now=words.not_now,
        before=words.before,
        after=words.after,
        line=words.line,
        rhythms=tuple(
            msgspec.structs.replace(each, name=named[each.id].name, note=named[each.id].note)
            for each in practice.rhythms
        ),
        cues=tuple(
            msgspec.structs.replace(cue, text=said.text) for cue, said in zip(practice.cues, words.cue, strict=True)
        ),
        language=language,
    )
