"""Paths to read: without a journal, without a cookie; and with one, where to go on."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from conftest import Person
from emberwell.journal.tests.made import queries_of
from emberwell.paths.records import Word
from emberwell.paths.tests.made import BEGUN, PATH, STEPS, at, library_of, page_for, said, walk_of

LIST, ONE = at("paths"), at("path", "a-way")


class TestVisitor:
    @pytest.mark.parametrize("address", [LIST, ONE])
    def test_no_cookie_no_form_nothing_from_elsewhere(self, visitor: Client, address: str):
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert not answer.cookies
        assert b"<form" not in answer.content
        assert len(answer.content) < 20_000

    def test_every_step_can_be_read(self, visitor: Client):
        html = visitor.get(ONE).content.decode()
        for words in ("The gate", "Describe the gate", "Who closed it after you?", "one stone home", "For whoever"):
            assert words in html
        assert 'href="/practices/body-scan/"' in html
        assert "walks/" not in html

    def test_the_steps_and_the_way_in_are_one_press_from_the_top(self, visitor: Client):
        html = visitor.get(ONE).content.decode()
        for part in ("steps", "walk-it"):
            assert f'href="#{part}"' in html
            assert f'id="{part}"' in html

    def test_it_has_a_link_preview(self, visitor: Client):
        html = visitor.get(ONE).content.decode()
        assert '<meta property="og:title" content="A way through">' in html
        assert '<meta property="og:description" content="Five steps from one gate to another.">' in html
        assert f'content="http://testserver{ONE}"' in html

    def test_where_a_journal_lives_its_lock_leads_back_here(self, visitor: Client, ana: Person):
        assert "/open/?next=%2Flibrary%2Fpaths%2Fa-way%2F" in visitor.get(ONE).content.decode()

    def test_on_a_host_nobody_is_told_whether_there_is_one(self, visitor: Client, ana: Person, settings: Any):
        settings.EMBERWELL_HOSTED = True
        assert "/open/?next" not in visitor.get(ONE, headers={"host": "localhost"}).content.decode()

    def test_what_is_not_there_and_what_it_does_not_take(self, visitor: Client):
        assert visitor.get(at("path", "no-way")).status_code == 404
        for address in (LIST, ONE):
            assert visitor.post(address).status_code == 405
        assert visitor.get(ONE, {"said": "trashed", "gone": "0" * 32}).content == visitor.get(ONE).content

    def test_what_needs_a_journal_leads_to_the_lock(self, visitor: Client, ana: Person):
        assert visitor.post(at("begin", "a-way")).url.startswith("/open/")


class TestWithAJournal:
    def test_before_it_is_begun_it_is_read_whole_with_one_step(self, ana: Person):
        html = ana.client.get(ONE).content.decode()
        assert "Describe the gate" in html
        assert html.count("button--primary") == 1
        assert at("begin", "a-way") in html

    def test_walked_it_shows_the_line_and_the_next_step(self, ana: Person):
        walk = walk_of(ana, said=(said("the-bench", Word.NOT_THIS_ONE),))
        page_for(ana, "the-gate")
        page = ana.client.get(ONE).context["page"]
        assert [line.state for line in page.steps] == ["done", "not this one", "open", "open", "open"]
        assert page.walk.next.step.id == "the-stone"
        assert [line.is_next for line in page.steps] == [False, False, True, False, False]
        html = ana.client.get(ONE).content.decode()
        assert [id for id in STEPS if at("step", walk.id, id) not in html] == []

    def test_it_counts_nothing_and_remembers_no_absence(self, ana: Person):
        walk_of(ana, said=(said("the-bench"),))
        page_for(ana, "the-gate")
        for address in (LIST, ONE):
            html = ana.client.get(address).content.decode()
            assert not [word for word in ("%", " of 5", "days ago", "2026", "welcome back") if word in html.lower()]

    def test_the_list_says_where_to_go_on(self, ana: Person):
        walk = walk_of(ana)
        page_for(ana, "the-gate")
        html = ana.client.get(LIST).content.decode()
        assert at("step", walk.id, "the-bench") in html
        assert "Go on: The bench" in html

    def test_left_it_is_not_brought_up(self, ana: Person):
        walk_of(ana, left_at=BEGUN)
        page_for(ana, "the-gate")
        html = ana.client.get(LIST).content.decode()
        assert "walks/" not in html
        assert "Take it up again" in ana.client.get(ONE).content.decode()

    def test_ended_it_offers_its_keepsake_and_another_walk(self, ana: Person):
        walk = walk_of(ana, ended_at=BEGUN)
        page_for(ana, "the-gate")
        assert at("keepsake", walk.id) in ana.client.get(LIST).content.decode()
        html = ana.client.get(ONE).content.decode()
        assert at("keepsake", walk.id) in html
        assert "Walk it again" in html

    def test_an_earlier_walk_keeps_its_keepsake(self, ana: Person):
        first = walk_of(ana, ended_at=BEGUN)
        page_for(ana, "the-gate")
        walk_of(ana, begun_at=BEGUN.replace(month=5), since=BEGUN.replace(month=5))
        page = ana.client.get(ONE).context["page"]
        assert [one.id for one in page.earlier] == [first.id]
        assert {line.state for line in page.steps} == {"open"}

    def test_a_stranger_sees_nothing_of_it(self, ana: Person, cleo: Person):
        walk_of(ana)
        assert "walks/" not in cleo.client.get(ONE).content.decode()

    def test_as_many_statements_with_much_on_it_as_with_nothing(self, ana: Person):
        walk = walk_of(ana)
        addresses = (LIST, ONE, at("step", walk.id, "the-gate"), at("keepsake", walk.id))
        before = [queries_of(ana, address) for address in addresses]
        for number in range(12):
            page_for(ana, STEPS[0] if number % 2 else STEPS[3], days=number)
        assert [queries_of(ana, address) for address in addresses] == before


class TestAChangedPath:
    """A file changed or taken away later breaks no walk begun before."""

    def test_a_step_struck_out_leaves_the_others_as_they_were(self, ana: Person, monkeypatch: pytest.MonkeyPatch):
        walk_of(ana, said=(said("the-bench"), said("the-road", Word.NOT_THIS_ONE)))
        page_for(ana, "the-gate", "The latch was cold.")
        library_of(monkeypatch, PATH.replace('"the-gate"', '"the-hedge"'))
        page = ana.client.get(ONE).context["page"]
        assert [line.state for line in page.steps] == ["open", "done", "open", "open", "not this one"]

    def test_a_path_that_left_the_library_leaves_its_keepsake(self, ana: Person, monkeypatch: pytest.MonkeyPatch):
        walk = walk_of(ana, said=(said("the-bench"),))
        page_for(ana, "the-gate", "The latch was cold.")
        library_of(monkeypatch, PATH.replace('id = "a-way"', 'id = "b-way"'))
        assert ana.client.get(LIST).status_code == 200
        assert ana.client.get(ONE).status_code == 404
        assert ana.client.get(at("step", walk.id, "the-gate")).status_code == 404
        html = ana.client.get(at("keepsake", walk.id)).content.decode()
        assert "A way through" in html
        assert "The latch was cold." in html
        assert ana.client.post(at("state", walk.id), {"do": "leave"}).url == LIST
