"""Two chairs in a browser: by keyboard, by the wall's clock, flat and on a call, and with nothing left behind."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Dialog, Page, Request, Route, expect

from emberwell.journal.records import KeptLine
from emberwell.vault.opening import unlock_passphrase
from tests.browser.conftest import DESKTOP, PHONE, App, OpenBrowser, assert_accessible
from tests.browser.journeys import PASSPHRASE, begin, press, press_to

pytestmark = pytest.mark.browser

ADDRESS = "/peers/two-chairs/"
MINUTE_MS = 60_000
LINE = "I said the thing I had not said."


def _begin_by_keyboard(page: Page, query: str = "?minutes=5") -> None:
    page.clock.install()
    page.goto(ADDRESS + query)
    press(page, "Begin")


def _now(page: Page, side: str) -> str:
    return page.locator(f"[data-side={side}] [data-now]").inner_text()


def _go_by(page: Page, ms: int) -> None:
    """As a screen that slept: the clock jumps, then the page is looked at."""
    page.clock.fast_forward(ms)
    page.clock.run_for(1_100)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_screen_of_it_is_accessible_and_fits(open_browser: OpenBrowser, size: dict[str, int], dark: bool) -> None:
    for seats in ("flat", "call"):
        page = open_browser(size, dark=dark)
        page.clock.install()
        page.goto(f"{ADDRESS}?minutes=5&seats={seats}")
        assert_accessible(page)
        page.locator("[name=question]").nth(1).check(force=True)
        page.get_by_role("button", name="Begin").click()
        page.clock.run_for(2_000)
        assert_accessible(page)
        for control in page.locator("[data-run] button:visible").all():
            box = control.bounding_box()
            assert box is not None
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= size["height"]
        page.keyboard.press("Escape")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_whole_of_it_by_keyboard(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    sent: list[Request] = []
    _begin_by_keyboard(page)
    page.on("request", lambda request: sent.append(request))  # noqa: PLW0108 - Playwright marks the function it is given
    said = page.locator("[data-said]")
    assert (_now(page, "here"), _now(page, "there")) == ("You speak", "You listen")
    expect(said).to_have_text("This side speaks. The far side listens.")

    page.keyboard.press("Tab")  # away from Pause, which Space would press
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    assert _now(page, "here") == _now(page, "there") == "Paused"
    _go_by(page, 20 * MINUTE_MS)
    assert _now(page, "here") == "Paused"
    page.keyboard.press("Space")

    _go_by(page, 5 * MINUTE_MS)
    assert _now(page, "here") == "A minute of silence"
    expect(said).to_have_text("A minute of silence.")
    _go_by(page, MINUTE_MS)
    assert (_now(page, "here"), _now(page, "there")) == ("You listen", "You speak")
    _go_by(page, 5 * MINUTE_MS)

    expect(page.get_by_role("heading", name="One line each, for yourself.")).to_be_focused()
    press_to(page, "What do you want to keep of this?")
    page.keyboard.type(LINE)
    press(page, "Pass the screen")
    expect(page.get_by_role("heading", name="Hand the screen over.")).to_be_focused()
    assert page.locator("#first-line").input_value() == ""
    expect(page.get_by_role("button", name="I have it")).to_be_visible()
    press(page, "I have it")
    expect(page.locator("#second-line")).to_be_focused()
    page.keyboard.press("Control+z")
    page.keyboard.type("Mine.")
    press(page, "Wipe it and finish")
    expect(page.get_by_text("Nothing was recorded, and nothing is kept.")).to_be_visible()
    press(page, "Leave")
    expect(page.get_by_role("button", name="Begin")).to_be_focused()
    assert [request.url for request in sent if "favicon" not in request.url] == []
    assert page.evaluate("Object.keys({...localStorage, ...sessionStorage})") in ([], ["htmx-current-path-for-history"])
    assert page.context.cookies() == []


def test_handed_over_before_the_time_the_other_has_all_of_theirs(open_browser: OpenBrowser) -> None:
    page = open_browser(DESKTOP)
    _begin_by_keyboard(page, "?minutes=10&first=there&seats=call")
    assert (_now(page, "here"), _now(page, "there")) == ("listens", "speaks")
    _go_by(page, 2 * MINUTE_MS)
    page.keyboard.press("h")
    assert _now(page, "here") == "A minute of silence"
    page.keyboard.press("h")
    assert _now(page, "here") == "speaks"
    assert page.get_by_role("button", name="Hand over").count() == 0
    _go_by(page, 9 * MINUTE_MS)
    assert _now(page, "here") == "speaks"
    _go_by(page, MINUTE_MS)
    expect(page.get_by_role("heading", name="One line each, for yourself.")).to_be_visible()
    expect(page.get_by_text("Stop sharing your screen first.")).to_be_visible()


def test_a_screen_that_slept_through_it_all_is_right(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    _begin_by_keyboard(page)
    _go_by(page, 30 * MINUTE_MS)
    expect(page.get_by_role("heading", name="One line each, for yourself.")).to_be_visible()


def test_stopped_it_can_go_on(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    _begin_by_keyboard(page)
    page.locator("[data-side=there]").get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="You stopped here. That is all right.")).to_be_focused()
    page.get_by_role("button", name="Go on where you stopped").click()
    assert _now(page, "here") == "You speak"


def test_the_far_half_is_turned_and_nothing_moves_under_reduced_motion(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE, reduced_motion="reduce")
    _begin_by_keyboard(page)
    assert page.evaluate("getComputedStyle(document.querySelector('.half--there')).rotate") == "180deg"
    moving = "getComputedStyle(document.querySelector('.chairs__speaker')).transitionDuration"
    assert page.evaluate(moving) == "0s"


def test_without_scripts_it_is_whole_in_words(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE, javascript=False)
    page.goto(ADDRESS)
    expect(page.get_by_role("heading", name="With any clock")).to_be_visible()
    expect(page.get_by_role("button", name="Begin")).to_be_hidden()
    question = page.locator("[name=question]").nth(1)
    first = question.get_attribute("value")
    assert first
    page.get_by_role("button", name="Another three").click()
    expect(question).not_to_have_attribute("value", first)


def _lines(app: App) -> list[str]:
    store = app.store
    opened = unlock_passphrase(store, store.accounts()[0].id, PASSPHRASE)
    return [saved.value.text for saved in opened.vault.all(KeptLine)]


def test_the_one_whose_journal_is_open_keeps_theirs_and_it_closes_before_it_is_passed_on(
    open_browser: OpenBrowser, app: App, real_kdf: None
) -> None:
    page = open_browser(PHONE)
    begin(page)
    other = page.context.new_page()
    other.goto("/journal/")
    page.goto(ADDRESS)
    page.get_by_role("button", name="Begin").click()
    page.keyboard.press("Escape")
    page.locator("#first-line").fill(LINE)
    page.get_by_role("button", name="Keep it in my journal").click()
    expect(page.get_by_text("Saved and sealed. It is in your journal.")).to_be_visible()
    assert page.locator("#first-line").input_value() == ""
    page.get_by_role("button", name="Pass the screen").click()
    expect(page.get_by_role("heading", name="Hand the screen over.")).to_be_visible()
    expect(other).to_have_url(re.compile("/open/"))
    page.get_by_role("button", name="I have it").click()
    page.locator("#second-line").fill("Mine.")
    page.get_by_role("button", name="Wipe it and finish").click()
    expect(page.get_by_text("only the one that was kept is left")).to_be_visible()
    assert _lines(app) == [LINE]
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("navigation", name="Rooms")).to_have_count(0)


def test_when_the_journal_closes_meanwhile_it_goes_on_and_the_line_waits_at_the_door(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    begin(page)
    page.goto(ADDRESS)
    page.get_by_role("button", name="Begin").click()
    page.context.clear_cookies(name="vault_secret")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-closed-meanwhile]")).to_contain_text("has closed meanwhile")
    assert _now(page, "here") == "You speak"
    page.keyboard.press("Escape")
    page.locator("#first-line").fill(LINE)
    page.get_by_role("button", name="Keep it in my journal").click()
    expect(page.get_by_text("Sealed. It waits at the door of your journal.")).to_be_visible()
    assert page.locator("#first-line").input_value() == ""


def test_a_line_on_its_way_is_not_wiped_and_one_that_failed_is_guarded(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    begin(page)
    page.goto(ADDRESS)
    page.get_by_role("button", name="Begin").click()
    page.keyboard.press("Escape")
    page.locator("#first-line").click()
    page.keyboard.type(LINE)
    asked: list[Route] = []
    page.route("**/journal/keep/", lambda route: asked.append(route))  # noqa: PLW0108 - Playwright marks the function
    page.get_by_role("button", name="Keep it in my journal").click()
    page.get_by_role("button", name="Pass the screen").click()
    page.wait_for_timeout(200)
    assert len(asked) == 1
    asked[0].abort()
    expect(page.get_by_text("The line is still here. Try once more.")).to_be_visible()
    assert page.locator("#first-line").input_value() == LINE
    questions: list[Dialog] = []
    page.on("dialog", lambda dialog: (questions.append(dialog), dialog.dismiss()))
    page.close(run_before_unload=True)
    deadline = time.monotonic() + 5
    while not questions and time.monotonic() < deadline and not page.is_closed():
        page.wait_for_timeout(100)
    assert [question.type for question in questions] == ["beforeunload"]
