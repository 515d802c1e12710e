"""Everything that is wrong with the writing of the library, file by file: what `emberwell library check` says.

A check is a function without arguments that yields `Wrong`. Add yours to CHECKS. Nothing here raises: a file that does
not load is wrong, and the others are looked at all the same.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from emberwell.library import paths, practices
from emberwell.library.checks import BANNED, MOST_ALIKE, alike, banned, flaws, prompt_flaws, repetitions
from emberwell.library.prompts import Prompt, PromptsBroken, read_prompts, translated
from emberwell.library.spread import PATHS, PRACTICES, gaps
from emberwell.library.words import ENGLISH, languages, texts


@dataclass(frozen=True)
class Wrong:
    """One thing to mend."""

    file: str
    """Under `library/words/`; "" for the library as a whole."""
    id: str
    """Of the prompt, practice or path; "" for the file as a whole."""
    what: str


@cache
def _read() -> tuple[dict[str, tuple[Prompt, ...]], tuple[Wrong, ...]]:
    """The prompts of each English file that loads, and what is wrong with the others."""
    loaded: dict[str, tuple[Prompt, ...]] = {}
    wrong: list[Wrong] = []
    for name, text in texts("prompts"):
        try:
            loaded[name] = read_prompts([(name, text)])
        except PromptsBroken as error:
            wrong.append(Wrong(_file("prompts", name), "", _without(name, error)))
    return loaded, tuple(wrong)


def prompts_that_load() -> tuple[Prompt, ...]:
    """Those of every file that is not broken."""
    return tuple(each for prompts in _read()[0].values() for each in prompts)


def files_load() -> Iterator[Wrong]:
    """Every file keeps to the format, an id is used once, and a translation translates what is there."""
    loaded, wrong = _read()
    yield from wrong
    met: dict[str, str] = {}
    for name, prompts in loaded.items():
        for each in prompts:
            if each.id in met:
                yield Wrong(_file("prompts", name), each.id, f"this id is used in {met[each.id]} too")
            met[each.id] = name
    for language in languages():
        if language != ENGLISH:
            for name, text in texts("prompts", language):
                try:
                    translated(prompts_that_load(), [(name, text)], language)
                except PromptsBroken as error:
                    yield Wrong(_file("prompts", name, language), "", _without(name, error))


def what_left_can_be_found() -> Iterator[Wrong]:
    """Prompts that were taken out load, and none of them stands in the library as well."""
    here = {each.id for each in prompts_that_load()}
    for name, text in texts("left"):
        try:
            left = read_prompts([(name, text)])
        except PromptsBroken as error:
            yield Wrong(_file("left", name), "", _without(name, error))
            continue
        yield from (Wrong(_file("left", name), each.id, "it stands in the library") for each in left if each.id in here)


def prompts_keep_the_voice() -> Iterator[Wrong]:
    """The words of each prompt, and whether they fit whom it is for."""
    for name, prompts in _read()[0].items():
        for each in prompts:
            yield from (Wrong(_file("prompts", name), each.id, flaw) for flaw in prompt_flaws(each))


def nothing_is_said_twice() -> Iterator[Wrong]:
    """No two prompts of the whole say, begin or end the same."""
    yield from (Wrong("", "", said) for said in repetitions(prompts_that_load()))


def nothing_is_missing() -> Iterator[Wrong]:
    """The spread over pillars, depths, times and occasions."""
    yield from (Wrong("", "", said) for said in gaps(prompts_that_load()))


def practices_and_paths_keep_the_voice() -> Iterator[Wrong]:
    """Banned words and straight quotes in any text of theirs; the prompts within a path as prompts. Their loaders
    refuse what is malformed; this reads the files alone, so that one that does not load is looked at too."""
    for kind in ("practices", "paths"):
        for name, text in texts(kind):
            try:
                read = tomllib.loads(text)
            except tomllib.TOMLDecodeError as error:
                yield Wrong(_file(kind, name), "", str(error))
                continue
            for field, words in _strings(read):
                as_prompt = field.rpartition(".")[2] in {"prompt", "follow_up"}
                for flaw in flaws(words) if as_prompt else _flaws_of_prose(words):
                    yield Wrong(_file(kind, name), field, flaw)


def practices_can_be_done() -> Iterator[Wrong]:
    """Every practice loads, each cue stands long enough to be said, and there are as many as there should be."""
    try:
        every = practices.all_practices()
    except practices.PracticesBroken as broken:
        yield Wrong("", "", str(broken))
        return
    if len(every) != PRACTICES:
        yield Wrong("", "", f"{len(every)} practices, not {PRACTICES}")
    for each in every:
        for flaw in practices.too_short(each):
            yield Wrong(f"{ENGLISH}/practices/{each.id}.toml", each.id, flaw)


def paths_lead_somewhere() -> Iterator[Wrong]:
    """Every path loads, its practices are there, and its prompts say nothing that a prompt says already."""
    try:
        every = paths.all_paths()
    except paths.PathsBroken as broken:
        yield Wrong("", "", str(broken))
        return
    if len(every) != PATHS:
        yield Wrong("", "", f"{len(every)} paths, not {PATHS}")
    for path in every:
        file = f"{ENGLISH}/paths/{path.id}.toml"
        for step in path.steps:
            yield from (Wrong(file, step.id, flaw) for flaw in _flaws_of_step(step))


def _flaws_of_step(step: paths.Step) -> Iterator[str]:
    if step.practice and practices.practice(step.practice) is None:
        yield f"no practice is called {step.practice}"
    for each in prompts_that_load() if step.prompt else ():
        if (share := alike(step.prompt or "", each.text)) > MOST_ALIKE:
            yield f"it is {share:.0%} like {each.id}"


CHECKS: tuple[Callable[[], Iterator[Wrong]], ...] = (
    files_load,
    what_left_can_be_found,
    prompts_keep_the_voice,
    nothing_is_said_twice,
    nothing_is_missing,
    practices_and_paths_keep_the_voice,
    practices_can_be_done,
    paths_lead_somewhere,
)
"""In the order in which one would mend."""


def all_wrong() -> tuple[Wrong, ...]:
    """What every check says."""
    return tuple(wrong for check in CHECKS for wrong in check())


def _strings(found: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Every text within a TOML value that a person reads, under the names that lead to it: `step.one-doorway.words`."""
    if isinstance(found, dict):
        named = found.get("id", "")
        for name, inner in found.items():
            yield from _strings(inner, ".".join(part for part in (field, str(named) if field else "", name) if part))
    elif isinstance(found, list):
        for inner in found:
            yield from _strings(inner, field)
    elif isinstance(found, str) and " " in found:
        yield field, found


def _flaws_of_prose(text: str) -> list[str]:
    straight = ["straight quotes: use “ ” and ’"] if {'"', "'"} & set(text) else []
    return banned(text, BANNED) + straight


def _file(kind: str, name: str, language: str = ENGLISH) -> str:
    return f"{language}/{kind}/{name}"


def _without(name: str, error: Exception) -> str:
    return str(error).removeprefix(name).lstrip(",: ")
