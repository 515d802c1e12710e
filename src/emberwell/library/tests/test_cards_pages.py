"""The pages of printed cards, for a visitor and for somebody with a journal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from emberwell.library import cards_views
from emberwell.library.cards import MOST_CARDS, YOURS, Kind, Paper
from emberwell.library.printing import PrinterBusy, library_pdf
from emberwell.library.prompts import Audience, Prompt, prompts_for
from emberwell.site.pages import ErrorPage

if TYPE_CHECKING:
    from conftest import Person

CARDS, PDF = "/library/cards/", "/library/cards/cards.pdf"
FIRST, SECOND = prompts_for()[0], prompts_for()[-1]
FOR_CLIENTS = Prompt(
    id="client-made-for-a-test",
    text="Write down what the window of the room you grew up in looked out on.",
    pillar=FIRST.pillar,
    audience=Audience.CLIENT,
    minutes=5,
    depth=1,
    tags=FIRST.tags,
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What would have been set in type."""
    seen: dict[str, Any] = {}

    def pdf(prompts: tuple[Prompt, ...], **more: Any) -> bytes:
        seen.update(ids=[each.id for each in prompts], **more)
        return b"%PDF-"

    monkeypatch.setattr(cards_views, "library_pdf", pdf)
    return seen


@pytest.fixture
def for_clients(monkeypatch: pytest.MonkeyPatch) -> Prompt:
    """A library with one prompt for clients, whatever ships."""

    def prompts(audience: Audience = Audience.THERAPIST) -> tuple[Prompt, ...]:
        return (FOR_CLIENTS,) if audience is Audience.CLIENT else prompts_for(audience)

    monkeypatch.setattr(cards_views, "prompts_for", prompts)
    monkeypatch.setattr("emberwell.library.prompts.prompt", {FOR_CLIENTS.id: FOR_CLIENTS, FIRST.id: FIRST}.get)
    return FOR_CLIENTS


def ids_in(html: str) -> list[str]:
    return re.findall(r'name="ids" value="([^"]+)"', html)


def ticked_in(html: str) -> list[str]:
    return re.findall(r'name="ids" value="([^"]+)" checked', html)


def test_a_week_of_seven_without_a_cookie_or_a_journal(visitor: Client) -> None:
    response = visitor.get(CARDS)
    html = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    assert len(set(ids_in(html))) == 7
    assert html.count("cut-sheet__card") == 8
    assert 'action="/library/cards/cards.pdf"' in html


def test_the_sheet_holds_what_the_page_showed(visitor: Client, asked: dict[str, Any]) -> None:
    ids = ids_in(visitor.get(f"{CARDS}?again=3").content.decode())
    assert ids != ids_in(visitor.get(CARDS).content.decode())
    visitor.get(PDF, {"kind": "week", "ids": ids, "paper": "a4"})
    assert asked["ids"] == ids


def test_with_nothing_asked_for_the_pdf_is_this_weeks(visitor: Client, asked: dict[str, Any]) -> None:
    shown = ids_in(visitor.get(CARDS).content.decode())
    response = visitor.get(PDF)
    assert asked["ids"] == shown
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="Emberwell cards, A4.pdf"'


@pytest.mark.parametrize(("language", "paper"), [("en-US,en;q=0.9", "letter"), ("en-GB", "a4"), ("", "a4")])
def test_paper_is_guessed_and_can_be_chosen(visitor: Client, asked: dict[str, Any], language: str, paper: str) -> None:
    response = visitor.get(CARDS, headers={"Accept-Language": language})
    assert f'value="{paper}" checked' in response.content.decode()
    assert "Accept-Language" in response.headers["Vary"]
    visitor.get(PDF, headers={"Accept-Language": language})
    assert asked["paper"] is Paper(paper)
    visitor.get(f"{PDF}?paper=letter&backs=1", headers={"Accept-Language": language})
    assert (asked["paper"], asked["backs"]) == (Paper.LETTER, True)


def test_ids_lead_to_the_list_with_them_ticked(visitor: Client) -> None:
    html = visitor.get(f"{CARDS}?ids={FIRST.id},{SECOND.id}").content.decode()
    assert set(ticked_in(html)) == {FIRST.id, SECOND.id}
    assert ids_in(html).count(FIRST.id) == 1


