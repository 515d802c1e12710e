"""Erased for good: shown first, and then nowhere: no record, history, draft, letter, search, export or database."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from conftest import Person
from emberwell.clients.erasing import SOMEONE, Name, erase_client, mentions_of
from emberwell.clients.records import Client, Matter, WatchList
from emberwell.clients.tests.made import NOON, client_of, matter_of
from emberwell.exchange import take, works
from emberwell.exchange.packing import ZipPacking
from emberwell.journal.calendar import Calendar
from emberwell.journal.records import Entry, KeptLine, Pillar
from emberwell.journal.tests.made import kept, queries_of, written
from emberwell.paths.records import Said, Walk, Word
from emberwell.prompts.records import OwnPrompt, PromptSet, own_name
from emberwell.sessions.records import Mine, Session, SomethingOfMine
from emberwell.stayed.records import Stayed
from emberwell.supervision.records import Item
from emberwell.vault.attachments import Attachment
from emberwell.vault.errors import NewerRecord, RecordMissing
from emberwell.vault.letterbox import LateSave, leave
from emberwell.vault.record import RecordId, new_id
from emberwell.vault.vault import Saved, Vault
from emberwell.vault.verify import verify
from emberwell.week.records import Week
from tests.canary import found_in, new_canary

SENT = {"replace": "1", "asked": "1"}


def at(id: str) -> str:
    return reverse("clients:erase", args=[id])


@dataclass
class Everywhere:
    """A code name that stands in everything there is."""

    client: Saved[Client]
    name: str
    page: RecordId
    line: RecordId
    trashed: RecordId
    only_before: RecordId
    in_words: RecordId
    untouched: RecordId
    mine: RecordId
    file: RecordId


def everywhere(person: Person, name: str) -> Everywhere:
    vault = person.vault
    client = client_of(person, name)
    client = vault.put(msgspec.structs.replace(client.value, ended_on=date(2026, 5, 1)), id=client.id, expected=1)
    id = client.id
    matter_of(person, id, f"What {name} hopes for.")
    file = vault.attach(io.BytesIO(b"words"), name=f"{name}.txt", media_type="text/plain")
    gone_file = vault.attach(io.BytesIO(b"more"), name="other.txt", media_type="text/plain")
    page = written(
        person,
        f"With {name} today.",
        title=f"{name.upper()}, late",
        clients=(id,),
        tags=(f"{name} x",),
        attachments=(file.id, gone_file.id),
    )
    page = vault.put(
        msgspec.structs.replace(page.value, body=f"{name}’s words, and *{name}* again.", attachments=(file.id,)),
        id=page.id,
        expected=1,
    )
    line = kept(person, f"What {name} said.", entry=page.id, client=id)
    trashed = written(person, f"{name} in the trash")
    vault.trash(trashed.id)
    before = written(person, f"{name} was here once.")
    vault.put(msgspec.structs.replace(before.value, body="Somebody was."), id=before.id, expected=1)
    in_words = written(person, f"Thinking of {name} on the train.")
    untouched = written(person, "About nobody.")
    vault.put(msgspec.structs.replace(untouched.value, body="About nobody at all."), id=untouched.id, expected=1)
    session = vault.put(
        Session(day=date(2026, 3, 14), zone="UTC", chosen_at=NOON, client=id, true=line.id, to_be=f"Slow with {name}")
    )
    mine = vault.put(
        SomethingOfMine(what=Mine.MISTAKE, noted_at=NOON, zone="UTC", client=id, session=session.id, happened=name)
    )
    vault.put(Stayed(written_at=NOON, zone="UTC", raw=True, client=id, happened=f"{name} left."))
    vault.put(Item(text=f"Ask about {name}", source=page.id, added_at=NOON, zone="UTC"))
    vault.put(WatchList(words=(name, "other")))
    vault.put(Week(ends_on=date(2026, 3, 6), zone="UTC", written_at=NOON, in_the_way=f"Worry about {name}."))
    vault.keep_draft(page.id, "tab", msgspec.structs.replace(page.value, body=f"{name}, more."), based_on=2)
    vault.keep_draft(untouched.id, "tab", msgspec.structs.replace(untouched.value, body=f"And {name}."), based_on=2)
    vault.keep_draft(new_id(), "tab", Entry(written_at=NOON, zone="UTC", body=f"New about {name}"), based_on=0)
    late = LateSave(record=page.id, title=name, form={"tags": name, "clients": f"{id} {new_id()}"})
    leave(vault.store, vault.account_id, f"{name} at the door", now=NOON, late_save=late)
    return Everywhere(
        client, name, page.id, line.id, trashed.id, before.id, in_words.id, untouched.id, mine.id, file.id
    )


def everything_opened(vault: Vault) -> Iterator[tuple[str, bytes]]:
    """All that can be opened: every revision of every record, every draft, every letter."""
    for kind, saved in vault.everything():
        for revision in vault.history(type(saved.value), saved.id):
            yield f"{kind} {saved.id} {revision.revision}", msgspec.json.encode(revision.value)
    for draft in vault.drafts():
        yield f"draft {draft.id}", msgspec.json.encode(draft.value)
    for line in vault.left_at_door():
        yield f"letter {line.id}", msgspec.json.encode(line)


def stands_in(vault: Vault, what: str) -> list[str]:
    return [where for where, content in everything_opened(vault) if what.lower() in content.decode().lower()]


def test_the_test_sees_it_before(ana: Person):
    here = everywhere(ana, "Quiet Harbour")
    assert len(stands_in(ana.vault, "Quiet Harbour")) > 15
    assert len(stands_in(ana.vault, here.client.id)) > 8
    assert ana.vault.search("harbour")


def test_everything_that_names_it_is_shown_first(ana: Person):
    here = everywhere(ana, "Quiet Harbour")
    answer = ana.client.get(at(here.client.id) + "?look=1")
    page, text = answer.context["page"], answer.content.decode()
    shown = {item.id for item in page.items}
    assert {here.page, here.line, here.trashed, here.only_before, here.in_words, here.mine, here.file} <= shown
    assert here.untouched not in shown
    by_id = {item.id: item for item in page.items}
    assert by_id[here.only_before].only_before
    assert by_id[here.trashed].in_trash
    assert (by_id[here.in_words].tied, by_id[here.in_words].in_words) == (False, True)
    assert len(page.drafts) == 3
    assert len(page.letters) == 1
    assert "stop and ask your insurer first" in text.partition("<form class")[0]
    assert "a backup made before still holds" in text
    assert stands_in(ana.vault, "Quiet Harbour")


def test_after_it_nothing_opened_holds_the_name(ana: Person):
    here = everywhere(ana, "Quiet Harbour")
    assert ana.client.post(at(here.client.id), SENT).status_code == 303
    vault = ana.vault
    vault.refresh()
    assert stands_in(vault, "Harbour") == []
    assert stands_in(vault, here.client.id) == []
    assert vault.search("harbour") == []
    assert vault.all(Client) == []
    assert vault.all(Matter) == []
    assert vault.index(Calendar).about((here.client.id,)) == frozenset()


def test_what_stays_stays_whole_and_in_its_place(ana: Person):
    here = everywhere(ana, "Quiet Harbour")
    vault = ana.vault
    ana.client.post(at(here.client.id), SENT)
    page = vault.get(Entry, here.page)
    assert page.value.body == f"{SOMEONE}’s words, and *{SOMEONE}* again."
    assert (page.value.title, page.value.tags) == (f"{SOMEONE}, late", (f"{SOMEONE} x",))
    assert len(vault.history(Entry, here.page)) == 1
    assert vault.get(KeptLine, here.line).value.entry == here.page
    assert b"".join(vault.read_attachment(here.file)) == b"words"
    assert vault.get(Attachment, here.file).value.name == f"{SOMEONE}.txt"
    assert [saved.value.name for saved in vault.all(Attachment)] == [f"{SOMEONE}.txt"]
    assert [saved.id for saved in vault.trashed()] == [here.trashed]
    assert len(vault.history(Entry, here.untouched)) == 2
    drafts = {draft.id: draft for draft in vault.drafts()}
    assert drafts[here.page].based_on == page.revision
    assert len(drafts) == 3
    assert verify(vault).broken == []
    assert not Vault(vault.store, vault.account_id, vault.master, vault.keyring).has_damage()


def test_a_page_goes_on_being_written_and_saved(ana: Person):
    here = everywhere(ana, "Quiet Harbour")
    ana.client.post(at(here.client.id), SENT)
    for name in ("page", "edit", "earlier"):
        assert ana.client.get(reverse(f"journal:{name}", args=[here.page])).status_code == 200
    ana.client.post(reverse("journal:finish_draft"), {"record": here.page, "tab": "tab"})
    assert ana.vault.get(Entry, here.page).value.body == f"{SOMEONE}, more."
    assert len(ana.vault.history(Entry, here.page)) == 2
    assert verify(ana.vault).broken == []


def test_what_is_ticked_goes_as_well(ana: Person):
    here = everywhere(ana, "Quiet Harbour")
    ana.client.post(at(here.client.id), SENT | {"item": [here.page, here.in_words]})
    for id in (here.page, here.in_words):
        assert ana.vault.find(Entry, id) is None
        with pytest.raises(RecordMissing):
            ana.vault.history(Entry, id)
    assert ana.vault.all(Attachment) == []
    assert ana.vault.find(Entry, here.only_before)
    assert stands_in(ana.vault, "Harbour") == []
    assert verify(ana.vault).broken == []


def test_words_that_mean_something_else_are_left_with_their_past(ana: Person):
    here = everywhere(ana, "Quiet Harbour")
    ana.client.post(at(here.client.id), SENT | {"leave": [here.in_words, here.only_before, here.page]})
    assert "Quiet Harbour" in ana.vault.get(Entry, here.in_words).value.body
    assert len(ana.vault.history(Entry, here.only_before)) == 2
    page = ana.vault.get(Entry, here.page).value
    assert page.clients == ()
    assert "Quiet Harbour" in page.body


def test_without_someone_only_the_ties_are_cut(ana: Person):
    here = everywhere(ana, "Quiet Harbour")
    ana.client.post(at(here.client.id), {"asked": "1"})
    assert stands_in(ana.vault, here.client.id) == []
    assert "Quiet Harbour" in ana.vault.get(Entry, here.page).value.body
    assert len(ana.vault.history(Entry, here.only_before)) == 2


def test_without_saying_that_nobody_asks_nothing_happens(ana: Person):
    here = everywhere(ana, "Quiet Harbour")
    assert ana.vault.all(Client)
    before = ana.vault.seq
    answer = ana.client.post(at(here.client.id), {"replace": "1", "item": [here.page]})
    assert answer.status_code == 422
    assert [item.id for item in answer.context["page"].items if item.erase] == [here.page]
    assert ana.vault.seq == before
    assert ana.client.post(at(here.client.id), SENT | {"item": ["0" * 32]}).status_code == 422


def test_nothing_is_half_done(ana: Person, monkeypatch: pytest.MonkeyPatch):
    here = everywhere(ana, "Quiet Harbour")
    before = stands_in(ana.vault, "Quiet Harbour")

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as full:
        full.setattr(Vault, "keep_draft", fail)
        assert ana.client.post(at(here.client.id), SENT).status_code == 507
    letters = [where for where in before if where.startswith("letter")]
    assert set(before) - set(letters) <= set(stands_in(ana.vault, "Quiet Harbour"))
    assert ana.client.post(at(here.client.id), SENT).status_code == 303
    assert stands_in(ana.vault, "Harbour") == []


@pytest.mark.parametrize("name", ["Alone", "Real", "Doorway"])
def test_ids_of_the_library_are_no_words_of_hers(ana: Person, name: str):
    prompts = ana.vault.put(PromptSet(name="Winter", prompts=("growth-left-alone",), made_at=NOON, zone="UTC"))
    said = Said(step="one-doorway", word=Word.DONE, at=NOON)
    walk = ana.vault.put(Walk(path="more-real", title="A way", begun_at=NOON, zone="UTC", said=(said,)))
    erase_client(ana.vault, client_of(ana, name))
    assert ana.vault.get(PromptSet, prompts.id).value == prompts.value
    assert ana.vault.get(Walk, walk.id).value == walk.value


def test_a_name_in_prompts_of_her_own_and_sets_is_found_and_replaced(ana: Person):
    own = ana.vault.put(
        OwnPrompt(text="What did Quiet Harbour leave?", follow_up="Quiet Harbour?", made_at=NOON, zone="UTC")
    )
    made = ana.vault.put(PromptSet(name="For Quiet Harbour", prompts=(own_name(own.id),), made_at=NOON, zone="UTC"))
    client = client_of(ana, "Quiet Harbour")
    assert {each.saved.id for each in mentions_of(ana.vault, client).records} == {own.id, made.id}
    shown = ana.client.get(f"{at(client.id)}?look=1").content.decode()
    for address in (reverse("prompts:own", args=[own.id]), reverse("prompts:set", args=[made.id])):
        assert address in shown
    erase_client(ana.vault, client)
    assert ana.vault.get(OwnPrompt, own.id).value.text == "What did someone leave?"
    assert ana.vault.get(PromptSet, made.id).value.name == "For someone"
    assert ana.vault.get(PromptSet, made.id).value.prompts == (own_name(own.id),)


def test_what_a_newer_release_wrote_is_not_lost_by_it(ana: Person, monkeypatch: pytest.MonkeyPatch):
    here = everywhere(ana, "Quiet Harbour")
    monkeypatch.setattr(
        "emberwell.clients.erasing.mentions_of",
        lambda vault, client: _newer(mentions_of(vault, client)),
    )
    with pytest.raises(NewerRecord):
        erase_client(ana.vault, here.client)
    assert ana.client.post(at(here.client.id), SENT).status_code == 422
    assert ana.vault.find(Client, here.client.id)


def _newer(mentions: Any) -> Any:
    first, *rest = mentions.records
    newer = msgspec.structs.replace(first.saved, read_only=True)
    return replace(mentions, records=(replace(first, saved=newer), *rest))


def test_an_export_and_the_database_hold_it_nowhere(transactional_db: None, ana: Person):
    name = new_canary().capitalize()
    here = everywhere(ana, name)
    other = here.client.id
    assert found_in(_exported(ana.vault), name)
    ana.client.post(at(here.client.id), SENT)
    exported = _exported(ana.vault)
    assert found_in(exported, name) == []
    assert found_in(exported, name.lower()) == []
    assert other.encode() not in exported
    tables = ("record", "draft", "letter", "chunk", "space")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table} WHERE space_id = %s", [bytes.fromhex(ana.vault.space_id)])
            content = b"".join(
                bytes(cell) if isinstance(cell, (bytes, memoryview)) else str(cell).encode()
                for row in cursor.fetchall()
                for cell in row
            )
            assert found_in(content, name) == []
    database = Path(str(django_settings.DATABASES["default"]["NAME"]))
    for path in database.parent.glob(f"{database.name}*") if database.exists() else ():
        assert found_in(path.read_bytes(), name) == []


def _exported(vault: Vault) -> bytes:
    made = io.BytesIO()
    with ZipPacking(made) as target:
        take.pack(vault, target, revisions="all")
    with zipfile.ZipFile(made) as opened:
        return b"".join(one.filename.encode() + opened.read(one) for one in opened.infolist())


def test_an_export_that_waits_to_be_fetched_is_dropped(ana: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(works, "_beside", lambda run: run())
    id = client_of(ana).id
    waiting = ana.client.post("/settings/take/", {"shape": "json", "zone": "UTC"}).url
    assert ana.client.get(waiting).status_code == 200
    ana.client.post(at(id), SENT)
    assert ana.client.get(waiting).status_code == 404


def test_it_does_not_come_back_with_an_old_export(ana: Person):
    here = everywhere(ana, "Quiet Harbour")
    ana.client.post(at(here.client.id), SENT)
    erased = ana.vault.erased()
    assert here.client.id in erased
    assert here.page not in erased


def test_a_stranger_and_one_that_is_gone(ana: Person, cleo: Person):
    id = client_of(ana).id
    assert cleo.client.post(at(id), SENT).status_code == 404
    assert ana.client.post(at(id), SENT).status_code == 303
    assert ana.client.get(at(id)).status_code == 404


def test_the_number_of_statements_grows_by_the_pasts_alone(ana: Person):
    id = client_of(ana).id
    written(ana, clients=(id,))
    alone = queries_of(ana, at(id) + "?look=1")
    for number in range(8):
        written(ana, f"Page {number}", clients=(id,))
    assert queries_of(ana, at(id) + "?look=1") == alone


NAME = Name(RecordId("a" * 32), "Quiet Harbour")


@given(st.text(alphabet="Quiet Harbour_-*\n.x’", max_size=60))
def test_after_replacing_it_is_found_no_more(text: str):
    assert not NAME.stands_in(NAME.without(text, replace=True))
    assert NAME.without(text, replace=False) == text


@pytest.mark.parametrize(
    "text",
    ["Quiet Harbour", "QUIET HARBOUR’s", "#quietharbour", "quiet-harbour", "*Quiet* Harbour", "_Quiet\nHarbour_"],
)
def test_it_is_found_however_it_is_written(text: str):
    assert NAME.stands_in(text)


@pytest.mark.parametrize("text", ["a quiet man in the harbour", "Quiet Harbours", "disquiet harbour"])
def test_other_words_are_left_alone(text: str):
    assert not NAME.stands_in(text)


def test_moments_and_names_of_the_program_are_never_touched():
    name = Name(RecordId("a" * 32), "Growth")
    entry = Entry(written_at=NOON, zone="Growth", prompt="growth", pillar=Pillar.GROWTH, body="Growth")
    assert name.without(entry, replace=True) == msgspec.structs.replace(entry, body=SOMEONE)


def test_before_anything_is_looked_for_it_asks_to_stop(ana: Person):
    here = everywhere(ana, "Quiet Harbour")
    text = ana.client.get(at(here.client.id)).content.decode()
    assert "stop and ask your insurer first" in text
    assert at(here.client.id) + "?look=1" in text
    assert "<form class" not in text


def test_a_line_at_the_door_whose_form_named_them_stays(ana: Person):
    client = client_of(ana)
    late = LateSave(form={"client": client.id, "raw": "1"})
    leave(ana.vault.store, ana.vault.account_id, "It went on in me.", now=NOON, late_save=late)
    erase_client(ana.vault, client)
    [line] = ana.vault.left_at_door()
    assert (line.text, line.left_at) == ("It went on in me.", NOON)
    assert line.late_save
    assert line.late_save.form == {"client": "", "raw": "1"}


def test_a_full_door_and_a_line_that_grows_do_not_stop_it(ana: Person, monkeypatch: pytest.MonkeyPatch):
    client = client_of(ana, "Oak")
    long = "Oak " * 1000
    for text in (long, "Oak again."):
        leave(ana.vault.store, ana.vault.account_id, text, now=NOON)
    monkeypatch.setattr("emberwell.vault.letterbox.MOST_WAITING", 2)
    erase_client(ana.vault, client)
    assert sorted(line.text for line in ana.vault.left_at_door()) == [f"{SOMEONE} again.", f"{SOMEONE} " * 1000]


@pytest.mark.parametrize("spelt", ["Zoe\u0301 Oak", "Zo\u00e9 Oak", "ZO\u00c9 oak"])
def test_a_name_is_found_however_its_accent_is_written(spelt: str):
    for name in ("Zo\u00e9 Oak", "Zoe\u0301 Oak"):
        assert Name(new_id(), name).without(f"With {spelt}.", replace=True) == f"With {SOMEONE}."


def test_either_apostrophe_is_the_same_name():
    assert Name(new_id(), "Dawn’s Oak").stands_in("With Dawn's oak.")


def test_a_name_it_had_before_is_erased_too(ana: Person):
    client = client_of(ana, "Jonathan")
    named = written(ana, "Jonathan laughed before I did.")
    renamed = msgspec.structs.replace(client.value, name="Quiet Harbour")
    ana.vault.put(renamed, id=client.id, expected=client.revision)
    page = ana.client.get(at(client.id) + "?look=1").context["page"]
    assert named.id in {item.id for item in page.items}
    assert ana.client.post(at(client.id), SENT).status_code == 303
    ana.vault.refresh()
    assert stands_in(ana.vault, "Jonathan") == []
    assert ana.vault.get(Entry, named.id).value.body == f"{SOMEONE} laughed before I did."
