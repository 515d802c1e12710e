"""Writing down what stayed: raw, ready, two tabs, drafts, late."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from conftest import Person
from emberwell.accounts.door import take_as_page
from emberwell.journal.records import Entry
from emberwell.journal.tests.made import SCRIPT, STRANGE, refuses
from emberwell.stayed.records import Stayed, What
from emberwell.stayed.tests.made import NOON, ZONE, opened, raw_put, stayed_put
from emberwell.supervision.records import Item
from emberwell.vault.record import new_id

NEW = reverse("stayed:new")
DRAFT = reverse("stayed:draft")
DISCARD = reverse("stayed:discard_draft")


def at(id: str, name: str = "one") -> str:
    return reverse(f"stayed:{name}", args=[id])


def seal(person: Person, said: dict[str, str]):
    return person.client.post(DRAFT, said, headers=SCRIPT)


class TestNew:
    def test_the_first_question_and_nothing_else(self, ana: Person):
        html = ana.client.get(NEW).content.decode()
        assert f"{NEW}?as=raw" in html
        assert f"{NEW}?as=ready" in html
        assert "<textarea" not in html

    def test_raw_asks_three_things_and_offers_no_learning(self, ana: Person):
        html = ana.client.get(f"{NEW}?as=raw").content.decode()
        assert [name for name in ("happened", "need_tonight", "who_can_know") if f'name="{name}"' not in html] == []
        assert not [name for name in ("told_myself", "know_now", "next_step", "what") if f'name="{name}"' in html]
        assert "supervision" not in html

    def test_raw_is_saved_and_the_page_read(self, ana: Person):
        said = opened(ana, f"{NEW}?as=raw") | {"happened": "The door.", "who_can_know": "Miriam."}
        answer = ana.client.post(NEW, said)
        [saved] = ana.vault.all(Stayed)
        assert answer.url == at(saved.id) + "?said=saved"
        assert (saved.id, saved.value.raw, saved.value.ready_at) == (said["record"], True, None)
        assert [part.words for part in ana.client.get(at(saved.id)).context["page"].parts] == ["The door.", "Miriam."]

    def test_ready_is_saved_with_what_it_was(self, ana: Person):
        said = opened(ana, f"{NEW}?as=ready") | {"know_now": "I hide.", "what": "doubt"}
        ana.client.post(NEW, said)
        [saved] = ana.vault.all(Stayed)
        assert (saved.value.raw, saved.value.what, saved.value.know_now) == (False, What.DOUBT, "I hide.")
        assert saved.value.ready_at is not None

    def test_a_page_without_a_word_is_a_page(self, ana: Person):
        assert ana.client.post(NEW, opened(ana, f"{NEW}?as=ready")).status_code == 303
        assert len(ana.vault.all(Stayed)) == 1

    def test_pressed_twice_it_is_one_page(self, ana: Person):
        said = opened(ana, f"{NEW}?as=ready") | {"know_now": "I hide."}
        assert ana.client.post(NEW, said).url == ana.client.post(NEW, said).url
        assert [saved.revision for saved in ana.vault.all(Stayed)] == [1]

    def test_saved_and_taken_to_supervision_in_one(self, ana: Person):
        ana.client.post(NEW, opened(ana, f"{NEW}?as=ready") | {"know_now": "I hide.", "take": "1"})
        assert [item.value.source for item in ana.vault.all(Item)] == [ana.vault.all(Stayed)[0].id]

    def test_what_cannot_be_saved_stays_in_the_form(self, ana: Person):
        said = opened(ana, f"{NEW}?as=ready")
        for sent in ({"know_now": "x" * 20_001}, {"what": "sin"}, {"client": STRANGE}):
            answer = ana.client.post(NEW, said | {"told_myself": "Typed."} | sent)
            assert answer.status_code == 422
            assert answer.context["page"].form["told_myself"].value() == "Typed."
        assert ana.vault.all(Stayed) == []


class TestChange:
    def test_a_raw_page_looked_at_keeps_its_raw_words(self, ana: Person):
        page = raw_put(ana)
        assert "ready=1" in ana.client.get(at(page.id)).content.decode()
        said = opened(ana, at(page.id) + "?ready=1") | {"told_myself": "That I should have known."}
        ana.client.post(at(page.id), said)
        now = ana.vault.get(Stayed, page.id).value
        assert (now.raw, now.happened, now.told_myself) == (False, "The door.", "That I should have known.")
        assert now.ready_at is not None

    def test_a_field_that_was_not_on_the_form_stays(self, ana: Person):
        page = stayed_put(ana, what=What.LOSS, know_now="I hide.", is_now="Softer.", happened="The door.")
        said = {"tab": "t", "based_on": "1", "raw": "", "told_myself": "Much."}
        ana.client.post(at(page.id), said)
        now = ana.vault.get(Stayed, page.id).value
        assert (now.what, now.know_now, now.is_now, now.happened) == (What.LOSS, "I hide.", "Softer.", "The door.")
        assert now.told_myself == "Much."

    def test_two_tabs_never_write_over_each_other(self, ana: Person):
        page = stayed_put(ana, know_now="One.")
        late = opened(ana, at(page.id) + "?change=1")
        ana.client.post(at(page.id), opened(ana, at(page.id) + "?change=1") | {"know_now": "Two."})
        answer = ana.client.post(at(page.id), late | {"know_now": "Three."})
        shown = answer.context["page"]
        assert answer.status_code == 409
        assert [part.words for part in shown.saved_meanwhile] == ["Two."]
        assert shown.form["know_now"].value() == "Three."
        assert ana.vault.get(Stayed, page.id).value.know_now == "Two."
        assert [draft.value.know_now for draft in ana.vault.drafts()] == ["Three."]
        ana.client.post(at(page.id), late | {"know_now": "Three.", "based_on": shown.ids["based_on"]})
        assert ana.vault.get(Stayed, page.id).value.know_now == "Three."
        assert ana.vault.drafts() == []

    def test_one_that_went_to_the_trash_meanwhile_is_asked_about(self, ana: Person):
        page = stayed_put(ana, know_now="One.")
        late = opened(ana, at(page.id) + "?change=1") | {"know_now": "Two."}
        ana.client.post(at(page.id, "trash"))
        answer = ana.client.post(at(page.id), late)
        assert answer.status_code == 409
        ana.client.post(at(page.id), late | {"based_on": answer.context["page"].ids["based_on"]})
        assert ana.vault.get(Stayed, page.id).value.know_now == "Two."

    def test_strangers_and_wrong_methods(self, ana: Person, cleo: Person):
        page = stayed_put(ana)
        for name in ("one", "again", "not_again", "raw", "trash"):
            assert cleo.client.post(at(page.id, name), {"return_on": "2030-01-01"}).status_code == 404
        assert cleo.client.get(at(page.id)).status_code == 404
        refuses(ana, NEW, "PUT", "DELETE")
        refuses(ana, DRAFT, "GET")
        refuses(ana, DISCARD, "GET")
        refuses(ana, at(page.id, "trash"), "GET")


class TestDrafts:
    def test_sealed_and_here_again(self, ana: Person):
        said = opened(ana, f"{NEW}?as=raw") | {"happened": "The door."}
        assert seal(ana, said).json()["kept_at"]
        assert ana.vault.all(Stayed) == []
        again = opened(ana, f"{NEW}?tab={said['tab']}")
        assert again == said
        ana.client.post(NEW, again)
        assert ana.vault.drafts() == []
        assert ana.vault.all(Stayed)[0].value.happened == "The door."

    def test_offered_by_its_time_and_never_by_its_words(self, ana: Person):
        said = opened(ana, f"{NEW}?as=raw") | {"happened": "The door."}
        seal(ana, said)
        for address in (NEW, reverse("stayed:stayed"), f"{NEW}?as=raw"):
            html = ana.client.get(address).content.decode()
            assert f"?tab={said['tab']}" in html
            assert "The door." not in html

    def test_taken_out_again_leaves_none(self, ana: Person):
        said = opened(ana, f"{NEW}?as=raw")
        seal(ana, said | {"happened": "x"})
        assert seal(ana, said).json() == {"kept_at": None}
        assert ana.vault.drafts() == []

    def test_of_a_saved_page(self, ana: Person):
        page = stayed_put(ana, know_now="One.")
        said = opened(ana, at(page.id) + "?change=1")
        seal(ana, said | {"know_now": "Two."})
        shown = ana.client.get(at(page.id)).context["page"]
        assert [one.tab for one in shown.waiting] == [said["tab"]]
        assert [part.words for part in shown.parts] == ["One."]
        assert opened(ana, at(page.id) + f"?tab={said['tab']}")["know_now"] == "Two."

    def test_one_not_wanted_goes_to_the_trash(self, ana: Person):
        said = opened(ana, f"{NEW}?as=raw") | {"happened": "The door."}
        seal(ana, said)
        which = {"record": said["record"], "tab": said["tab"]}
        assert ana.client.post(DISCARD, which).url == reverse("stayed:stayed") + "?said=discarded"
        assert ana.vault.drafts() == []
        assert [gone.value.happened for gone in ana.vault.trashed()] == ["The door."]
        assert ana.client.post(DISCARD, which).status_code == 404

    def test_hers_only(self, ana: Person, cleo: Person):
        said = opened(ana, f"{NEW}?as=raw") | {"happened": "The door."}
        seal(ana, said)
        assert cleo.client.post(DISCARD, {"record": said["record"], "tab": said["tab"]}).status_code == 404
        assert len(ana.vault.drafts()) == 1

    def test_what_cannot_be_sealed_says_why(self, ana: Person):
        answer = seal(ana, opened(ana, f"{NEW}?as=raw") | {"happened": "x" * 20_001})
        assert answer.status_code == 422
        assert "20,000" in answer.json()["error"]

    def test_a_closed_journal_takes_every_word_at_the_door(self, ana: Person, visitor: Client):
        said = {"account": ana.account.id, "raw": "1", "happened": "The door.", "who_can_know": "Miriam."}
        for address in (DRAFT, NEW, at(raw_put(ana).id)):
            visitor.post(address, said, headers=SCRIPT)
        assert {left.text for left in ana.vault.left_at_door()} == {"The door.\n\nMiriam."}
        said = {"account": ana.account.id, "is_now": "Softer."}
        visitor.post(DRAFT, said, headers=SCRIPT)
        assert ana.vault.left_at_door()[-1].text == "Softer."

    def test_taken_in_from_the_door_it_is_raw_still_and_writes_over_nothing(self, ana: Person, visitor: Client):
        page = raw_put(ana)
        for record in (page.id, new_id()):
            late = {"account": ana.account.id, "raw": "1", "happened": "Late.", "record": record, "tab": "t"}
            visitor.post(NEW, late, headers=SCRIPT)
        for left in ana.vault.left_at_door():
            take_as_page(ana.vault, left, zone="UTC")
        assert [(entry.value.body, entry.value.raw) for entry in ana.vault.all(Entry)] == [("Late.", True)] * 2
        assert ana.vault.get(Stayed, page.id) == page


def test_an_id_that_words_from_the_door_have_taken_is_not_waited_for(ana: Person):
    said = opened(ana, f"{NEW}?as=raw") | {"happened": "The door."}
    ana.vault.put(Entry(written_at=NOON, zone=ZONE, body="The door."), id=said["record"])
    assert ana.client.post(NEW, said).status_code == 303
    [saved] = ana.vault.all(Stayed)
    assert saved.id != said["record"]
    assert len(ana.vault.all(Entry)) == 1


def test_what_only_holds_an_id_or_a_tab_is_refused(ana: Person):
    said = opened(ana, f"{NEW}?as=raw") | {"happened": "The door."}
    for odd in ({"record": "x" + said["record"]}, {"tab": "of Miriam " + said["tab"]}, {"tab": "a" * 65}):
        assert seal(ana, said | odd).status_code == 422
        answer = ana.client.post(NEW, said | odd)
        assert answer.status_code == 422
        assert "The door." in answer.text
    assert ana.vault.drafts() == []
