"""Walking a path: begin, write, a word on a step, leave, end, take up again, throw away."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Entry, Pillar
from emberwell.journal.tests.made import STRANGE, form_of, refuses
from emberwell.paths.records import Walk, Word
from emberwell.paths.rules import with_word
from emberwell.paths.tests.made import BEGUN, PATH, STEPS, at, library_of, page_for, said, walk_of
from emberwell.paths.walking import change, walk_to_go_on
from emberwell.vault.record import new_id

ONE, BEGIN = at("path", "a-way"), at("begin", "a-way")


def the_walk(person: Person) -> Walk:
    [saved] = person.vault.all(Walk)
    return saved.value


class TestBegin:
    def test_it_leads_to_the_first_step(self, ana: Person):
        answer = ana.client.post(BEGIN, {"walk": (id := new_id()), "zone": "Europe/Vienna"})
        assert answer.status_code == 303
        assert answer.url == at("step", id, "the-gate")
        assert (the_walk(ana).path, the_walk(ana).title, the_walk(ana).zone) == (
            "a-way",
            "A way through",
            "Europe/Vienna",
        )

    def test_pressed_twice_or_in_two_tabs_it_is_one_walk(self, ana: Person):
        id = new_id()
        urls = {ana.client.post(BEGIN, {"walk": walk}).url for walk in (id, id, new_id(), "")}
        assert urls == {at("step", id, "the-gate")}

    def test_again_is_another_walk_with_pages_of_its_own(self, ana: Person):
        walk_of(ana, ended_at=BEGUN)
        page_for(ana, "the-gate")
        ana.client.post(BEGIN)
        newest = max(ana.vault.all(Walk), key=lambda walk: walk.value.begun_at)
        assert newest.value.since == newest.value.begun_at
        assert {line.state for line in ana.client.get(ONE).context["page"].steps} == {"open"}

    def test_after_the_first_walk_was_thrown_away_old_pages_do_not_come_with_a_new_one(self, ana: Person):
        walk = walk_of(ana)
        page_for(ana, "the-gate")
        ana.client.post(at("trash", walk.id))
        ana.client.post(BEGIN)
        assert {line.state for line in ana.client.get(ONE).context["page"].steps} == {"open"}

    def test_no_such_path_and_no_such_method(self, ana: Person):
        assert ana.client.post(at("begin", "no-way")).status_code == 404
        refuses(ana, BEGIN, "GET", "PUT")


class TestWriting:
    def test_from_the_step_to_a_page_and_back_to_the_path(self, ana: Person):
        walk = walk_of(ana)
        step = ana.client.get(at("step", walk.id, "the-gate"))
        writing = ana.client.get(step.context["page"].write_url)
        prompt = writing.context["page"].prompt
        assert (prompt.id, prompt.pillar, prompt.further) == (
            "path-a-way-the-gate",
            Pillar.GROWTH,
            ("Who closed it after you?",),
        )
        assert "another-prompt" not in writing.content.decode()
        assert f'href="{ONE}"' in writing.content.decode(), "going back unwritten must not say that it was saved"
        sent = form_of(writing) | {"body": "A loop of wire.", "next": writing.context["page"].next}
        answer = ana.client.post("/journal/write/", sent)
        assert answer.url == f"{ONE}?said=written"
        [page] = ana.vault.all(Entry)
        assert (page.value.prompt, page.value.prompt_text, page.value.pillar) == (
            "path-a-way-the-gate",
            "Describe the gate you came in by, and its latch.",
            Pillar.GROWTH,
        )
        assert ana.client.get(answer.url).context["page"].steps[0].state == "done"
        assert [one.id for one in ana.client.get(at("step", walk.id, "the-gate")).context["page"].written] == [page.id]

    def test_a_page_to_earlier_words_of_a_prompt_is_still_of_its_step(self, ana: Person):
        page = page_for(ana, "the-gate", prompt_text="As it once was put.")
        shown = ana.client.get(reverse("journal:edit", args=[page.id])).context["page"].prompt
        assert (shown.text, shown.of_path) == ("As it once was put.", True)

    def test_a_page_dated_before_the_walk_began_counts(self, ana: Person):
        walk_of(ana)
        page_for(ana, "the-gate", days=-5)
        assert ana.client.get(ONE).context["page"].steps[0].state == "done"

    def test_a_page_begun_and_not_finished_is_gone_on_with(self, ana: Person):
        walk = walk_of(ana)
        draft = page_for(ana, "the-well").value
        ana.vault.purge(ana.vault.all(Entry)[0].id)
        ana.vault.keep_draft(id := new_id(), "tab", draft, based_on=0)
        page = ana.client.get(at("step", walk.id, "the-well")).context["page"]
        assert f"page={id}&tab=tab&next=" in page.draft
        assert ana.client.get(page.draft).context["page"].form["body"].value() == draft.body
        assert ana.client.get(at("step", walk.id, "the-gate")).context["page"].draft == ""

    def test_in_the_trash_the_step_is_open_again_and_taken_back_it_is_not(self, ana: Person):
        walk_of(ana)
        page = page_for(ana, "the-gate")
        for act, state in ((ana.vault.trash, "open"), (ana.vault.restore, "done"), (ana.vault.purge, "open")):
            act(page.id)
            assert ana.client.get(ONE).context["page"].steps[0].state == state

    def test_a_raw_page_is_named_without_its_words(self, ana: Person):
        walk = walk_of(ana)
        page_for(ana, "the-gate", "It hurts.", raw=True, title="The night")
        html = ana.client.get(at("step", walk.id, "the-gate")).content.decode()
        assert "It hurts." not in html
        assert "The night" not in html


class TestWord:
    @pytest.mark.parametrize(("do", "state"), [("done", "done"), ("not-this-one", "not this one")])
    def test_it_is_kept_and_the_next_step_follows(self, ana: Person, do: str, state: str):
        walk = walk_of(ana)
        answer = ana.client.post(at("word", walk.id, "the-bench"), {"do": do})
        assert answer.url == f"{ONE}?said={do}"
        assert ana.client.get(answer.url).context["page"].steps[1].state == state

    def test_with_every_step_left_out_the_path_says_what_can_be_done(self, ana: Person):
        walk_of(ana, said=tuple(said(step, Word.NOT_THIS_ONE) for step in STEPS))
        assert "You left every step out." in ana.client.get(ONE).content.decode()

    def test_come_back_to_it(self, ana: Person):
        walk = walk_of(ana, said=(said("the-bench", Word.NOT_THIS_ONE),))
        assert "Leave it open" in ana.client.get(at("step", walk.id, "the-bench")).content.decode()
        ana.client.post(at("word", walk.id, "the-bench"), {"do": "open"})
        assert the_walk(ana).said == ()

    def test_what_it_does_not_know(self, ana: Person, cleo: Person):
        walk = walk_of(ana)
        address = at("word", walk.id, "the-bench")
        assert ana.client.post(address, {"do": "dance"}).status_code == 422
        assert ana.client.post(at("word", walk.id, "no-step"), {"do": "done"}).status_code == 404
        assert ana.client.post(at("word", STRANGE, "the-bench"), {"do": "done"}).status_code == 404
        assert cleo.client.post(address, {"do": "done"}).status_code == 404
        refuses(ana, address, "GET", "DELETE")
        assert the_walk(ana).said == ()

    def test_two_tabs_at_the_same_moment_keep_both_words(self, ana: Person):
        """The other tab's write comes between this one's reading and its writing."""
        walk = walk_of(ana)
        between = iter([True])

        def told(value: Walk) -> Walk:
            if next(between, False):
                saved = ana.vault.get(Walk, walk.id)
                ana.vault.put(with_word(saved.value, "the-gate", Word.DONE, BEGUN), id=walk.id, expected=saved.revision)
            return with_word(value, "the-bench", Word.DONE, BEGUN)

        change(ana.vault, walk.id, told)
        assert {one.step for one in the_walk(ana).said} == {"the-gate", "the-bench"}


class TestState:
    def test_left_and_taken_up_where_it_was(self, ana: Person):
        walk = walk_of(ana, said=(said("the-bench"),))
        page = page_for(ana, "the-gate")
        assert ana.client.post(at("state", walk.id), {"do": "leave"}).url == f"{ONE}?said=left"
        assert the_walk(ana).left_at is not None
        assert ana.vault.find(Entry, page.id)
        ana.client.post(at("state", walk.id), {"do": "take-up"})
        assert ana.client.get(ONE).context["page"].walk.next.step.id == "the-stone"

    def test_ended_with_steps_open(self, ana: Person):
        walk = walk_of(ana)
        ana.client.post(at("state", walk.id), {"do": "end"})
        assert the_walk(ana).ended_at is not None
        assert ana.client.get(ONE).context["page"].walk.next is None

    def test_what_it_does_not_know(self, ana: Person, cleo: Person):
        walk = walk_of(ana)
        assert ana.client.post(at("state", walk.id), {"do": "fly"}).status_code == 404
        assert cleo.client.post(at("state", walk.id), {"do": "leave"}).status_code == 404
        refuses(ana, at("state", walk.id), "GET", "PUT")


class TestTrash:
    def test_pages_stay_and_it_can_be_taken_back(self, ana: Person):
        walk = walk_of(ana, said=(said("the-bench"),))
        page = page_for(ana, "the-gate")
        answer = ana.client.post(at("trash", walk.id))
        assert ana.vault.find(Entry, page.id)
        assert ana.vault.all(Walk) == []
        assert "A way through, begun on 2 March 2026" in ana.client.get("/journal/trash/").content.decode()
        html = ana.client.get(answer.url).content.decode()
        assert "Every page you wrote is still in your journal." in html
        assert reverse("journal:restore", args=[walk.id]) in html
        ana.client.post(reverse("journal:restore", args=[walk.id]))
        assert [line.state for line in ana.client.get(ONE).context["page"].steps[:2]] == ["done", "done"]

    def test_erased_for_good_no_page_goes_with_it(self, ana: Person):
        walk, page = walk_of(ana), page_for(ana, "the-gate")
        ana.vault.purge(walk.id)
        assert ana.vault.get(Entry, page.id).value.body

    def test_strangers_and_wrong_methods(self, ana: Person, cleo: Person):
        walk = walk_of(ana)
        assert cleo.client.post(at("trash", walk.id)).status_code == 404
        refuses(ana, at("trash", walk.id), "GET")

    def test_a_search_shows_no_walk(self, ana: Person):
        walk_of(ana)
        page = page_for(ana, "the-gate", "A way through the hedge.")
        assert [hit.id for hit in ana.vault.search("way through")] == [page.id]


class TestStep:
    @pytest.mark.parametrize("step", ["the-gate", "the-bench", "the-stone"])
    def test_each_kind_has_one_next_step_and_its_neighbours(self, ana: Person, step: str):
        walk = walk_of(ana)
        html = ana.client.get(at("step", walk.id, step)).content.decode()
        assert html.count("button--primary") == 1
        assert at("step", walk.id, "the-bench") in html

    def test_after_its_practice_was_kept_it_says_so_and_the_word_is_next(self, ana: Person):
        walk = walk_of(ana)
        here = at("step", walk.id, "the-bench")
        practice = ana.client.get(here).context["page"].line.practice_url
        keep = "/practices/body-scan/keep/"
        way = parse_qs(urlsplit(practice).query)["next"][0]
        sent = {"practice": "body-scan", "minutes": "5", "zone": "Europe/Vienna", "ended_at": "", "next": way}
        html = ana.client.post(keep, sent, follow=True).content.decode()
        assert "Saved and sealed." in html
        assert '<button class="button button--primary" name="do" value="done">I did this</button>' in html
        assert "Saved and sealed." not in ana.client.get(here).content.decode()

    def test_strangers_wrong_methods_and_what_is_no_act(self, ana: Person, cleo: Person):
        walk = walk_of(ana)
        address = at("step", walk.id, "the-gate")
        assert cleo.client.get(address).status_code == 404
        assert ana.client.post(address, {"act_what": "Walk."}).status_code == 404
        refuses(ana, address, "PUT", "DELETE")


class TestGoOn:
    def test_none_before_anything_is_begun(self, ana: Person):
        assert walk_to_go_on(ana.vault) is None

    def test_the_one_something_was_last_done_on(self, ana: Person, monkeypatch: pytest.MonkeyPatch):
        other = PATH.replace('id = "a-way"', 'id = "b-way"').replace("place = 1", "place = 2")
        library_of(monkeypatch, PATH, other)
        first = walk_of(ana)
        second = walk_of(ana, path="b-way", begun_at=BEGUN + timedelta(days=2))
        assert walk_to_go_on(ana.vault).walk == second.id
        page_for(ana, "the-gate", days=5)
        going = walk_to_go_on(ana.vault)
        assert (going.walk, going.path.id, going.step.id) == (first.id, "a-way", "the-bench")

    @pytest.mark.parametrize("fields", [{"left_at": BEGUN}, {"ended_at": BEGUN}, {"path": "no-way"}])
    def test_never_one_that_was_left_ended_or_has_no_path(self, ana: Person, fields: dict[str, object]):
        walk_of(ana, **fields)
        assert walk_to_go_on(ana.vault) is None

    def test_none_when_no_step_is_open(self, ana: Person):
        walk_of(ana, said=tuple(said(step) for step in STEPS))
        assert walk_to_go_on(ana.vault) is None
