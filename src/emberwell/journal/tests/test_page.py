"""One page: read, starred, sent away from On this day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import msgspec
from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Entry, Pillar
from emberwell.journal.tests.hostile import payloads
from emberwell.journal.tests.made import HTMX, NOON, STRANGE, entry_of, kept, photo, queries_of, refuses, written
from emberwell.journal.tests.test_hostile import wrong_in


def at(id: str, name: str = "page") -> str:
    return reverse(f"journal:{name}", args=[id])


def text_of(person: Person, id: str) -> str:
    return person.client.get(at(id)).content.decode()


def test_a_page_reads_as_it_was_written(ana: Person):
    saved = written(
        ana,
        "I **stayed**.",
        title="A title",
        pillar=Pillar.WHY,
        tags=("first year",),
        prompt="why-x",
        prompt_text="Go back to that room.",
    )
    text = text_of(ana, saved.id)
    assert "<p>I <strong>stayed</strong>.</p>" in text
    assert "A title" in text
    assert "Saturday, 14 March 2026, 12:00" in text
    assert "Go back to that room." in text
    assert "#first year" in text
    assert 'data-pillar="why"' in text


def test_no_words_of_hers_in_the_title_of_the_tab_or_an_address(ana: Person):
    """Browsers write both to their history, on the disk."""
    saved = written(ana, "kanarek body", title="kanarek title", tags=("kanarek",))
    text = text_of(ana, saved.id)
    assert "kanarek" not in text[text.index("<title>") : text.index("</title>")]
    assert not [part for part in text.split('href="')[1:] if "kanarek" in part.split('"')[0]]


def test_only_the_date_of_a_day_that_is_all_day(ana: Person):
    assert "12:00" not in text_of(ana, written(ana, all_day=True, title="T").id)


def test_pictures_stand_in_their_sentence_and_others_below(ana: Person):
    inside = ana.vault.attach(BytesIO(photo()), name="in.jpg", media_type="image/jpeg").id
    beside = ana.vault.attach(BytesIO(photo()), name="beside.jpg", media_type="image/jpeg").id
    paper = ana.vault.attach(BytesIO(b"%PDF"), name="paper.pdf", media_type="application/pdf").id
    text = text_of(ana, written(ana, f"![x](attachment:{inside})", attachments=(inside, beside, paper)).id)
    assert text.count(reverse("journal:picture", args=[inside])) == 1
    assert 'alt="beside.jpg"' in text
    assert ">paper.pdf</a>" in text


def test_an_attachment_that_is_gone_leaves_its_words(ana: Person):
    assert "the window" in text_of(ana, written(ana, f"![the window](attachment:{STRANGE})").id)


def test_its_neighbours_in_time(ana: Person):
    days = [written(ana, f"Day {n}", written_at=NOON + timedelta(days=n)) for n in range(3)]
    text = text_of(ana, days[1].id)
    assert f'rel="prev" href="{at(days[0].id)}"' in text
    assert f'rel="next" href="{at(days[2].id)}"' in text
    assert 'rel="prev"' not in text_of(ana, days[0].id)
    assert 'rel="next"' not in text_of(ana, days[2].id)


def test_lines_kept_from_it(ana: Person):
    saved = written(ana)
    kept(ana, "Of this page", entry=saved.id)
    kept(ana, "Of none")
    assert "Of this page" in text_of(ana, saved.id)
    assert "Of none" not in text_of(ana, saved.id)


def test_hostile_pages_are_harmless(ana: Person):
    saved = written(ana, "\n\n".join(payloads()[:120]), title="<script>hit(1)</script>", tags=("<img onerror=hit(1)>",))
    text = text_of(ana, saved.id)
    reading = text[text.index('data-keep-at="') :].split(">", 1)[1].split("</div>", 1)[0]
    assert wrong_in(reading) == []
    assert "<script>hit" not in text
    assert "<img onerror" not in text


def test_one_in_the_trash_says_so(ana: Person):
    saved = written(ana)
    ana.vault.trash(saved.id)
    text = text_of(ana, saved.id)
    assert "in the trash until" in text
    assert "Take it back" in text
    assert "journal/" + saved.id + "/edit/" not in text


def test_a_newer_releases_page_is_read_only(ana: Person, monkeypatch):
    with monkeypatch.context() as newer:
        newer.setattr(Entry, "schema", Entry.schema + 1)
        saved = written(ana, "From tomorrow")
    text = text_of(ana, saved.id)
    assert "From tomorrow" in text
    assert "written by a newer Emberwell" in text
    assert "/edit/" not in text
    refused = ana.client.post(at(saved.id, "edit"), {"based_on": "1", "body": "Mine"})
    assert refused.status_code == 409
    assert "Mine</textarea>" in refused.content.decode()
    assert entry_of(ana, saved.id).body == "From tomorrow"


def test_the_star(ana: Person):
    saved = written(ana)
    assert ana.client.post(at(saved.id, "star"), {"starred": "1"}).url == at(saved.id)
    assert entry_of(ana, saved.id) == msgspec.structs.replace(saved.value, starred=True)
    ana.client.post(at(saved.id, "star"), {"starred": "1"})
    ana.client.post(at(saved.id, "star"), {"starred": "0"})
    assert entry_of(ana, saved.id) == saved.value


def test_not_this_one_again_brings_the_next(ana: Person):
    now = datetime.now(UTC)
    pages = [written(ana, f"Page {n}", written_at=_years_ago(now, n), zone="UTC") for n in (1, 2)]
    answer = ana.client.post(at(pages[0].id, "not_again"), headers=HTMX).content.decode()
    assert entry_of(ana, pages[0].id).not_again
    assert "Two years ago today" in answer
    assert "Page 2" in answer
    last = ana.client.post(at(pages[1].id, "not_again"), headers=HTMX).content.decode()
    assert "years ago" not in last
    assert ana.client.post(at(pages[1].id, "not_again")).url == reverse("journal:stream")


def _years_ago(now: datetime, years: int) -> datetime:
    day = now.replace(hour=12)
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)


def test_strangers_and_the_unknown_get_404(ana: Person, cleo: Person, visitor):
    saved = written(ana)
    for name in ("page", "star", "not_again"):
        send = cleo.client.get if name == "page" else cleo.client.post
        assert send(at(saved.id, name)).status_code == 404
        send = ana.client.get if name == "page" else ana.client.post
        assert send(at(STRANGE, name)).status_code == 404
    assert visitor.get(at(saved.id)).status_code == 302


def test_wrong_methods(ana: Person):
    saved = written(ana)
    refuses(ana, at(saved.id), "POST", "DELETE")
    refuses(ana, at(saved.id, "star"), "GET")
    refuses(ana, at(saved.id, "not_again"), "GET")


def test_a_constant_number_of_statements(ana: Person):
    saved = written(ana)
    alone = queries_of(ana, at(saved.id))
    for number in range(6):
        written(ana, f"Page {number}", written_at=NOON + timedelta(days=number))
        kept(ana, f"Line {number}", entry=saved.id)
    assert queries_of(ana, at(saved.id)) == alone
