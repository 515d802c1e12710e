"""Saving, reading, changing, erasing: one vault, as every feature uses it."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import msgspec
import pytest

from conftest import Person
from emberwell.vault.attachments import Attachment
from emberwell.vault.errors import NewerRecord, RecordMissing, SealBroken, StaleRevision
from emberwell.vault.housekeeping import tidy
from emberwell.vault.opening import unlock_passphrase
from emberwell.vault.record import Record, RecordId, kind_named, new_id
from emberwell.vault.store import Store
from emberwell.vault.tests.kinds import Note, Small
from emberwell.vault.vault import Saved, Vault, Write
from emberwell.vault.verify import verify


def again(store: Store, person: Person) -> Vault:
    """The same vault opened afresh, as after a restart."""
    return unlock_passphrase(store, person.account.id, person.passphrase).vault


def test_what_is_saved_comes_back(ana: Person, store: Store) -> None:
    saved = ana.vault.put(Note(text="something true in the room", title="Tuesday"))
    assert (saved.revision, saved.seq) == (1, 1)
    assert ana.vault.get(Note, saved.id) == saved
    assert again(store, ana).get(Note, saved.id) == saved


def test_another_person_cannot_find_it(ana: Person, ben: Person) -> None:
    saved = ana.vault.put(Note(text="hers"))
    with pytest.raises(RecordMissing):
        ben.vault.get(Note, saved.id)


def test_a_record_is_found_only_as_its_own_kind(ana: Person) -> None:
    saved = ana.vault.put(Note(text="a note"))
    assert ana.vault.find(Small, saved.id) is None
    with pytest.raises(RecordMissing):
        ana.vault.put(Small(number=1), id=saved.id, expected=1)


def test_saving_over_someone_elses_save_is_stale(ana: Person, store: Store) -> None:
    other = again(store, ana)
    saved = ana.vault.put(Note(text="first"))
    other.put(Note(text="theirs"), id=saved.id, expected=1)
    with pytest.raises(StaleRevision) as stale:
        ana.vault.put(Note(text="mine"), id=saved.id, expected=1)
    assert stale.value.newest == 2
    ana.vault.refresh()
    assert ana.vault.get(Note, saved.id).value.text == "theirs"


def test_an_id_that_exists_is_never_made_again(ana: Person) -> None:
    saved = ana.vault.put(Note(text="first"), id=new_id())
    with pytest.raises(StaleRevision):
        ana.vault.put(Note(text="again"), id=saved.id)
    with pytest.raises(RecordMissing):
        ana.vault.put(Note(text="of nothing"), id=new_id(), expected=4)


def test_many_are_saved_together_or_not_at_all(ana: Person, store: Store) -> None:
    kept = ana.vault.put(Note(text="kept"))
    with pytest.raises(StaleRevision):
        ana.vault.put_many([Write(value=Note(text="new")), Write(value=Note(text="stale"), id=kept.id, expected=9)])
    assert len(again(store, ana).all(Note)) == 1
    first = new_id()
    ana.vault.put_many([Write(value=Note(text="a"), id=first), Write(value=Note(text="b"), id=first, expected=1)])
    assert [one.value.text for one in ana.vault.history(Note, first)] == ["b", "a"]


def test_history_keeps_every_revision(ana: Person) -> None:
    saved = ana.vault.put(Note(text="one"))
    for number, text in enumerate(("two", "three"), start=1):
        saved = ana.vault.put(Note(text=text), id=saved.id, expected=number)
    assert [one.value.text for one in ana.vault.history(Note, saved.id)] == ["three", "two", "one"]


def test_trash_hides_and_restore_brings_back(ana: Person, store: Store) -> None:
    saved = ana.vault.put(Note(text="the lighthouse"))
    ana.vault.trash(saved.id)
    assert ana.vault.find(Note, saved.id) is None
    assert ana.vault.search("lighthouse") == []
    assert [one.id for one in ana.vault.trashed()] == [saved.id]
    assert [one.id for one in again(store, ana).trashed()] == [saved.id]
    ana.vault.restore(saved.id)
    assert ana.vault.get(Note, saved.id).revision == 3
    assert [hit.id for hit in ana.vault.search("lighthouse")] == [saved.id]


def test_purge_leaves_no_sealed_revision(ana: Person, store: Store) -> None:
    picture = ana.vault.put(Note(text="stands for an attachment"))
    saved = ana.vault.put(Note(text="gone soon", attachments=(picture.id,)))
    ana.vault.put(Note(text="still gone soon"), id=saved.id, expected=1)
    ana.vault.keep_draft(saved.id, "tab", Note(text="and its draft"), based_on=2)
    ana.vault.purge(saved.id)
    rows = store.database.rows(
        "SELECT sealed FROM record WHERE space_id = %s AND record_id = %s AND revision <= 2",
        (bytes.fromhex(ana.vault.space_id), bytes.fromhex(saved.id)),
    )
    assert [row[0] for row in rows] == [None, None]
    assert ana.vault.drafts() == []
    for missing in (saved.id, picture.id):
        with pytest.raises(RecordMissing):
            ana.vault.history(Note, missing)
    with pytest.raises(RecordMissing):
        ana.vault.restore(saved.id)
    assert verify(again(store, ana)).broken == []


def test_purge_keeps_an_attachment_that_another_page_shows(ana: Person) -> None:
    picture = ana.vault.put(Note(text="stands for an attachment"))
    first = ana.vault.put(Note(text="one", attachments=(picture.id,)))
    ana.vault.put(Note(text="two", attachments=(picture.id,)))
    ana.vault.purge(first.id)
    assert ana.vault.get(Note, picture.id)


def test_what_another_process_wrote_is_taken_in(ana: Person, store: Store) -> None:
    other = again(store, ana)
    assert other.all(Note) == []
    other.search("anything")
    saved = ana.vault.put(Note(text="from elsewhere"))
    other.refresh()
    assert other.get(Note, saved.id) == saved
    assert [hit.id for hit in other.search("elsewhere")] == [saved.id]


def test_an_index_is_built_once_and_kept_current(ana: Person) -> None:
    class Count:
        kinds = (Note,)

        def __init__(self) -> None:
            self.texts: dict[RecordId, str] = {}

        def replace(self, id: RecordId, new: Saved[Note] | None) -> None:
            self.texts.pop(id, None)
            if new:
                self.texts[id] = new.value.text

    first = ana.vault.put(Note(text="one"))
    index = ana.vault.index(Count)
    ana.vault.put(Note(text="two"))
    ana.vault.put(Small(number=5))
    ana.vault.trash(first.id)
    assert ana.vault.index(Count) is index
    assert list(index.texts.values()) == ["two"]


def test_memory_is_bounded_and_what_was_let_go_opens_again(ana: Person) -> None:
    ana.vault.memory.cache.limit = 8_000
    saved = [ana.vault.put(Note(text=str(number) * 400)) for number in range(30)]
    ana.vault.search("nothing")
    assert len(ana.vault.all(Note)) == 30
    assert ana.vault.bytes_in_memory <= 8_000
    assert ana.vault.get(Note, saved[0].id).value.text == "0" * 400
    ana.vault.put(Note(text="changed"), id=saved[1].id, expected=1)
    assert [hit.id for hit in ana.vault.search("changed")] == [saved[1].id]
    assert saved[1].id not in {hit.id for hit in ana.vault.search("1" * 400)}


def test_a_kind_may_ask_for_more_padding(ana: Person, store: Store) -> None:
    for number in (1, 10**15):
        ana.vault.put(Small(number=number))
    sizes = store.database.rows("SELECT sealed FROM record WHERE space_id = %s", (bytes.fromhex(ana.vault.space_id),))
    assert {len(bytes(row[0])) for row in sizes} == {1024 + 92}


def test_a_newer_record_is_shown_and_never_sealed_again(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = kind_named("test.note")
    assert kind is not None
    monkeypatch.setattr(Note, "schema", 7)
    saved = ana.vault.put(Note(text="from the future"))
    monkeypatch.setattr(Note, "schema", 1)
    assert ana.vault.get(Note, saved.id).read_only
    assert ana.vault.get(Note, saved.id).value.text == "from the future"
    with pytest.raises(NewerRecord):
        ana.vault.put(Note(text="would lose fields"), id=saved.id, expected=1)


class NoteOfTomorrow(Record, kw_only=True, frozen=True):
    """A note as a later release may keep it: today's cannot make sense of its text."""

    kind: ClassVar[str] = "test.note"
    schema: ClassVar[int] = 7
    text: int


