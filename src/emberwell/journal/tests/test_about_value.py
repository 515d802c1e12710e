"""Pages about a value: in the stream, in a search, in its chips, and its last day."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse

from conftest import Person
from emberwell.journal.calendar import Calendar
from emberwell.journal.records import Pillar
from emberwell.journal.tests.made import HTMX, NOON, STRANGE, five_of, kept, queries_of, value_of, written

STREAM, SEARCH = reverse("journal:stream"), reverse("journal:search")


def shown(person: Person, **query: str) -> list[str]:
    months = person.client.get(STREAM, query).context["page"].months
    return ["".join(piece.text for piece in card.words) for month in months for card in month.cards]


def test_only_its_pages_are_shown_and_it_is_called_by_name(ana: Person):
    candour, rest = five_of(ana, "Candour", "Rest")
    written(ana, "Said it.", values=(candour, rest))
    written(ana, "Slept.", values=(rest,))
    written(ana, "Nothing.")
    assert shown(ana, value=candour) == ["Said it."]
    assert sorted(shown(ana, value=rest)) == ["Said it.", "Slept."]
    text = ana.client.get(STREAM, {"value": candour}).content.decode()
    assert "About Candour" in text
    assert reverse("why:value", args=[candour]) in text


def test_together_with_other_filters(ana: Person):
    (candour,) = five_of(ana, "Candour")
    written(ana, "Why.", values=(candour,), pillar=Pillar.WHY)
    written(ana, "Growth.", values=(candour,), pillar=Pillar.GROWTH, starred=True)
    assert shown(ana, value=candour, pillar="why") == ["Why."]
    assert shown(ana, value=candour, starred="1") == ["Growth."]
    assert ana.client.get(STREAM, {"value": candour, "pillar": "why"}).context["page"].narrowed == "Why, about Candour"


def test_older_pages_are_asked_for_with_it(ana: Person):
    (candour,) = five_of(ana, "Candour")
    for number in range(22):
        written(ana, f"Page {number:02}", written_at=NOON + timedelta(days=number), values=(candour,))
        written(ana, "Another", written_at=NOON + timedelta(days=number))
    older = ana.client.get(STREAM, {"value": candour}).context["page"].older
    page = ana.client.get(older).context["page"]
    assert ["".join(p.text for p in card.words) for month in page.months for card in month.cards] == [
        "Page 01",
        "Page 00",
    ]


def test_what_is_no_value_of_hers_is_as_if_it_had_not_been_said(ana: Person, cleo: Person):
    saved, foreign = written(ana, "One."), value_of(cleo)
    for said in (STRANGE, foreign, saved.id, "nonsense", ""):
        page = ana.client.get(STREAM, {"value": said}).context["page"]
        assert (len(page.months), page.narrowed, page.hidden) == (1, "", ())


def test_a_strangers_address_shows_nothing_of_hers(ana: Person, cleo: Person):
    (candour,) = five_of(ana, "Candour")
    written(ana, "Hers", values=(candour,))
    assert "Candour" not in cleo.client.get(STREAM, {"value": candour}).content.decode()


def test_the_five_come_first_then_those_in_use(ana: Person):
    candour, rest = five_of(ana, "Candour", "Rest")
    craft, once = value_of(ana, "Craft"), value_of(ana, "Once")
    value_of(ana, "Never")
    for values in ((once,), (craft, rest), (craft,)):
        written(ana, values=values)
    chips = ana.client.get(STREAM, {"value": craft}).context["page"].value_chips
    assert [chip.label for chip in chips] == ["Candour", "Rest", "Craft", "Once"]
    assert [chip.label for chip in chips if chip.chosen] == ["Craft"]
    assert next(chip.url for chip in chips if chip.chosen) == STREAM
    assert chips[0].url == f"{STREAM}?value={candour}"


def test_a_search_is_narrowed_by_it(ana: Person):
    (candour,) = five_of(ana, "Candour")
    written(ana, "hope with it", values=(candour,))
    written(ana, "hope without")
    kept(ana, "hope in a line")
    page = ana.client.post(SEARCH, {"q": "hope", "value": candour}).context["page"]
    assert ["".join(piece.text for piece in card.words) for card in page.cards] == ["hope with it"]
    assert page.hidden == (("value", candour),)
    emptied = ana.client.post(SEARCH, {"q": "", "value": candour}, headers=HTMX)
    assert "hope" in emptied.content.decode()


def test_its_last_day(ana: Person):
    candour, rest = five_of(ana, "Candour", "Rest")
    first = written(ana, written_at=NOON, values=(candour,))
    last = written(ana, written_at=NOON + timedelta(days=3, hours=12), values=(candour,))
    calendar = ana.vault.index(Calendar)
    assert calendar.last_day_of_value(candour) == date(2026, 3, 18)  # already the next day in Vienna
    assert calendar.last_day_of_value(rest) is None
    ana.vault.trash(last.id)
    assert calendar.last_day_of_value(candour) == date(2026, 3, 14)
    ana.vault.trash(first.id)
    assert calendar.last_day_of_value(candour) is None


def test_a_constant_number_of_statements(ana: Person):
    five = five_of(ana, "Candour", "Rest")
    written(ana, values=five)
    address = f"{STREAM}?value={five[0]}"
    alone = queries_of(ana, address)
    for number in range(12):
        written(ana, f"Page {number}", values=(five[0], value_of(ana, f"Value {number}")))
    assert queries_of(ana, address) == alone
