"""Taking everything away: what is in a folder, a zip, the JSON; and what happens when it cannot be written."""

from __future__ import annotations

import hashlib
import io
import json
import os
import stat
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from emberwell.accounts.records import UnprovedKit
from emberwell.exchange import own_format, packing, take
from emberwell.exchange.tests.conftest import NewVault
from emberwell.journal.records import Entry, KeptLine, Pillar, Source
from emberwell.vault import record as record_module
from emberwell.vault.record import Record, RecordId
from emberwell.vault.vault import Vault
from emberwell.why.records import Value

MARCH = datetime(2026, 3, 1, 8, 15, tzinfo=UTC)
only_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other file rights")


class Rose(Record):
    """A kind that no code of the export knows. Declared in `vault`, so that other tests do not meet it."""

    colour: str
    opened_on: date


@pytest.fixture
def vault(new_vault: NewVault, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    monkeypatch.setattr(record_module, "_kinds", dict(record_module._kinds))
    record_module.record("garden.rose", schema=1)(Rose)
    with new_vault() as opened:
        yield opened


@pytest.fixture
def full(vault: Vault) -> Vault:
    photo = vault.attach(io.BytesIO(b"not really a photo"), name="garden: path?.pdf", media_type="application/pdf")
    body = f"I stayed with it.\n\n![the path](attachment:{photo.id})\n"
    entry = vault.put(
        Entry(
            written_at=MARCH,
            zone="Europe/Zurich",
            title='What "stayed": yes/no?',
            body="first words",
            tags=("after work", "x,y"),
        )
    )
    changed = Entry(
        written_at=MARCH,
        zone="Europe/Zurich",
        title='What "stayed": yes/no?',
        body=body,
        pillar=Pillar.CONNECTION,
        tags=("after work", "x,y"),
        starred=True,
        prompt_text="What was true?\nOne line.",
        attachments=(photo.id,),
        source=Source(format="dayone", id="ABC", fields={"weather": {"temp": 3.5}}),
    )
    vault.put(changed, id=entry.id, expected=1)
    vault.put(Entry(written_at=MARCH.replace(day=1, hour=3), zone="America/Los_Angeles", body="the day before, there"))
    vault.put(Entry(written_at=MARCH.replace(hour=20), zone="Pacific/Auckland", body="the day after, there"))
    gone = vault.put(Entry(written_at=MARCH, zone="UTC", title="Thrown away", body="bin"))
    vault.trash(gone.id)
    line = KeptLine(text="I stayed.\nThat was all.", kept_at=MARCH, zone="Europe/Zurich", entry=entry.id)
    vault.put(line)
    vault.put(Rose(colour="white", opened_on=date(2026, 6, 1)))
    draft = Entry(written_at=MARCH, zone="UTC", title="Half", body="half a thought")
    vault.keep_draft(RecordId("a" * 32), "tab", draft, based_on=0)
    return vault


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def front_matter(content: bytes) -> tuple[dict[str, Any], str]:
    _, head, body = content.decode().split("---\n", 2)
    return yaml.safe_load(head), body


def test_a_folder_holds_readable_files_and_everything_as_json(full: Vault, tmp_path: Path) -> None:
    taken = take.take(full, tmp_path / "my journal")
    files = tree(tmp_path / "my journal")
    assert sorted(files) == [
        "2026/2026-02-28.md",
        "2026/2026-03-01 What stayed yes no.md",
        "2026/2026-03-02.md",
        "About this folder.txt",
        "Kept lines.md",
        "attachments/2026-03-01 garden path.pdf",
        "emberwell.json",
        "unfinished/2026-03-01 Half.md",
    ]
    fields, body = front_matter(files["2026/2026-03-01 What stayed yes no.md"])
    assert body == "\nI stayed with it.\n\n![the path](../attachments/2026-03-01%20garden%20path.pdf)\n"
    assert fields["title"] == 'What "stayed": yes/no?'
    assert fields["tags"] == ["after work", "x,y"]
    assert fields["date"] == MARCH
    assert (fields["zone"], fields["pillar"], fields["starred"]) == ("Europe/Zurich", "connection", True)
    assert fields["prompt"] == "What was true?\nOne line."
    assert "hard_day" not in fields
    assert b"from [What" in files["Kept lines.md"]
    assert b"> I stayed.\n> That was all." in files["Kept lines.md"]
    assert (taken.pages, taken.lines, taken.records, taken.attachments, taken.left) == (3, 1, 7, 1, ())
    assert taken.files == (tmp_path / "my journal",)


def test_values_stand_by_name_in_the_front_matter_and_raw_is_said(vault: Vault, tmp_path: Path) -> None:
    known = [vault.put(Value(name=name, added_at=MARCH, zone="UTC")).id for name in ("Candour", "yes: no")]
    gone = vault.put(Value(name="Craft", added_at=MARCH, zone="UTC")).id
    vault.trash(gone)
    vault.put(Entry(written_at=MARCH, zone="UTC", title="A", body="x", values=(*known, gone), raw=True))
    vault.put(Entry(written_at=MARCH, zone="UTC", title="B", body="x"))
    draft = Entry(written_at=MARCH, zone="UTC", title="C", body="x", values=(known[0],))
    vault.keep_draft(RecordId("a" * 32), "tab", draft, based_on=0)
    take.take(vault, tmp_path / "out")
    files = tree(tmp_path / "out")
    fields, _ = front_matter(files["2026/2026-03-01 A.md"])
    assert (fields["values"], fields["raw"]) == (["Candour", "yes: no", gone], True)
    others, _ = front_matter(files["2026/2026-03-01 B.md"])
    assert not {"values", "raw"} & set(others)
    unfinished, _ = front_matter(files["unfinished/2026-03-01 C.md"])
    assert unfinished["values"] == ["Candour"]


def test_the_json_holds_all_kinds_the_trash_and_drafts(full: Vault, tmp_path: Path) -> None:
    take.take(full, tmp_path / "out")
    content = json.loads((tmp_path / "out" / "emberwell.json").read_bytes())
    kinds = sorted(item["kind"] for item in content["records"])
    assert kinds == ["garden.rose", *["journal.entry"] * 4, "journal.line", "vault.attachment"]
    (rose,) = (item for item in content["records"] if item["kind"] == "garden.rose")
    assert rose["value"] == {"colour": "white", "opened_on": "2026-06-01"}
    trashed = [item["value"]["title"] for item in content["records"] if item["trashed_at"]]
    assert trashed == ["Thrown away"]
    (file,) = (item["file"] for item in content["records"] if item["file"])
    lies_there = (tmp_path / "out" / file["path"]).read_bytes()
    assert hashlib.sha256(lies_there).hexdigest() == file["sha256"]
    assert len(lies_there) == file["size"]
    assert [draft["value"]["body"] for draft in content["drafts"]] == ["half a thought"]
    assert content["last"] is True
    assert "earlier" not in content


def test_all_revisions_come_along_when_asked_for(full: Vault, tmp_path: Path) -> None:
    take.take(full, tmp_path / "all.json", revisions="all")
    part = own_format.read_part((tmp_path / "all.json").read_bytes())
    bodies = {(item.revision, json.loads(bytes(item.value))["body"]) for item in part.earlier}
    assert bodies == {(1, "first words"), (1, "bin")}
    assert part.revisions == "all"


def test_a_zip_holds_what_the_folder_holds(full: Vault, tmp_path: Path) -> None:
    take.take(full, tmp_path / "out")
    take.take(full, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.testzip() is None
        packed = {name: archive.read(name) for name in archive.namelist()}
    folder = tree(tmp_path / "out")
    assert sorted(packed) == sorted(folder)
    same = [name for name in folder if name != "emberwell.json"]
    assert [packed[name] for name in same] == [folder[name] for name in same]


def test_the_json_alone_says_that_no_files_came_along(full: Vault, tmp_path: Path) -> None:
    taken = take.take(full, tmp_path / "only.json")
    part = own_format.read_part((tmp_path / "only.json").read_bytes())
    assert [item.file for item in part.records] == [None] * 7
    assert (taken.records, taken.attachments) == (7, 0)


def test_long_json_goes_on_in_numbered_files(full: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_format.parts, "__kwdefaults__", {"file_bytes": 1500})
    taken = take.take(full, tmp_path / "j.json")
    assert [path.name for path in taken.files[:3]] == ["j.json", "j-2.json", "j-3.json"]
    parts = [own_format.read_part(path.read_bytes()) for path in taken.files]
    assert sum(len(part.records) for part in parts) == 7
    assert [part.last for part in parts] == [False] * (len(parts) - 1) + [True]
    take.take(full, tmp_path / "out")
    assert {"emberwell.json", "emberwell-2.json"} <= set(tree(tmp_path / "out"))


@only_posix
def test_only_the_owner_may_read_what_was_taken(full: Vault, tmp_path: Path) -> None:
    earlier = os.umask(0)
    try:
        for name in ("out", "out.zip", "out.json"):
            take.take(full, tmp_path / name)
        take.write_age(full, tmp_path / "out.age", "a b c")
    finally:
        os.umask(earlier)
    for path in tmp_path.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@pytest.mark.parametrize("name", ["out", "out.zip", "out.json", "out.age"])
def test_nothing_that_is_there_is_ever_replaced(full: Vault, tmp_path: Path, name: str) -> None:
    there = tmp_path / name
    there.write_text("mine")
    with pytest.raises(packing.WouldOverwrite, match="nothing was written"):
        take.take(full, there, archive_passphrase="x" if name.endswith("age") else None)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    with pytest.raises(packing.WouldOverwrite):
        take.take(full, folder)
    assert there.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "folder"])


