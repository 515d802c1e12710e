"""The keepsake: her own words, dated; what wounds stays closed; on paper as well."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec
import pytest

from conftest import Person
from emberwell.clients.records import Client as CodeName
from emberwell.clients.records import Colour, Shape
from emberwell.exchange.sheets import Sheets
from emberwell.journal.tests.made import STRANGE, refuses
from emberwell.paths.keepsake import keepsake_words, parts_of
from emberwell.paths.records import Word
from emberwell.paths.tests.made import BEGUN, PATH, act_of, at, library_of, page_for, said, walk_of
from emberwell.paths.walking import standing_of

WOUND = "It is still too near."


def html_of(person: Person, walk: str, name: str = "keepsake", *more: str) -> str:
    return person.client.get(at(name, walk, *more)).content.decode()


class TestShown:
    def test_words_from_each_step_in_their_order_and_dated(self, ana: Person):
        act = act_of(ana, when="Monday", where="the river")
        walk = walk_of(ana, said=(said("the-bench", days=2), said("the-stone", act=act.id)))
        page_for(ana, "the-well", "A **spoon**, and the\n\n- sky", days=5, title="The bucket")
        page_for(ana, "the-gate", "The latch.", days=1)
        html = html_of(ana, walk.id)
        order = ["This is what you brought along.", "The latch.", "Body scan", "Carry one stone home.", "<strong>spoon"]
        assert sorted(order, key=html.index) == order
        for words in (
            "<li>sky</li>",
            "The bucket",
            "Monday",
            "the river",
            "2 March 2026 to 7 March 2026",
            "4 March 2026",
        ):
            assert words in html

    def test_a_step_left_out_or_open_leaves_nothing(self, ana: Person):
        walk = walk_of(ana, said=(said("the-bench", Word.NOT_THIS_ONE),))
        page_for(ana, "the-gate")
        page = ana.client.get(at("keepsake", walk.id)).context["page"]
        assert [part.title for part in page.parts] == ["The gate"]

    def test_with_nothing_on_it_it_says_so(self, ana: Person):
        walk = walk_of(ana)
        html = html_of(ana, walk.id)
        assert "Nothing is here yet." in html
        assert at("check", walk.id) not in html
        assert at("keepsake", walk.id) not in ana.client.get(at("path", "a-way")).content.decode()

    def test_pages_of_a_step_that_was_struck_out_are_still_in_it(self, ana: Person, monkeypatch: pytest.MonkeyPatch):
        act = act_of(ana, "Feed the dog.")
        walk = walk_of(ana, said=(said("the-stone", act=act.id),))
        page_for(ana, "the-gate", "The latch.")
        gone = PATH.replace('"the-gate"', '"the-hedge"').replace('"the-stone"', '"the-pebble"')
        library_of(monkeypatch, gone)
        html = html_of(ana, walk.id)
        assert "The latch." in html
        assert "Feed the dog." in html

    def test_what_somebody_wrote_runs_nowhere(self, ana: Person):
        walk = walk_of(ana)
        page_for(ana, "the-gate", "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>")
        html = html_of(ana, walk.id)
        assert "<script>alert" not in html
        assert "<img" not in html
        assert 'href="javascript' not in html

    def test_it_ends_the_path_only_when_asked(self, ana: Person):
        walk = walk_of(ana)
        page_for(ana, "the-gate")
        assert "button--primary" not in html_of(ana, walk.id)
        everything = tuple(said(step) for step in ("the-bench", "the-stone", "the-well", "the-road"))
        ana.vault.put(msgspec.structs.replace(walk.value, said=everything), id=walk.id, expected=1)
        assert html_of(ana, walk.id).count("button--primary") == 1

    def test_strangers_and_wrong_methods(self, ana: Person, cleo: Person):
        walk = walk_of(ana)
        for name in ("keepsake", "check", "pdf"):
            assert cleo.client.get(at(name, walk.id)).status_code == 404
            assert ana.client.get(at(name, STRANGE)).status_code == 404
            refuses(ana, at(name, walk.id), "POST", "DELETE")


class TestClosed:
    """Memory must not wound."""

    @pytest.mark.parametrize(
        ("fields", "line"),
        [
            ({"raw": True}, "A page you marked still raw"),
            ({"hard_day": True}, "A page of a hard day"),
            ({"not_again": True}, "A page you asked not to see again"),
            ({"clients": "archived"}, "A page about somebody whose code name you put away"),
        ],
    )
    def test_only_its_line_stands(self, ana: Person, fields: dict[str, object], line: str):
        if "clients" in fields:
            client = CodeName(name="Fern", shape=Shape.LEAF, colour=Colour.MOSS, added_at=BEGUN, zone="UTC")
            fields = {"clients": (ana.vault.put(msgspec.structs.replace(client, archived_on=BEGUN.date())).id,)}
        walk = walk_of(ana)
        page = page_for(ana, "the-gate", WOUND, title="The night", prompt_text="A gate of iron.", **fields)
        html = html_of(ana, walk.id)
        assert line in html
        assert f"/journal/{page.id}/" in html
        assert not [words for words in (WOUND, "The night", "A gate of iron.") if words in html]
        step = html_of(ana, walk.id, "step", "the-gate")
        assert f"/journal/{page.id}/" in step
        assert "The night" not in step
        assert WOUND not in html_of(ana, walk.id, "check")
        standing = standing_of(ana.vault, walk)
        set_words = str(keepsake_words(Sheets(ana.vault), standing, parts_of(ana.vault, standing), made_on=BEGUN))
        assert line in set_words
        assert WOUND not in set_words
        assert "The night" not in set_words


class TestOnPaper:
    def test_what_could_say_who_somebody_is_is_pointed_out(self, ana: Person):
        act = act_of(ana, "Ring 0171 555 2368 on Monday.")
        walk = walk_of(ana, said=(said("the-stone", act=act.id),))
        page = page_for(ana, "the-gate", "He wrote to anna.berg@example.org at night.")
        html = html_of(ana, walk.id, "check")
        way = f"/journal/{page.id}/edit/?{urlencode({'next': at('check', walk.id)})}"
        assert f'href="{way}"' in html, "what is pointed out can be changed from where it is"
        assert ana.client.get(way).context["page"].next == at("check", walk.id)
        assert "<mark>anna.berg@example.org</mark>" in html
        assert "A small act" in html
        assert at("pdf", walk.id) in html

    def test_nothing_found_says_what_that_is_worth(self, ana: Person):
        walk = walk_of(ana)
        page_for(ana, "the-gate", "The latch was cold.")
        html = html_of(ana, walk.id, "check")
        assert "Emberwell can miss names" in html

    def test_a_few_leaves(self, ana: Person):
        act = act_of(ana, "سأحمل حجرا", if_="it rains", then="two")
        walk = walk_of(ana, said=(said("the-bench"), said("the-stone", act=act.id)))
        page_for(ana, "the-gate", "The latch.\n\n> a quotation\n\n" + "word " * 900, title="x" * 120)
        page_for(ana, "the-well", WOUND, raw=True)
        answer = ana.client.get(at("pdf", walk.id))
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        assert 'filename="Keepsake.pdf"' in answer.headers["Content-Disposition"]
