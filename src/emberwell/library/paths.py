"""The paths: short programmes of a few steps at one's own pace, and the file format they are written in.

They lie in `words/LANGUAGE/paths/` as plain TOML, one file each, so that a clinician can read, mend and add them
without reading code:

    id = "the-work-you-chose"       # for ever; equals the file name; also its address /library/paths/<id>/
    title = "The work you chose"
    pillar = "why"                  # why, connection, alignment or growth
    sentence = "..."                # for the list, at most 140 characters
    for_whom = "..."                # one or two sentences
    not_now = "..."                 # when to leave it, and what instead
    opening = "..."                 # read before the first step: 40 to 120 words
    keepsake = "..."                # stands at the head of the keepsake page, one to three sentences
    place = 1                       # its order in the list

    [[step]]                        # 5 to 9
    id = "one-doorway"              # for ever, within the path: what was written for it is found by it
    title = "..."                   # at most 50 characters
    words = "..."                   # read first: 20 to 90 words, one paragraph
    kind = "page"                   # "page" (write to `prompt`), "practice" (do `practice`), "act" (one small act)
    minutes = 10                    # 1 to 20, what it asks
    prompt = "..."                  # of a page only, at most 55 words
    follow_up = "..."               # of a page, if one likes to go on
    practice = "before-a-session"   # of a practice only: its id
    act = "..."                     # of an act only: how such an act might be put, one example, at most 120 characters

Steps may be added, moved and struck out: a walk begun before keeps what it has. A file in another language holds `id`
and the texts it translates; a text it does not hold stays English, item by item.

This module refuses what is malformed. Whether a path is well written is for people.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, TypeVar

import msgspec

from emberwell.journal.records import Pillar
from emberwell.library.words import ENGLISH, texts

MOST_PROMPT_WORDS = 55
_STEPS = (5, 9)
_WORDS_OF_OPENING = (40, 120)
_WORDS_OF_STEP = (20, 90)
_SENTENCES_OF_KEEPSAKE = 3
_PREFIX = "path-"

_Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z]+(-[a-z0-9]+)*$", max_length=60)]
_Title = Annotated[str, msgspec.Meta(min_length=3, max_length=50)]
_Line = Annotated[str, msgspec.Meta(min_length=10, max_length=140)]
_Text = Annotated[str, msgspec.Meta(min_length=20)]
_Short = Annotated[str, msgspec.Meta(min_length=10)]
_Act = Annotated[str, msgspec.Meta(min_length=10, max_length=120)]


class Kind(StrEnum):
    """What a step asks."""

    PAGE = "page"
    PRACTICE = "practice"
    ACT = "act"


class PathsBroken(Exception):
    """A path file breaks the format. The message names the file, the step and what to mend."""


class Step(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One step; of `prompt`, `practice` and `act` the one its kind asks for."""

    id: _Id
    title: _Title
    words: _Text
    kind: Kind
    minutes: Annotated[int, msgspec.Meta(ge=1, le=20)]
    prompt: _Text | None = None
    follow_up: _Short | None = None
    practice: _Id | None = None
    act: _Act | None = None


