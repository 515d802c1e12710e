"""What a machine can check about the writing of a prompt: the rest is for people.

Every check answers with sentences for whoever is writing, empty when there is nothing to mend. The tests hold the
shipped prompts to all of them. They catch the word that slipped in, never the prompt that leaves one cold: read it
aloud, wait ten seconds, and see whether a particular memory has come.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from emberwell.library.prompts import Audience, Prompt

MOST_WORDS = 55
NGRAM = 3
MOST_ALIKE = 0.10
"""Share of three-word runs two prompts may have in common (Jaccard). Unrelated ones have under 0.03."""

FOLLOW_UP_SHARED = 5
"""Runs a follow-up must share with another text to be alike, seven words on end: it is so short that the share alone
would find “What did you do with” twice."""

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

BANNED_FOR_CLIENTS: dict[str, str] = {
    r"death\b|dead\b|d(ie|ies|ied|ying)\b|funeral\w*|graves?\b|bury|buried|bereave\w*|mourn\w*": "death, alone at home",
    r"suicid\w*|kill\w*|self-?harm\w*|hurt(ing)? yourself|give up on life": "danger, with nobody there",
    r"trauma\w*|abus\w+|assault\w*|rap(e|ed|ist)\b|violen\w+|beat(en|ing)\b|flashback\w*": "what needs company",
    r"childhood|as a (small )?child|when you were (a child|small|little|young|\w+ years old)": "digs in childhood",
    r"(mother|father|mum|mom|dad|parent|stepfather|stepmother)s?\b": "digs in the family",
    r"diagnos\w+|symptoms?\b|disorders?\b|depress\w+|anxiety|panic\w*|medication|relapse\w*": "the chart",
    r"(over|under)?weight\w*|weigh(ed|ing)? yourself|diet\w*|calorie\w*|slim\w*|fat\b|your figure\b": "measures a body",
    r"drunk\b|alcohol\w*|drugs?\b|sober\w*": "may be the very thing",
    r"your (therapist|counsellor|doctor|treatment|sessions?)|in (therapy|session)": "about us, not about them",
    r"guilt\w*|asham\w+|shame\w*|worst\b|failed\b|failures?\b": "looks for what was worst",
    r"(have|need) to forgive|forgiv\w+": "asks for what nobody owes",
}
"""Patterns that never stand in a prompt sent home with a client, who meets it without us (issue 5; Voice)."""

HEAVY = r"death\b|d(ie|ies|ied|ying)\b|funeral\w*|graves?\b|childhood|as a (small )?child|suicid\w*"
"""Not in five minutes: too heavy to open and shut between two sessions (product.md, Voice)."""
SHORT_MINUTES = 5
DEEP = 3
DEEP_MINUTES = 10
"""The least a prompt of depth 3 asks: less leaves nobody time to come back up."""

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
        *banned(text, BANNED),
        *_flaws_of_length(text),
        *_flaws_of_questions(text),
        *_flaws_of_type(text),
    ]


def banned(text: str, patterns: Mapping[str, str]) -> list[str]:
    """What stands in a text that should not, and why not."""
    return [
        f"“{found[0]}”: {reason}"
        for pattern, reason in patterns.items()
        if (found := re.search(rf"(?<![\w-])(?:{pattern})", text, re.IGNORECASE))
    ]


def prompt_flaws(prompt: Prompt) -> list[str]:
    """What is wrong with one prompt and its follow-up: the words, and whether they fit whom and when it is for."""
    said = flaws(prompt.text) + [f"follow-up: {flaw}" for flaw in (flaws(prompt.follow_up) if prompt.follow_up else [])]
    whole = f"{prompt.text} {prompt.follow_up}"
    if prompt.audience is Audience.CLIENT:
        said += [f"{flaw} (for clients)" for flaw in banned(whole, BANNED_FOR_CLIENTS)]
    if prompt.minutes <= SHORT_MINUTES:
        said += banned(whole, {HEAVY: f"too heavy for {prompt.minutes} minutes"})
    if prompt.depth == DEEP and prompt.minutes < DEEP_MINUTES:
        said.append(f"depth {DEEP} in {prompt.minutes} minutes leaves nobody time to come back up")
    return said


def alike(one: str, other: str) -> float:
    """How much two texts have in common, 0 to 1: their shared runs of three words over all they have (Jaccard)."""
    return _shared(_runs(one), _runs(other))


def repetitions(prompts: Sequence[Prompt]) -> list[str]:
    """Pairs that say the same, follow-ups included, and prompts that begin or end with the same words."""
    said = [
        f"{one} and {other} are {share:.0%} alike"
        for (one, first, least), (other, second, at_least) in combinations(_texts(prompts), 2)
        if (share := _shared(first, second)) > MOST_ALIKE and len(first & second) >= max(least, at_least)
    ]
    for where, cut in (("begin", slice(None, 4)), ("end", slice(-5, None))):
        found: dict[str, list[str]] = {}
        for each in prompts:
            found.setdefault(" ".join(words(each.text)[cut]), []).append(each.id)
        said += [f"{', '.join(ids)} {where} with “{run}”" for run, ids in found.items() if len(ids) > 1]
    return said


Runs = frozenset[tuple[str, ...]]


def _texts(prompts: Iterable[Prompt]) -> Iterator[tuple[str, Runs, int]]:
    """What each text is called, its runs, and how many it must share to be alike."""
    for each in prompts:
        yield each.id, _runs(each.text), 1
        if each.follow_up:
            yield f"{each.id} (follow-up)", _runs(each.follow_up), FOLLOW_UP_SHARED


def _shared(first: Runs, second: Runs) -> float:
    both = len(first & second)
    return both / (len(first) + len(second) - both) if both else 0.0


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


def _runs(text: str) -> Runs:
    said = words(text)
    return frozenset(tuple(said[start : start + NGRAM]) for start in range(len(said) - NGRAM + 1))
