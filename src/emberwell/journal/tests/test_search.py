"""Finding words: as one types, with scripts and without, in pages and kept lines."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Pillar
from emberwell.journal.tests.made import HTMX, NOON, kept, refuses, written

SEARCH = reverse("journal:search")


def found(person: Person, q: str, **more: str) -> list[str]:
    page = person.client.post(SEARCH, {"q": q} | more).context["page"]
    return ["".join(piece.text for piece in card.words) for card in page.cards]


def test_words_are_found_and_marked(ana: Person):
    written(ana, "The **hope** stayed in the room.", title="On hope")
    text = ana.client.post(SEARCH, {"q": "hope"}).content.decode()
    assert "On <mark>hope</mark>" in text
    assert "The <mark>hope</mark> stayed" in text


def test_an_unfinished_word_a_phrase_and_accents(ana: Person):
    written(ana, "Élan after the group")
    assert found(ana, "elan gro") == ["Élan after the group"]
    assert found(ana, '"after the"') == ["Élan after the group"]
    assert found(ana, '"the after"') == []


def test_kept_lines_are_among_the_results_newest_first(ana: Person):
    written(ana, "Careful, said the page")
    kept(ana, "Careful is not kind", kept_at=NOON + timedelta(days=1))
    assert found(ana, "careful") == ["Careful is not kind", "Careful, said the page"]
    assert "A kept line" in ana.client.post(SEARCH, {"q": "careful"}).content.decode()


def test_narrowed_like_the_stream(ana: Person):
    written(ana, "hope for why", pillar=Pillar.WHY)
    written(ana, "hope for growth", pillar=Pillar.GROWTH)
    kept(ana, "hope in a line")
    assert found(ana, "hope", pillar="why") == ["hope for why"]


def test_a_fragment_while_typing_and_a_page_without_scripts(ana: Person):
    written(ana, "hope")
    fragment = ana.client.post(SEARCH, {"q": "hop"}, headers=HTMX).content.decode()
    assert "<html" not in fragment
    assert "<mark>hop</mark>e" in fragment
    page = ana.client.post(SEARCH, {"q": "hop"}).content.decode()
    assert "<html" in page
    assert 'value="hop"' in page


def test_the_form_never_puts_words_into_an_address(ana: Person):
    written(ana)
    for address in (SEARCH, reverse("journal:stream")):
        text = ana.client.get(address).content.decode()
        form = text[text.index('<form class="search"') :].split(">", 1)[0]
        assert 'method="post"' in form
        assert "hx-push-url" not in text


def test_an_address_made_on_purpose_is_answered(ana: Person):
    written(ana, "hope")
    assert "<mark>hope</mark>" in ana.client.get(SEARCH, {"q": "hope"}).content.decode()


def test_nothing_found_and_nothing_asked(ana: Person):
    assert "Nothing here says that" in ana.client.post(SEARCH, {"q": "absent"}).content.decode()
    assert "Type a word" in ana.client.post(SEARCH, {"q": "  "}).content.decode()


def test_an_emptied_field_gives_the_journal_back(ana: Person):
    written(ana, "hope", pillar=Pillar.WHY)
    written(ana, "despair")
    back = ana.client.post(SEARCH, {"q": "", "pillar": "why"}, headers=HTMX).content.decode()
    assert "<html" not in back
    assert "hope" in back
    assert "despair" not in back


def test_strange_queries_are_answered(ana: Person):
    written(ana, "hope")
    for q in ('"', "*", "hope AND NOT", "a" * 5000, "\x00", "<script>", "NEAR(hope)", "col:hope", "-hope", "的"):
        assert ana.client.post(SEARCH, {"q": q, "offset": "x"}).status_code == 200


def test_further_results(ana: Person):
    for number in range(25):
        written(ana, f"hope {number:02}", written_at=NOON + timedelta(days=number))
    page = ana.client.post(SEARCH, {"q": "hope"}).context["page"]
    assert (len(page.cards), page.next_offset) == (20, 20)
    more = ana.client.post(SEARCH, {"q": "hope", "offset": "20"}).context["page"]
    assert (len(more.cards), more.next_offset) == (5, None)


def test_another_persons_words_are_not_found(ana: Person, cleo: Person):
    written(ana, "hope")
    assert found(cleo, "hope") == []


def test_what_is_in_the_trash_is_not_found(ana: Person):
    ana.vault.trash(written(ana, "hope").id)
    assert found(ana, "hope") == []


def test_wrong_methods(ana: Person):
    refuses(ana, SEARCH, "PUT", "DELETE")
