"""Still raw: said on a page, and taken off it. What is raw never comes back unasked, nor does a line of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.calendar import Calendar
from emberwell.journal.keeping import keep_line
from emberwell.journal.records import Entry, KeptLine
from emberwell.journal.rules import may_return
from emberwell.journal.tests.made import STRANGE, entry_of, form_of, kept, refuses, written

WEEK_AGO = datetime.now(UTC).replace(hour=12) - timedelta(days=7)


def at(name: str, id: str) -> str:
    return reverse(f"journal:{name}", args=[id])


def today(person: Person):
    return person.client.get("/").context["page"].line


def returns(person: Person, line: str) -> bool:
    return may_return(person.vault.get(KeptLine, line).value, person.vault.index(Calendar).held_back())


def test_it_is_said_while_writing_and_shown_on_the_page(ana: Person):
    answer = ana.client.post(reverse("journal:write"), {"body": "x", "raw": "1"})
    (saved,) = ana.vault.all(Entry)
    assert saved.value.raw
    text = ana.client.get(answer.url).content.decode()
    assert "Still raw. It comes back only when you look for it." in text
    assert at("raw", saved.id) in text
    assert form_of(ana.client.get(at("edit", saved.id)))["raw"] == "1"


def test_one_press_lets_it_come_back(ana: Person):
    saved = written(ana, raw=True)
    answer = ana.client.post(at("raw", saved.id))
    assert answer.status_code == 303
    text = ana.client.get(answer.url).content.decode()
    assert "It may come back now." in text
    assert at("raw", saved.id) not in text
    assert not entry_of(ana, saved.id).raw
    ana.client.post(at("raw", saved.id))
    assert ana.vault.get(Entry, saved.id).revision == 2


def test_a_hard_days_page_stays_away_and_says_so(ana: Person):
    saved = written(ana, raw=True, hard_day=True)
    answer = ana.client.post(at("raw", saved.id))
    assert "still comes back only when you look for it" in ana.client.get(answer.url).content.decode()
    assert saved.id in ana.vault.index(Calendar).held_back()


def test_on_this_day_brings_it_only_when_it_may(ana: Person):
    saved = written(ana, "A week ago.", written_at=WEEK_AGO, raw=True)
    assert "A week ago today" not in ana.client.get(reverse("journal:stream")).content.decode()
    ana.client.post(at("raw", saved.id))
    assert "A week ago today" in ana.client.get(reverse("journal:stream")).content.decode()


def test_today_never_shows_a_line_of_it(ana: Person):
    saved = written(ana, written_at=WEEK_AGO)
    line = kept(ana, entry=saved.id, kept_at=WEEK_AGO)
    assert today(ana).id == line.id
    ana.client.post(at("edit", saved.id), form_of(ana.client.get(at("edit", saved.id))) | {"raw": "1"})
    assert today(ana) is None
    text = ana.client.get(reverse("journal:lines")).content.decode()
    assert "Its page is still raw: it comes back only when you look for it." in text
    assert at("rest_line", line.id) not in text
    ana.client.post(at("raw", saved.id))
    assert today(ana).id == line.id


@pytest.mark.parametrize("erased", [False, True])
def test_in_the_trash_and_after_it_a_line_of_it_stays_away(ana: Person, erased: bool):
    saved = written(ana, raw=True)
    line = kept(ana, entry=saved.id)
    ana.client.post(at("trash_page", saved.id))
    if erased:
        ana.vault.purge(saved.id)
    assert not returns(ana, line.id)
    assert "It comes back only when you look for it." in ana.client.get(reverse("journal:lines")).content.decode()


def test_taken_back_and_raw_no_more_its_lines_may_return(ana: Person):
    saved = written(ana, raw=True)
    line = kept(ana, entry=saved.id)
    ana.client.post(at("trash_page", saved.id))
    ana.client.post(at("restore", saved.id))
    assert not returns(ana, line.id)
    assert not ana.vault.get(KeptLine, line.id).value.quiet
    ana.client.post(at("raw", saved.id))
    assert returns(ana, line.id)


def test_a_line_that_was_in_the_trash_first_stays_away_too(ana: Person):
    saved = written(ana, raw=True)
    line = kept(ana, entry=saved.id)
    binned = ana.vault.trash(line.id)
    ana.client.post(at("trash_page", saved.id))
    (still,) = [each for each in ana.vault.trashed() if each.id == line.id]
    assert still.trashed_at == binned.trashed_at
    ana.vault.purge(saved.id)
    ana.client.post(at("restore", line.id))
    assert not returns(ana, line.id)


def test_a_line_kept_from_it_in_the_trash_is_quiet(ana: Person):
    """A tab that was open before."""
    saved = written(ana, raw=True)
    ana.client.post(at("trash_page", saved.id))
    line = keep_line(ana.vault, "I stayed.", entry=saved.id, now=WEEK_AGO, zone="UTC")
    assert line.value.quiet


def test_an_earlier_version_that_was_not_raw_leaves_it_so(ana: Person):
    saved = written(ana, "Before.")
    ana.vault.put(msgspec.structs.replace(saved.value, body="After.", raw=True), id=saved.id, expected=1)
    ana.client.post(reverse("journal:bring_back", args=[saved.id, 1]))
    assert (entry_of(ana, saved.id).body, entry_of(ana, saved.id).raw) == ("Before.", True)


def test_the_trash_leaves_other_lines_as_they_are(ana: Person):
    saved, hard = written(ana), written(ana, hard_day=True, raw=True)
    lines = [kept(ana, "One.", entry=saved.id), kept(ana, "Two."), kept(ana, "Three.", entry=hard.id, quiet=True)]
    for page in (saved, hard):
        ana.client.post(at("trash_page", page.id))
        ana.client.post(at("restore", page.id))
    assert [ana.vault.get(KeptLine, line.id).value for line in lines] == [line.value for line in lines]


def test_strangers_and_the_unknown_get_404(ana: Person, cleo: Person):
    saved = written(ana, raw=True)
    assert cleo.client.post(at("raw", saved.id)).status_code == 404
    assert ana.client.post(at("raw", STRANGE)).status_code == 404
    ana.vault.refresh()
    assert entry_of(ana, saved.id).raw


def test_wrong_methods(ana: Person):
    refuses(ana, at("raw", written(ana, raw=True).id), "GET", "PUT")
