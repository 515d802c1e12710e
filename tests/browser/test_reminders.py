"""Reminders in a browser: asked for after a press, shown once over several tabs, paused where they stand."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenBrowser, assert_accessible
from tests.browser.journeys import begin, press, press_to

pytestmark = pytest.mark.browser

ADDRESS = "/settings/reminders/"
SHOWN = "A few minutes, if you like."
NOTES_NOTIFICATIONS = """
  window.asked = 0;
  window.Notification = class {
    static permission = "granted";
    static async requestPermission() { window.asked += 1; return "granted"; }
    constructor(title, options) {
      const shown = JSON.parse(localStorage.getItem("shown") ?? "[]");
      localStorage.setItem("shown", JSON.stringify([...shown, { title, ...options }]));
    }
    close() {}
  };
"""
PAUSES_QUIETLY = """() => {
  const sent = new FormData(document.querySelector("[data-reminder] form"));
  return fetch("/settings/reminders/pause/", { method: "POST", body: sent });
}"""
"""As another browser would: no tab here is told."""


def _choose(page: Page, minutes_ahead: int = 3) -> None:
    """Every day at a time a few minutes ahead, by this machine's clock."""
    now = datetime.now(ZoneInfo("Europe/Dublin"))
    at = datetime.fromtimestamp(now.timestamp() + minutes_ahead * 60, ZoneInfo("Europe/Dublin"))
    page.goto(ADDRESS)
    for day in page.locator("[name=days]").all():
        day.check(force=True)
    page.get_by_label("Time", exact=True).fill(at.strftime("%H:%M"))
    page.get_by_label("Remind me while").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved and sealed.")).to_be_visible()


def _shown(page: Page) -> list[dict[str, str]]:
    return page.evaluate("JSON.parse(localStorage.getItem('shown') ?? '[]')")  # type: ignore[no-any-return]


def _pass_minutes(page: Page, minutes: int) -> None:
    page.clock.run_for(minutes * 60_000)


def test_the_page_is_accessible_and_permission_is_asked_for_after_a_press_only(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE, dark=True)
    page.add_init_script(NOTES_NOTIFICATIONS.replace('permission = "granted"', 'permission = "default"'))
    begin(page)
    page.goto(ADDRESS)
    assert_accessible(page)
    assert page.evaluate("asked") == 0
    assert page.locator("[name=zone]").input_value() == "Europe/Dublin"
    press(page, "Allow notifications here")
    assert page.evaluate("asked") == 1
    _choose(page)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_one_notification_for_two_tabs_and_a_pause_where_it_stands(open_browser: OpenBrowser) -> None:
    page = open_browser(DESKTOP)
    page.context.add_init_script(NOTES_NOTIFICATIONS)
    begin(page)
    _choose(page)
    other = page.context.new_page()
    for tab in (page, other):
        tab.clock.install()
        tab.goto("/journal/")
        tab.wait_for_load_state("networkidle")
    for tab in (page, other):
        _pass_minutes(tab, 4)
    notice = page.get_by_role("complementary", name="A reminder")
    expect(notice).to_contain_text(SHOWN)
    assert_accessible(page)
    other.wait_for_timeout(500)
    assert _shown(page) == [{"title": SHOWN, "tag": "emberwell-rhythm"}]

    press_to(page, "Pause reminders")
    page.keyboard.press("Enter")
    expect(notice).to_contain_text("Paused until you take them up again")
    page.keyboard.press("Enter")
    expect(notice).to_be_hidden()
    page.goto("/")
    assert page.locator("[data-reminder]").count() == 0
    page.goto(ADDRESS)
    page.get_by_role("button", name="Take them up again").click()
    expect(page.get_by_role("heading", name="On", exact=True)).to_be_visible()


def test_paused_in_another_tab_or_closed_nothing_is_shown(open_browser: OpenBrowser) -> None:
    page = open_browser(DESKTOP)
    page.context.add_init_script(NOTES_NOTIFICATIONS)
    begin(page)
    _choose(page)
    for end in ("pause", "close"):
        page.clock.install()
        page.goto("/journal/")
        page.wait_for_load_state("networkidle")
        if end == "pause":
            page.evaluate(PAUSES_QUIETLY)
        else:
            page.context.clear_cookies(name="vault_secret")
        _pass_minutes(page, 4)
        page.wait_for_timeout(300)
        assert _shown(page) == []
        if end == "pause":
            page.goto(ADDRESS)
            page.get_by_role("button", name="Take them up again").click()


def test_a_page_that_slept_past_the_moment_says_nothing(open_browser: OpenBrowser) -> None:
    page = open_browser(DESKTOP)
    page.context.add_init_script(NOTES_NOTIFICATIONS)
    begin(page)
    _choose(page)
    page.clock.install()
    page.goto("/journal/")
    page.wait_for_load_state("networkidle")
    page.clock.fast_forward(60 * 60_000)
    page.clock.run_for(60_000)
    page.wait_for_timeout(300)
    assert _shown(page) == []
    expect(page.get_by_role("complementary", name="A reminder")).to_be_hidden()


def test_none_is_shown_over_two_chairs_until_they_have_finished(open_browser: OpenBrowser) -> None:
    page = open_browser(DESKTOP)
    page.context.add_init_script(NOTES_NOTIFICATIONS)
    begin(page)
    _choose(page)
    page.clock.install()
    page.goto("/peers/two-chairs/")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Begin").click()
    asked = page.expect_response("**/settings/reminders/moments/")
    with asked:
        _pass_minutes(page, 4)
    page.wait_for_timeout(300)
    notice = page.locator("[data-reminder]")
    expect(notice).to_be_hidden()
    assert _shown(page) == []
    page.keyboard.press("Escape")
    press(page, "Pass the screen")
    expect(page.get_by_role("button", name="I have it")).to_be_visible()
    press(page, "I have it")
    press(page, "Wipe it and finish")
    assert _shown(page) == []