class Path(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A path as its English file has it, or as it reads in another language."""

    id: _Id
    title: _Title
    pillar: Pillar
    sentence: _Line
    for_whom: _Text
    not_now: _Text
    opening: _Text
    keepsake: _Text
    place: Annotated[int, msgspec.Meta(ge=1)]
    steps: tuple[Step, ...] = msgspec.field(name="step")

    def step(self, id: str) -> Step | None:
        """The step with this id, or None: a walk may remember one that was struck out."""
        return next((step for step in self.steps if step.id == id), None)


class _StepWords(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """The texts of one step in another language; what is left out stays English."""

    id: _Id
    title: _Title | None = None
    words: _Text | None = None
    prompt: _Text | None = None
    follow_up: _Short | None = None
    act: _Act | None = None


class _PathWords(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    id: _Id
    title: _Title | None = None
    sentence: _Line | None = None
    for_whom: _Text | None = None
    not_now: _Text | None = None
    opening: _Text | None = None
    keepsake: _Text | None = None
    step: tuple[_StepWords, ...] = ()


class StepPrompt(msgspec.Struct, kw_only=True, frozen=True):
    """What a page of a path is written to."""

    id: str
    """`path-<path>-<step>`: what a page keeps as its prompt."""
    text: str
    pillar: Pillar
    follow_up: str = ""


@cache
def all_paths(language: str = ENGLISH) -> tuple[Path, ...]:
    """The paths in the order of the list. Read once. Raises `PathsBroken`."""
    english = read_paths(texts("paths"))
    return english if language == ENGLISH else translated(english, texts("paths", language))


def path(id: str, language: str = ENGLISH) -> Path | None:
    """The path with this id, or None: a walk may remember one that has left the library."""
    return next((path for path in all_paths(language) if path.id == id), None)


def prompt_id(path_id: str, step_id: str) -> str:
    """What a page written for a step keeps as its prompt."""
    return f"{_PREFIX}{path_id}-{step_id}"


def step_prompt(id: str, language: str = ENGLISH) -> StepPrompt | None:
    """What is written to at a step, by the id a page keeps; None when there is no such step of that kind (any more)."""
    if not id.startswith(_PREFIX):
        return None
    return _prompts(language).get(id)


@cache
def _prompts(language: str) -> dict[str, StepPrompt]:
    return {
        (id := prompt_id(path.id, step.id)): StepPrompt(
            id=id, text=step.prompt, pillar=path.pillar, follow_up=step.follow_up or ""
        )
        for path in all_paths(language)
        for step in path.steps
        if step.prompt
    }


def forget() -> None:
    """Read the files again when next asked: for tests, which bring files of their own."""
    all_paths.cache_clear()
    _prompts.cache_clear()


def read_paths(sources: Iterable[tuple[str, str]]) -> tuple[Path, ...]:
    """The paths of `(file name, TOML text)` pairs, in the order of the list.

    Raises `PathsBroken` at the first mistake: not TOML, an unknown or missing field, a value out of its range, a field
    that the kind of a step does not have, an id that is not its file's, a place or an id that is used twice.
    """
    found: dict[int, Path] = {}
    prompts: set[str] = set()
    for name, text in sources:
        path = _read(name, text, Path)
        for flaw in _flaws(name, path):
            raise PathsBroken(f"{name}: {flaw}")
        if path.place in found:
            raise PathsBroken(f"{name}: place {path.place} is taken by {found[path.place].id}. Give it another.")
        found[path.place] = path
        for step in path.steps:
            id = prompt_id(path.id, step.id)
            if id in prompts:
                raise PathsBroken(f"{name}, {step.id}: pages of it could not be told from those of another path.")
            prompts.add(id)
    return tuple(found[place] for place in sorted(found))


def translated(english: Iterable[Path], sources: Iterable[tuple[str, str]]) -> tuple[Path, ...]:
    """The same paths, with the texts a translation holds; every other text stays English, item by item.

    Raises `PathsBroken` where a source is malformed, or translates what is not there.
    """
    by_id = {path.id: path for path in english}
    for name, text in sources:
        words = _read(name, text, _PathWords)
        path = by_id.get(words.id)
        if path is None or name != f"{words.id}.toml":
            raise PathsBroken(f"{name}, {words.id}: no English path has this id, or the file has another name.")
        by_id[path.id] = _in_other_words(name, path, words)
    return tuple(by_id.values())


def _in_other_words(name: str, path: Path, words: _PathWords) -> Path:
    steps = {step.id: step for step in path.steps}
    for said in words.step:
        step = steps.get(said.id)
        if step is None:
            raise PathsBroken(f"{name}, {said.id}: the English path has no step with this id.")
        texts_of = _said(said)
        if extra := [field for field in texts_of if getattr(step, field) is None]:
            raise PathsBroken(f"{name}, {said.id}: the English step has no {extra[0]}.")
        steps[said.id] = msgspec.structs.replace(step, **texts_of)
    path = msgspec.structs.replace(path, **_said(words), steps=tuple(steps.values()))
    for flaw in _flaws(name, path, of_english=False):
        raise PathsBroken(f"{name}: {flaw}")
    return path


def _said(words: _StepWords | _PathWords) -> Mapping[str, str]:
    held = msgspec.structs.asdict(words)
    return {field: text for field, text in held.items() if isinstance(text, str) and field != "id"}


S = TypeVar("S")


def _read(name: str, text: str, shape: type[S]) -> S:
    held: Mapping[str, Any] = {}
    try:
        held = tomllib.loads(text)
        return msgspec.convert(held, shape)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PathsBroken(f"{name}{_step_named_in(str(error), held)}: {error}") from error


def _step_named_in(sentence: str, held: Mapping[str, Any]) -> str:
    """`, step one-doorway`, where msgspec's sentence has the number of a step."""
    found = re.search(r"\$\.step\[(\d+)\]", sentence)
    step = held["step"][int(found[1])] if found else None
    return f", step {step['id']}" if isinstance(step, dict) and "id" in step else ""


def _flaws(name: str, path: Path, *, of_english: bool = True) -> Iterator[str]:
    """What the types above cannot say. Languages differ in how many words they need: only English is counted."""
    if name != f"{path.id}.toml":
        yield f'the id is the name of the file: "{name.removesuffix(".toml")}", not "{path.id}".'
    least, most = _STEPS
    if not least <= len(path.steps) <= most:
        yield f"a path has {least} to {most} steps, and this one {len(path.steps)}."
    ids = [step.id for step in path.steps]
    for id in ids:
        if ids.count(id) > 1:
            yield f"{id}: this id is used twice. Give one of them another."
    if of_english:
        yield from _of_length("opening", path.opening, _WORDS_OF_OPENING)
        if len(re.findall(r"[.?!…](?:\s|$)", path.keepsake)) > _SENTENCES_OF_KEEPSAKE:
            yield f"keepsake: at most {_SENTENCES_OF_KEEPSAKE} sentences."
    for step in path.steps:
        yield from (f"step {step.id}: {flaw}" for flaw in _flaws_of_step(step, of_english=of_english))


def _flaws_of_step(step: Step, *, of_english: bool) -> Iterator[str]:
    wanted = {Kind.PAGE: "prompt", Kind.PRACTICE: "practice", Kind.ACT: "act"}[step.kind]
    for field in ("prompt", "practice", "act"):
        if (getattr(step, field) is not None) != (field == wanted):
            yield f"a step that is {_an(step.kind)} has `{wanted}`, and of the other two neither."
            return
    if step.follow_up and step.kind is not Kind.PAGE:
        yield "only a page has a follow_up."
    if of_english:
        yield from _of_length("words", step.words, _WORDS_OF_STEP)
        yield from _of_length("prompt", step.prompt or "", (0, MOST_PROMPT_WORDS))
    if "\n" in step.words.strip():
        yield "words: one paragraph, on one line."


def _an(kind: Kind) -> str:
    return f"an {kind}" if kind is Kind.ACT else f"a {kind}"


def _of_length(field: str, text: str, bounds: tuple[int, int]) -> Iterator[str]:
    least, most = bounds
    if not least <= (count := len(text.split())) <= most:
        yield f"{field}: {least} to {most} words, and these are {count}."
