"""Bringing into a vault: once, whole, or not at all."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from emberwell.exchange.bounds import CannotRead, NothingToBring, OverBound
from emberwell.exchange.bring import CHANGED_THERE, IN_TRASH, bring, preview
from emberwell.exchange.tests.conftest import NewVault
from emberwell.exchange.tests.makers import (
    day_one_entry,
    day_one_json,
    day_one_photo,
    folder_of,
    jrnl_entry,
    jrnl_json,
    jrnl_text,
    photo,
    zip_of,
)
from emberwell.journal.dates import local_date
from emberwell.journal.records import Entry
from emberwell.vault.attachments import Attachment
from emberwell.vault.errors import StorageFailed
from emberwell.vault.spool import SealedSpool
from emberwell.vault.vault import Vault


@pytest.fixture
def vault(new_vault: NewVault) -> Iterator[Vault]:
    with new_vault() as opened:
        yield opened


def with_photos(count: int = 2, **changes: Any) -> io.BytesIO:
    colours = ("teal", "plum", "navy", "olive")
    files: dict[str, bytes | str] = {}
    entries = []
    for number in range(count):
        content = photo(colours[number % 4], (20 + number, 10))
        listed = day_one_photo(content, f"{number:032X}")
        files[f"photos/{listed['md5']}.jpeg"] = content
        text = f"# Page {number}\n\nWords ![](dayone-moment://{number:032X}) after\\."
        entries.append(day_one_entry(uuid=f"{number}", text=text, photos=[listed], **changes))
    return zip_of({"Journal.json": day_one_json(*entries), **files})


def rows(vault: Vault) -> tuple[int, int]:
    """Records and chunks in the database: what a failed import must not add to."""
    (records,) = vault.store.database.rows("SELECT COUNT(*) FROM record")[0]
    (chunks,) = vault.store.database.rows("SELECT COUNT(*) FROM chunk")[0]
    return int(records), int(chunks)


def test_pages_and_photos_come_in_and_belong_together(vault: Vault) -> None:
    outcome = bring(vault, with_photos())
    assert (outcome.format, outcome.read, outcome.added, outcome.unchanged, outcome.skipped) == ("dayone", 2, 2, 0, ())
    page = next(saved.value for saved in vault.all(Entry) if saved.value.title == "Page 0")
    (attached,) = page.attachments
    assert page.body == f"Words ![picture](attachment:{attached}) after."
    assert vault.attachment(attached).value.media_type == "image/jpeg"
    assert vault.read_thumbnail(attached)
    assert page.source is not None
    assert (page.source.format, page.source.id) == ("dayone", "0")
    assert local_date(page.written_at, page.zone) == date(2024, 3, 1)


def test_bringing_twice_changes_nothing(vault: Vault) -> None:
    source = with_photos()
    bring(vault, source)
    before, seq = rows(vault), vault.seq
    again = bring(vault, source)
    assert (again.added, again.unchanged) == (0, 2)
    assert (rows(vault), vault.seq) == (before, seq)


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati"])
def test_twice_changes_nothing_whatever_the_form_and_wherever_one_is(vault: Vault, tmp_path: Path, zone: str) -> None:
    sources: list[tuple[Any, str]] = [
        (io.BytesIO(jrnl_text(5).encode()), "journal.txt"),
        (io.BytesIO(jrnl_json(jrnl_entry(), jrnl_entry(title="Other")).encode()), "journal.json"),
        (folder_of(tmp_path, {"2024-03-01.md": "Words.", "undated.md": "Words too.", "a/b.md": "Words."}), ""),
    ]
    for source, name in sources:
        first = bring(vault, source, zone="Europe/Vienna", name=name)
        again = bring(vault, source, zone=zone, name=name)
        assert first.added == first.read == again.unchanged > 0
        assert again.added == 0
        assert not again.skipped


def test_the_same_jrnl_as_text_and_as_json_is_one(vault: Vault) -> None:
    text = b"[2024-03-01 23:30] Evening\nWhat stayed with me, @supervision.\n"
    assert bring(vault, io.BytesIO(text), name="j.txt").added == 1
    assert bring(vault, io.BytesIO(jrnl_json(jrnl_entry()).encode())).unchanged == 1


def test_new_pages_of_a_grown_journal_are_added(vault: Vault) -> None:
    bring(vault, with_photos(1))
    outcome = bring(vault, with_photos(3))
    assert (outcome.added, outcome.unchanged) == (2, 1)


def test_a_page_changed_there_is_left_as_it_is_here_and_said_so(vault: Vault) -> None:
    bring(vault, zip_of({"J.json": day_one_json(day_one_entry())}))
    outcome = bring(vault, zip_of({"J.json": day_one_json(day_one_entry(text="Changed"))}))
    assert (outcome.added, outcome.unchanged) == (0, 0)
    assert outcome.skipped[0].reason == CHANGED_THERE
    assert vault.all(Entry)[0].value.title == "After the last session"


def test_a_page_edited_here_is_still_known(vault: Vault) -> None:
    source = zip_of({"J.json": day_one_json(day_one_entry())})
    bring(vault, source)
    (saved,) = vault.all(Entry)
    vault.put(msgspec.structs.replace(saved.value, body="Mine now."), id=saved.id, expected=saved.revision)
    assert bring(vault, source).unchanged == 1
    assert vault.all(Entry)[0].value.body == "Mine now."


def test_a_page_in_the_trash_stays_there_and_is_said_to(vault: Vault) -> None:
    source = zip_of({"J.json": day_one_json(day_one_entry())})
    bring(vault, source)
    vault.trash(vault.all(Entry)[0].id)
    outcome = bring(vault, source)
    assert (outcome.added, outcome.skipped[0].reason) == (0, IN_TRASH)


def test_a_file_that_was_renamed_is_the_same_page(vault: Vault, tmp_path: Path) -> None:
    bring(vault, folder_of(tmp_path / "a", {"2024-03-01.md": "Words."}))
    outcome = bring(vault, folder_of(tmp_path / "b", {"journals/2024-03-01.md": "Words."}))
    assert (outcome.added, outcome.unchanged) == (0, 1)


def test_one_id_twice_in_a_source_loses_no_page(vault: Vault) -> None:
    entries = [day_one_entry(), day_one_entry(), day_one_entry(text="Another page under that id")]
    source = zip_of({"J.json": day_one_json(*entries)})
    outcome = bring(vault, source)
    assert (outcome.added, len(outcome.skipped)) == (2, 1)
    assert "came once" in outcome.skipped[0].reason
    assert bring(vault, source).unchanged == 2


def test_a_photo_on_two_pages_is_sealed_once(vault: Vault) -> None:
    content = photo()
    listed = day_one_photo(content)
    entries = [day_one_entry(uuid=str(n), text=f"Page {n}", photos=[listed]) for n in range(2)]
    bring(vault, zip_of({"J.json": day_one_json(*entries), f"photos/{listed['md5']}.jpeg": content}))
    assert len(vault.all(Attachment)) == 1


def test_a_damaged_photo_is_reported_and_its_page_comes(vault: Vault) -> None:
    source = with_photos().getvalue()
    first = photo("teal", (20, 10))
    place = source.index(hashlib.md5(first).hexdigest().encode() + b".jpeg") + 36 + 8
    spoiled = source[:place] + b"\xff\x00\xff" + source[place + 3 :]
    outcome = bring(vault, io.BytesIO(spoiled))
    assert outcome.added == 2
    assert "damaged" in outcome.skipped[0].reason
    page = next(saved.value for saved in vault.all(Entry) if saved.value.title == "Page 0")
    assert page.attachments == ()
    assert "attachment:" not in page.body
    assert page.source is not None
    assert page.source.fields["left_out"] == [hashlib.md5(first).hexdigest() + ".jpeg"]
    assert rows(vault)[1] == 2  # the other photo and its thumbnail


def test_a_failure_leaves_the_vault_as_it_was(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.put(Entry(written_at=datetime(2024, 3, 1, tzinfo=UTC), zone="UTC", body="here before"))
    before = rows(vault)

    def full(_: object) -> None:
        raise StorageFailed

    monkeypatch.setattr(vault, "put_many", full)
    with pytest.raises(StorageFailed):
        bring(vault, with_photos())
    monkeypatch.undo()
    assert rows(vault) == before
    assert [saved.value.body for saved in vault.all(Entry)] == ["here before"]


def test_a_disk_that_fills_up_while_sealing_leaves_the_vault_as_it_was(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, sealed = rows(vault), []
    real = vault.seal_attachment

    def second_fails(*given: Any, **named: Any) -> Any:
        if sealed:
            raise StorageFailed
        sealed.append(1)
        return real(*given, **named)

    monkeypatch.setattr(vault, "seal_attachment", second_fails)
    with pytest.raises(StorageFailed):
        bring(vault, with_photos())
    assert rows(vault) == before


def test_someone_who_stops_it_loses_nothing(vault: Vault) -> None:
    before = rows(vault)

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(vault, with_photos(), progress=stop)
    assert rows(vault) == before


def test_progress_goes_forward_to_the_end(vault: Vault) -> None:
    seen: list[tuple[int, int]] = []
    bring(vault, with_photos(3), progress=lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, 6)
    assert seen[-1] == (6, 6)
    assert seen == sorted(seen)


@pytest.mark.parametrize(
    "source",
    [
        zip_of({"J.json": day_one_json()}),
        zip_of({"J.json": day_one_json(day_one_entry())[:-9]}),
        zip_of({"J.json": day_one_json(day_one_entry(creationDate="never"))}),
        io.BytesIO(zip_of({"J.json": day_one_json(day_one_entry())}).getvalue()[:-30]),
        zip_of({"J.json": '{"metadata":{"version":"1"},"entries":[' + "[" * 1000}),
        zip_of({"J.json": b'{"metadata":{"version":"1"},"entries":[' + b" " * 2_000_000 + b"]}"}),
        zip_of({"a.md": ""}),
        io.BytesIO(b"no journal"),
    ],
)
def test_when_nothing_can_be_read_nothing_changes(vault: Vault, source: io.BytesIO) -> None:
    before, seq = rows(vault), vault.seq
    with pytest.raises((CannotRead, OverBound)) as refused:
        bring(vault, source)
    assert "Nothing was changed" in str(refused.value)
    assert str(refused.value).count("Nothing was changed") == 1
    assert (rows(vault), vault.seq) == (before, seq)


def test_the_reason_is_said_when_no_page_could_be_read(vault: Vault) -> None:
    with pytest.raises(NothingToBring, match="no date that can be read"):
        bring(vault, zip_of({"J.json": day_one_json(day_one_entry(creationDate="never"))}))


def test_a_limit_holds_for_the_whole(vault: Vault) -> None:
    with pytest.raises(OverBound):
        bring(vault, with_photos(), limit=1000)


def test_a_preview_says_what_would_come_and_changes_nothing(vault: Vault) -> None:
    source = with_photos()
    seen = preview(source)
    assert (seen.format, seen.pages, seen.read, seen.attachments) == ("dayone", 2, 2, 2)
    assert (seen.first, seen.last) == (date(2024, 3, 1), date(2024, 3, 1))
    assert (seen.new, seen.unchanged) == (None, None)
    assert preview(source, vault=vault).new == 2
    assert rows(vault) == (0, 0)
    bring(vault, source)
    assert (preview(source, vault=vault).new, preview(source, vault=vault).unchanged) == (0, 2)


def test_a_sealed_spool_is_a_source(vault: Vault) -> None:
    with SealedSpool() as spool:
        spool.write(with_photos().getvalue())
        assert bring(vault, spool).added == 2  # type: ignore[arg-type]


def test_what_was_brought_is_found(vault: Vault) -> None:
    bring(vault, zip_of({"J.json": day_one_json(day_one_entry(text="Words about a lighthouse\\."))}))
    assert len(vault.search("lighthouse")) == 1


@pytest.mark.slow
def test_ten_thousand_entries_come_in_within_ten_seconds(vault: Vault) -> None:
    words = "What stayed with me was how she paused before the word, and how the room held it. " * 11
    entries = [day_one_entry(uuid=f"{number}", text=f"{words} {number * 7919 % 99991}") for number in range(10_000)]
    source = zip_of({"J.json": day_one_json(*entries)}, stored=True)
    began = time.process_time()
    assert bring(vault, source).added == 10_000
    assert time.process_time() - began < 10
