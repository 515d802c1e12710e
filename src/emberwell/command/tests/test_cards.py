"""`emberwell prompt --cards`."""

from __future__ import annotations

from pathlib import Path

import pytest

from emberwell.command import prompt as command
from emberwell.command.tests.conftest import Run
from emberwell.library import cards, printing
from emberwell.library.prompts import Audience, prompts_for

FIRST, SECOND = prompts_for()[:2]


@pytest.fixture(autouse=True)
def _no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_PAPER", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "cards.pdf"


def test_a_week_of_seven(run: Run, sheet: Path) -> None:
    ran = run("prompt", "--cards", sheet)
    assert (ran.code, ran.out) == (0, f"Wrote {sheet}: 7 prompts on 1 sheet of A4.\n")
    assert sheet.read_bytes().startswith(b"%PDF-1.7")


def test_what_was_asked_for(run: Run, sheet: Path) -> None:
    ran = run("prompt", "--cards", sheet, "--ids", f"{SECOND.id}, {FIRST.id}", "--paper", "letter", "--json")
    assert ran.json == {"file": str(sheet), "paper": "letter", "sheets": 1, "ids": [SECOND.id, FIRST.id]}


def test_of_one_pillar_and_so_many(run: Run, sheet: Path) -> None:
    ran = run("prompt", "--cards", sheet, "--pillar", "growth", "--count", 9, "--json")
    assert (len(ran.json["ids"]), ran.json["sheets"]) == (9, 2)
    assert {each.pillar for each in prompts_for() if each.id in ran.json["ids"]} == {"growth"}


def test_cards_to_write_on(run: Run, sheet: Path) -> None:
    ran = run("prompt", "--cards", sheet, "--lines", "--count", 1, "--json")
    assert ran.json["ids"][0] in {each.id for each in prompts_for(Audience.CLIENT)}
    assert sheet.read_bytes().startswith(b"%PDF-1.7")


def test_the_paper_of_ones_language(run: Run, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LC_PAPER", "en_US.UTF-8")
    assert run("prompt", "--cards", sheet, "--json").json["paper"] == "letter"


def test_nothing_is_overwritten(run: Run, sheet: Path) -> None:
    sheet.write_text("mine")
    ran = run("prompt", "--cards", sheet)
    assert ran.code == 1
    assert "exists already and is not replaced" in ran.err
    assert sheet.read_text() == "mine"


@pytest.mark.parametrize(
    "more",
    [
        ("--ids", "why-never-written"),
        ("--ids", ","),
        ("--ids", FIRST.id, "--lines"),
        ("--ids", ",".join(f"why-made-{at}" for at in range(cards.MOST_CARDS + 1))),
    ],
)
def test_what_cannot_be_printed_leaves_no_file(run: Run, sheet: Path, more: tuple[str, ...]) -> None:
    ran = run("prompt", "--cards", sheet, *more)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert not sheet.exists()


def test_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert run("prompt", "--cards", tmp_path / "nowhere" / "cards.pdf").code == 1


def test_a_disk_that_fills_leaves_no_half_file(run: Run, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "cards_pdf", lambda *_, **__: "not bytes")
    assert run("prompt", "--cards", sheet).code == 1
    assert not sheet.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        ("--paper", "a4"),
        ("--count", "3"),
        ("--lines",),
        ("--cards", "x.pdf", "--paper", "a3"),
        ("--cards", "x.pdf", "--count", "0"),
        ("--cards", "x.pdf", "--count", str(cards.MOST_CARDS + 1)),
        ("--cards", "x.pdf", "--ids", FIRST.id, "--pillar", "why"),
        ("--cards", "x.pdf", "--lines", "--for", "colleague"),
        ("--cards", "x.pdf", "--lines", "--backs"),
    ],
)
def test_wrong_use(run: Run, wrong: tuple[str, ...]) -> None:
    assert run("prompt", *wrong).code == 2


def test_a_prompt_for_somebody_else(run: Run) -> None:
    clients = {each.id for each in prompts_for(Audience.CLIENT)}
    assert run("prompt", "--for", "client", "--json").json["id"] in clients


def test_help_says_what_the_library_holds() -> None:
    assert command.MOST_CARDS == cards.MOST_CARDS
