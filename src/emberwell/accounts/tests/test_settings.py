"""Settings that concern no key: appearance, names for a hard day, backups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from conftest import Person
from emberwell.accounts import backups
from emberwell.accounts.records import HardDayName, Preferences
from emberwell.accounts.rules import change_preferences, preferences
from emberwell.accounts.views import settings as views
from emberwell.vault.errors import EmberwellError
from emberwell.vault.folder import DataFolder

TRUTH = (
    "Our disks, database and backups hold only sealed records. While you are signed in to a host, its server handles "
    "your text in memory. On your own machine, nothing leaves it."
)


@pytest.fixture
def folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    settings.EMBERWELL_DATA = tmp_path / "data"
    made = DataFolder(tmp_path / "data")
    made.make()
    monkeypatch.setattr(views, "back_up_today", lambda *_: None)
    return made


def test_the_list_leads_everywhere_and_says_the_truth_word_for_word(ana: Person) -> None:
    page = ana.client.get("/settings/").text
    for address in ("security/", "kit/", "appearance/", "hard-day/", "bring/", "take/", "backups/", "delete/"):
        assert f'href="/settings/{address}"' in page
    assert TRUTH in page
    for claim in ("end-to-end", "zero-knowledge"):
        assert claim not in page.lower()


def test_appearance(ana: Person) -> None:
    response = ana.client.post("/settings/appearance/", {"theme": "dark", "spellcheck": "on"})
    assert response["Location"] == "/settings/appearance/?saved=1"
    assert response.cookies["theme"].value == "dark"
    chosen = preferences(ana.vault)
    assert (chosen.theme, chosen.spellcheck) == ("dark", True)
    page = ana.client.get("/settings/appearance/?saved=1").text
    assert 'data-theme="dark"' in page
    assert "checked" in page
    ana.client.post("/settings/appearance/", {"theme": "system"})
    assert preferences(ana.vault).spellcheck is False


def test_the_spell_checker_is_off_with_a_reason(ana: Person) -> None:
    assert preferences(ana.vault).spellcheck is False
    assert "send what you type to a server" in ana.client.get("/settings/appearance/").text


@pytest.mark.parametrize("sent", [{}, {"theme": "pink"}])
def test_appearance_takes_what_there_is(ana: Person, sent: dict[str, str]) -> None:
    assert ana.client.post("/settings/appearance/", sent).status_code == 422


def test_two_names_for_a_hard_day(ana: Person) -> None:
    sent = {"first_name": "Mara", "first_reach": "0151 …", "second_name": "", "second_reach": "knock next door"}
    assert ana.client.post("/settings/hard-day/", sent)["Location"] == "/settings/hard-day/?saved=1"
    assert preferences(ana.vault).hard_day_names == (
        HardDayName("Mara", "0151 …"),
        HardDayName("", "knock next door"),
    )
    page = ana.client.get("/settings/hard-day/").text
    assert 'value="Mara"' in page
    assert 'value="knock next door"' in page
    assert "Mara and knock next door" in ana.client.get("/settings/").text
    ana.client.post("/settings/hard-day/", {})
    assert preferences(ana.vault).hard_day_names == ()


def test_a_name_too_long_is_422_and_stays_in_the_form(ana: Person) -> None:
    response = ana.client.post("/settings/hard-day/", {"first_name": "x" * 81})
    assert response.status_code == 422
    assert "x" * 81 in response.text


def test_each_person_has_their_own(ana: Person, ben: Person) -> None:
    ana.client.post("/settings/appearance/", {"theme": "dark"})
    assert preferences(ben.vault) == Preferences()


def test_changing_nothing_writes_nothing(ana: Person) -> None:
    change_preferences(ana.vault, idle_minutes=15)
    assert ana.vault.all(Preferences) == []
    change_preferences(ana.vault, idle_minutes=20)
    change_preferences(ana.vault, idle_minutes=20)
    (kept,) = ana.vault.all(Preferences)
    assert kept.revision == 1


def test_of_two_made_at_once_the_later_counts(ana: Person) -> None:
    ana.vault.put(Preferences(idle_minutes=20))
    ana.vault.put(Preferences(idle_minutes=30))
    assert preferences(ana.vault).idle_minutes == 30


def test_backups_show_where_they_go(ana: Person, folder: DataFolder) -> None:
    page = ana.client.get("/settings/backups/").text
    assert str(folder.backups) in page
    assert "None yet" in page
    assert "same disk as your journal" in page


def test_a_folder_may_be_chosen(ana: Person, folder: DataFolder, tmp_path: Path) -> None:
    chosen = tmp_path / "other disk"
    chosen.mkdir()
    response = ana.client.post("/settings/backups/", {"folder": str(chosen)})
    assert response["Location"] == "/settings/backups/?saved=1"
    assert folder.install().backup_folder == str(chosen)
    assert list(chosen.iterdir()) == []
    assert "same disk" not in ana.client.get("/settings/backups/").text
    ana.client.post("/settings/backups/", {"folder": ""})
    assert folder.install().backup_folder == ""


@pytest.mark.parametrize("typed", ["relative/folder", "/nowhere/at/all", "\0"])
def test_a_folder_that_cannot_be_is_422(ana: Person, folder: DataFolder, typed: str) -> None:
    response = ana.client.post("/settings/backups/", {"folder": typed})
    assert response.status_code == 422
    assert folder.install().backup_folder == ""


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(EmberwellError, match="no such folder"):
        backups.check_folder(str(tmp_path / "file"))


def test_a_backup_that_fails_at_once_says_so(
    ana: Person, folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from emberwell.vault.backup import BackupFailed

    def fail(*_: object) -> None:
        raise BackupFailed("The backup could not be written.")

    monkeypatch.setattr(views, "back_up_today", fail)
    (tmp_path / "b").mkdir()
    assert ana.client.post("/settings/backups/", {"folder": str(tmp_path / "b")}).status_code == 422
    assert folder.install().backup_folder == ""


def test_a_hosts_backups_are_the_hosts(ana: Person, settings: Any) -> None:
    settings.EMBERWELL_HOSTED = True
    ana.client.cookies["__Host-vault_secret"] = ana.secret
    assert ana.client.get("/settings/backups/").status_code == 404
    assert "backups/" not in ana.client.get("/settings/").text


@pytest.mark.parametrize("page", ["", "appearance/", "hard-day/", "backups/", "delete/"])
def test_locked_they_show_nothing_and_take_nothing(ana: Person, visitor: Client, page: str) -> None:
    assert visitor.get(f"/settings/{page}")["Location"].startswith("/open/")
    assert visitor.post(f"/settings/{page}", {"theme": "dark"})["Location"].startswith("/open/")


@pytest.mark.parametrize("page", ["appearance/", "hard-day/", "backups/"])
def test_wrong_method(ana: Person, page: str) -> None:
    assert ana.client.put(f"/settings/{page}").status_code == 405
    assert ana.client.post("/settings/").status_code == 405
