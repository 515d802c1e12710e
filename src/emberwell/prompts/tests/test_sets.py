"""Sets: made, changed, shared as a file and brought from one."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import Person
from emberwell.library.cards import MOST_CARDS
from emberwell.library.prompts import all_prompts, prompts_for
from emberwell.prompts.keeping import add_to_set
from emberwell.prompts.records import OwnPrompt, PromptSet, own_name
from emberwell.vault.opening import unlock_passphrase
from emberwell.vault.store import Store
from emberwell.vault.vault import Saved

NEW, BRING = reverse("prompts:new_set"), reverse("prompts:bring")
NOW = datetime.now(UTC)
LIBRARY = prompts_for()[0]


def _set(person: Person, *prompts: str) -> Saved[PromptSet]:
    return person.vault.put(PromptSet(name="Winter", about="For the group.", prompts=prompts, made_at=NOW, zone="UTC"))


def _own(person: Person, text: str) -> str:
    return own_name(person.vault.put(OwnPrompt(text=text, made_at=NOW, zone="UTC")).id)


def _now(person: Person, id: str) -> PromptSet:
    person.vault.refresh()
    return next(saved.value for saved in person.vault.all(PromptSet) if saved.id == id)


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.prompts.json", content, "application/json")


def test_a_set_is_made_from_the_page_of_a_prompt(ana: Person) -> None:
    assert LIBRARY.text[:20] in ana.client.get(f"{NEW}?prompt={LIBRARY.id}").content.decode()
    sent = {"name": "Winter", "words": "For the group.", "prompts": [LIBRARY.id], "first": LIBRARY.id}
    response = ana.client.post(NEW, sent)
    assert response.status_code == 303
    assert LIBRARY.text[:20] in ana.client.get(response.headers["Location"]).content.decode()


def test_a_double_press_is_one_set_and_one_change(ana: Person) -> None:
    for _ in range(2):
        made = ana.client.post(NEW, {"name": "Winter", "prompts": [LIBRARY.id], "first": LIBRARY.id})
        assert made.status_code == 303
    ana.vault.refresh()
    (saved,) = ana.vault.all(PromptSet)
    for _ in range(2):
        sent = {"name": "Spring", "prompts": [LIBRARY.id], "expected": saved.revision}
        assert ana.client.post(reverse("prompts:change_set", args=[saved.id]), sent).status_code == 303
    assert _now(ana, saved.id).name == "Spring"


def test_a_set_without_a_name_is_422(ana: Person) -> None:
    response = ana.client.post(NEW, {"name": " ", "words": "For the group."})
    assert response.status_code == 422
    assert "For the group." in response.content.decode()


def test_what_could_say_who_somebody_is_is_pointed_out_before_it_is_shared(ana: Person) -> None:
    saved = _set(ana, LIBRARY.id, _own(ana, "What did Mr Okonkwo leave on the chair? Write it."))
    shown = ana.client.get(reverse("prompts:set", args=[saved.id])).content.decode()
    assert "This could say who somebody is." in shown
    assert "Okonkwo</mark>" in shown
    quiet = _set(ana, LIBRARY.id, _own(ana, "What was left on the chair?"))
    assert "This could say" not in ana.client.get(reverse("prompts:set", args=[quiet.id])).content.decode()


def test_a_set_too_large_for_a_sheet_of_cards_says_so(ana: Person) -> None:
    every = [each.id for each in all_prompts()]
    for count, is_said in ((MOST_CARDS, False), (MOST_CARDS + 1, True)):
        saved = _set(ana, *every[:count])
        shown = ana.client.get(reverse("prompts:set", args=[saved.id])).content.decode()
        assert (f"takes {MOST_CARDS} prompts at most" in shown, "Print as cards" in shown) == (is_said, not is_said)


def test_a_prompt_is_added_once_at_the_end(ana: Person) -> None:
    saved = _set(ana, _own(ana, "Whose coat?"))
    for _ in range(2):
        response = ana.client.post(reverse("prompts:add"), {"prompt": LIBRARY.id, "set": saved.id})
        assert response.status_code == 303
    assert _now(ana, saved.id).prompts[1:] == (LIBRARY.id,)
    assert ana.client.post(reverse("prompts:add"), {"prompt": "why-not-there", "set": saved.id}).status_code == 404
    assert ana.client.post(reverse("prompts:add"), {"prompt": LIBRARY.id, "set": "?"}).status_code == 400


def test_two_processes_add_at_the_same_moment(ana: Person, store: Store) -> None:
    saved = _set(ana, LIBRARY.id)
    other = unlock_passphrase(store, ana.account.id, ana.passphrase).vault
    added = [each.id for each in prompts_for()[1:3]]
    other.all(PromptSet)
    add_to_set(ana.vault, saved.id, added[0])
    add_to_set(other, saved.id, added[1])
    assert _now(ana, saved.id).prompts == (LIBRARY.id, *added)


def test_what_is_unticked_leaves_and_what_is_in_the_trash_keeps_its_place(ana: Person) -> None:
    one, two, three = (_own(ana, text) for text in ("One?", "Two?", "Three?"))
    saved = _set(ana, one, two, three)
    ana.vault.trash(ana.vault.get(OwnPrompt, two[4:]).id)  # type: ignore[arg-type]
    sent = {"name": "Spring", "prompts": [three], "expected": saved.revision}
    assert ana.client.post(reverse("prompts:change_set", args=[saved.id]), sent).status_code == 303
    assert (_now(ana, saved.id).name, _now(ana, saved.id).prompts) == ("Spring", (two, three))


def test_two_tabs_never_overwrite(ana: Person) -> None:
    saved = _set(ana, LIBRARY.id)
    add_to_set(ana.vault, saved.id, prompts_for()[1].id)
    sent = {"name": "Spring", "prompts": [], "expected": saved.revision}
    assert ana.client.post(reverse("prompts:change_set", args=[saved.id]), sent).status_code == 409
    assert _now(ana, saved.id).name == "Winter"


def test_it_goes_to_the_trash_and_its_prompts_stay(ana: Person) -> None:
    saved = _set(ana, _own(ana, "Whose coat?"))
    assert ana.client.post(reverse("prompts:trash_set", args=[saved.id])).status_code == 303
    ana.vault.refresh()
    assert ana.vault.all(PromptSet) == []
    assert len(ana.vault.all(OwnPrompt)) == 1
    html = ana.client.get(reverse("journal:trash")).content.decode()
    assert "A set of prompts, until" in html
    assert "Winter" in html
    assert ana.client.post(reverse("journal:restore", args=[saved.id])).status_code == 303
    assert _now(ana, saved.id).name == "Winter"


def test_a_file_goes_from_ana_to_ben_and_says_nothing_of_her(ana: Person, ben: Person) -> None:
    own = _own(ana, "Whose coat is on your chair?")
    saved = _set(ana, own, LIBRARY.id)
    response = ana.client.get(reverse("prompts:file", args=[saved.id]))
    assert response.headers["Content-Disposition"] == 'attachment; filename="winter.prompts.json"'
    content = response.content
    assert saved.id.encode() not in content
    assert own[4:].encode() not in content
    assert b"Ana" not in content
    looked_at = ben.client.post(BRING, {"file": _file(content)})
    assert looked_at.status_code == 200
    assert "One of these is new" in looked_at.content.decode()
    ben.vault.refresh()
    assert ben.vault.all(PromptSet) == []
    for _ in range(2):  # bringing it twice changes nothing
        done = ben.client.post(BRING, {"content": looked_at.context["page"].content})
        assert done.status_code == 303
    ben.vault.refresh()
    (brought,) = ben.vault.all(PromptSet)
    (came,) = ben.vault.all(OwnPrompt)
    assert (brought.value.name, brought.value.about) == ("Winter", "For the group.")
    assert brought.value.prompts == (own_name(came.id), LIBRARY.id)
    assert not came.value.is_offered


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no file of prompts"),
        (b"not json", "no file of prompts"),
        (b'{"emberwell": "journal"}', "not a file of prompts"),
        (b'{"emberwell": "prompts", "version": 9, "prompts": []}', "newer Emberwell"),
        (b'{"emberwell": "prompts", "version": 1, "prompts": []}', "no prompt in this file"),
        (b'{"emberwell": "prompts", "version": 1, "prompts": [{"text": 3}]}', "no prompt in this file"),
        (b" " * (256 * 1024 + 1), "256 KiB"),
    ],
)
def test_a_file_that_is_none_is_422_with_a_sentence(ana: Person, content: bytes, said: str) -> None:
    response = ana.client.post(BRING, {"file": _file(content)})
    assert response.status_code == 422
    assert said in response.content.decode()


def test_no_file_and_a_broken_second_step_are_422(ana: Person) -> None:
    assert ana.client.post(BRING, {}).status_code == 422
    assert ana.client.post(BRING, {"content": "%%%"}).status_code == 422


def test_prompts_that_cannot_come_are_named(ana: Person) -> None:
    whole = {
        "emberwell": "prompts",
        "version": 1,
        "prompts": [{"text": "Whose coat?"}, {"text": "x" * 700}, {"id": "y"}],
    }
    html = ana.client.post(BRING, {"file": _file(json.dumps(whole).encode())}).content.decode()
    assert "Prompt 2: it has more than 600 characters." in html
    assert "Prompt 3: it has no text" in html


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_set_is_printed_as_cards(ana: Person, paper: str) -> None:
    saved = _set(ana, _own(ana, "Whose coat is on your chair?"), LIBRARY.id)
    response = ana.client.get(reverse("prompts:cards", args=[saved.id]), {"paper": paper})
    assert response.content.startswith(b"%PDF")
    assert response.headers["Content-Disposition"] == f'attachment; filename="winter-{paper}.pdf"'


def test_a_set_too_large_for_a_file_of_cards_is_422_with_a_sentence(ana: Person) -> None:
    saved = _set(ana, *(each.id for each in prompts_for()[:49]))
    assert ana.client.get(reverse("prompts:cards", args=[saved.id])).status_code == 422
    assert "Print as cards" not in ana.client.get(reverse("prompts:set", args=[saved.id])).content.decode()


def test_a_stranger_finds_nothing(ana: Person, cleo: Person) -> None:
    saved = _set(ana, LIBRARY.id)
    for name in ("set", "file", "cards", "change_set"):
        assert cleo.client.get(reverse(f"prompts:{name}", args=[saved.id])).status_code == 404
    assert cleo.client.post(reverse("prompts:add"), {"prompt": LIBRARY.id, "set": saved.id}).status_code == 404


def test_a_prompt_that_left_the_library_keeps_its_place(ana: Person) -> None:
    saved = _set(ana, "why-not-there-any-more", LIBRARY.id)
    sent = {"name": "Winter", "prompts": [], "expected": saved.revision}
    assert ana.client.post(reverse("prompts:change_set", args=[saved.id]), sent).status_code == 303
    assert _now(ana, saved.id).prompts == ("why-not-there-any-more",)


def test_a_search_of_the_journal_finds_own_prompts_and_sets(ana: Person) -> None:
    _own(ana, "Whose coat is on your chair?")
    _set(ana)
    for words, what in (("coat", "A prompt of your own"), ("winter", "A set of prompts")):
        assert what in ana.client.post(reverse("journal:search"), {"q": words}).content.decode()
