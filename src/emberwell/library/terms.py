"""The words of a prompt as one looks for them: without those that stand everywhere, and without their endings.

Crude on purpose: no grammar, no list of nouns, no model. A stem only has to bring “doors” to “door”; whoever reads a
reason reads the word itself, never the stem.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emberwell.library.prompts import Prompt

_SAYS_NOTHING = """
    a about after afterwards again ago all almost alone already also although always am an and another any anybody
    anyone anything apart are around as ask asked asking asks at away back be because become been before began begin
    begins begun behind being below beside better between both bring brings but by call called came can come comes
    could day days describe did do does doing done down during each either else end ends enough even ever every
    everybody exactly find first five for found four from gave get gets give given go goes going gone good got had
    half has have having he her here hers him himself his hour hours how however i if in instead into is it its
    itself just keep kept kind know known knows last late lately later least leave left less let letter like line
    lines list little live long look looked made make makes many matter may me mean means met might mind minute
    minutes moment month more most much must my name named near nearly need needed never new next no nobody nor not
    note nothing now of off often on once one ones only or other others our out over own part people perhaps person
    pick picture place put puts quite rather read really recall remember right said same saw say says second see
    seen sentence set shall she should show since small so some somebody somehow someone something sometimes soon
    start stay still stop such suppose take taken takes tell ten than that the their theirs them themselves then
    there these they thing things think third this those though thought three through till time times to today
    together told too took toward true try turn turned twice two under until up upon us use used usual very want
    wanted was watch way we week weeks well went were what whatever when where whether which while who whole whom
    whose why will wish with within without word words work works worked working would write written wrong year
    years yes yet you your yours yourself client clients session sessions therapist therapists
"""
COMMON = frozenset(_SAYS_NOTHING.split())
"""Words that say nothing about what a prompt is about: of grammar, of asking, and of our trade."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DETERMINERS = "a an the your their his her my this that these those no some each another one"
_BEFORE_A_THING = frozenset(_DETERMINERS.split())
_DOUBLED = re.compile(r"([bdfgklmnprt])\1$")
_SHORTEST_STEM = 3


def stem(word: str) -> str:
    """A word without its ending: `doors` and `door` alike, `stopped` and `stopping`."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")):
        if not word.endswith(ending) or (word.endswith("ss") and ending == "s"):
            continue
        cut = word[: len(word) - len(ending)] + instead
        if len(cut) >= _SHORTEST_STEM and re.search(r"[aeiouy]", cut):
            return (
                _DOUBLED.sub(r"\1", cut) if ending in {"ing", "ed"} else cut.removesuffix("e") if ending == "s" else cut
            )
    return word


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text that mean something, in order."""
    return tuple(stem(word) for word in _WORD.findall(text.lower()) if word not in COMMON)


def things(text: str) -> dict[str, str]:
    """What a text names as a thing, by stem: a word after an article or a possessive, as it stands there."""
    said = _WORD.findall(text)
    after = ((before.lower(), word) for before, word in pairwise(said))
    return {
        stem(word): word
        for before, word in after
        if before in _BEFORE_A_THING and word.islower() and word not in COMMON and len(word) > _SHORTEST_STEM
    }


@dataclass(frozen=True)
class Rarity:
    """How rarely something stands in a library: once counts most, in all of them nothing."""

    of: int
    counted: Counter[str]

    def __call__(self, what: str) -> float:
        return log(self.of / self.counted[what]) if self.counted[what] else 0.0


def rarity(held: Sequence[Iterable[str]]) -> Rarity:
    """Of everything that the items of a library hold, each item counted once (Spärck Jones 1972: idf)."""
    return Rarity(max(len(held), 1), Counter(each for item in held for each in set(item)))


@lru_cache(maxsize=1024)
def terms(prompt: Prompt) -> frozenset[str]:
    """What a prompt and its follow-up speak of, as stems."""
    return frozenset(stems(f"{prompt.text} {prompt.follow_up}"))
