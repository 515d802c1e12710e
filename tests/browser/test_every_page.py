"""What app.js does on every page: the idle lock in all tabs, menus, the time zone, and a visitor's words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Route, expect

from emberwell.vault.opening import create_account
from tests.browser.conftest import PHONE, App, OpenBrowser

pytestmark = pytest.mark.browser

PASSPHRASE = "five plain words for a test"
LOCK = re.compile(r"/open/")


@pytest.fixture
def ana(app: App, open_browser: OpenBrowser, real_kdf: None) -> Page:
    """Ana's browser, her journal open at Today."""
    store = app.store
    create_account(store, "Ana", PASSPHRASE)
    page = open_browser()
    page.goto("/open/")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_role("navigation", name="Rooms")).to_be_visible()
    page.goto("/")
    return page


def _answers(*, open: bool, seconds: int) -> Callable[[Route], None]:
    return lambda route: route.fulfill(json={"open": open, "seconds": seconds})


def test_closing_in_one_tab_saves_and_closes_all_of_them(ana: Page) -> None:
    other = ana.context.new_page()
    other.goto("/hard-day/")
    other.evaluate(
        """document.addEventListener("emberwell:closing", (event) => event.detail.wait(
             new Promise((saved) => setTimeout(() => { localStorage.setItem("saved", "yes"); saved(); }, 600))))"""
    )
    ana.get_by_role("button", name="Close").click()
    expect(ana).to_have_url(LOCK)
    assert ana.evaluate("localStorage.getItem('saved')") == "yes"
    expect(other).to_have_url(re.compile(r"/open/\?next=%2Fhard-day%2F"))


def test_a_session_that_ended_leads_to_the_lock_page_and_back(ana: Page) -> None:
    ana.goto("/library/")
    ana.context.clear_cookies()
    ana.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(ana).to_have_url(re.compile(r"/open/\?next=%2Flibrary%2F"))


def test_a_minute_before_the_end_it_can_be_kept_open(ana: Page) -> None:
    ana.goto("/library/")  # Today asks for a fragment when it has loaded, which is activity and moves the end
    ana.route("**/still-open/", _answers(open=True, seconds=40))
    ana.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(ana.get_by_text("Your journal closes in a minute.")).to_be_visible()
    ana.unroute("**/still-open/")
    with ana.expect_request(lambda request: request.method == "HEAD"):
        ana.get_by_role("button", name="Keep it open").click()
    expect(ana.get_by_text("Your journal closes in a minute.")).to_be_hidden()


def test_asking_whether_it_is_open_keeps_nothing_open(ana: Page) -> None:
    left = [
        json.loads(ana.evaluate("fetch('/still-open/').then((answer) => answer.text())"))["seconds"]
        for _ in range(2)
        if ana.wait_for_timeout(1200) is None
    ]
    assert left[1] < left[0]


def test_with_the_server_away_an_ended_session_covers_the_page_and_loses_nothing(ana: Page) -> None:
    first, answered = _answers(open=True, seconds=0), []

    def once_then_away(route: Route) -> None:
        """One rule for both: between two rules the real server could answer."""
        if answered:
            route.abort()
        else:
            answered.append(True)
            first(route)

    ana.route("**/still-open/", once_then_away)
    ana.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(ana.locator("html[data-closed]")).to_have_count(1, timeout=20_000)
    expect(ana.get_by_role("link", name="Write", exact=True)).to_be_hidden()
    assert ana.url.endswith("/")


def test_a_menu_closes_by_escape_and_gives_the_focus_back(ana: Page) -> None:
    ana.get_by_text("Something else").click()
    expect(ana.get_by_role("link", name="Leave a line").last).to_be_visible()
    ana.keyboard.press("Tab")
    ana.keyboard.press("Escape")
    expect(ana.locator("details.menu")).not_to_have_attribute("open", "")
    assert ana.evaluate("document.activeElement.textContent.trim()") == "Something else"


def test_a_prompt_answered_by_keyboard_hands_the_focus_on(ana: Page) -> None:
    ana.goto("/")
    ana.wait_for_load_state("networkidle")  # what Today asks for by itself has come
    exchanging = ana.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")
    for said in ("Later", "Not for me"):
        expect(exchanging).to_have_count(0)
        ana.get_by_role("button", name=said).press("Enter")
        expect(ana.locator(".prompt-card [role=status]")).to_be_focused()
        expect(exchanging).to_have_count(0)
        ana.keyboard.press("Tab")
        if said == "Later":
            expect(ana.get_by_role("link", name="your prompts")).to_be_focused()
            ana.keyboard.press("Tab")
        expect(ana.get_by_role("button", name="Take it back")).to_be_focused()
        ana.keyboard.press("Enter")
        expect(ana.locator(".prompt-card .prompt")).to_be_focused()


def test_a_form_that_comes_back_has_the_focus_where_it_can_be_mended(ana: Page) -> None:
    ana.goto("/prompts/own/")
    ana.get_by_label("The prompt").fill("door " * 200)
    ana.get_by_role("button", name="Save").click()
    expect(ana.get_by_text("It is all still here")).to_be_visible()
    expect(ana.get_by_label("The prompt")).to_be_focused()


def test_a_visitor_writes_without_anything_being_sent(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    page.goto("/")
    assert page.locator("input[name=zone]").get_attribute("value") == "Europe/Dublin"
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))  # noqa: PLW0108 - Playwright marks the function it is given
    words = page.get_by_label("Your words")
    words.fill("The first minute. I said nothing, and it was the right nothing.")
    page.get_by_role("button", name="Discard it").click()
    expect(words).to_have_value("")
    page.get_by_role("button", name="Bring it back").click()
    expect(words).to_have_value(re.compile("right nothing"))
    assert sent == []
    # htmx notes the address of the page, and nothing else is kept.
    assert page.evaluate("Object.entries({...localStorage, ...sessionStorage})") in (
        [],
        [["htmx-current-path-for-history", "/"]],
    )


def test_discarding_needs_no_script(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE, javascript=False)
    page.goto("/")
    page.get_by_label("Your words").fill("Nobody sees this.")
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_label("Your words")).to_have_value("")
