"""A whole vault of every release still opens: with the passphrase, with the recovery code, word for word.

`vault-VERSION.zip` is a data folder as that release left it, made once and never made again. A release that changes
what is kept adds one of its own.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec
import pytest
from pytest_django import DjangoDbBlocker

from bench.made import PASSPHRASE, store_in
from emberwell.accounts.rules import preferences
from emberwell.journal.records import Entry, KeptLine, Pillar
from emberwell.paths.records import Walk
from emberwell.practices.records import Practised
from emberwell.prompts.records import Answer, Offer, OwnPrompt, PromptSet, own_name
from emberwell.rhythm.records import Reminders
from emberwell.vault.folder import DataFolder
from emberwell.vault.opening import unlock_code, unlock_passphrase
from emberwell.vault.schema import migrate_file
from emberwell.vault.store import Store
from emberwell.vault.vault import Vault
from emberwell.vault.verify import verify
from emberwell.why.records import WhyStatement

RECOVERY_CODE = "TG6S-WMTG-PMAV-AW82-SQSP-YG0R-WJKA-VPBH-HFDZ"
RECOVERY_CODE_0_2_0 = "RXTZ-GD5X-N3Q9-4XVQ-HN55-J00M-YJW2-S1G6-2HCQ"
RECOVERY_CODE_0_3_0 = "FTXQ-DN4J-TG80-7X3X-EPV0-ZJ70-CE22-4PYM-50DC"
KINDS_OF_0_2_0 = {
    "journal.entry": 61,
    "journal.line": 5,
    "why.value": 6,
    "why.passion": 2,
    "why.sort": 2,
    "why.strength": 2,
    "why.importance": 1,
    "why.statement": 1,
    "week.week": 13,
    "week.act": 13,
    "week.check_in": 13,
    "clients.client": 2,
    "clients.matter": 4,
    "clients.told": 1,
    "sessions.session": 3,
    "sessions.mine": 1,
    "stayed.stayed": 2,
    "supervision.item": 2,
    "supervision.cpd": 1,
    "insight.own_sign": 1,
}
KINDS_OF_0_3_0 = KINDS_OF_0_2_0 | {
    "journal.entry": 65,
    "week.act": 15,
    "paths.walk": 1,
    "practices.practised": 13,
    "prompts.offer": 33,
    "prompts.own": 3,
    "prompts.set": 1,
    "rhythm.reminders": 1,
}


@contextmanager
def _left_by(version: str, place: Path, blocker: DjangoDbBlocker) -> Iterator[Store]:
    with zipfile.ZipFile(Path(__file__).with_name(f"vault-{version}.zip")) as packed:
        packed.extractall(place)
    folder = DataFolder(place)
    with blocker.unblock():  # a file of its own, not the tests' database
        migrate_file(folder.database)
        store = store_in(folder)
        yield store
    store.database.close()


@pytest.fixture
def left_by_0_1_0(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Store]:
    with _left_by("0.1.0", tmp_path, django_db_blocker) as store:
        yield store


@pytest.fixture
def left_by_0_2_0(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Store]:
    with _left_by("0.2.0", tmp_path, django_db_blocker) as store:
        yield store


@pytest.fixture
def left_by_0_3_0(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Store]:
    with _left_by("0.3.0", tmp_path, django_db_blocker) as store:
        yield store


def _opened(store: Store) -> Vault:
    return unlock_passphrase(store, store.accounts()[0].id, PASSPHRASE).vault


def test_it_opens_by_passphrase_and_every_word_is_there(real_kdf: None, left_by_0_1_0: Store) -> None:
    vault = _opened(left_by_0_1_0)
    pages = {saved.value.title: saved for saved in vault.all(Entry)}
    laugh = pages["The laugh"]
    assert laugh.value.body.endswith("I let it stay.")
    assert (laugh.value.pillar, laugh.value.tags, laugh.value.starred) == (Pillar.CONNECTION, ("supervision",), True)
    assert (laugh.value.values, laugh.value.raw) == ((), False)
    assert not laugh.read_only
    assert pages[""].value.hard_day
    assert [saved.revision for saved in vault.history(Entry, laugh.id)] == [2, 1]
    assert b"".join(vault.read_attachment(laugh.value.attachments[0])).startswith(b"\x89PNG")
    lines = {saved.value.text: saved.value for saved in vault.all(KeptLine)}
    assert lines["Still here."].rested_on == date(2026, 4, 1)
    assert lines["Still here."].strengths == ()
    assert [left.text for left in vault.left_at_door()] == ["The boy drew a door."]
    assert len(vault.drafts()) == len(vault.trashed()) == 1
    assert preferences(vault).week_day == 4
    assert [hit.id for hit in vault.search("laughed", kinds=(Entry,))] == [laugh.id]
    assert verify(vault).broken == []


def test_it_opens_by_its_recovery_code(real_kdf: None, left_by_0_1_0: Store) -> None:
    account = left_by_0_1_0.accounts()[0].id
    vault = unlock_code(left_by_0_1_0, account, RECOVERY_CODE).vault
    assert len(vault.all(Entry)) == 2


def test_a_page_of_it_is_changed_and_keeps_its_history(real_kdf: None, left_by_0_1_0: Store) -> None:
    vault = _opened(left_by_0_1_0)
    laugh = next(saved for saved in vault.all(Entry) if saved.value.title)
    vault.put(msgspec.structs.replace(laugh.value, raw=True), id=laugh.id, expected=laugh.revision)
    again = _opened(left_by_0_1_0)
    history = again.history(Entry, laugh.id)
    assert [saved.value.raw for saved in history] == [True, False, False]
    assert verify(again).broken == []


def test_every_record_of_0_2_0_is_there(real_kdf: None, left_by_0_2_0: Store) -> None:
    vault = _opened(left_by_0_2_0)
    assert Counter(saved.value.kind for _, saved in vault.everything()) == KINDS_OF_0_2_0
    assert not any(saved.read_only for _, saved in vault.everything())
    assert vault.all(WhyStatement)[0].value.text.startswith("To be someone with whom")
    assert [left.text for left in vault.left_at_door()] == ["The boy drew a house with no door, then gave it one."]
    assert verify(vault).broken == []
    code = unlock_code(left_by_0_2_0, left_by_0_2_0.accounts()[0].id, RECOVERY_CODE_0_2_0)
    assert len(code.vault.all(Entry)) == KINDS_OF_0_2_0["journal.entry"]


def test_every_record_of_0_3_0_is_there(real_kdf: None, left_by_0_3_0: Store) -> None:
    vault = _opened(left_by_0_3_0)
    assert Counter(saved.value.kind for _, saved in vault.everything()) == KINDS_OF_0_3_0
    assert not any(saved.read_only for _, saved in vault.everything())
    (walk,), (made,) = vault.all(Walk), vault.all(PromptSet)
    assert walk.value.path == "the-work-you-chose"
    assert made.value.name == "For the group, before the break"
    own = {own_name(saved.id): saved.value.text for saved in vault.all(OwnPrompt)}
    assert own[made.value.prompts[0]] == "What was on the table between us, and who had put it there?"
    assert {saved.value.answer for saved in vault.all(Offer)} == {
        Answer.NONE,
        Answer.ANOTHER,
        Answer.LATER,
        Answer.NOT_FOR_ME,
    }
    assert vault.all(Reminders)[0].value.words == "Ten quiet minutes?"
    assert all(saved.value.minutes for saved in vault.all(Practised))
    assert verify(vault).broken == []
    code = unlock_code(left_by_0_3_0, left_by_0_3_0.accounts()[0].id, RECOVERY_CODE_0_3_0)
    assert len(code.vault.all(Offer)) == KINDS_OF_0_3_0["prompts.offer"]
