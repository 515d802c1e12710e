"""How is it now: asked only when asked for, answered, and let go of. And what is raw stays where it is."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from conftest import Person
from emberwell.accounts.door import take_as_line
from emberwell.journal.records import KeptLine
from emberwell.journal.tests.made import queries_of
from emberwell.stayed.records import Stayed
from emberwell.stayed.rules import due
from emberwell.stayed.tests.made import NOON, ZONE, opened, raw_put, stayed_put, today_of
from emberwell.vault.letterbox import LateSave, leave

LIST = reverse("stayed:stayed")


def at(id: str, name: str = "one") -> str:
    return reverse(f"stayed:{name}", args=[id])


def test_asked_for_a_day_to_come_only(ana: Person):
    page, today = stayed_put(ana), today_of(ana)
    for day in (today.isoformat(), "yesterday", "", "9999-01-01"):
        assert ana.client.post(at(page.id, "again"), {"return_on": day}).status_code == 422
    later = today + timedelta(days=30)
    answer = ana.client.post(at(page.id, "again"), {"return_on": later.isoformat()})
    assert answer.url == at(page.id) + "?said=asked"
    assert ana.vault.get(Stayed, page.id).value.return_on == later
    assert not ana.client.get(at(page.id)).context["page"].asks
    assert due(ana.vault.all(Stayed), today) is None


def test_what_is_raw_is_not_asked_about(ana: Person):
    page = raw_put(ana)
    later = (today_of(ana) + timedelta(days=3)).isoformat()
    assert ana.client.post(at(page.id, "again"), {"return_on": later}).status_code == 422
    assert ana.vault.get(Stayed, page.id).value.return_on is None
    assert "return_on" not in ana.client.get(at(page.id)).content.decode()


def test_answered_it_does_not_ask_again(ana: Person):
    page = stayed_put(ana, return_on=today_of(ana), know_now="I hide.", is_now="Hard.")
    said = opened(ana, at(page.id))
    assert said["is_now"] == "Hard."
    ana.client.post(at(page.id), said | {"is_now": "Hard.\n\nSofter, in June."})
    now = ana.vault.get(Stayed, page.id).value
    assert (now.is_now, now.return_on, now.know_now) == ("Hard.\n\nSofter, in June.", None, "I hide.")


def test_left_blank_it_is_answered_too(ana: Person):
    page = stayed_put(ana, return_on=today_of(ana))
    ana.client.post(at(page.id), opened(ana, at(page.id)))
    assert ana.vault.get(Stayed, page.id).value.return_on is None


def test_an_answer_too_long_stays_in_its_field(ana: Person):
    page = stayed_put(ana, return_on=today_of(ana))
    answer = ana.client.post(at(page.id), opened(ana, at(page.id)) | {"is_now": "x" * 20_001})
    assert answer.status_code == 422
    assert answer.templates[0].name == "stayed/one.html"
    assert answer.context["page"].form["is_now"].value() == "x" * 20_001


def test_not_again(ana: Person):
    page = stayed_put(ana, return_on=today_of(ana))
    assert ana.client.post(at(page.id, "not_again")).status_code == 303
    assert ana.vault.get(Stayed, page.id).value.return_on is None


def test_raw_after_all_takes_back_what_was_asked(ana: Person):
    page = stayed_put(ana, return_on=today_of(ana), know_now="I hide.")
    ana.client.post(at(page.id, "raw"))
    now = ana.vault.get(Stayed, page.id).value
    assert (now.raw, now.return_on, now.know_now) == (True, None, "I hide.")
    assert "I hide." not in ana.client.get(LIST).content.decode()


def test_the_list_shows_a_raw_page_by_its_day_only(ana: Person):
    raw_put(ana, need_tonight="Soup.", what=None)
    stayed_put(ana, know_now="I hide.")
    html = ana.client.get(LIST).content.decode()
    assert "14 March 2026" in html
    assert "I hide." in html
    assert "The door." not in html
    assert "Soup." not in html


def test_raw_words_come_nowhere_by_themselves(ana: Person):
    raw_put(ana, happened="Thornbush", need_tonight="Thornbush", return_on=today_of(ana))
    ana.vault.put(ana.vault.all(Stayed)[0].value)
    ana.client.post(at(ana.vault.all(Stayed)[0].id, "trash"))
    places = ("site:today", "purpose:purpose", "growth:growth", "growth:timeline", "stayed:stayed", "journal:stream")
    for name in (*places, "journal:lines", "journal:trash", "supervision:items", "why:why"):
        assert "Thornbush" not in ana.client.get(reverse(name)).content.decode(), name
    timeline = reverse("growth:timeline") + "?year=2026&month=3"
    assert "Thornbush" not in ana.client.get(timeline).content.decode()


def test_searched_for_it_is_found(ana: Person):
    page = raw_put(ana, happened="A thornbush, all evening.")
    html = ana.client.post(reverse("journal:search"), {"q": "thornbush"}).content.decode()
    assert at(page.id) in html


def test_into_the_trash_and_back(ana: Person):
    page = stayed_put(ana, know_now="I hide.")
    answer = ana.client.post(at(page.id, "trash"))
    assert answer.url == f"{LIST}?said=trashed&gone={page.id}"
    restore = reverse("journal:restore", args=[page.id])
    assert restore in ana.client.get(answer.url).content.decode()
    assert "I hide." in ana.client.get(reverse("journal:trash")).content.decode()
    ana.client.post(restore)
    assert ana.vault.get(Stayed, page.id).value.know_now == "I hide."


def test_older_pages_are_asked_for(ana: Person):
    for number in range(45):
        stayed_put(ana, written_at=NOON + timedelta(days=number))
    first = ana.client.get(LIST).context["page"]
    rest = ana.client.get(f"{LIST}?after={first.older}").context["page"]
    assert len({row.id for row in (*first.rows, *rest.rows)}) == 45
    assert (first.is_top, rest.is_top, rest.older) == (True, False, None)


def test_a_constant_number_of_statements(ana: Person):
    page = stayed_put(ana)
    addresses = (LIST, at(page.id), at(page.id) + "?change=1", reverse("stayed:new"))
    alone = [queries_of(ana, address) for address in addresses]
    for _ in range(10):
        raw_put(ana)
        stayed_put(ana, know_now="I hide.")
    assert [queries_of(ana, address) for address in addresses] == alone


def test_raw_words_from_the_door_make_a_quiet_line(ana: Person):
    late = LateSave(form={"raw": "1"})
    leave(ana.vault.store, ana.vault.account_id, "The door.", now=NOON, late_save=late)
    [left] = ana.vault.left_at_door()
    take_as_line(ana.vault, left, zone=ZONE)
    assert [line.value.quiet for line in ana.vault.all(KeptLine)] == [True]