def test_what_only_a_newer_release_can_read_stands_in_nobodys_way(ana: Person, store: Store) -> None:
    kept = ana.vault.put(Note(text="of today"))
    newer = ana.vault.put(NoteOfTomorrow(text=5))
    vault = again(store, ana)
    assert [saved.id for saved in vault.all(Note)] == [kept.id]
    assert vault.find(Note, newer.id) is None
    with pytest.raises(NewerRecord):
        vault.get(Note, newer.id)
    assert newer.id in {saved.id for _, saved in vault.everything()}


def test_one_broken_record_does_not_close_the_vault(ana: Person, store: Store) -> None:
    good, bad = ana.vault.put(Note(text="good")), ana.vault.put(Note(text="bad"))
    space, other = bytes.fromhex(ana.vault.space_id), bytes.fromhex(good.id)
    sealed = store.database.rows("SELECT sealed FROM record WHERE space_id = %s AND record_id = %s", (space, other))
    store.database.run(
        "UPDATE record SET sealed = %s WHERE space_id = %s AND record_id = %s",
        (sealed[0][0], space, bytes.fromhex(bad.id)),
    )
    vault = again(store, ana)
    assert [one.id for one in vault.all(Note)] == [good.id]
    assert vault.broken == (bad.id,)
    with pytest.raises(SealBroken):
        vault.history(Note, bad.id)
    assert bad.id in verify(vault).broken


