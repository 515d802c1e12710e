"""A prompt of one's own: written, changed, offered, put in the trash and taken back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Entry, Pillar
from emberwell.keepsakes.check import checked
from emberwell.keepsakes.choice import Content
from emberwell.prompts.pages import OWN_ON_A_PAGE
from emberwell.prompts.records import OwnPrompt, own_name
from emberwell.vault.vault import Saved, Write

NEW, TRASH = reverse("prompts:new"), reverse("journal:trash")
NOW = datetime.now(UTC)


def _own(person: Person, text: str = "Whose coat is on your chair?") -> Saved[OwnPrompt]:
    return person.vault.put(OwnPrompt(text=text, pillar=Pillar.WHY, minutes=4, made_at=NOW, zone="UTC"))


def _all(person: Person) -> list[OwnPrompt]:
    person.vault.refresh()
    return [saved.value for saved in person.vault.all(OwnPrompt)]


def test_it_is_kept_as_written_on_one_line(ana: Person) -> None:
    sent = {"text": "Whose coat\r\n is  on your chair?", "note": "Since when?", "pillar": "growth", "minutes": "5"}
    response = ana.client.post(NEW, sent | {"is_offered": "on"})
    assert response.status_code == 303
    (kept,) = _all(ana)
    assert (kept.text, kept.follow_up, kept.pillar) == ("Whose coat is on your chair?", "Since when?", Pillar.GROWTH)
    assert (kept.minutes, kept.is_offered) == (5, True)
    assert "Whose coat is on your chair?" in ana.client.get(response.headers["Location"]).content.decode()


def test_a_double_press_is_one_prompt(ana: Person) -> None:
    for _ in range(2):
        ana.client.post(NEW, {"text": "Whose coat?"})
    assert len(_all(ana)) == 1


def test_the_same_question_with_another_further_one_is_another_prompt(ana: Person) -> None:
    for note in ("Since when?", "Until when?"):
        ana.client.post(NEW, {"text": "Whose coat?", "note": note})
    assert {own.follow_up for own in _all(ana)} == {"Since when?", "Until when?"}


def test_joined_letters_stay_joined(ana: Person) -> None:
    text = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \U0001f469\u200d\U0001f4bb"
    ana.client.post(NEW, {"text": text})
    assert [own.text for own in _all(ana)] == [text]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": "  \n"}, "Write the prompt first."),
        ({"text": "x" * 601}, "at most 600"),
        ({"text": "Whose?", "note": "x" * 601}, "at most 600"),
        ({"text": "Whose?", "minutes": "1"}, "From 2 minutes"),
        ({"text": "Whose?", "minutes": "many"}, "as a number"),
    ],
)
def test_what_cannot_be_kept_is_422_and_still_there(ana: Person, sent: dict[str, str], said: str) -> None:
    response = ana.client.post(NEW, sent)
    assert response.status_code == 422
    html = response.content.decode()
    assert said in html
    assert sent["text"].strip() in html
    assert _all(ana) == []


def test_it_is_changed(ana: Person) -> None:
    saved = _own(ana)
    address = reverse("prompts:own", args=[saved.id])
    assert "Whose coat" in ana.client.get(address).content.decode()
    response = ana.client.post(address, {"text": "Whose scarf?", "expected": saved.revision})
    assert response.status_code == 303
    assert [own.text for own in _all(ana)] == ["Whose scarf?"]


def test_two_tabs_never_overwrite(ana: Person) -> None:
    saved = _own(ana)
    address = reverse("prompts:own", args=[saved.id])
    ana.client.post(address, {"text": "Whose scarf?", "expected": saved.revision})
    response = ana.client.post(address, {"text": "Whose hat?", "expected": saved.revision})
    assert response.status_code == 409
    html = response.content.decode()
    assert "Whose scarf?" in html
    assert "Whose hat?" in html


def test_a_double_press_changes_it_once(ana: Person) -> None:
    saved = _own(ana)
    for _ in range(2):
        sent = {"text": "Whose scarf?", "expected": saved.revision}
        assert ana.client.post(reverse("prompts:own", args=[saved.id]), sent).status_code == 303
    ana.vault.refresh()
    assert ana.vault.get(OwnPrompt, saved.id).revision == saved.revision + 1


def test_many_stand_there_so_many_at_a_time(ana: Person) -> None:
    ana.vault.put_many(
        [Write(value=OwnPrompt(text=f"Coat {n:03}?", made_at=NOW, zone="UTC")) for n in range(OWN_ON_A_PAGE * 2 + 1)]
    )
    yours = reverse("prompts:yours")
    listed = [ana.client.get(yours, {"page": n}).context["page"].own for n in (1, 2, 3)]
    assert [len(found) for found in listed] == [OWN_ON_A_PAGE, OWN_ON_A_PAGE, 1]
    assert len({each.text for found in listed for each in found}) == OWN_ON_A_PAGE * 2 + 1
    assert "?page=2" in ana.client.get(yours).content.decode()
    for odd in ("0", "99", "-1", "x", "²", "9" * 5000):
        assert ana.client.get(yours, {"page": odd}).status_code == 200


def test_it_stands_in_the_trash_for_thirty_days(ana: Person) -> None:
    saved = _own(ana)
    ana.client.post(reverse("prompts:trash", args=[saved.id]))
    html = ana.client.get(TRASH).content.decode()
    assert "A prompt of your own, until" in html
    assert "Whose coat is on your chair?" in html
    assert ana.client.post(reverse("journal:restore", args=[saved.id])).status_code == 303
    assert len(_all(ana)) == 1


def test_it_goes_to_the_trash_and_comes_back(ana: Person) -> None:
    saved = _own(ana)
    response = ana.client.post(reverse("prompts:trash", args=[saved.id]))
    assert response.status_code == 303
    assert "Take it back" in ana.client.get(response.headers["Location"]).content.decode()
    assert _all(ana) == []
    ana.client.post(reverse("prompts:restore", args=[saved.id]))
    assert len(_all(ana)) == 1
    assert ana.client.post(reverse("prompts:restore", args=[saved.id])).status_code == 404


def test_one_writes_to_it_and_the_page_keeps_its_words(ana: Person) -> None:
    saved = _own(ana)
    html = ana.client.get(f"/journal/write/?prompt={own_name(saved.id)}").content.decode()
    assert 'name="prompt_text" value="Whose coat is on your chair?"' in html
    assert f'name="prompt" value="{own_name(saved.id)}"' in html


def test_a_name_in_it_is_pointed_out_before_a_page_goes_on_paper(ana: Person) -> None:
    """The library's words name nobody; hers may, and stand over the page in a book."""
    saved = ana.vault.put(OwnPrompt(text="What did Wrenna leave on the chair?", made_at=NOW, zone="UTC"))
    words = {"prompt": own_name(saved.id), "prompt_text": saved.value.text}
    page = ana.vault.put(Entry(written_at=NOW, zone="UTC", body="A coat.", **words))
    (found,) = checked(ana.vault, Content((), (), (page,)))
    assert [piece.text for sentence in found.sentences for piece in sentence.pieces if piece.marked] == ["Wrenna"]


def test_a_stranger_finds_nothing(ana: Person, cleo: Person, visitor: Client) -> None:
    saved = _own(ana)
    for name in ("own", "trash"):
        assert cleo.client.post(reverse(f"prompts:{name}", args=[saved.id]), {"text": "Mine?"}).status_code == 404
    assert "coat" not in cleo.client.get(f"/journal/write/?prompt={own_name(saved.id)}").content.decode()
    assert visitor.get(NEW).status_code in {302, 303}


def test_the_trash_takes_no_get(ana: Person) -> None:
    assert ana.client.get(reverse("prompts:trash", args=[_own(ana).id])).status_code == 405


def test_it_is_found_by_search(ana: Person) -> None:
    _own(ana)
    assert ana.vault.search("coat")
