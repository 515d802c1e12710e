"""The keepsake of a walk: what somebody wrote, did and chose on it, in the order of the steps.

Memory must not wound: a page that never comes back unasked (still raw, of a hard day, about a code name that was put
away) stands in it as one closed line with the way to it, on the screen and on paper.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from emberwell.clients.watching import watched
from emberwell.exchange.sheets import NOT_SEALED, Sheets, long_date
from emberwell.exchange.typesetting import typeset
from emberwell.exchange.words_tree import breakable, is_right_to_left
from emberwell.journal.dates import local_date, local_moment
from emberwell.journal.identifiers import possible_identifiers
from emberwell.journal.in_sentences import Sentence, sentences
from emberwell.journal.returning import held_back
from emberwell.keepsakes.check import checked
from emberwell.keepsakes.choice import Content
from emberwell.paths.records import Walk
from emberwell.paths.rules import State, practice_name, why_closed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from emberwell.journal.records import Entry
    from emberwell.paths.walking import Place, Standing
    from emberwell.vault.vault import Saved, Vault
    from emberwell.week.records import Act


@dataclass(frozen=True)
class KeptPage:
    """A page of the keepsake."""

    page: Saved[Entry]
    closed: str
    """Why only its line stands here: `A page you marked still raw`; "" for one to read."""

    @property
    def day(self) -> date:
        return local_moment(self.page.value).date()


@dataclass(frozen=True)
class Part:
    """What one step left."""

    title: str
    """The step's; "" for what was done at steps the path does not have any more."""
    pages: tuple[KeptPage, ...]
    act: Saved[Act] | None
    practice: str
    """Its name, when one was done; "" else."""
    done_on: date | None
    """Local; of the practice, or of what was done without words here."""


def parts_of(vault: Vault, standing: Standing) -> tuple[Part, ...]:
    """What the steps left, in their order; steps that were left out or are open leave nothing."""
    away = held_back(vault)
    found = [_part(place, standing.walk.value, away) for place in standing.places if place.state is State.DONE]
    if standing.elsewhere.pages:
        pages = tuple(_kept(page, away) for page in standing.elsewhere.pages)
        found.append(Part("", pages, None, "", None))
    found += [Part("", (), act, "", None) for act in standing.elsewhere.acts]
    return tuple(found)


def _part(place: Place, walk: Walk, away: Container[str]) -> Part:
    by_word = place.said is not None and not (place.pages or place.act)
    return Part(
        title=place.step.title,
        pages=tuple(_kept(page, away) for page in place.pages),
        act=place.act,
        practice=practice_name(place.step.practice) if place.step.practice else "",
        done_on=local_date(place.said.at, walk.zone) if place.said and by_word else None,
    )


def _kept(page: Saved[Entry], away: Container[str]) -> KeptPage:
    return KeptPage(page, why_closed(page, away))


def days_of(standing: Standing, parts: Sequence[Part]) -> tuple[date, date]:
    """The first and the last local day of what is in a keepsake; the day the walk began, while it holds nothing."""
    zone = standing.walk.value.zone
    days = [day for part in parts for day in _days(part, zone)]
    begun = local_date(standing.walk.value.begun_at, zone)
    return min(days, default=begun), max(days, default=begun)


def _days(part: Part, zone: str) -> Iterator[date]:
    yield from (page.day for page in part.pages)
    if part.act:
        yield local_date(part.act.value.chosen_at, part.act.value.zone or zone)
    if part.done_on:
        yield part.done_on


@dataclass(frozen=True)
class Found:
    """One thing of the keepsake in which something was found that could say who somebody is."""

    what: str
    when: str
    sentences: tuple[Sentence, ...]
    page: str = ""
    """Id of the page it stands in; "" for an act."""


def found_in(vault: Vault, parts: Sequence[Part]) -> tuple[Found, ...]:
    """The look at a keepsake before it goes on paper, by the rule of the year's book. Closed pages stay closed."""
    pages = tuple(kept.page for part in parts for kept in part.pages if not kept.closed)
    found = [Found(one.what, one.when, one.sentences, one.id) for one in checked(vault, Content((), (), pages))]
    known = watched(vault)
    for act in (part.act for part in parts if part.act):
        text = act.value.search_text()[1]
        inside = tuple(sentences(text, possible_identifiers(text, known=known)))
        if inside:
            day = long_date(local_date(act.value.chosen_at, act.value.zone), weekday=False)
            found.append(Found("A small act", day, inside))
    return tuple(found)


def keepsake_pdf(vault: Vault, standing: Standing, *, made_on: datetime) -> bytes:
    """The keepsake as a few A5 leaves. `made_on` is aware."""
    sheets = Sheets(vault)
    words = keepsake_words(sheets, standing, parts_of(vault, standing), made_on=made_on)
    return typeset("keepsake.typ", "keepsake", words, pictures=sheets.pictures, made_on=made_on)


def keepsake_words(sheets: Sheets, standing: Standing, parts: Sequence[Part], *, made_on: datetime) -> dict[str, Any]:
    """What `keepsake.typ` finds as `keepsake`."""
    path, (first, last) = standing.path, days_of(standing, parts)
    title = path.title if path else standing.walk.value.title
    acts = [part.act.value.search_text()[1] for part in parts if part.act]
    set_parts = [_set_part(sheets, part) for part in parts]
    return {
        "title": title,
        "pillar": str(path.pillar) if path else "",
        "days": _span(first, last),
        "words": path.keepsake if path else "",
        "parts": set_parts,
        "colophon": [
            *sheets.remarks(title, *acts),
            f"Set on {long_date(made_on.date(), weekday=False)}. {NOT_SEALED}",
        ],
    }


def _span(first: date, last: date) -> str:
    ends = [long_date(day, weekday=False) for day in dict.fromkeys((first, last))]
    return " to ".join(ends)


def _set_part(sheets: Sheets, part: Part) -> dict[str, Any]:
    return {
        "title": part.title,
        "pages": [_set_page(sheets, kept) for kept in part.pages],
        "act": _set_act(part.act.value) if part.act else None,
        "practice": part.practice if part.done_on else "",
        "day": long_date(part.done_on, weekday=False) if part.done_on else "",
    }


def _set_page(sheets: Sheets, kept: KeptPage) -> dict[str, Any]:
    if kept.closed:
        return {"closed": f"{kept.closed}, {long_date(kept.day, weekday=False)}."}
    set_page = sheets.entry(kept.page, full_date=True)
    return {**set_page, "pillar": "", "tags": "", "closed": ""}


def _set_act(act: Act) -> dict[str, Any]:
    beside = " · ".join(words for words in (act.when, act.where) if words)
    condition = f"If {act.if_}, then {act.then}" if act.if_ and act.then else act.if_ or act.then
    return {
        "words": breakable(act.what),
        "more": [breakable(words) for words in (beside, condition) if words],
        "rtl": is_right_to_left(act.what),
        "day": long_date(local_date(act.chosen_at, act.zone), weekday=False),
    }