def test_an_empty_folder_and_an_empty_file_may_be_filled(full: Vault, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out.json").touch()
    take.take(full, tmp_path / "out")
    take.take(full, tmp_path / "out.json")
    assert (tmp_path / "out" / "emberwell.json").exists()
    assert own_format.read_part((tmp_path / "out.json").read_bytes()).last


@pytest.mark.parametrize("name", ["out", "out.zip", "out.json", "out.age"])
def test_an_export_that_fails_leaves_nothing_behind(
    full: Vault, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: Any) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(own_format, "_opening", full_disk)
    with pytest.raises((packing.CannotWrite, OSError)):
        take.take(full, tmp_path / name, archive_passphrase="x" if name.endswith("age") else None)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_reported_and_the_rest_taken(full: Vault, tmp_path: Path) -> None:
    full.store.database.run("UPDATE chunk SET sealed = %s WHERE space_id = %s", (b"x", bytes.fromhex(full.space_id)))
    taken = take.take(full, tmp_path / "out")
    assert [left.item for left in taken.left] == ["garden: path?.pdf"]
    assert (taken.pages, taken.attachments) == (3, 0)
    part = own_format.read_part((tmp_path / "out" / "emberwell.json").read_bytes())
    assert all(item.file is None for item in part.records)


def test_a_recovery_code_that_waits_to_be_proved_stays_behind(full: Vault, tmp_path: Path) -> None:
    kit = full.put(UnprovedKit(code="SECRET-CODE", made_at=MARCH))
    full.put(UnprovedKit(code="SECRET-CODE", made_at=MARCH, due=True), id=kit.id, expected=1)
    for name in ("out", "out.json"):
        take.take(full, tmp_path / name, revisions="all")
    assert not any(b"SECRET-CODE" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_progress_never_goes_back_and_ends_at_the_end(full: Vault, tmp_path: Path) -> None:
    for name in ("out", "out.zip", "out.json"):
        seen: list[tuple[int, int]] = []
        take.take(full, tmp_path / name, progress=lambda done, total, seen=seen: seen.append((done, total)))
        assert [done for done, _ in seen] == list(range(1, len(seen) + 1))
        assert len({total for _, total in seen}) == 1
        assert seen[-1][0] == seen[-1][1]


def test_an_empty_vault_can_be_taken_too(vault: Vault, tmp_path: Path) -> None:
    taken = take.take(vault, tmp_path / "out")
    assert sorted(tree(tmp_path / "out")) == ["About this folder.txt", "emberwell.json"]
    assert taken.records == 0