def test_rows_taken_out_are_noticed(ana: Person, store: Store) -> None:
    first = ana.vault.put(Note(text="taken out"))
    ana.vault.put(Note(text="stays"))
    store.database.run(
        "DELETE FROM record WHERE space_id = %s AND record_id = %s",
        (bytes.fromhex(ana.vault.space_id), bytes.fromhex(first.id)),
    )
    vault = again(store, ana)
    vault.all(Note)
    assert vault.rows_missing
    assert "log" in verify(vault).broken


def test_a_record_begins_anew_and_its_past_is_gone(ana: Person, store: Store) -> None:
    vault = ana.vault
    saved = vault.put(Note(text="with a name"))
    vault.put(Note(text="with a name, again"), id=saved.id, expected=1)
    vault.keep_draft(saved.id, "tab", Note(text="a name in a draft"), based_on=2)
    gone = vault.put(Note(text="gone as well"))
    vault.search("name")
    vault.erase([gone.id], instead=[Write(value=Note(text="without"), id=saved.id, expected=2)])
    for one in (vault, again(store, ana)):
        assert [(each.revision, each.value.text) for each in one.history(Note, saved.id)] == [(3, "without")]
        assert one.find(Note, gone.id) is None
        assert one.search("name") == []
        assert one.drafts() == []
        assert not one.has_damage()
        assert verify(one).broken == []
        assert one.erased() == {gone.id}
    more = vault.put(Note(text="going on"), id=saved.id, expected=3)
    assert [each.revision for each in vault.history(Note, saved.id)] == [4, 3]
    vault.purge(more.id)
    assert verify(again(store, ana)).broken == []
    assert vault.erased() == {gone.id, saved.id}


def test_beginning_anew_is_all_or_nothing(ana: Person) -> None:
    first, second = ana.vault.put(Note(text="first")), ana.vault.put(Note(text="second"))
    with pytest.raises(StaleRevision):
        ana.vault.erase([first.id], instead=[Write(value=Note(text="other"), id=second.id, expected=7)])
    assert {saved.value.text for saved in ana.vault.all(Note)} == {"first", "second"}
    assert len(ana.vault.history(Note, first.id)) == 1
    with pytest.raises(RecordMissing):
        ana.vault.erase([new_id()], instead=[Write(value=Note(text="other"), id=second.id, expected=1)])
    assert ana.vault.get(Note, second.id).value.text == "second"


