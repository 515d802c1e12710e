"""`/keepsakes/book/`: choose the year, choose what stands in it, look for names, make it, fetch it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from conftest import Person
from emberwell.exchange import works
from emberwell.exchange.works import WORKS
from emberwell.journal.tests.made import queries_of
from emberwell.keepsakes import making
from emberwell.keepsakes.tests.made import MARCH, kept, why, written

BOOK = reverse("keepsakes:book")
YEAR, CHECK, MAKE = (reverse(f"keepsakes:{name}", args=[2025]) for name in ("year", "check", "make"))


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Works are done within the request that starts them."""
    monkeypatch.setattr(works, "_beside", lambda run: run())
    yield
    WORKS.drop_all()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What would be set in type, instead of setting it."""
    seen: dict[str, Any] = {}

    def note(vault: object, choice: Any, **more: Any) -> bytes:
        seen.update(choice=choice, **more)
        return b"%PDF-the book"

    monkeypatch.setattr(making, "year_book_pdf", note)
    return seen


def words(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def ticked(response: HttpResponse) -> set[str]:
    return set(re.findall(r'name="item" value="([^"]+)" id="[^"]+" checked', response.content.decode()))


def offered(response: HttpResponse) -> set[str]:
    return set(re.findall(r'type="checkbox" name="item" value="([^"]+)"', response.content.decode()))


def test_the_years_to_choose_from(ana: Person) -> None:
    assert "Leave a line" in words(ana.client.get(BOOK))
    kept(ana)
    assert f'href="{YEAR}"' in words(ana.client.get(BOOK))
    assert "no longer here" in words(ana.client.get(BOOK, {"gone": "1"}))


def test_lines_whys_and_starred_pages_are_ticked_and_nothing_kept_back_is_shown(ana: Person) -> None:
    why(ana, ("One.", date(2023, 5, 1)))
    line, starred = kept(ana), written(ana, "Starred words.", starred=True)
    raw = written(ana, "Raw words.", raw=True, starred=True)
    rests = kept(ana, "It rests here.", rested_on=date(2025, 4, 1))
    of_raw = kept(ana, "Of a raw page.", entry=raw.id)
    answer = ana.client.get(YEAR)
    assert ticked(answer) == offered(answer) == {"why-1", line.id, starred.id}
    for hidden in ("Raw words.", "It rests here.", "Of a raw page."):
        assert hidden not in words(answer)
    shown = ana.client.post(YEAR, {"item": [line.id], "opened": "2025-03", "kept_back": "1"})
    assert ticked(shown) == {line.id}
    assert offered(shown) == {"why-1", line.id, starred.id, raw.id, rests.id, of_raw.id}


def test_a_month_is_unfolded_and_keeps_the_ticks(ana: Person) -> None:
    plain, starred = written(ana, "Plain words."), written(ana, "Starred.", starred=True)
    raw = written(ana, "Raw words.", raw=True)
    later = written(ana, "In April.", written_at=MARCH + timedelta(days=31))
    assert "Plain words." not in words(ana.client.get(YEAR))
    shown = ana.client.post(YEAR, {"item": [starred.id], "open": "2025-03"})
    assert offered(shown) == {plain.id, starred.id}
    assert ticked(shown) == {starred.id}
    # Ticked, then the next month unfolded: what was ticked stays in sight.
    on = ana.client.post(YEAR, {"item": [plain.id], "open": "2025-04", "opened": "2025-03"})
    assert (offered(on), ticked(on)) == ({plain.id, later.id}, {plain.id})
    folded = ana.client.post(YEAR, {"item": [plain.id], "open": "none", "opened": "2025-04"})
    assert offered(folded) == {plain.id}
    assert raw.id not in words(on)


def test_the_check_shows_each_finding_in_its_sentence(ana: Person) -> None:
    page = written(ana, "It rained. I saw **Wrenna** at 14 Marlow Road again! It was late.", title="Tea")
    line, harmless = kept(ana, "My client Hope laughed first."), kept(ana, "It was quiet.")
    why(ana, ("I do it for Wrenna.", date(2023, 5, 1)))
    answer = words(ana.client.post(CHECK, {"item": [page.id, line.id, harmless.id, "why-1"]}))
    assert "I saw <mark>Wrenna</mark> at <mark>14 Marlow Road</mark> again!" in answer
    assert "It rained" not in answer
    assert "My client <mark>Hope</mark> laughed first." in answer
    assert "I do it for <mark>Wrenna</mark>." in answer
    assert "a street address" in answer
    assert f"of-{harmless.id}" not in answer
    assert "Emberwell can miss names. Read it yourself before you give it to anyone." in answer
    assert "de-identified" not in answer
    assert answer.index("Your why") < answer.index("A kept line")
    assert ana.vault.get(type(page.value), page.id) == page


def test_the_check_without_a_finding(ana: Person) -> None:
    line = kept(ana, "It was quiet.")
    answer = words(ana.client.post(CHECK, {"item": [line.id]}))
    assert "Nothing that looks like a name" in answer
    assert "Emberwell can miss names." in answer


def test_pictures_are_named_in_the_check(ana: Person) -> None:
    import io

    file = ana.vault.attach(io.BytesIO(b"no picture"), name="Wrenna.pdf", media_type="application/pdf")
    page = written(ana, attachments=(file.id,))
    answer = words(ana.client.post(CHECK, {"item": [page.id]}))
    assert "Pictures on the pages you ticked go along as they are" in answer


def test_nothing_or_too_much_chosen_is_said(ana: Person, asked: dict[str, Any]) -> None:
    line = kept(ana)
    none = ana.client.post(CHECK, {})
    assert none.status_code == 422
    assert "Nothing is ticked yet." in words(none)
    ids = " ".join(f"{number:032x}" for number in range(1001))
    much = ana.client.post(CHECK, {"item": [ids, line.id]})
    assert much.status_code == 422
    assert "One book takes 1,000" in words(much)
    assert ticked(much) == {line.id}
    for fields in ({}, {"item": [ids]}, {"item": [line.id], "name": "x" * 81}):
        assert ana.client.post(MAKE, fields).status_code == 422
    assert asked == {}


def test_a_thousand_things_are_checked_and_set(ana: Person, asked: dict[str, Any]) -> None:
    ids = [kept(ana, f"Anna said {number}.").id for number in range(30)]
    ids += [f"{number:032x}" for number in range(970)]
    answer = ana.client.post(CHECK, {"item": ids})
    assert answer.status_code == 200
    (hidden,) = re.findall(
        r'<input type="hidden" name="item" value="([^"]+)">.*?<input type="hidden" name="item"', words(answer)
    )
    assert set(hidden.split()) == set(ids)
    stays = {f"of-{id}": "stay" for id in ids}
    assert ana.client.post(MAKE, {"item": hidden, **stays}).status_code == 303
    assert asked["choice"].ids == set(ids)


def test_what_is_left_out_is_left_out_and_the_name_is_on_the_cover(ana: Person, asked: dict[str, Any]) -> None:
    line, other = kept(ana, "Anna laughed."), kept(ana, "It was quiet.")
    sent = {"item": f"{line.id} {other.id}", f"of-{line.id}": "out", f"of-{other.id}": "stay", "name": "  Ana  Marlow "}
    made = ana.client.post(MAKE, sent)
    assert made.status_code == 303
    assert asked["choice"].ids == {other.id}
    assert asked["author"] == "Ana Marlow"
    ready = words(ana.client.get(made.url))
    assert "What you save now is not sealed." in ready
    file = ana.client.get(made.url + "book.pdf")
    assert b"".join(file.streaming_content) == b"%PDF-the book"
    assert file["Content-Type"] == "application/pdf"
    assert "Kept lines 2025.pdf" in file["Content-Disposition"]


def test_a_form_that_comes_back_keeps_what_was_chosen(ana: Person, asked: dict[str, Any]) -> None:
    line, other = kept(ana, "Anna laughed."), kept(ana, "Otto laughed, and Peter.")
    sent = {"item": f"{line.id} {other.id}", f"of-{line.id}": "out", "name": "x" * 81}
    back = ana.client.post(MAKE, sent)
    assert back.status_code == 422
    assert "A cover holds 80 characters." in words(back)
    assert "x" * 81 in words(back)
    assert f'name="of-{line.id}" value="out" checked' in words(back)
    assert f'name="of-{other.id}" value="stay" checked' in words(back)
    every = {"item": line.id, f"of-{line.id}": "out"}
    assert "Everything was left out." in words(ana.client.post(MAKE, every))
    assert asked == {}


def test_a_book_really_made(ana: Person) -> None:
    line = kept(ana)
    made = ana.client.post(MAKE, {"item": line.id})
    assert b"".join(ana.client.get(made.url + "book.pdf").streaming_content).startswith(b"%PDF-1.7")


def test_a_book_that_cannot_be_made_says_so(ana: Person) -> None:
    made = ana.client.post(MAKE, {"item": "0" * 32})
    answer = words(ana.client.get(made.url))
    assert "Nothing is chosen" in answer
    assert ana.client.get(made.url + "book.pdf").status_code == 404


def test_it_waits_sealed_and_is_dropped_when_asked(ana: Person, asked: dict[str, Any]) -> None:
    made = ana.client.post(MAKE, {"item": kept(ana).id})
    assert ana.client.get(made.url + "progress/").status_code == 200
    assert ana.client.post(made.url + "leave/").url == BOOK
    for address in (made.url, made.url + "book.pdf"):
        assert ana.client.get(address).status_code == 404
    gone = ana.client.get(made.url + "progress/")
    assert (gone.status_code, gone["HX-Redirect"]) == (404, BOOK + "?gone=1")


def test_strangers_get_404(ana: Person, cleo: Person, asked: dict[str, Any]) -> None:
    line = kept(ana, "Hers, of Anna")
    made = ana.client.post(MAKE, {"item": line.id})
    for name in ("", "progress/", "book.pdf"):
        assert cleo.client.get(made.url + name).status_code == 404
    assert cleo.client.post(made.url + "leave/").status_code == 404
    assert "Anna" not in words(cleo.client.post(CHECK, {"item": line.id}))
    assert "Hers" not in words(cleo.client.post(YEAR, {"item": line.id, "open": "2025-03", "kept_back": "1"}))
    assert ana.client.get(made.url).status_code == 200


def test_wrong_methods_and_years_that_are_none(ana: Person, asked: dict[str, Any]) -> None:
    made = ana.client.post(MAKE, {"item": kept(ana).id})
    assert ana.client.post(BOOK).status_code == 405
    assert ana.client.put(YEAR).status_code == 405
    assert ana.client.post(made.url).status_code == 405
    assert ana.client.get(made.url + "leave/").status_code == 405
    # The way back when the journal closed in between.
    for address in (CHECK, MAKE):
        assert ana.client.get(address).url == YEAR
    for year in (0, 10_000, 123_456):
        assert ana.client.get(reverse("keepsakes:year", args=[year])).status_code == 404
    assert "Nothing of this year" in words(ana.client.get(reverse("keepsakes:year", args=[1999])))


def test_a_constant_number_of_statements(ana: Person) -> None:
    why(ana, ("One.", date(2023, 5, 1)))
    kept(ana)
    alone = queries_of(ana, YEAR)
    for number in range(12):
        kept(ana, f"Line {number}", entry=written(ana, starred=True).id)
    assert queries_of(ana, YEAR) == alone


def test_the_last_year_there_is_has_its_page(ana: Person) -> None:
    assert ana.client.get(reverse("keepsakes:year", args=[9999])).status_code == 200
