"""A page written on, and two versions of it that meet."""

from __future__ import annotations

import msgspec
from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Entry, Source
from emberwell.journal.tests.made import STRANGE, entry_of, queries_of, refuses, written
from emberwell.journal.tests.test_write import form_of


def at(id: str) -> str:
    return reverse("journal:edit", args=[id])


def test_an_edit_is_a_new_revision(ana: Person):
    saved = written(ana, "Old", title="T", source=Source(format="jrnl", id="7"), hard_day=True)
    sent = form_of(ana.client.get(at(saved.id))) | {"body": "New"}
    answer = ana.client.post(at(saved.id), sent)
    assert answer.url == reverse("journal:page", args=[saved.id]) + "?said=saved"
    assert entry_of(ana, saved.id) == msgspec.structs.replace(saved.value, body="New")
    assert ana.vault.get(Entry, saved.id).revision == 2


def test_saving_what_is_saved_makes_no_revision(ana: Person):
    saved = written(ana)
    ana.client.post(at(saved.id), form_of(ana.client.get(at(saved.id))))
    assert ana.vault.get(Entry, saved.id).revision == 1


def test_an_unknown_zone_of_an_old_import_may_stay(ana: Person):
    saved = written(ana, zone="Mars/Olympus")
    assert ana.client.post(at(saved.id), form_of(ana.client.get(at(saved.id))) | {"body": "New"}).status_code == 303
    assert entry_of(ana, saved.id).zone == "Mars/Olympus"


def test_tags_brought_with_commas_stay_whole_until_they_are_touched(ana: Person):
    saved = written(ana, tags=("one, two", "three"))
    ana.client.post(at(saved.id), form_of(ana.client.get(at(saved.id))) | {"body": "New"})
    assert entry_of(ana, saved.id).tags == ("one, two", "three")
    ana.client.post(at(saved.id), form_of(ana.client.get(at(saved.id))) | {"tags": "one, two, four"})
    assert entry_of(ana, saved.id).tags == ("one", "two", "four")


def test_the_address_says_which_page_it_is(ana: Person):
    mine, other = written(ana, "Mine"), written(ana, "Other")
    sent = form_of(ana.client.get(at(mine.id))) | {"record": other.id, "body": "Changed"}
    ana.client.post(at(mine.id), sent)
    assert entry_of(ana, mine.id).body == "Changed"
    assert entry_of(ana, other.id).body == "Other"


