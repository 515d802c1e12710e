"""How hard a passphrase is to guess, said honestly, and five random words to take instead.

The estimate is zxcvbn's (Wheeler, "zxcvbn: Low-Budget Password Strength Estimation", USENIX Security 2016): the
number of guesses for someone who tries common words, names, dates and keyboard rows first. It knows nothing of song
lines or of the person, so it can be too kind and never too harsh; the words here say no more than it knows.

What has to hold is stronger than for a website: whoever takes the data folder can guess without anybody slowing
them down but Argon2id. At 10^5 guesses a second, which would take a room full of graphics cards at 128 MiB a guess,
10^14 guesses are some thirty years; fewer are refused. Five words of 7,772 are 10^19.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from emberwell.vault.errors import WeakPassphrase

SHORTEST = 15
"""Characters."""
LONGEST = 256
"""Characters; far beyond what anyone types, far below what the key derivation refuses."""
OFFERED_WORDS = 5
ENOUGH_GUESSES_LOG10 = 14.0
AMPLE_GUESSES_LOG10 = 18.0

_JUDGED = 64
"""Characters looked at; zxcvbn's time grows steeply with length, and what follows only adds strength."""
_LOOKALIKES = "4@8({[<369&#!1|/0$5+7%2"
"""What zxcvbn reads as letters. It tries every combination of readings, which takes seconds when there are many."""
_LOOKALIKES_TRIED = 4


class Level(StrEnum):
    EMPTY = "empty"
    SHORT = "short"
    LONG = "long"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


@dataclass(frozen=True)
class Strength:
    """What can honestly be said of a passphrase."""

    level: Level
    advice: str
    """One or two sentences for the person."""

    @property
    def accepted(self) -> bool:
        return self.level in {Level.FAIR, Level.STRONG}

    @property
    def steps(self) -> int:
        """Of 4, for the meter."""
        return {Level.SHORT: 1, Level.WEAK: 2, Level.FAIR: 3, Level.STRONG: 4}.get(self.level, 0)


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """The words that are offered: EFF's long list (J. Bonneau, 2016) without the four hyphenated ones: 7,772."""
    text = files("xkcdpass").joinpath("static", "eff-long").read_text(encoding="utf-8")
    return tuple(word for word in text.split() if word.isalpha())


def five_words() -> str:
    """Five random words, 64 bits: a fresh passphrase to offer."""
    return " ".join(secrets.choice(words()) for _ in range(OFFERED_WORDS))


def strength(passphrase: str, *, known: Sequence[str] = ()) -> Strength:
    """Judge `passphrase`; `known` is what somebody guessing would try first, such as the person's name."""
    if not passphrase:
        return Strength(Level.EMPTY, "")
    if len(passphrase) < SHORTEST:
        missing = SHORTEST - len(passphrase)
        more = "one more character" if missing == 1 else f"{missing} more characters"
        return Strength(Level.SHORT, f"Too short so far: {more}, please. A few unrelated words are easiest.")
    if len(passphrase) > LONGEST:
        return Strength(Level.LONG, f"That is longer than Emberwell can take: {LONGEST} characters at most.")
    if _are_offered_words(passphrase):
        return Strength(Level.STRONG, "Five random words: strong.")
    guesses_log10, matches = _guesses(passphrase, known)
    if guesses_log10 < ENOUGH_GUESSES_LOG10:
        return Strength(Level.WEAK, f"{_reason(matches)} Add a word or two that have nothing to do with it.")
    if guesses_log10 < AMPLE_GUESSES_LOG10:
        return Strength(Level.FAIR, "Good enough. One more unrelated word would make it strong.")
    return Strength(
        Level.STRONG,
        "Strong, as far as Emberwell can tell. It does not know song lines, quotations, or what people know of you.",
    )


def check_passphrase(passphrase: str, *, known: Sequence[str] = ()) -> None:
    """Raise WeakPassphrase, with what to do about it, unless `passphrase` may protect a journal."""
    found = strength(passphrase, known=known)
    if not found.accepted:
        raise WeakPassphrase(found.advice or "Choose a passphrase: five random words, or 15 characters or more.")


def _are_offered_words(passphrase: str) -> bool:
    given = passphrase.split()
    return len(given) >= OFFERED_WORDS and len(set(given)) == len(given) and set(given) <= set(words())


def _guesses(passphrase: str, known: Sequence[str]) -> tuple[float, list[dict[str, Any]]]:
    """Guesses (log10) and the pieces they were counted by.

    zxcvbn's own entry point keeps `known` in a table shared by all threads, which would leave one person's name
    there for another's passphrase; this calls its two halves with a table of our own.
    """
    from zxcvbn import matching, scoring  # it reads half a megabyte of words: only when somebody chooses a passphrase

    judged = passphrase[:_JUDGED]
    if len(set(judged) & set(_LOOKALIKES)) > _LOOKALIKES_TRIED:
        judged = judged.translate(dict.fromkeys(map(ord, _LOOKALIKES), "~"))
    personal = matching.build_ranked_dict([part for name in known for part in _parts(name)])
    tables = {**matching.RANKED_DICTIONARIES, "user_inputs": personal}
    result = scoring.most_guessable_match_sequence(judged, matching.omnimatch(judged, tables))
    return float(result["guesses_log10"]), result["sequence"]


def _parts(name: str) -> list[str]:
    lowered = name.lower()
    return [lowered, *(part for part in lowered.split() if len(part) > 2)]


def _reason(matches: list[dict[str, Any]]) -> str:
    """The first thing someone guessing would try, in words."""
    pattern = max((match for match in matches if match["pattern"] != "bruteforce"), key=_length, default=None)
    match pattern:
        case {"pattern": "dictionary", "dictionary_name": "user_inputs"}:
            return "This has your name in it, which is tried first."
        case {"pattern": "dictionary", "dictionary_name": "passwords"}:
            return "This is close to a password many people use."
        case {"pattern": "dictionary", "dictionary_name": "male_names" | "female_names" | "surnames"}:
            return "Names are tried early."
        case {"pattern": "dictionary"}:
            return "A few common words are quickly guessed, also with digits or signs in them."
        case {"pattern": "spatial"}:
            return "Rows of keys are quickly guessed."
        case {"pattern": "repeat"}:
            return "Repeating something hardly makes it harder to guess."
        case {"pattern": "sequence"}:
            return "Letters or digits in order are quickly guessed."
        case {"pattern": "date" | "regex"}:
            return "Dates and years are tried early."
    return "This is quickly guessed."


def _length(match: dict[str, Any]) -> int:
    return len(match["token"])