def test_what_was_emptied_otherwise_is_noticed(ana: Person, store: Store) -> None:
    saved = ana.vault.put(Note(text="first"))
    ana.vault.put(Note(text="second"), id=saved.id, expected=1)
    store.database.run(
        "UPDATE record SET sealed = NULL WHERE space_id = %s AND record_id = %s AND revision = 1",
        (bytes.fromhex(ana.vault.space_id), bytes.fromhex(saved.id)),
    )
    with pytest.raises(SealBroken):
        again(store, ana).history(Note, saved.id)
    assert verify(again(store, ana)).broken == [saved.id]


def test_an_attachment_only_its_past_showed_goes_with_it(ana: Person) -> None:
    old = ana.vault.attach(io.BytesIO(b"old"), name="old.txt", media_type="text/plain")
    kept = ana.vault.attach(io.BytesIO(b"kept"), name="kept.txt", media_type="text/plain")
    both = ana.vault.attach(io.BytesIO(b"both"), name="both.txt", media_type="text/plain")
    one = ana.vault.put(Note(text="one", attachments=(old.id, kept.id)))
    gone = [ana.vault.put(Note(text="two", attachments=(both.id,))).id for _ in range(2)]
    anew = Note(text="anew", attachments=(kept.id,))
    renamed = msgspec.structs.replace(old.value, name="renamed.txt")
    writes: list[Write[Any]] = [Write(value=anew, id=one.id, expected=1), Write(value=renamed, id=old.id, expected=1)]
    ana.vault.erase(gone, instead=writes)
    assert {saved.value.name for saved in ana.vault.all(Attachment)} == {"kept.txt"}
    assert b"".join(ana.vault.read_attachment(kept.id)) == b"kept"


def test_trash_is_purged_after_thirty_days(ana: Person, store: Store) -> None:
    kept, gone = ana.vault.put(Note(text="kept")), ana.vault.put(Note(text="gone"))
    ana.vault.trash(gone.id)
    tidy(store, ana.vault, datetime.now(UTC) + timedelta(days=29))
    assert [one.id for one in ana.vault.trashed()] == [gone.id]
    tidy(store, ana.vault, datetime.now(UTC) + timedelta(days=30))
    assert ana.vault.trashed() == []
    with pytest.raises(RecordMissing):
        ana.vault.history(Note, gone.id)
    assert ana.vault.get(Note, kept.id)


def test_drafts_wait_by_tab_and_go_with_the_page_they_become(ana: Person, store: Store) -> None:
    record_id = new_id()
    for tab in ("tab one", "tab two", "tab one"):
        ana.vault.keep_draft(record_id, tab, Note(text=f"from {tab}"), based_on=0)
    assert [(draft.tab, draft.based_on) for draft in again(store, ana).drafts()] == [("tab one", 0), ("tab two", 0)]
    ana.vault.put(Note(text="done"), id=record_id, draft_tab="tab one")
    assert [draft.tab for draft in ana.vault.drafts()] == ["tab two"]
    ana.vault.drop_draft(record_id, "tab two")
    assert ana.vault.drafts() == []


def test_a_draft_is_no_revision(ana: Person) -> None:
    before = ana.vault.seq
    ana.vault.keep_draft(new_id(), "tab", Note(text="a lighthouse"), based_on=0)
    assert ana.vault.seq == before
    assert ana.vault.search("lighthouse") == []


def test_only_the_revision_that_was_seen_is_purged(ana: Person) -> None:
    saved = ana.vault.put(Note(text="first"))
    ana.vault.put(Note(text="second"), id=saved.id, expected=1)
    with pytest.raises(StaleRevision):
        ana.vault.purge(saved.id, expected=1)
    assert ana.vault.get(Note, saved.id).value.text == "second"
    ana.vault.purge(saved.id, expected=2)
    assert ana.vault.find(Note, saved.id) is None