def test_a_later_tab_never_overwrites(ana: Person):
    saved = written(ana, "First.\n\nSecond.", tags=("a",))
    here, there = form_of(ana.client.get(at(saved.id))), form_of(ana.client.get(at(saved.id)))
    assert here["tab"] != there["tab"]
    ana.client.post(at(saved.id), here | {"body": "First, changed here.\n\nSecond.", "tags": "a, b"})
    answer = ana.client.post(at(saved.id), there | {"body": "First.\n\nSecond, changed there.", "tags": "a, c"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "<ins>" in text
    assert "First, changed here.\n\nSecond, changed there.</textarea>" in text
    assert entry_of(ana, saved.id).body == "First, changed here.\n\nSecond."
    assert ana.vault.drafts()[0].value.body == "First.\n\nSecond, changed there."
    finished = form_of(answer)
    assert finished["tags"] == "a, b, c"
    assert ana.client.post(at(saved.id), finished).status_code == 303
    assert entry_of(ana, saved.id).body == "First, changed here.\n\nSecond, changed there."
    assert [version.revision for version in ana.vault.history(Entry, saved.id)] == [3, 2, 1]
    assert ana.vault.drafts() == []


def test_while_merging_a_third_tab_may_save_too(ana: Person):
    saved = written(ana, "One.")
    late = form_of(ana.client.get(at(saved.id)))
    ana.client.post(at(saved.id), form_of(ana.client.get(at(saved.id))) | {"body": "Two."})
    merged = form_of(ana.client.post(at(saved.id), late | {"body": "Mine."}))
    ana.client.post(at(saved.id), form_of(ana.client.get(at(saved.id))) | {"body": "Three."})
    assert ana.client.post(at(saved.id), merged).status_code == 409
    assert entry_of(ana, saved.id).body == "Three."


def test_a_page_trashed_meanwhile_can_be_finished(ana: Person):
    saved = written(ana, "One.")
    sent = form_of(ana.client.get(at(saved.id))) | {"body": "One. Two."}
    ana.vault.trash(saved.id)
    answer = ana.client.post(at(saved.id), sent)
    assert answer.status_code == 409
    assert "put in the trash while you were writing" in answer.content.decode()
    assert ana.client.post(at(saved.id), form_of(answer)).status_code == 303
    assert entry_of(ana, saved.id).body == "One. Two."


def test_a_draft_of_it_is_offered_and_opened(ana: Person):
    saved = written(ana, "One.")
    ana.client.post(reverse("journal:draft"), {"record": saved.id, "tab": "t9", "based_on": "1", "body": "One. Two."})
    page = ana.client.get(at(saved.id)).content.decode()
    assert f'href="{at(saved.id)}?tab=t9"' in page
    assert "One. Two.</textarea>" in ana.client.get(at(saved.id), {"tab": "t9"}).content.decode()


def test_a_draft_of_an_older_version_opens_beside_the_newer(ana: Person):
    saved = written(ana, "One.")
    ana.client.post(reverse("journal:draft"), {"record": saved.id, "tab": "t9", "based_on": "1", "body": "One. Two."})
    ana.vault.put(msgspec.structs.replace(saved.value, title="Later"), id=saved.id, expected=1)
    answer = ana.client.get(at(saved.id), {"tab": "t9"})
    assert answer.status_code == 200
    assert "Two versions" in answer.content.decode()


def test_emptying_a_page_is_refused(ana: Person):
    saved = written(ana)
    assert ana.client.post(at(saved.id), form_of(ana.client.get(at(saved.id))) | {"body": ""}).status_code == 422
    assert entry_of(ana, saved.id) == saved.value


def test_strangers_and_the_unknown_get_404(ana: Person, cleo: Person):
    saved = written(ana)
    assert cleo.client.get(at(saved.id)).status_code == 404
    assert ana.client.get(at(STRANGE)).status_code == 404


def test_a_strangers_save_changes_nothing(ana: Person, cleo: Person):
    saved = written(ana, "Hers")
    assert cleo.client.post(at(saved.id), {"based_on": "1", "body": "Not hers"}).status_code == 404
    ana.vault.refresh()
    assert entry_of(ana, saved.id).body == "Hers"
    assert cleo.vault.all(Entry) == []


def test_a_page_erased_meanwhile_gives_the_words_back_and_keeps_them_as_a_draft(ana: Person):
    saved = written(ana, "Old")
    sent = form_of(ana.client.get(at(saved.id))) | {"body": "Old and new"}
    ana.vault.trash(saved.id)
    ana.vault.purge(saved.id)
    answer = ana.client.post(at(saved.id), sent)
    assert answer.status_code == 404
    assert "Old and new</textarea>" in answer.content.decode()
    assert [draft.value.body for draft in ana.vault.drafts()] == ["Old and new"]
    again = {"record": saved.id, "tab": sent["tab"]}
    assert ana.client.post(reverse("journal:finish_draft"), again).status_code == 303
    assert [page.value.body for page in ana.vault.all(Entry)] == ["Old and new"]


def test_a_closed_journal_leaves_the_words_at_the_door(ana: Person, visitor):
    saved = written(ana)
    visitor.post(at(saved.id), {"account": ana.account.id, "based_on": "1", "tab": "t", "body": "Late"})
    (left,) = ana.vault.left_at_door()
    assert (left.late_save.record, left.late_save.based_on) == (saved.id, 1)


def test_wrong_methods(ana: Person):
    refuses(ana, at(written(ana).id), "PUT", "DELETE")


def test_a_constant_number_of_statements(ana: Person):
    saved = written(ana)
    alone = queries_of(ana, at(saved.id))
    for number in range(12):
        written(ana, f"Page {number}", tags=(f"tag {number}",))
    assert queries_of(ana, at(saved.id)) == alone
