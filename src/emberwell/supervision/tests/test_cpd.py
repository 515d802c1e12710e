"""CPD: a tick, a list by year, two files."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.made import SCRIPT, STRANGE, kept, queries_of, refuses, written
from emberwell.supervision.records import Cpd
from emberwell.supervision.tests.made import cpd_put, item_put
from emberwell.supervision.typed_cpd import cpd_words

NEW, CPD = reverse("supervision:cpd_new"), reverse("supervision:cpd")
SAID = {"title": "A day on  endings", "done_on": "2026-03-14", "hours": "6", "minutes": "30", "sort": "A course"}


def at(id: str, name: str = "cpd_one") -> str:
    return reverse(f"supervision:{name}", args=[id])


def csv_rows(person: Person, year: int) -> list[list[str]]:
    text = person.client.get(reverse("supervision:cpd_csv", args=[year])).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


class TestNote:
    def test_on_a_page_a_line_or_an_item(self, ana: Person):
        for thing in (written(ana), kept(ana), item_put(ana)):
            form = ana.client.get(f"{NEW}?source={thing.id}").context["page"].form
            assert (form["source"].value(), form["title"].value() or "") == (thing.id, "")
            answer = ana.client.post(NEW, SAID | {"source": thing.id, "changed": "I name it earlier."})
            assert answer.url == f"{CPD}?year=2026&said=saved"
            noted = max(ana.vault.all(Cpd), key=lambda saved: saved.seq).value
            assert (noted.source, noted.title, noted.minutes) == (thing.id, "A day on endings", 390)
            assert (noted.form, noted.changed, noted.done_on) == ("A course", "I name it earlier.", date(2026, 3, 14))

    def test_of_its_own_without_hours(self, ana: Person):
        ana.client.post(NEW, {"title": "A paper", "done_on": "2026-03-14"})
        assert [(saved.value.source, saved.value.minutes) for saved in ana.vault.all(Cpd)] == [(None, 0)]

    def test_pressed_twice_is_once(self, ana: Person):
        for _ in range(2):
            ana.client.post(NEW, SAID)
        assert len(ana.vault.all(Cpd)) == 1

    @pytest.mark.parametrize(
        "sent",
        [{"title": " "}, {"title": "x" * 201}, {"done_on": "soon"}, {"done_on": "1066-10-14"}, {"hours": "-1"},
         {"hours": "9999"}, {"minutes": "60"}, {"sort": "x" * 61}, {"changed": "x" * 4001}],
    )  # fmt: skip
    def test_what_cannot_be_noted_stays_in_the_form(self, ana: Person, sent: dict[str, str]):
        answer = ana.client.post(NEW, SAID | {"changed": "Typed."} | sent)
        assert answer.status_code == 422
        assert answer.context["page"].form["changed"].value() == sent.get("changed", "Typed.")
        assert ana.vault.all(Cpd) == []

    def test_nothing_of_a_strangers(self, ana: Person, cleo: Person):
        page = written(ana, title="Thornbush")
        for id in (page.id, STRANGE):
            assert cleo.client.get(f"{NEW}?source={id}").status_code == 404
            assert cleo.client.post(NEW, SAID | {"source": id}).status_code == 404
        refuses(ana, NEW, "PUT")

    def test_offered_on_a_page(self, ana: Person):
        page = written(ana)
        assert f"{NEW}?source={page.id}" in ana.client.get(reverse("journal:page", args=[page.id])).content.decode()
        assert CPD in ana.client.get(reverse("accounts:settings")).content.decode()

    def test_late_words_wait_at_the_door(self, ana: Person, visitor: Client):
        visitor.post(NEW, SAID | {"account": ana.account.id, "changed": "Earlier."}, headers=SCRIPT)
        assert [left.text for left in ana.vault.left_at_door()] == ["Earlier."]


class TestChange:
    def test_changed(self, ana: Person):
        saved = cpd_put(ana, source=written(ana).id)
        ana.client.post(at(saved.id), SAID | {"title": "Endings", "expected": "1"})
        now = ana.vault.get(Cpd, saved.id).value
        assert (now.title, now.source, now.noted_at) == ("Endings", saved.value.source, saved.value.noted_at)

    def test_saved_as_it_is_writes_nothing(self, ana: Person):
        saved = cpd_put(ana, minutes=90, form="Reading", changed="Shorter.")
        form = ana.client.get(at(saved.id)).context["page"].form
        said = {name: str(form[name].value() or "") for name in form.fields}
        ana.client.post(at(saved.id), said)
        assert ana.vault.get(Cpd, saved.id) == saved

    def test_two_tabs(self, ana: Person):
        saved = cpd_put(ana)
        ana.client.post(at(saved.id), SAID | {"title": "One", "expected": "1"})
        answer = ana.client.post(at(saved.id), SAID | {"title": "Two", "expected": "1"})
        assert (answer.status_code, answer.context["page"].form["title"].value()) == (409, "Two")
        assert answer.context["page"].form["expected"].value() == 2
        assert ana.vault.get(Cpd, saved.id).value.title == "One"

    def test_what_cannot_be_saved_stays(self, ana: Person):
        saved = cpd_put(ana)
        answer = ana.client.post(at(saved.id), SAID | {"title": "", "changed": "Typed."})
        assert (answer.status_code, answer.context["page"].form["changed"].value()) == (422, "Typed.")

    def test_into_the_trash_and_back(self, ana: Person):
        saved = cpd_put(ana)
        answer = ana.client.post(at(saved.id, "cpd_trash"))
        assert reverse("journal:restore", args=[saved.id]) in ana.client.get(answer.url).content.decode()
        assert "A day on endings" in ana.client.get(reverse("journal:trash")).content.decode()

    def test_strangers_and_wrong_methods(self, ana: Person, cleo: Person):
        saved = cpd_put(ana)
        assert cleo.client.get(at(saved.id)).status_code == 404
        assert cleo.client.post(at(saved.id), SAID).status_code == 404
        assert cleo.client.post(at(saved.id, "cpd_trash")).status_code == 404
        refuses(ana, at(saved.id, "cpd_trash"), "GET")
        refuses(ana, CPD, "POST")


class TestYears:
    def test_a_year_at_a_time(self, ana: Person):
        for year in (2024, 2025, 2025):
            cpd_put(ana, f"In {year}", done_on=date(year, 5, 1))
        page = ana.client.get(f"{CPD}?year=2025").context["page"]
        assert [row.title for row in page.rows] == ["In 2025", "In 2025"]
        assert {2024, 2025} <= set(page.years)
        for odd in ("x", "0", "99999", "٢٠٢٥"):
            assert ana.client.get(CPD, {"year": odd}).status_code == 200

    def test_csv_holds_that_year_and_no_formula(self, ana: Person):
        cpd_put(ana, "=HYPERLINK(1)", form="@x", changed='-1, "two"\nlines', minutes=90)
        cpd_put(ana, "Other", done_on=date(2025, 1, 1))
        rows = csv_rows(ana, 2026)
        assert rows[1:] == [["2026-03-14", "'=HYPERLINK(1)", "'@x", "90", '\'-1, "two"\nlines']]
        answer = ana.client.get(reverse("supervision:cpd_csv", args=[2026]))
        assert answer.headers["Content-Type"].startswith("text/csv")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="cpd-2026.csv"'

    def test_hers_only(self, ana: Person, cleo: Person):
        cpd_put(ana, "Thornbush")
        assert len(csv_rows(cleo, 2026)) == 1
        for year in (1, 1949, 2201, 99999):
            assert ana.client.get(reverse("supervision:cpd_csv", args=[year])).status_code == 404
            assert ana.client.get(reverse("supervision:cpd_pdf", args=[year])).status_code == 404

    def test_pdf(self, ana: Person):
        cpd_put(ana, "A day on endings #1 *bold* $x$", form="A course", minutes=390, changed="Earlier.\nAnd named.")
        answer = ana.client.get(reverse("supervision:cpd_pdf", args=[2026]))
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
        assert ana.client.get(reverse("supervision:cpd_pdf", args=[2025])).content.startswith(b"%PDF-")

    def test_the_pdf_adds_up(self, ana: Person):
        learned = [cpd_put(ana, minutes=minutes).value for minutes in (30, 45)]
        words = cpd_words(learned, year=2026, name="Ana", made_on=learned[0].noted_at)
        assert words["total"] == "1 h 15 min"
        assert words["remark"] == ""

    def test_a_constant_number_of_statements(self, ana: Person):
        cpd_put(ana)
        alone = queries_of(ana, f"{CPD}?year=2026")
        for _ in range(10):
            cpd_put(ana, source=written(ana).id)
        assert queries_of(ana, f"{CPD}?year=2026") == alone
