"""Where one is: the room a page lies in is marked, for a visitor at the top and in an open journal in the bar."""

from __future__ import annotations

import pytest
from django.test import Client

from conftest import Person

IN_THE_LIBRARY = ("/library/", "/library/cards/", "/library/paths/", "/practices/", "/peers/two-chairs/")
AT_THE_TOP = '<a class="top__link" href="/library/" aria-current="page">Library</a>'


@pytest.mark.parametrize("address", IN_THE_LIBRARY)
def test_a_visitor_sees_that_it_is_the_library(visitor: Client, address: str) -> None:
    assert AT_THE_TOP in visitor.get(address).text


def test_elsewhere_it_is_not_marked(visitor: Client) -> None:
    assert 'href="/library/">Library</a>' in visitor.get("/hard-day/").text


@pytest.mark.parametrize("address", IN_THE_LIBRARY)
def test_in_an_open_journal_the_bar_says_so(ana: Person, address: str) -> None:
    assert '<a class="nav__link" href="/library/" aria-current="page">' in ana.client.get(address).text
