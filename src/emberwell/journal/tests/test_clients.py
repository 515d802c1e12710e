"""A page's code names: offered, ticked, kept on every way into the journal, shown, and narrowed by."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec
import pytest
from django.urls import reverse

from conftest import Person
from emberwell.clients.names import SignOffered
from emberwell.clients.records import Client
from emberwell.clients.tests.made import client_of, told
from emberwell.exchange.markdown_files import Beside, entry_text
from emberwell.journal.keeping import keep_line, put_page_in_trash, take_page_back
from emberwell.journal.records import Entry, KeptLine
from emberwell.journal.returning import held_back
from emberwell.journal.rules import may_return
from emberwell.journal.tests.made import NOON, SCRIPT, STRANGE, entry_of, form_of, kept, queries_of, written
from emberwell.vault.record import new_id

WRITE, DRAFT, STREAM = reverse("journal:write"), reverse("journal:draft"), reverse("journal:stream")


def at(name: str, id: str) -> str:
    return reverse(f"journal:{name}", args=[id])


def offered(page) -> dict[str, bool]:
    signs: tuple[SignOffered, ...] = page.context["page"].clients
    return {each.sign.name: each.chosen for each in signs if each.sign}


def archive(person: Person, id: str) -> None:
    saved = person.vault.get(Client, id)
    person.vault.put(
        msgspec.structs.replace(saved.value, archived_on=date(2026, 3, 20)), id=id, expected=saved.revision
    )


def the_page(person: Person) -> Entry:
    (saved,) = person.vault.all(Entry)
    return saved.value


def test_live_code_names_are_offered_and_those_the_page_has(ana: Person):
    client_of(ana, "Linen Sail")
    gone = client_of(ana, archived_on=date(2026, 1, 1)).id
    assert offered(ana.client.get(WRITE)) == {"Linen Sail": False}
    saved = written(ana, clients=(gone,))
    assert offered(ana.client.get(at("edit", saved.id))) == {"Linen Sail": False, "Quiet Harbour": True}


def test_nothing_is_offered_before_there_are_any(ana: Person):
    assert "Whom it is about" not in ana.client.get(WRITE).content.decode()


def test_ticked_they_are_kept_and_shown_with_their_sign(ana: Person):
    told(ana)
    one, other = client_of(ana).id, client_of(ana, "Linen Sail").id
    client_of(ana, "Tidal Ferry")
    answer = ana.client.post(WRITE, {"body": "I waited.", "clients": [one, other]})
    assert the_page(ana).clients == (one, other)
    text = ana.client.get(answer.url).content.decode()
    assert f'href="{STREAM}?client={one}"' in text
    assert 'data-colour="clay"' in text
    assert "Linen Sail" in text
    assert "Tidal Ferry" not in text


def test_the_sentence_comes_once_after_the_words_are_saved(ana: Person):
    id = client_of(ana).id
    answer = ana.client.post(WRITE, {"body": "I waited.", "clients": [id]})
    assert answer.url.startswith(reverse("clients:told"))
    (saved,) = ana.vault.all(Entry)
    assert saved.value.body == "I waited."
    next_page = ana.client.get(answer.url).context["page"].next
    assert next_page.startswith(at("page", saved.id))
    assert ana.client.post(reverse("clients:told"), {"next": next_page}).url == next_page
    again = ana.client.post(WRITE, {"body": "And again.", "clients": [id]})
    assert again.url.startswith("/journal/")


def test_pages_about_nobody_never_meet_it(ana: Person):
    client_of(ana)
    assert ana.client.post(WRITE, {"body": "I waited."}).url.startswith("/journal/")


def test_what_is_no_code_name_of_hers_is_left_out_and_nothing_is_lost(ana: Person, cleo: Person):
    mine, foreign = client_of(ana).id, client_of(cleo).id
    ana.client.post(WRITE, {"body": "All of it.", "clients": [mine, foreign, STRANGE, "nonsense"]})
    assert (the_page(ana).clients, the_page(ana).body) == ((mine,), "All of it.")


def test_an_untouched_form_makes_no_revision(ana: Person):
    told(ana)
    one, other = client_of(ana).id, client_of(ana, "Linen Sail").id
    saved = written(ana, clients=(other, one))
    sent = form_of(ana.client.get(at("edit", saved.id)))
    ana.client.post(at("edit", saved.id), sent | {"clients": [one, other]})
    assert ana.vault.get(Entry, saved.id).revision == 1
    ana.client.post(at("edit", saved.id), sent | {"clients": [one]})
    assert entry_of(ana, saved.id).clients == (one,)


def test_one_in_the_trash_stays_on_its_page(ana: Person):
    gone = client_of(ana).id
    saved = written(ana, clients=(gone,))
    ana.vault.trash(gone)
    page = ana.client.get(at("edit", saved.id))
    assert f'<input type="hidden" name="clients" value="{gone}">' in page.content.decode()
    ana.client.post(at("edit", saved.id), form_of(page) | {"body": "More."})
    assert entry_of(ana, saved.id).clients == (gone,)


def test_a_fault_elsewhere_leaves_them_ticked(ana: Person):
    id = client_of(ana).id
    answer = ana.client.post(WRITE, {"body": " ", "clients": [id]})
    assert answer.status_code == 422
    assert offered(answer) == {"Quiet Harbour": True}


@pytest.mark.parametrize("joined", [True, False])
def test_a_draft_holds_them_and_goes_on_with_them(ana: Person, joined: bool):
    told(ana)
    ids = [client_of(ana).id, client_of(ana, "Linen Sail").id]
    id = new_id()
    sent = {"record": id, "tab": "t", "body": "Half", "clients": " ".join(ids) if joined else ids}
    assert ana.client.post(DRAFT, sent, headers=SCRIPT).status_code == 200
    page = ana.client.get(WRITE, {"page": id, "tab": "t"})
    assert set(offered(page).values()) == {True}
    ana.client.post(reverse("journal:finish_draft"), {"record": id, "tab": "t"})
    assert the_page(ana).clients == tuple(ids)


def test_two_versions_keep_the_code_names_of_both(ana: Person):
    one, other = client_of(ana).id, client_of(ana, "Linen Sail").id
    saved = written(ana, clients=(one,))
    sent = form_of(ana.client.get(at("edit", saved.id)))
    ana.vault.put(msgspec.structs.replace(saved.value, body="Theirs.", clients=(other,)), id=saved.id, expected=1)
    answer = ana.client.post(at("edit", saved.id), sent | {"body": "Mine."})
    assert answer.status_code == 409
    assert offered(answer) == {"Quiet Harbour": True, "Linen Sail": True}


def test_an_earlier_version_comes_back_about_whom_the_page_is(ana: Person):
    id = client_of(ana).id
    saved = written(ana)
    ana.vault.put(msgspec.structs.replace(saved.value, body="New.", clients=(id,)), id=saved.id, expected=1)
    ana.client.post(reverse("journal:bring_back", args=[saved.id, 1]))
    assert entry_of(ana, saved.id) == msgspec.structs.replace(saved.value, clients=(id,))


def test_the_stream_shows_pages_about_one(ana: Person, cleo: Person):
    one, other = client_of(ana).id, client_of(ana, "Linen Sail").id
    written(ana, "First of all", clients=(one,))
    written(ana, "Second of all", clients=(other, one))
    written(ana, "Third of all", clients=(other,))
    text = ana.client.get(STREAM, {"client": one}).content.decode()
    assert "First of all" in text
    assert "Second of all" in text
    assert "Third of all" not in text
    assert "About Quiet Harbour" in text
    assert "Quiet Harbour" not in cleo.client.get(STREAM, {"client": one}).content.decode()
    assert "Third of all" in ana.client.get(STREAM, {"client": STRANGE}).content.decode()


def test_a_search_may_be_narrowed_to_one(ana: Person):
    id = client_of(ana).id
    written(ana, "Waiting here", clients=(id,))
    written(ana, "Waiting there")
    text = ana.client.post(reverse("journal:search"), {"q": "waiting", "client": id}).content.decode()
    assert "here" in text
    assert "there" not in text


def test_a_search_finds_code_names_and_what_matters(ana: Person):
    id = client_of(ana).id
    text = ana.client.post(reverse("journal:search"), {"q": "harbour"}).content.decode()
    assert reverse("clients:client", args=[id]) in text


def test_the_file_of_a_page_names_them(ana: Person):
    id = client_of(ana).id
    page = written(ana, clients=(id,)).value
    assert "clients: [Quiet Harbour]" in entry_text(STRANGE, page, Beside({}, {}, {id: "Quiet Harbour"}))
    assert id in entry_text(STRANGE, page, Beside({}, {}, {})).partition("clients: ")[2].partition("\n")[0]


def test_lines_of_a_page_in_the_trash_still_know_whom_they_are_about(ana: Person):
    one, other = client_of(ana).id, client_of(ana, "Linen Sail").id
    about_one, about_both = written(ana, clients=(one,)), written(ana, "Both", clients=(one, other))
    line, quiet = kept(ana, entry=about_one.id), kept(ana, "Two.", entry=about_both.id)
    put_page_in_trash(ana.vault, about_one)
    put_page_in_trash(ana.vault, about_both)
    late = keep_line(ana.vault, "Later.", entry=about_one.id, now=NOON, zone="UTC")
    assert may_return(ana.vault.get(KeptLine, line.id).value, held_back(ana.vault))
    assert ana.vault.get(KeptLine, quiet.id).value.quiet
    ana.vault.purge(about_one.id)
    archive(ana, one)
    for each in (line.id, late.id):
        assert not may_return(ana.vault.get(KeptLine, each).value, held_back(ana.vault))
    take_page_back(ana.vault, ana.vault.history(Entry, about_both.id)[0])
    assert not ana.vault.get(KeptLine, quiet.id).value.quiet
    assert not may_return(ana.vault.get(KeptLine, quiet.id).value, held_back(ana.vault))


def test_on_this_day_leaves_them_out(ana: Person):
    id = client_of(ana).id
    a_week_ago = datetime.combine(ana.client.get("/").context["page"].today, NOON.timetz()) - timedelta(days=7)
    written(ana, "It comes back.", written_at=a_week_ago, zone="UTC", clients=(id,))
    assert "It comes back." in ana.client.get(STREAM).content.decode().partition('id="results"')[0]
    archive(ana, id)
    assert "It comes back." not in ana.client.get(STREAM).content.decode().partition('id="results"')[0]


def test_a_constant_number_of_statements(ana: Person):
    saved = written(ana, clients=(client_of(ana).id,))
    alone = [queries_of(ana, at(name, saved.id)) for name in ("page", "edit")]
    for number in range(12):
        written(ana, f"Page {number}", clients=(client_of(ana, f"Sail {number} more").id,))
    assert [queries_of(ana, at(name, saved.id)) for name in ("page", "edit")] == alone
