"""How many possible identifiers are found, on sentences made for it: `python -m bench.identifiers [--missed]`.

`sentences.toml` says what each sentence holds. A mark counts as found when every letter and digit of it lies in some
finding, whatever its kind: it was pointed out whole. A clean sentence with any finding in it is a false mark. The half
written before the rules were read (`held_out`) stands apart; `--missed` lists what the other half missed.

What the figures cannot say: the hand that wrote both halves went on to write the rules and their lists of names, and so
knew the held-out half, if not what of it was missed. All of it is English. Of other people's pages expect less.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.measure import Report, median_call
from emberwell.journal.identifiers import Found, possible_identifiers

SENTENCES = Path(__file__).with_name("sentences.toml")
HALVES = ("held_out", "tuning")
LEAST_RECALL = {"phone": 0.95, "email": 0.95, "birth": 0.95, "record": 0.95, "name": 0.85}
MOST_FALSE = 0.05
MOST_MILLISECONDS = 20.0
CHARACTERS = 2000
_MARK = re.compile(r"\{(\w+):([^{}]+)\}")


@dataclass(frozen=True)
class Mark:
    """What a sentence holds: `text[start:end]` is of this kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Sentence:
    """A sentence as it would be typed, and its marks."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Rates:
    """Of one set of sentences."""

    found: Counter[str]
    """By kind."""
    marked: Counter[str]
    clean: int
    false: int
    """Clean sentences in which something was pointed out."""
    missed: tuple[str, ...]
    """Marks in their sentence, and clean sentences with a finding."""

    def recall(self, kind: str) -> float:
        """Between 0 and 1."""
        return self.found[kind] / self.marked[kind]

    @property
    def false_rate(self) -> float:
        """Between 0 and 1, of the clean sentences."""
        return self.false / self.clean


@cache
def half(name: str) -> tuple[Sentence, ...]:
    """The sentences of `held_out` or `tuning`. Raises ValueError for a clean one with a mark or the reverse."""
    data = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))[name]
    clean, marked = (tuple(read(line) for line in data[key]) for key in ("clean", "marked"))
    for sentence in (*(one for one in clean if one.marks), *(one for one in marked if not one.marks)):
        raise ValueError(f"Stands on the wrong side: {sentence.text}")
    return clean + marked


def read(line: str) -> Sentence:
    """`{name:Anna} came` is `Anna came` with a mark from 0 to 4."""
    text, marks, at = "", [], 0
    for found in _MARK.finditer(line):
        text += line[at : found.start()]
        marks.append(Mark(len(text), len(text) + len(found[2]), found[1]))
        text += found[2]
        at = found.end()
    return Sentence(text + line[at:], tuple(marks))


def rates(sentences: Iterable[Sentence], find: Callable[[str], Iterable[Found]] = possible_identifiers) -> Rates:
    """What was found, missed, and pointed at for nothing."""
    found: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    clean = false = 0
    missed: list[str] = []
    for sentence in sentences:
        findings = tuple(find(sentence.text))
        if not sentence.marks:
            clean, false = clean + 1, false + bool(findings)
            missed += [f"false: {sentence.text} {[one.text for one in findings]}"] if findings else []
        for mark in sentence.marks:
            marked[mark.kind] += 1
            if _covered(sentence.text, mark, findings):
                found[mark.kind] += 1
            else:
                missed.append(f"{mark.kind}: {sentence.text} [{sentence.text[mark.start : mark.end]}]")
    return Rates(found, marked, clean, false, tuple(missed))


def _covered(text: str, mark: Mark, findings: tuple[Found, ...]) -> bool:
    return all(
        any(one.start <= at < one.end for one in findings) for at in range(mark.start, mark.end) if text[at].isalnum()
    )


def typed_page() -> str:
    """2,000 characters of both halves, one after another."""
    text = " ".join(sentence.text for name in HALVES for sentence in half(name)[::5])
    return text[:CHARACTERS]


def main() -> int:
    """Print the table; how many targets were missed."""
    report = Report()
    every = [sentence for name in HALVES for sentence in half(name)]
    for title, sentences in (
        ("All", every),
        ("Held out: written before the rules were read", half("held_out")),
        ("The half that was learned from", half("tuning")),
    ):
        measured = rates(sentences)
        print(f"\n{title}: {len(sentences)} sentences, {measured.clean} of them clean", flush=True)
        for kind, number in sorted(measured.marked.items()):
            what = f"{kind}: found whole, of {number}"
            if kind in LEAST_RECALL:
                report.least(what, measured.recall(kind), LEAST_RECALL[kind], "")
            else:
                report.note(what, measured.recall(kind), "")
        report.most("clean sentences with a false mark", measured.false_rate, MOST_FALSE, "")
    page = typed_page()
    took = median_call(lambda: possible_identifiers(page, known=("Swallow", "Heron")), times=50) * 1000
    print(f"\n{len(page)} characters", flush=True)
    report.most("time", took, MOST_MILLISECONDS, "ms")
    if "--missed" in sys.argv:
        print("\n" + "\n".join(rates(half("tuning")).missed))
    return report.missed


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