def test_ticks_stay_while_one_looks_at_another_pillar(visitor: Client) -> None:
    there = {
        "kind": "chosen",
        "shelf": f"therapist-{SECOND.pillar}",
        "ids": [FIRST.id],
        "paper": "letter",
        "backs": "1",
    }
    html = visitor.get(CARDS, there).content.decode()
    assert ticked_in(html) == [FIRST.id]
    assert set(ids_in(html)) == {FIRST.id, *(each.id for each in prompts_for() if each.pillar is SECOND.pillar)}
    assert 'value="letter" checked' in html
    assert 'name="backs" value="1" checked' in html


def test_both_ways_to_name_them(visitor: Client, asked: dict[str, Any]) -> None:
    visitor.get(f"{PDF}?ids={SECOND.id},{FIRST.id}&ids={SECOND.id}")
    assert asked["ids"] == [SECOND.id, FIRST.id]
    assert asked["kind"] is Kind.PROMPTS


def test_cards_for_clients(visitor: Client, asked: dict[str, Any], for_clients: Prompt) -> None:
    html = visitor.get(f"{CARDS}?kind=client&ids={for_clients.id}").content.decode()
    assert ticked_in(html) == [for_clients.id]
    assert YOURS in html
    response = visitor.get(f"{PDF}?kind=client&ids={for_clients.id}")
    assert (asked["ids"], asked["kind"]) == ([for_clients.id], Kind.CLIENT)
    assert response["Content-Disposition"] == 'attachment; filename="Emberwell cards to write on, A4.pdf"'


def test_without_prompts_for_clients_the_page_says_so(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards_views, "prompts_for", lambda audience=Audience.THERAPIST: ())
    assert "There are no prompts for clients" in visitor.get(f"{CARDS}?kind=client").content.decode()


@pytest.mark.parametrize("address", [CARDS, PDF])
@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("ids=why-never-written", 404, "not in the library"),
        (f"kind=client&ids={FIRST.id}", 422, "prompts for clients"),
        ("ids=" + ",".join(f"why-made-{at}" for at in range(MOST_CARDS + 1)), 422, f"more than {MOST_CARDS}"),
    ],
)
def test_what_cannot_be_printed(visitor: Client, address: str, query: str, status: int, says: str) -> None:
    response = visitor.get(f"{address}?{query}")
    assert response.status_code == status
    assert says in response.content.decode()


@pytest.mark.parametrize("kind", ["chosen", "client"])
def test_nothing_ticked(visitor: Client, kind: str) -> None:
    response = visitor.get(f"{PDF}?kind={kind}")
    assert response.status_code == 422
    assert "No prompt is chosen" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "kind=other",
        "paper=a3",
        "for=nobody",
        "again=1000",
        "again=-1",
        "again=x",
        "again=²",
        "again=" + "0" * 9 + "9" * 5000,
        "kind=chosen&shelf=no",
    ],
)
def test_what_does_not_exist_is_404(visitor: Client, query: str) -> None:
    assert visitor.get(f"{CARDS}?{query}").status_code == 404


def test_when_the_printer_is_busy(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> bytes:
        raise PrinterBusy

    monkeypatch.setattr(cards_views, "library_pdf", busy)
    response = visitor.get(PDF)
    assert response.status_code == 503
    page: ErrorPage = response.context["page"]
    assert page.title == "A moment, please"
    assert "wait a few seconds" in page.message


@pytest.mark.parametrize("address", [CARDS, PDF])
def test_nothing_can_be_sent_here(ana: Person, address: str) -> None:
    assert ana.client.post(address).status_code == 405


def test_an_open_journal_changes_nothing(ana: Person, asked: dict[str, Any]) -> None:
    assert len(ids_in(ana.client.get(CARDS).content.decode())) == 7
    assert ana.client.get(PDF).content == b"%PDF-"


def test_a_real_sheet(visitor: Client) -> None:
    library_pdf.cache_clear()
    assert visitor.get(f"{PDF}?ids={FIRST.id}&paper=letter").content.startswith(b"%PDF-1.7")
