"""Our own export comes back: the same records, pasts, pictures, trash and drafts, in an empty vault and in a full one."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emberwell.accounts.records import Preferences
from emberwell.exchange import take
from emberwell.exchange.bounds import CannotRead, NothingToBring, OverBound
from emberwell.exchange.bring import bring, preview
from emberwell.exchange.bring_own import DIFFERENT, ERASED, TRASHED_HERE
from emberwell.exchange.own_format import OwnFormatRefused
from emberwell.exchange.tests.conftest import NewVault
from emberwell.exchange.tests.makers import photo
from emberwell.journal.records import Entry, KeptLine, Pillar, Source
from emberwell.vault.attachments import Attachment
from emberwell.vault.letterbox import leave
from emberwell.vault.record import RecordId, new_id
from emberwell.vault.vault import Vault
from emberwell.why.records import WhyStatement

MARCH = datetime(2026, 3, 1, 21, 15, 30, 123456, tzinfo=UTC)


@pytest.fixture
def vault(new_vault: NewVault) -> Iterator[Vault]:
    with new_vault() as opened:
        yield opened


@pytest.fixture
def full(vault: Vault) -> Vault:
    picture = vault.attach(io.BytesIO(photo()), name="garden.jpg", media_type="image/jpeg")
    first = Entry(written_at=MARCH, zone="Europe/Zurich", title="The path", body="first words")
    page = vault.put(first)
    second = msgspec.structs.replace(
        first, body=f"![the path](attachment:{picture.id})", attachments=(picture.id,), pillar=Pillar.WHY, tags=("a",)
    )
    vault.put(second, id=page.id, expected=1)
    vault.put(KeptLine(text="I stayed.", kept_at=MARCH, zone="Europe/Zurich", entry=page.id))
    vault.trash(vault.put(Entry(written_at=MARCH, zone="UTC", title="Thrown away")).id)
    vault.put(Preferences(idle_minutes=30))
    vault.keep_draft(page.id, "tab-1", msgspec.structs.replace(second, title="Half"), based_on=2)
    vault.keep_draft(new_id(), "tab-2", Entry(written_at=MARCH, zone="UTC", body="half a thought"), based_on=0)
    leave(vault.store, vault.account_id, "at the door", now=MARCH)
    return vault


def everything(vault: Vault) -> dict[str, Any]:
    """All that makes two vaults equal, but for how often each record was saved."""
    return {
        "records": {saved.id: (saved.value, saved.saved_at, saved.trashed_at) for _, saved in vault.everything()},
        "files": {
            saved.id: (b"".join(vault.read_attachment(saved.id)), vault.read_thumbnail(saved.id))
            for saved in vault.all(Attachment)
        },
        "drafts": {(draft.id, draft.tab): draft.value for draft in vault.drafts()},
        "door": [(line.left_at, line.text) for line in vault.left_at_door()],
    }


def past(vault: Vault) -> dict[str, list[Any]]:
    return {
        saved.id: [
            (one.revision, one.value, one.saved_at, one.trashed_at)
            for one in vault.history(type(saved.value), saved.id)
        ]
        for _, saved in vault.everything()
    }


WAYS: dict[str, Callable[..., Any]] = {"journal": take.write_folder, "journal.zip": take.write_zip}


@pytest.mark.parametrize("name", WAYS)
def test_an_export_gives_an_equal_vault(full: Vault, new_vault: NewVault, tmp_path: Path, name: str) -> None:
    WAYS[name](full, tmp_path / name, revisions="all")
    with new_vault() as other:
        outcome = bring(other, tmp_path / name)
        assert outcome.skipped == ()
        assert (outcome.read, outcome.added, outcome.unchanged) == (6, 6, 0)  # 2 pages, a line, 2 drafts, 1 at the door
        assert everything(other) == everything(full)
        assert past(other) == past(full)
        assert len(other.search("stayed")) == len(full.search("stayed"))
        again = bring(other, tmp_path / name)
        assert (again.added, again.unchanged, again.skipped) == (0, 6, ())
        assert past(other) == past(full)


def test_the_newest_of_each_is_enough_for_an_equal_vault(full: Vault, new_vault: NewVault, tmp_path: Path) -> None:
    take.write_zip(full, tmp_path / "journal.zip")
    with new_vault() as other:
        bring(other, tmp_path / "journal.zip")
        assert everything(other) == everything(full)
        based = {draft.tab: draft.based_on for draft in other.drafts()}
        assert based == {"tab-1": 1, "tab-2": 0}


def test_into_the_same_vault_nothing_changes(full: Vault, tmp_path: Path) -> None:
    take.write_zip(full, tmp_path / "journal.zip")
    before = past(full)
    outcome = bring(full, tmp_path / "journal.zip")
    assert (outcome.added, outcome.unchanged, outcome.skipped) == (0, 6, ())
    assert past(full) == before


ENTRIES = st.lists(
    st.builds(
        Entry,
        written_at=st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        zone=st.sampled_from(["UTC", "Europe/Zurich", "+05:45"]),
        title=st.text(max_size=20),
        body=st.text(max_size=80),
        pillar=st.none() | st.sampled_from(Pillar),
        tags=st.lists(st.text(min_size=1, max_size=8), max_size=3).map(tuple),
        starred=st.booleans(),
        all_day=st.booleans(),
        hard_day=st.booleans(),
        source=st.none()
        | st.builds(
            Source,
            format=st.sampled_from(["dayone", "markdown"]),
            id=st.text(max_size=10),
            fields=st.dictionaries(
                st.text(max_size=5), st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=9)
            ),
        ),
    ),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(entries=ENTRIES, trashed=st.sets(st.integers(0, 5)), edited=st.sets(st.integers(0, 5)))
def test_any_vault_comes_back_equal(
    new_vault: NewVault, tmp_path: Path, entries: list[Entry], trashed: set[int], edited: set[int]
) -> None:
    path = tmp_path / "any"
    with new_vault() as one, new_vault() as other:
        for number, entry in enumerate(entries):
            saved = one.put(entry)
            if number in edited:
                saved = one.put(msgspec.structs.replace(entry, body="edited"), id=saved.id, expected=1)
            if number in trashed:
                one.trash(saved.id)
        try:
            take.write_folder(one, path, revisions="all")
            assert bring(other, path).skipped == ()
        finally:
            shutil.rmtree(path, ignore_errors=True)
        assert (everything(other), past(other)) == (everything(one), past(one))


def test_what_is_different_here_is_left_as_it_is(full: Vault, tmp_path: Path) -> None:
    take.write_zip(full, tmp_path / "journal.zip")
    page = next(saved for saved in full.all(Entry) if saved.value.title == "The path")
    full.put(msgspec.structs.replace(page.value, body="newer words"), id=page.id, expected=page.revision)
    outcome = bring(full, tmp_path / "journal.zip")
    assert [skipped.reason for skipped in outcome.skipped] == [DIFFERENT]
    assert full.get(Entry, page.id).value.body == "newer words"


def test_trash_and_erasure_here_are_respected(full: Vault, tmp_path: Path) -> None:
    take.write_zip(full, tmp_path / "journal.zip")
    (line,) = full.all(KeptLine)
    full.trash(line.id)
    (gone,) = [saved for saved in full.trashed() if isinstance(saved.value, Entry)]
    full.purge(gone.id)
    outcome = bring(full, tmp_path / "journal.zip")
    assert sorted(skipped.reason for skipped in outcome.skipped) == sorted([TRASHED_HERE, ERASED])
    assert outcome.added == 0


def test_settings_of_ones_own_stay(full: Vault, new_vault: NewVault, tmp_path: Path) -> None:
    take.write_zip(full, tmp_path / "journal.zip")
    with new_vault() as other:
        other.put(Preferences(idle_minutes=5))
        outcome = bring(other, tmp_path / "journal.zip")
        assert [saved.value.idle_minutes for saved in other.all(Preferences)] == [5]
        assert "settings of its own" in outcome.skipped[0].reason


def test_a_why_of_ones_own_stays(full: Vault, new_vault: NewVault, tmp_path: Path) -> None:
    full.put(WhyStatement(text="The other.", written_at=MARCH, zone="UTC"))
    take.write_zip(full, tmp_path / "journal.zip")
    with new_vault() as other:
        other.put(WhyStatement(text="Mine.", written_at=MARCH, zone="UTC"))
        outcome = bring(other, tmp_path / "journal.zip")
        assert [saved.value.text for saved in other.all(WhyStatement)] == ["Mine."]
        assert any("why of its own" in skipped.reason for skipped in outcome.skipped)


def test_the_json_alone_comes_without_pictures_which_may_follow(
    full: Vault, new_vault: NewVault, tmp_path: Path
) -> None:
    take.write_json(full, tmp_path / "journal.json")
    take.write_zip(full, tmp_path / "journal.zip")
    with new_vault() as other:
        outcome = bring(other, tmp_path / "journal.json")
        assert outcome.added == 6
        assert "did not come along" in outcome.skipped[0].reason
        bring(other, tmp_path / "journal.zip")
        assert everything(other) == everything(full)


def test_numbered_files_come_together_and_a_missing_one_is_named(
    full: Vault, new_vault: NewVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        full.put(Entry(written_at=MARCH, zone="UTC", body=f"page {number} " + "word " * 40))
    monkeypatch.setattr("emberwell.exchange.own_format.FILE_BYTES", 4_000)
    monkeypatch.setattr("emberwell.exchange.own_format.parts.__kwdefaults__", {"file_bytes": 4_000})
    take.write_json(full, tmp_path / "journal.json")
    take.write_folder(full, tmp_path / "folder")
    assert (tmp_path / "journal-3.json").exists()
    with new_vault() as other:
        assert bring(other, tmp_path / "journal.json").added == 46
    (tmp_path / "folder" / "emberwell-2.json").unlink()
    (tmp_path / "journal-3.json").unlink()
    with new_vault() as other:
        with pytest.raises(CannotRead, match=r"emberwell-2\.json"):
            bring(other, tmp_path / "folder")
        with pytest.raises(CannotRead, match="part of this export is missing"):
            bring(other, tmp_path / "journal.json")
        assert list(other.everything()) == []


def changed(full: Vault, tmp_path: Path, change: Callable[[dict[str, Any]], Any]) -> io.BytesIO:
    """The export with its JSON changed."""
    take.write_zip(full, tmp_path / "journal.zip")
    target = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "journal.zip") as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("emberwell.json"):
                whole = json.loads(content)
                content = json.dumps(change(whole) or whole).encode()
            new.writestr(name, content)
    return target


def test_a_picture_that_is_another_is_not_taken(full: Vault, new_vault: NewVault, tmp_path: Path) -> None:
    def other_digest(whole: dict[str, Any]) -> None:
        for record in whole["records"]:
            if record["kind"] == "vault.attachment":
                record["value"]["sha256"] = hashlib.sha256(b"x").hexdigest()

    with new_vault() as other:
        outcome = bring(other, changed(full, tmp_path, other_digest))
        assert "not the one that was exported" in outcome.skipped[0].reason
        assert other.all(Attachment) == []
        assert len(other.all(Entry)) == 1
        assert other.store.database.rows("SELECT COUNT(*) FROM chunk")[0][0] == 0


def test_a_file_outside_the_folder_is_never_read(full: Vault, new_vault: NewVault, tmp_path: Path) -> None:
    def outside(whole: dict[str, Any]) -> None:
        for record in whole["records"]:
            if record["file"]:
                record["file"]["path"] = "../../etc/passwd"

    with new_vault() as other:
        outcome = bring(other, changed(full, tmp_path, outside))
        assert "not in what was brought" in outcome.skipped[0].reason


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("id", "nonsense", "no proper id"),
        ("kind", "garden.rose", "newer Emberwell"),
        ("schema", 99, "newer Emberwell"),
        ("value", {"body": 5}, "cannot read"),
    ],
)
def test_one_odd_record_is_reported_and_the_rest_come(
    full: Vault, new_vault: NewVault, tmp_path: Path, field: str, value: Any, reason: str
) -> None:
    def odd(whole: dict[str, Any]) -> None:
        next(record for record in whole["records"] if record["kind"] == "journal.line")[field] = value

    with new_vault() as other:
        outcome = bring(other, changed(full, tmp_path, odd))
        assert reason in outcome.skipped[0].reason
        assert (outcome.added, len(other.all(KeptLine))) == (5, 0)


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole.update(version=2),
        lambda whole: whole.update(version="one"),
        lambda whole: whole.update(format="other"),
        lambda whole: whole.update(records="none"),
        lambda whole: whole.update(last=False),
        lambda whole: whole.update(part=2),
        lambda whole: whole["records"].append({"id": 1}),
        lambda whole: whole.pop("made_at"),
    ],
)
def test_a_changed_export_is_refused_whole(
    full: Vault, new_vault: NewVault, tmp_path: Path, change: Callable[[dict[str, Any]], Any]
) -> None:
    with new_vault() as other:
        with pytest.raises((CannotRead, OverBound, OwnFormatRefused)) as refused:
            bring(other, changed(full, tmp_path, lambda whole: change(whole) and None))
        assert "Nothing was changed" in str(refused.value)
        assert list(other.everything()) == []


def test_a_code_of_another_journal_never_comes(full: Vault, new_vault: NewVault, tmp_path: Path) -> None:
    def planted(whole: dict[str, Any]) -> None:
        model = dict(whole["records"][0])
        model |= {"id": "ab" * 16, "kind": "settings.unproved_kit", "file": None, "schema": 1}
        model["value"] = {"code": "AAAA-BBBB", "made_at": "2026-03-01T08:15:00Z"}
        whole["records"].append(model)

    with new_vault() as other:
        bring(other, changed(full, tmp_path, planted))
        assert RecordId("ab" * 16) not in {saved.id for _, saved in other.everything()}


def test_an_empty_export_holds_nothing_to_bring(vault: Vault, new_vault: NewVault, tmp_path: Path) -> None:
    take.write_zip(vault, tmp_path / "journal.zip")
    with new_vault() as other, pytest.raises(NothingToBring):
        bring(other, tmp_path / "journal.zip")


def test_a_preview_of_an_export(full: Vault, new_vault: NewVault, tmp_path: Path) -> None:
    take.write_zip(full, tmp_path / "journal.zip")
    seen = preview(tmp_path / "journal.zip", vault=full)
    assert (seen.format, seen.pages, seen.others, seen.attachments) == ("emberwell", 2, 4, 1)
    assert (seen.new, seen.unchanged) == (0, 6)
    with new_vault() as other:
        assert preview(tmp_path / "journal.zip", vault=other).new == 6
