"""The room of growth: one step, and the ways from it."""

from __future__ import annotations

from datetime import timedelta

from django.urls import NoReverseMatch, reverse

from conftest import Person
from emberwell.journal.tests.made import queries_of
from emberwell.stayed.records import Stayed
from emberwell.stayed.tests.made import raw_put, stayed_put, today_of

GROWTH = reverse("growth:growth")


def test_its_ways_and_the_way_to_it(ana: Person):
    html = ana.client.get(GROWTH).content.decode()
    for name in ("stayed:new", "why:strengths", "supervision:items", "growth:timeline"):
        assert reverse(name) in html
    assert f'href="{GROWTH}"' in ana.client.get(reverse("purpose:purpose")).content.decode()
    try:
        band = reverse("insight:band")
    except NoReverseMatch:
        return
    assert band in html


def test_what_was_asked_for_is_offered_by_its_day(ana: Person):
    page = stayed_put(ana, return_on=today_of(ana), know_now="I hide.")
    html = ana.client.get(GROWTH).content.decode()
    assert reverse("stayed:one", args=[page.id]) in html
    assert "I hide." not in html
    answer = ana.client.post(reverse("stayed:not_again", args=[page.id]), {"next": GROWTH})
    assert answer.url == GROWTH
    assert ana.vault.get(Stayed, page.id).value.return_on is None
    assert ana.client.get(GROWTH).context["page"].due is None


def test_nothing_raw_and_nothing_before_its_day(ana: Person):
    raw_put(ana, return_on=today_of(ana))
    stayed_put(ana, return_on=today_of(ana) + timedelta(days=1))
    assert ana.client.get(GROWTH).context["page"].due is None


def test_a_constant_number_of_statements(ana: Person):
    alone = queries_of(ana, GROWTH)
    for _ in range(10):
        stayed_put(ana, return_on=today_of(ana))
    assert queries_of(ana, GROWTH) == alone
