"""The four doors in a browser: with and without scripts, with and without motion, by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, OpenBrowser, assert_accessible

pytestmark = pytest.mark.browser

PAGES = ["/hard-day/", "/hard-day/minute/", "/hard-day/work/", "/hard-day/client/", "/hard-day/safe/"]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_door_is_accessible_and_fits(open_browser: OpenBrowser, size: dict[str, int], dark: bool) -> None:
    page = open_browser(size, dark=dark)
    for address in PAGES:
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_minute_can_be_begun_stopped_and_finished_by_keyboard(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    page.clock.install()
    page.goto("/hard-day/minute/")
    said = page.get_by_role("status")
    begin, stop = page.get_by_role("link", name="Begin"), page.get_by_role("link", name="Stop")
    assert said.inner_text() == ""
    assert not stop.is_visible()

    begin.press("Enter")
    assert said.inner_text() == "Breathe in"
    page.clock.run_for(4_100)
    assert said.inner_text() == "and out"
    page.keyboard.press("Escape")
    assert said.inner_text() == ""
    assert begin.evaluate("link => link === document.activeElement")

    begin.press("Enter")
    stop.press("Enter")
    page.clock.run_for(60_000)
    assert said.inner_text() == ""

    begin.press("Enter")
    page.clock.run_for(60_000)
    assert said.inner_text() == "That was a minute."
    assert_accessible(page)


def _rings_move(page: object) -> bool:
    ring = 'getComputedStyle(document.querySelector(".pacer circle")).animationName'
    return page.evaluate(ring) == "breath"  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_the_rings_move_only_when_begun_and_never_under_reduced_motion(
    open_browser: OpenBrowser, javascript: bool
) -> None:
    for motion, moves in (("no-preference", True), ("reduce", False)):
        page = open_browser(PHONE, javascript=javascript, reduced_motion=motion)
        page.goto("/hard-day/minute/")
        assert not _rings_move(page)
        page.get_by_role("link", name="Begin").click()
        assert _rings_move(page) is moves
        page.get_by_role("link", name="Stop").click()
        assert not _rings_move(page)


def test_the_lines_are_there_without_scripts(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE, javascript=False)
    page.goto("/hard-day/")
    page.get_by_role("link", name="I’m not safe, or not sure").click()
    expect(page.get_by_role("link", name="116 123").first).to_be_visible()
    page.get_by_text("Austria", exact=True).click()
    expect(page.get_by_role("link", name="142")).to_be_visible()
