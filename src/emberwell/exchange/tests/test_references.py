"""Records name one another by id: after an export and an import each still names the one it named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from emberwell.exchange import take
from emberwell.exchange.bring import bring
from emberwell.exchange.tests.conftest import NewVault
from emberwell.journal.calendar import Calendar
from emberwell.journal.records import Entry, KeptLine
from emberwell.library.paths import Kind, all_paths, prompt_id
from emberwell.paths.records import Said as Walked
from emberwell.paths.records import Walk, Word
from emberwell.paths.walking import standing_of
from emberwell.prompts.finding import find_all
from emberwell.prompts.memory import Memory
from emberwell.prompts.records import OWN, Answer, Offer, OwnPrompt, PromptSet, own_name
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Vault
from emberwell.week.records import Act, FineForNow, Place, Week
from emberwell.why.records import Importance, Move, Pile, Sort, Strength, Value, Weight
from emberwell.why.rules import importance_on, the_five

MARCH = datetime(2026, 3, 1, 21, 15, tzinfo=UTC)
WAYS: dict[str, Callable[..., Any]] = {
    "journal": take.write_folder,
    "journal.zip": take.write_zip,
    "journal.json": take.write_json,
}


def filled(vault: Vault) -> tuple[RecordId, RecordId]:
    """Everything that names a value or a strength; the ids of the value and of the strength."""
    candour = vault.put(Value(name="Candour", added_at=MARCH, zone="UTC")).id
    rest = vault.put(Value(name="Rest", added_at=MARCH, zone="UTC")).id
    patience = vault.put(Strength(name="Patience", noted_at=MARCH, zone="UTC")).id
    page = vault.put(Entry(written_at=MARCH, zone="UTC", body="I said it.", values=(candour, rest), raw=True))
    vault.put(
        KeptLine(text="I said it.", kept_at=MARCH, zone="UTC", entry=page.id, values=(candour,), strengths=(patience,))
    )
    vault.put(
        Sort(
            begun_at=MARCH,
            zone="UTC",
            done_at=MARCH,
            moves=(Move("own-1", Pile.MINE),),
            own=("Candour",),
            five=(candour, rest),
            order=(rest, candour),
        )
    )
    vault.put(Importance(asked_at=MARCH, zone="UTC", weights=(Weight(candour, 3, 1),)))
    vault.put(
        Week(ends_on=date(2026, 3, 6), zone="UTC", written_at=MARCH, places=(Place(value=candour, work=2, home=None),))
    )
    vault.put(Act(for_week=date(2026, 3, 13), zone="UTC", chosen_at=MARCH, what="Say it", value=candour))
    vault.put(FineForNow(value=rest, said_on=date(2026, 3, 2)))
    of_the_library(vault)
    return candour, patience


def of_the_library(vault: Vault) -> None:
    """A prompt of one's own in an offer, a set and a page; a walk with its page and its act; something in the trash."""
    own = own_name(vault.put(OwnPrompt(text="Whose coat?", made_at=MARCH, zone="UTC")).id)
    away = own_name(vault.put(OwnPrompt(text="Whose hat?", made_at=MARCH, zone="UTC")).id)
    said = {"answer": Answer.LATER, "answered_at": MARCH}
    vault.put(Offer(prompt=own, offered_at=MARCH, zone="UTC", **said))
    vault.put(PromptSet(name="Winter", prompts=(own, away), made_at=MARCH, zone="UTC"))
    vault.trash(RecordId(away.removeprefix(OWN)))
    vault.put(Entry(written_at=MARCH, zone="UTC", body="A coat.", prompt=own, prompt_text="Whose coat?"))
    path = all_paths()[0]
    page, act = (next(step for step in path.steps if step.kind is kind) for kind in (Kind.PAGE, Kind.ACT))
    vault.put(Entry(written_at=MARCH, zone="UTC", body="A step.", prompt=prompt_id(path.id, page.id), prompt_text="?"))
    chosen = vault.put(Act(for_week=date(2026, 3, 20), zone="UTC", chosen_at=MARCH, what="Ring", value=None))
    words = (Walked(step=act.id, word=Word.DONE, at=MARCH, act=chosen.id),)
    vault.put(Walk(path=path.id, title=path.title, begun_at=MARCH, zone="UTC", said=words))


