"""A new page: written, finished, refused when empty, and never lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Entry, Pillar
from emberwell.journal.tests.made import STRANGE, photo, queries_of, refuses, written
from emberwell.library.prompts import all_prompts, prompts_for
from emberwell.vault.attachments import Attachment
from emberwell.vault.record import RecordId, new_id

WRITE = reverse("journal:write")


def form_of(page) -> dict[str, str]:
    """What a browser would send of the form it was given, unchanged."""
    form = page.context["page"].form
    return {name: str(form[name].value() or "") for name in form.fields if name != "starred"}


def the_page(person: Person) -> Entry:
    (saved,) = person.vault.all(Entry)
    return saved.value


def test_the_page_is_given(ana: Person):
    answer = ana.client.get(WRITE)
    assert answer.status_code == 200
    assert 'autocomplete="off"' in answer.content.decode()
    assert 'spellcheck="false"' in answer.content.decode()


def test_words_alone_are_enough(ana: Person):
    answer = ana.client.post(WRITE, {"body": "One line."})
    (saved,) = ana.vault.all(Entry)
    assert answer.status_code == 303
    assert answer.url == reverse("journal:page", args=[saved.id]) + "?said=saved"
    assert saved.value.body == "One line."
    assert datetime.now(UTC) - saved.value.written_at < timedelta(minutes=1)
    assert "Saved and sealed." in ana.client.get(answer.url).content.decode()


def test_every_field_arrives(ana: Person):
    sent = form_of(ana.client.get(WRITE)) | {
        "title": "  A  title ",
        "body": "Words\r\nand more  ",
        "pillar": "growth",
        "tags": "#supervision, First year",
        "starred": "1",
        "when": "2026-03-14T23:30",
        "zone": "America/New_York",
    }
    ana.client.post(WRITE, sent)
    page = the_page(ana)
    assert (page.title, page.body, page.pillar) == ("A title", "Words\nand more  ", Pillar.GROWTH)
    assert (page.tags, page.starred) == (("supervision", "First year"), True)
    assert page.written_at == datetime(2026, 3, 15, 3, 30, tzinfo=UTC)
    assert page.zone == "America/New_York"


def test_an_untouched_date_keeps_its_moment(ana: Person):
    sent = form_of(ana.client.get(WRITE)) | {"body": "x"}
    ana.client.post(WRITE, sent)
    assert the_page(ana).written_at.isoformat() == sent["moment"]


def test_a_prompt_stands_beside_and_is_remembered(ana: Person):
    prompt = prompts_for()[0]
    page = ana.client.get(WRITE, {"prompt": prompt.id})
    assert prompt.text.split(",")[0] in page.content.decode()
    ana.client.post(WRITE, form_of(page) | {"body": "x"})
    assert (the_page(ana).prompt, the_page(ana).prompt_text) == (prompt.id, prompt.text)
    assert the_page(ana).pillar == prompt.pillar


def test_an_unknown_prompt_is_no_prompt(ana: Person):
    assert ana.client.get(WRITE, {"prompt": "why-none"}).context["page"].prompt is None


def test_done_erases_the_draft(ana: Person):
    sent = form_of(ana.client.get(WRITE)) | {"body": "Half"}
    ana.client.post(reverse("journal:draft"), sent)
    assert len(ana.vault.drafts()) == 1
    ana.client.post(WRITE, sent | {"body": "Whole"})
    assert ana.vault.drafts() == []
    assert the_page(ana).body == "Whole"


def test_done_twice_is_one_page(ana: Person):
    sent = form_of(ana.client.get(WRITE)) | {"body": "Once"}
    first, second = ana.client.post(WRITE, sent), ana.client.post(WRITE, sent)
    assert first.url == second.url
    assert len(ana.vault.all(Entry)) == 1


def test_two_tabs_that_took_one_new_page_meet(ana: Person):
    sent = form_of(ana.client.get(WRITE)) | {"body": "Here"}
    ana.client.post(WRITE, sent)
    answer = ana.client.post(WRITE, sent | {"body": "There", "tab": "other"})
    assert answer.status_code == 409
    assert "Two versions" in answer.content.decode()
    assert the_page(ana).body == "Here"
    assert ana.vault.drafts()[0].value.body == "There"


def test_an_empty_page_is_refused(ana: Person):
    answer = ana.client.post(WRITE, {"body": " \n ", "tags": "stays"})
    assert answer.status_code == 422
    assert "nothing on this page yet" in answer.content.decode()
    assert 'value="stays"' in answer.content.decode()
    assert ana.vault.all(Entry) == []


def test_faults_are_said_and_nothing_typed_is_lost(ana: Person):
    answer = ana.client.post(WRITE, {"body": "Mine", "title": "t" * 301, "zone": "Nowhere/At All", "when": "soon"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "at most 300 characters" in text
    assert "not known here" in text
    assert "Mine</textarea>" in text
    assert "t" * 301 in text


def test_too_long_a_page_is_refused_whole(ana: Person):
    answer = ana.client.post(WRITE, {"body": "x" * 200_001})
    assert answer.status_code == 422
    assert "x" * 200_001 in answer.content.decode()


def test_files_come_along_without_scripts(ana: Person):
    file = SimpleUploadedFile("window.jpg", photo(), content_type="image/jpeg")
    ana.client.post(WRITE, {"body": "Look", "files": [file]})
    page = the_page(ana)
    assert page.body == f"Look\n\n![picture](attachment:{page.attachments[0]})"
    assert ana.vault.get(Attachment, page.attachments[0]).value.has_thumbnail


def test_a_picture_alone_is_a_page(ana: Person):
    file = SimpleUploadedFile("window.jpg", photo(), content_type="image/jpeg")
    assert ana.client.post(WRITE, {"body": "", "files": [file]}).status_code == 303
    assert len(the_page(ana).attachments) == 1


def test_a_file_that_is_not_taken_leaves_the_words(ana: Person):
    bad = SimpleUploadedFile("run.exe", b"MZ", content_type="application/x-msdownload")
    good = SimpleUploadedFile("window.jpg", photo(), content_type="image/jpeg")
    answer = ana.client.post(WRITE, {"body": "Words", "files": [good, bad]})
    assert answer.status_code == 422
    assert "run.exe was not taken in" in answer.content.decode()
    assert "![picture](attachment:" in answer.content.decode()
    assert ana.vault.all(Entry) == []


def test_a_page_erased_meanwhile_is_written_anew(ana: Person):
    saved = written(ana, "Old")
    ana.vault.trash(saved.id)
    ana.vault.purge(saved.id)
    answer = ana.client.post(WRITE, {"record": saved.id, "tab": "t", "based_on": "1", "body": "Still here"})
    assert answer.status_code == 303
    assert the_page(ana).body == "Still here"


def test_going_on_with_a_draft(ana: Person):
    id = new_id()
    ana.client.post(reverse("journal:draft"), {"record": id, "tab": "t1", "body": "Half a thought", "title": "T"})
    page = ana.client.get(WRITE, {"page": id, "tab": "t1"})
    assert "Half a thought</textarea>" in page.content.decode()
    assert page.context["page"].status.startswith("Saved and sealed ")
    assert form_of(page)["record"] == id


def test_going_on_with_a_page_that_is_one_leads_to_it(ana: Person):
    saved = written(ana)
    assert ana.client.get(WRITE, {"page": saved.id, "tab": "t"}).url == reverse("journal:edit", args=[saved.id])
    ana.client.post(reverse("journal:draft"), {"record": saved.id, "tab": "t", "based_on": "1", "body": "More"})
    there = ana.client.get(WRITE, {"page": saved.id, "tab": "t"}).url
    assert there == reverse("journal:edit", args=[saved.id]) + "?tab=t"


def test_nobody_elses_draft_is_given(ana: Person, cleo: Person):
    id = new_id()
    ana.client.post(reverse("journal:draft"), {"record": id, "tab": "t1", "body": "Hers"})
    assert "Hers" not in cleo.client.get(WRITE, {"page": id, "tab": "t1"}).content.decode()


def test_nonsense_in_hidden_fields_is_refused_with_the_words(ana: Person):
    answer = ana.client.post(WRITE, {"record": "../..", "tab": "<>", "based_on": "-1", "body": "Mine"})
    assert answer.status_code == 422
    assert "Mine</textarea>" in answer.content.decode()


def test_a_closed_journal_leaves_the_words_at_the_door(ana: Person, visitor):
    sent = {"account": ana.account.id, "record": STRANGE, "tab": "t", "title": "T", "body": "Late", "tags": "a"}
    answer = visitor.post(WRITE, sent)
    assert answer.status_code == 303
    (left,) = ana.vault.left_at_door()
    assert left.text == "Late"
    assert left.late_save.record == RecordId(STRANGE)
    assert left.late_save.form["tags"] == "a"


def test_wrong_methods(ana: Person):
    refuses(ana, WRITE, "PUT", "DELETE")


def test_a_constant_number_of_statements(ana: Person):
    alone = queries_of(ana, WRITE)
    for number in range(12):
        written(ana, f"Page {number}", tags=(f"tag {number}",))
    assert queries_of(ana, WRITE) == alone


def test_a_further_question_of_the_prompt_lies_beside_the_page(ana: Person):
    prompt = next(each for each in all_prompts() if each.follow_up)
    page = ana.client.get(WRITE, {"prompt": prompt.id})
    assert page.context["page"].prompt.further == (prompt.follow_up,)
    html = page.content.decode()
    assert "Another question of this scene" not in html
    assert html.count('<details class="further">') == 1
