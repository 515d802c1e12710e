"""Into the trash, out of it, and gone for good."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Entry
from emberwell.journal.tests.made import STRANGE, kept, photo, queries_of, refuses, written
from emberwell.vault.attachments import Attachment
from emberwell.vault.vault import Write
from emberwell.week.records import Act, CheckIn, Week
from emberwell.why.records import Passion

TRASH = reverse("journal:trash")
FRIDAY = date(2026, 3, 6)
NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)


def at(name: str, id: str) -> str:
    return reverse(f"journal:{name}", args=[id])


def in_trash(person: Person, body: str = "Away") -> str:
    saved = written(person, body)
    person.vault.trash(saved.id)
    return saved.id


def test_a_page_goes_into_the_trash_and_can_be_taken_back_at_once(ana: Person):
    saved = written(ana, "Away with it")
    answer = ana.client.post(at("trash_page", saved.id))
    assert answer.url == reverse("journal:stream") + f"?trashed={saved.id}"
    assert ana.vault.find(Entry, saved.id) is None
    assert at("restore", saved.id) in ana.client.get(answer.url).content.decode()


def test_an_empty_trash_says_so(ana: Person):
    assert "The trash is empty." in ana.client.get(TRASH).content.decode()


def test_what_is_there_and_until_when(ana: Person):
    in_trash(ana, "Away with it")
    ana.vault.trash(kept(ana, "A line gone").id)
    text = ana.client.get(TRASH).content.decode()
    assert "Away with it" in text
    assert "A line gone" in text
    assert "A kept line, until" in text


def of_the_week(person: Person) -> list[str]:
    """An act, a passion, a week and its answers, all in the trash."""
    made = [
        Act(for_week=FRIDAY, zone="UTC", chosen_at=NOON, what="Leave while it is light."),
        Passion(text="Old maps.", noted_at=NOON, zone="UTC"),
        Week(ends_on=FRIDAY, zone="UTC", written_at=NOON, in_the_way="The rota."),
        CheckIn(day=FRIDAY, zone="UTC", answered_at=NOON, energy=3),
    ]
    return [saved.id for saved in person.vault.put_many([Write(value=value, state="trash") for value in made])]


def test_what_lay_in_the_purpose_rooms_is_shown_and_comes_back(ana: Person):
    ids = of_the_week(ana)
    text = ana.client.get(TRASH).content.decode()
    for words in ("Leave while it is light.", "Old maps.", "The rota.", "How the week to 6 March 2026 was"):
        assert words in text
    for id in ids:
        assert ana.client.get(at("erase", id)).status_code == 200
        assert ana.client.post(at("restore", id)).url == TRASH + "?said=restored"
    assert ana.vault.trashed() == []
    assert ana.vault.all(Week)[0].value.in_the_way == "The rota."


def test_a_week_that_is_kept_is_not_overlaid_from_the_trash(ana: Person):
    ids = of_the_week(ana)
    ana.vault.put(Week(ends_on=FRIDAY, zone="UTC", written_at=NOON, in_the_way="As kept."))
    assert "with other answers" in ana.client.get(TRASH).content.decode()
    assert ana.client.post(at("restore", ids[2])).url == TRASH + "?said=kept"
    assert [week.value.in_the_way for week in ana.vault.all(Week)] == ["As kept."]


def test_files_are_not_the_trash_pages_to_show(ana: Person):
    picture = ana.vault.attach(BytesIO(photo()), name="secret.jpg", media_type="image/jpeg")
    ana.vault.trash(picture.id)
    assert "secret.jpg" not in ana.client.get(TRASH).content.decode()
    assert ana.client.post(at("restore", picture.id)).status_code == 404
    assert ana.client.post(at("erase", picture.id)).status_code == 404


def test_taking_back(ana: Person):
    id = in_trash(ana)
    answer = ana.client.post(at("restore", id))
    assert answer.url == reverse("journal:page", args=[id]) + "?said=back"
    assert ana.vault.find(Entry, id)
    line = kept(ana)
    ana.vault.trash(line.id)
    assert ana.client.post(at("restore", line.id)).url == TRASH + "?said=restored"
    assert "back in your journal" in ana.client.get(TRASH + "?said=restored").content.decode()


def test_going_back_stays_on_our_own_pages(ana: Person):
    for elsewhere in ("https://hostile.test/", "//hostile.test/", "/\\hostile.test"):
        answer = ana.client.post(at("restore", in_trash(ana)), {"next": elsewhere})
        assert answer.url.startswith("/journal/")
    assert ana.client.post(at("restore", in_trash(ana)), {"next": "/journal/lines/"}).url == "/journal/lines/"


def test_erasing_asks_once_more_then_does_it(ana: Person):
    id = in_trash(ana, "Never again")
    asked = ana.client.get(at("erase", id)).content.decode()
    assert "for good?" in asked
    assert "Never again" in asked
    assert len(ana.vault.trashed()) == 1
    assert ana.client.post(at("erase", id)).url == TRASH + "?said=erased"
    assert ana.vault.trashed() == []
    assert ana.client.get(reverse("journal:page", args=[id])).status_code == 404


def test_its_pictures_go_with_it_unless_another_page_has_them(ana: Person):
    own, shared = (
        ana.vault.attach(BytesIO(photo(c)), name="a.jpg", media_type="image/jpeg").id for c in ("red", "blue")
    )
    page = written(ana, "Going", attachments=(own, shared))
    written(ana, "Staying", attachments=(shared,))
    ana.vault.trash(page.id)
    ana.client.post(at("erase", page.id))
    assert ana.vault.find(Attachment, own) is None
    assert ana.vault.find(Attachment, shared)


def test_only_what_is_in_the_trash_is_erased(ana: Person):
    saved = written(ana)
    assert ana.client.post(at("erase", saved.id)).status_code == 404
    assert ana.vault.find(Entry, saved.id)


def test_strangers_and_the_unknown_get_404(ana: Person, cleo: Person):
    live, gone = written(ana).id, in_trash(ana, "Hers")
    assert cleo.client.post(at("trash_page", live)).status_code == 404
    for name in ("restore", "erase"):
        assert cleo.client.post(at(name, gone)).status_code == 404
        assert ana.client.post(at(name, STRANGE)).status_code == 404
    assert "Hers" not in cleo.client.get(TRASH).content.decode()
    assert ana.vault.find(Entry, live)
    assert len(ana.vault.trashed()) == 1


def test_wrong_methods(ana: Person):
    id = in_trash(ana)
    refuses(ana, TRASH, "POST")
    refuses(ana, at("trash_page", id), "GET")
    refuses(ana, at("restore", id), "GET")
    refuses(ana, at("erase", id), "PUT")


def test_a_constant_number_of_statements(ana: Person):
    in_trash(ana)
    alone = queries_of(ana, TRASH)
    for number in range(8):
        in_trash(ana, f"Page {number}")
    assert queries_of(ana, TRASH) == alone