def told_of_the_library(vault: Vault) -> dict[str, Any]:
    (walk,), (kept,) = vault.all(Walk), vault.all(PromptSet)
    away = [saved.value.text for saved in vault.trashed() if isinstance(saved.value, OwnPrompt)]
    memory = vault.index(Memory)
    return {
        "set": [found.text for found in find_all(vault, kept.value.prompts)],
        "kept its place": list(kept.value.prompts),
        "in the trash": away,
        "answers": sorted((offer.prompt, offer.answer) for offer in memory.offered()),
        "written": sorted(memory.written()),
        "steps": {
            place.step.id: ([page.value.body for page in place.pages], place.act and place.act.value.what)
            for place in standing_of(vault, walk).places
        },
    }


def told(vault: Vault) -> dict[str, Any]:
    """What is said of values and strengths, each by its name."""
    names: dict[str, str] = {
        **{saved.id: saved.value.name for saved in vault.all(Value)},
        **{saved.id: saved.value.name for saved in vault.all(Strength)},
    }
    (line,), (sort,), (week,), (fine,) = (
        [saved.value for saved in vault.all(kind)] for kind in (KeptLine, Sort, Week, FineForNow)
    )
    (act,) = (saved.value for saved in vault.all(Act) if saved.value.value)
    page = vault.get(Entry, line.entry).value
    return {
        "page": [names[id] for id in page.values],
        "raw": page.raw,
        "line": [names[id] for id in (*line.values, *line.strengths)],
        "five": [names[id] for id in the_five(vault.all(Sort))],
        "sort": [names[id] for id in sort.five],
        "weights": {
            names[id]: weight.work for id, weight in importance_on(MARCH.date(), vault.all(Importance)).items()
        },
        "ring": [names[place.value] for place in week.places],
        "act": names[act.value],
        "fine": names[fine.value],
        "last day": {names[id]: day for id in names if (day := vault.index(Calendar).last_day_of_value(RecordId(id)))},
        "library": told_of_the_library(vault),
        "held back": len(vault.index(Calendar).held_back()),
    }


@pytest.mark.parametrize("name", WAYS)
def test_into_an_empty_journal(new_vault: NewVault, tmp_path: Path, name: str) -> None:
    with new_vault() as mine, new_vault() as other:
        filled(mine)
        WAYS[name](mine, tmp_path / name)
        assert bring(other, tmp_path / name).skipped == ()
        assert told(other) == told(mine)
        assert told(mine)["page"] == ["Candour", "Rest"]
        assert told(mine)["library"]["set"] == ["Whose coat?"]
        assert (["A step."], None) in told(other)["library"]["steps"].values()
        assert ([], "Ring") in told(other)["library"]["steps"].values()


@pytest.mark.parametrize("name", WAYS)
def test_into_a_journal_where_they_are_already(new_vault: NewVault, tmp_path: Path, name: str) -> None:
    """One value was renamed here since: it keeps its new name, and what comes names it still."""
    with new_vault() as mine, new_vault() as other:
        candour, patience = filled(mine)
        WAYS[name](mine, tmp_path / name)
        value, strength = mine.get(Value, candour).value, mine.get(Strength, patience).value
        other.put(msgspec.structs.replace(value, name="Frankness"), id=candour)
        other.put(strength, id=patience)
        own = other.put(Value(name="Candour", added_at=MARCH, zone="UTC"))
        outcome = bring(other, tmp_path / name)
        assert len(outcome.skipped) == 1
        renamed = {"Candour": "Frankness"}
        assert told(other)["page"] == [renamed.get(one, one) for one in told(mine)["page"]]
        assert told(other)["act"] == "Frankness"
        assert told(other)["line"] == ["Frankness", "Patience"]
        assert other.get(Value, own.id).value.name == "Candour"


def test_twice_changes_nothing(new_vault: NewVault, tmp_path: Path) -> None:
    with new_vault() as mine:
        filled(mine)
        take.write_zip(mine, tmp_path / "journal.zip")
        before, seq = told(mine), mine.seq
        assert bring(mine, tmp_path / "journal.zip").added == 0
        assert (told(mine), mine.seq) == (before, seq)
