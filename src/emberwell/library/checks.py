"""What a machine can check about the writing of a prompt: the rest is for people.

Every check answers with sentences for whoever is writing, empty when there is nothing to mend. The tests hold the
shipped prompts to all of them. They catch the word that slipped in, never the prompt that leaves one cold: read it
aloud, wait ten seconds, and see whether a particular memory has come.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from emberwell.journal.records import Pillar
from emberwell.library.prompts import Prompt

MOST_WORDS = 55
NGRAM = 3
MOST_ALIKE = 0.10
"""Share of three-word runs two prompts may have in common (Jaccard). Unrelated ones have under 0.03."""

BANNED: dict[str, str] = {
    r"embers?\b": "names us",
    r"sparks?\b|flames?\b|\bignit": "a word of candles and posters",
    r"journeys?\b": "nobody is on one",
    r"souls?\b": "assumes a faith",
    r"best self|true self|authentic\w*": "asks for a performance",
    r"resilien\w+|self-?care|burn-?out": "puts the load on the person",
    r"hold(ing)? (the )?space|show(s|ed|ing)? up|sit(ting)? with|lean(ing)? into|unpack\w*": "shop talk",
    r"passion\w*|calling\b|vocation\w*|bless\w*": "assumes love of the job, or a faith",
    r"chang\w+ (a |their |your )?(life|lives)|make a difference|hero\w*": "heroics",
    r"grateful|gratitude|thankful\w*|lessons?\b|silver lining": "on demand",
    r"what (have|did|do|can) you learn": "a lesson on demand",
    r"\band why\b|\bwhy or why not\b": "a second question",
    r"how (did|does|do) (that|it|this) make you feel|how (did|do|does) (that|it|this) feel": "the cartoon of our trade",
    r"scale (of|from)|\bout of (five|ten|10|5)\b|\brate (your|how|the)": "a scale",
    r"my (husband|wife|partner|spouse)|your (husband|wife|partner|spouse|children|kids|god|church)": "assumes a home",
    r"your (office|practice|consulting room|waiting room|couch)\b": "assumes a room",
    r"over the years|decades|long career|all these years": "assumes a long career",
    r"\bwe\b|\bour\b|well done|good job|!": "the app as a character",
    r"presenting problem|diagnos\w+|their (story|history|trauma|symptoms)": "asks for the client's story",
}
"""Patterns that never stand in a prompt, and what is wrong with each (product.md, Voice)."""

_YES_OR_NO = re.compile(
    r"(?:^|[.!?:;] )(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should)\s+"
    r"(?:you|it|they|there|this|that|we|he|she)\b[^.?]*\?",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def words(text: str) -> list[str]:
    """Its words in lower case, without punctuation."""
    return _WORD.findall(text.lower())


def flaws(text: str) -> list[str]:
    """What is wrong with the words of one prompt, taken by itself."""
    return [
        *(
            f"“{found[0]}”: {reason}"
            for pattern, reason in BANNED.items()
            if (found := re.search(rf"(?<![\w-])(?:{pattern})", text, re.IGNORECASE))
        ),
        *_flaws_of_length(text),
        *_flaws_of_questions(text),
        *_flaws_of_type(text),
    ]


def alike(one: str, other: str) -> float:
    """How much two texts have in common, 0 to 1: their shared runs of three words over all they have (Jaccard)."""
    first, second = _runs(one), _runs(other)
    return len(first & second) / len(first | second) if first or second else 0.0


def repetitions(prompts: Sequence[Prompt]) -> list[str]:
    """Pairs that say the same, and prompts that begin or end with the same words."""
    pairs = combinations(prompts, 2)
    said = [
        f"{one.id} and {other.id} are {share:.0%} alike"
        for one, other in pairs
        if (share := alike(one.text, other.text)) > MOST_ALIKE
    ]
    for where, cut in (("begin", slice(None, 4)), ("end", slice(-5, None))):
        counted = Counter(" ".join(words(each.text)[cut]) for each in prompts)
        said += [f"{count} prompts {where} with “{run}”" for run, count in counted.items() if count > 1]
    return said


def gaps(prompts: Sequence[Prompt], *, each_pillar: int) -> list[str]:
    """What the whole lacks: pillars, depths, times and occasions that a therapist would look for in vain."""
    return list(_gaps(prompts, each_pillar))


def _flaws_of_length(text: str) -> list[str]:
    count = len(words(text))
    return [f"{count} words; at most {MOST_WORDS}"] if count > MOST_WORDS else []


def _flaws_of_questions(text: str) -> list[str]:
    said = []
    if text.count("?") > 1:
        said.append("stacked questions: keep the one that opens something")
    if found := _YES_OR_NO.search(text):
        said.append(f"“{found[0].strip(' .:;')}” can be answered with yes or no")
    return said


def _flaws_of_type(text: str) -> list[str]:
    said = []
    if re.search(r"[\"']", text):
        said.append("straight quotes: use “ ” and ’")
    if text != " ".join(text.split()) or not re.search(r"[.?]$", text):
        said.append("one line, one space between words, and a full stop or question mark at the end")
    return said


def _runs(text: str) -> set[tuple[str, ...]]:
    said = words(text)
    return {tuple(said[start : start + NGRAM]) for start in range(len(said) - NGRAM + 1)}


def _gaps(prompts: Sequence[Prompt], each_pillar: int) -> Iterator[str]:
    for pillar in Pillar:
        mine = [each for each in prompts if each.pillar is pillar]
        if len(mine) != each_pillar:
            yield f"{pillar}: {len(mine)} prompts, not {each_pillar}"
        for depth, least in ((1, 3), (2, 4), (3, 3)):
            if sum(each.depth == depth for each in mine) < least:
                yield f"{pillar}: fewer than {least} of depth {depth}"
        if not any(each.minutes <= 5 for each in mine) or not any(each.minutes >= 12 for each in mine):
            yield f"{pillar}: needs something for five minutes and something for a quarter of an hour"
        if not any("hard-day" in each.tags for each in mine) or not any("good-day" in each.tags for each in mine):
            yield f"{pillar}: needs one for a hard day and one for a good day"
    for tag, least in (("before-session", 2), ("after-session", 4), ("week", 4), ("season", 3), ("career", 3)):
        if sum(tag in each.tags for each in prompts) < least:
            yield f"fewer than {least} for “{tag}”"
    for each in prompts:
        if each.depth == 3 and each.minutes < 10:
            yield f"{each.id}: depth 3 in {each.minutes} minutes leaves nobody time to come back up"
