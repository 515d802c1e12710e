"""Possible identifiers beside the writing: what is listed, what is offered instead, and where it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from conftest import Person
from emberwell.clients.records import Client, Colour, Shape, WatchList
from emberwell.journal.identifiers import Found, Kind
from emberwell.journal.margin import MARGIN_LIMIT, SHOWN, instead_of, pointed_out
from emberwell.journal.tests.hostile import payloads
from emberwell.journal.tests.made import refuses

IDENTIFIERS, PREVIEW = reverse("journal:identifiers"), reverse("journal:preview")


def client_put(person: Person, name: str, **more) -> str:
    now = datetime.now(UTC)
    made = Client(name=name, shape=Shape.LEAF, colour=Colour.TEAL, added_at=now, zone="UTC", **more)
    return person.vault.put(made).id


def listed(person: Person, body: str, **more: str) -> list[tuple[str, Kind, tuple[str, ...]]]:
    answer = person.client.post(IDENTIFIERS, {"body": body, **more})
    assert answer.status_code == 200
    return [(one.text, one.kind, one.instead) for one in answer.context["page"].margin.pointed_out]


def test_each_is_listed_once_in_its_sentence():
    found, more = pointed_out("It rained. I saw Wrenna. Wrenna wept at 14 Marlow Road.")
    assert [one.text for one in found] == ["Wrenna", "14 Marlow Road"]
    assert "".join(piece.text for piece in found[0].pieces) == "I saw Wrenna."
    assert not more


def test_code_names_stand_for_somebody_already():
    found, _ = pointed_out("I told Grey Heron about Wrenna.", code_names=["grey heron"])
    assert [(one.text, one.instead) for one in found] == [("Wrenna", ("W.", "someone", "a place", "grey heron"))]


def test_a_long_list_says_that_there_is_more():
    text = " ".join(f"Write to a{number}@b.org." for number in range(SHOWN + 1))
    found, more = pointed_out(text)
    assert (len(found), more) == (SHOWN, True)


def test_the_year_of_a_date_of_birth_may_stay():
    assert instead_of(Found(0, 10, Kind.BIRTH, "4 May 1961")) == ("1961", "[date]")
    assert instead_of(Found(0, 5, Kind.BIRTH, "4 May")) == ("[date]",)


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["I saw Wrenna ", "a@b.org ", "\n", "…", "born 4.5.61 "])).map("".join)
)
def test_everything_listed_stands_in_the_text_and_has_something_to_put_instead(text: str):
    for one in pointed_out(text, known=["rain"])[0]:
        assert one.text in text
        assert all(one.instead)
        assert [piece.text for piece in one.pieces if piece.marked] == [one.text]


def test_a_fragment_for_the_script(ana: Person):
    answer = ana.client.post(IDENTIFIERS, {"body": "I saw Wrenna,\r\nand rang 07700 900 417."})
    text = answer.content.decode()
    assert "<html" not in text
    assert "<mark>Wrenna</mark>" in text
    assert "Could be a phone number." in text
    assert "Put [phone] instead" in text


def test_nothing_is_kept(ana: Person):
    before = ana.vault.seq
    listed(ana, "I saw Wrenna.")
    assert (ana.vault.seq, ana.vault.drafts()) == (before, [])


def test_ones_own_words_and_code_names_are_known(ana: Person):
    ana.vault.put(WatchList(words=("the mill",)))
    client_put(ana, "Grey Heron")
    ticked = client_put(ana, "Slow River")
    client_put(ana, "Old Gate", archived_on=datetime.now(UTC).date())
    found = listed(ana, "From The Mill, Grey Heron rang Wrenna.", clients=ticked)
    assert [(text, kind) for text, kind, _ in found] == [("The Mill", Kind.KNOWN), ("Wrenna", Kind.NAME)]
    assert found[1][2] == ("W.", "someone", "a place", "Slow River", "Grey Heron")


def test_nobody_else_learns_of_ones_own_words(ana: Person, ben: Person):
    ana.vault.put(WatchList(words=("the mill",)))
    assert listed(ben, "from the mill") == []


def test_too_long_for_one_piece(ana: Person):
    assert ana.client.post(IDENTIFIERS, {"body": "x " * MARGIN_LIMIT}).status_code == 422
    assert listed(ana, "x" * MARGIN_LIMIT) == []


def test_odd_ids_do_no_harm(ana: Person):
    assert listed(ana, "I saw Wrenna.", clients="0" * 32 + " nonsense")[0][0] == "Wrenna"


class Tags(HTMLParser):
    """Every tag, and every attribute's name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *(name for name, _ in attrs)}


def test_hostile_words_are_harmless(ana: Person):
    plain = Tags(ana.client.post(IDENTIFIERS, {"body": "I saw Wrenna at 14 Marlow Road."}).content.decode()).seen
    ana.vault.put(WatchList(words=tuple(word[:80] for word in payloads()[:40] if word.strip())))
    client_put(ana, "<img src=x onerror=alert(1)>")
    body = "\n".join(f"I saw Wrenna {payload}" for payload in payloads()[:80])[:MARGIN_LIMIT]
    answer = ana.client.post(IDENTIFIERS, {"body": body})
    assert len(answer.context["page"].margin.pointed_out) > 1
    assert Tags(answer.content.decode()).seen == plain


def test_the_same_queries_however_long(ana: Person):
    def asked(body: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            listed(ana, body)
        return len(queries)

    asked("I saw Wrenna.")
    few = asked("I saw Wrenna.")
    for number in range(6):
        client_put(ana, f"Heron {number}")
    asked("I saw Wrenna.")
    assert asked("I saw Wrenna. Then a@b.org. " * 50) == few


def test_without_scripts_the_preview_lists_them(ana: Person):
    text = ana.client.post(PREVIEW, {"body": "I saw Wrenna."}).content.decode()
    assert "<mark>Wrenna</mark>" in text
    assert "Emberwell can miss names" in text
    clean = ana.client.post(PREVIEW, {"body": "It rained."})
    assert clean.context["page"].margin.pointed_out == ()
    assert "Emberwell can miss names" in clean.content.decode()


def test_a_page_that_is_opened_has_asked_for_nothing(ana: Person):
    assert ana.client.get(reverse("journal:write")).context["page"].margin is None


def test_wrong_methods(ana: Person):
    refuses(ana, IDENTIFIERS, "GET", "PUT", "DELETE")
