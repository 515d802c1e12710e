"""Strengths met in one's own pages: named in a line, quoted with it, put in own words."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from conftest import Person
from emberwell.journal.records import KeptLine
from emberwell.journal.tests.made import NOON, SCRIPT, STRANGE, kept, queries_of, refuses, written
from emberwell.library.purpose import strengths as vocabulary
from emberwell.why.records import Strength
from emberwell.why.tests.made_why import strong

STRENGTHS = reverse("why:strengths")
WORD = next(iter(vocabulary().values()))


def at(name: str, id: str) -> str:
    return reverse(f"why:{name}", args=[id])


def shown_on(person: Person) -> dict[str, list[str]]:
    """Name of each strength, and the lines quoted under it."""
    page = person.client.get(STRENGTHS).context["page"]
    return {card.name: [line.text for line in card.lines] for card in page.strengths}


def strengths_of(person: Person, line: str) -> list[str]:
    """The names of what a line shows."""
    named = {saved.id: saved.value.name for saved in person.vault.all(Strength)}
    return [named[id] for id in person.vault.get(KeptLine, line).value.strengths]


class TestReading:
    def test_each_is_quoted_from_the_lines_that_name_it(self, ana: Person):
        staying, other = strong(ana, "Staying"), strong(ana, "mischief")
        page = written(ana)
        kept(ana, "Old", strengths=(staying.id,), entry=page.id)
        kept(ana, "New", strengths=(staying.id, other.id), kept_at=NOON + timedelta(days=1))
        kept(ana, "Neither")
        assert shown_on(ana) == {"mischief": ["New"], "Staying": ["New", "Old"]}
        assert reverse("journal:page", args=[page.id]) in ana.client.get(STRENGTHS).content.decode()

    def test_lines_that_may_not_return_are_not_quoted(self, ana: Person):
        staying = strong(ana).id
        kept(ana, "Quiet", strengths=(staying,), quiet=True)
        kept(ana, "Resting", strengths=(staying,), rested_on=NOON.date())
        kept(ana, "Raw", strengths=(staying,), entry=written(ana, raw=True).id)
        kept(ana, "Hard", strengths=(staying,), entry=written(ana, hard_day=True).id)
        assert shown_on(ana) == {"Staying": []}
        assert ana.client.get(at("strength", staying)).context["page"].lines == ()
        html = ana.client.get(STRENGTHS).content.decode()
        assert not any(text in html for text in ("Quiet", "Resting", "Raw", "Hard</"))

    def test_one_strength_over_time(self, ana: Person):
        staying = strong(ana).id
        for days, text in ((2, "c"), (0, "a"), (1, "b")):
            kept(ana, text, strengths=(staying,), kept_at=NOON + timedelta(days=days))
        assert [line.text for line in ana.client.get(at("strength", staying)).context["page"].lines] == ["a", "b", "c"]
        assert ana.client.get(STRENGTHS).context["page"].strengths[0].has_more

    def test_the_empty_room_invites(self, ana: Person):
        assert reverse("journal:lines") in ana.client.get(STRENGTHS).content.decode()
        line = kept(ana)
        assert at("name_strength", line.id) in ana.client.get(STRENGTHS).content.decode()

    def test_a_constant_number_of_statements(self, ana: Person):
        staying = strong(ana).id
        kept(ana, strengths=(staying,))
        alone = queries_of(ana, STRENGTHS), queries_of(ana, at("strength", staying))
        for number in range(10):
            kept(ana, entry=written(ana).id, strengths=(strong(ana, f"s{number}").id, staying))
        assert (queries_of(ana, STRENGTHS), queries_of(ana, at("strength", staying))) == alone


class TestOwnWords:
    def test_renamed_and_put_in_own_words(self, ana: Person):
        saved = strong(ana, "Staying", word=WORD.id)
        answer = ana.client.post(
            at("strength", saved.id), {"name": " Staying  put ", "words": "With my feet.\n", "expected": "1"}
        )
        assert answer.url == at("strength", saved.id) + "?said=saved"
        now = ana.vault.get(Strength, saved.id).value
        assert (now.name, now.words, now.word) == ("Staying put", "With my feet.", WORD.id)
        assert now.noted_at == saved.value.noted_at

    def test_what_cannot_be_saved_stays_in_the_form(self, ana: Person):
        saved = strong(ana, "Staying")
        strong(ana, "Mischief")
        for sent in ({"name": " "}, {"name": "x" * 61}, {"name": "Staying", "words": "x" * 2001}, {"name": "MISCHIEF"}):
            answer = ana.client.post(at("strength", saved.id), {"words": "Typed.", "expected": "1"} | sent)
            assert answer.status_code == 422
            assert answer.context["page"].form["words"].value() == sent.get("words", "Typed.")
        assert ana.vault.get(Strength, saved.id) == saved

    def test_its_own_name_in_other_capitals_is_its_own(self, ana: Person):
        saved = strong(ana, "staying")
        assert ana.client.post(at("strength", saved.id), {"name": "Staying", "expected": "1"}).status_code == 303

    def test_changed_in_two_tabs_both_are_shown(self, ana: Person):
        saved = strong(ana)
        ana.client.post(at("strength", saved.id), {"name": "Staying", "words": "Two.", "expected": "1"})
        answer = ana.client.post(at("strength", saved.id), {"name": "Staying", "words": "Mine.", "expected": "1"})
        assert answer.status_code == 409
        assert "Two." in answer.content.decode()
        assert "Mine.</textarea>" in answer.content.decode()
        assert ana.vault.get(Strength, saved.id).value.words == "Two."

    def test_a_closed_journal_takes_the_words_at_the_door(self, ana: Person, visitor):
        saved = strong(ana)
        sent = {"account": ana.account.id, "name": "x", "words": "Late"}
        assert visitor.post(at("strength", saved.id), sent, headers=SCRIPT).json()["left"] is True

    def test_a_new_name_alone_is_taken_too(self, ana: Person, visitor):
        line, saved = kept(ana), strong(ana)
        for address in (at("strength", saved.id), at("name_strength", line.id)):
            sent = {"account": ana.account.id, "name": "Staying put"}
            assert visitor.post(address, sent, headers=SCRIPT).json()["left"] is True


class TestNaming:
    def test_in_own_words(self, ana: Person):
        line = kept(ana)
        answer = ana.client.post(at("name_strength", line.id), {"name": " Saying the  small thing ", "expected": "1"})
        assert answer.url == STRENGTHS + "?said=named"
        assert strengths_of(ana, line.id) == ["Saying the small thing"]
        assert ana.vault.get(KeptLine, line.id).value.text == line.value.text

    def test_from_the_vocabulary(self, ana: Person):
        line = kept(ana)
        ana.client.post(at("name_strength", line.id), {"word": WORD.id})
        [saved] = ana.vault.all(Strength)
        assert (saved.value.name, saved.value.word) == (WORD.name, WORD.id)
        assert strengths_of(ana, line.id) == [WORD.name]
        assert WORD.id not in [
            tick.id for tick in ana.client.get(at("name_strength", line.id)).context["page"].vocabulary
        ]

    def test_the_same_name_is_the_same_strength(self, ana: Person):
        one = strong(ana, WORD.name)
        line = kept(ana)
        ana.client.post(at("name_strength", line.id), {"word": WORD.id, "name": WORD.name.upper()})
        assert [saved.id for saved in ana.vault.all(Strength)] == [one.id]
        assert ana.vault.get(KeptLine, line.id).value.strengths == (one.id,)

    def test_ticked_and_unticked(self, ana: Person):
        one, two = strong(ana, "One"), strong(ana, "Two")
        line = kept(ana, strengths=(one.id,))
        ticks = ana.client.get(at("name_strength", line.id)).context["page"].own
        assert [(tick.name, tick.is_ticked) for tick in ticks] == [("One", True), ("Two", False)]
        ana.client.post(at("name_strength", line.id), {"strength": [two.id], "expected": "1"})
        assert strengths_of(ana, line.id) == ["Two"]
        ana.client.post(at("name_strength", line.id), {"expected": "2"})
        assert strengths_of(ana, line.id) == []
        assert len(ana.vault.all(Strength)) == 2

    def test_nothing_changed_writes_nothing(self, ana: Person):
        one = strong(ana)
        line = kept(ana, strengths=(one.id,))
        ana.client.post(at("name_strength", line.id), {"strength": [one.id]})
        assert ana.vault.get(KeptLine, line.id) == line

    def test_a_strength_in_the_trash_stays_on_its_line(self, ana: Person):
        one, two = strong(ana, "One"), strong(ana, "Two")
        line = kept(ana, strengths=(one.id,))
        ana.vault.trash(one.id)
        ana.client.post(at("name_strength", line.id), {"strength": [two.id]})
        assert ana.vault.get(KeptLine, line.id).value.strengths == (one.id, two.id)

    def test_what_cannot_be_named_stays_in_the_form(self, ana: Person):
        line, one = kept(ana), strong(ana)
        for sent in ({"name": "x" * 61}, {"strength": [one.id, STRANGE]}, {"word": "no-such-word"}):
            answer = ana.client.post(at("name_strength", line.id), {"strength": [one.id]} | sent)
            assert answer.status_code == 422
            assert answer.context["page"].own[0].is_ticked
        assert ana.vault.get(KeptLine, line.id) == line

    def test_the_line_changed_in_another_tab(self, ana: Person):
        line, one = kept(ana), strong(ana)
        ana.vault.put(line.value, id=line.id, expected=1)
        answer = ana.client.post(at("name_strength", line.id), {"strength": [one.id], "name": "Mine", "expected": "1"})
        assert answer.status_code == 409
        page = answer.context["page"]
        assert page.own[0].is_ticked
        assert page.form["name"].value() == "Mine"
        assert page.form["expected"].value() == 2
        assert ana.vault.get(KeptLine, line.id).value.strengths == ()
        assert len(ana.vault.all(Strength)) == 1

    def test_back_to_where_it_was_asked(self, ana: Person):
        line, lines = kept(ana), reverse("journal:lines")
        assert ana.client.get(at("name_strength", line.id), {"next": lines}).context["page"].next == lines
        assert ana.client.post(at("name_strength", line.id), {"name": "x", "next": lines}).url == lines


def test_strangers_and_the_unknown_get_404(ana: Person, cleo: Person):
    saved, line = strong(ana), kept(ana)
    for address in (at("strength", saved.id), at("name_strength", line.id)):
        assert cleo.client.get(address).status_code == 404
        assert cleo.client.post(address, {"name": "x"}).status_code == 404
        assert ana.client.get(address.replace(saved.id, STRANGE).replace(line.id, STRANGE)).status_code == 404
    assert shown_on(cleo) == {}
    ana.vault.refresh()
    assert ana.vault.get(Strength, saved.id) == saved
    assert ana.vault.get(KeptLine, line.id) == line


def test_wrong_methods(ana: Person):
    refuses(ana, STRENGTHS, "POST")
    refuses(ana, at("strength", strong(ana).id), "PUT")
    refuses(ana, at("name_strength", kept(ana).id), "PUT")
