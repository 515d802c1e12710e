"""Possible identifiers beside the writing, in a real browser: pointed out after a pause, put otherwise, or left."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, App, OpenBrowser, assert_accessible
from tests.browser.journeys import open_journal

pytestmark = pytest.mark.browser


def writing(open_browser: OpenBrowser, size: dict[str, int], *, dark: bool = False) -> Page:
    page = open_browser(size, dark=dark)
    open_journal(page)
    page.wait_for_url(lambda address: "/open/" not in address)
    page.goto("/journal/write/")
    return page


def margin(page: Page):
    return page.get_by_role("region", name="Could say who somebody is")


@pytest.mark.parametrize(("size", "dark"), [(PHONE, False), (DESKTOP, True)])
def test_pointed_out_replaced_and_left(begun: App, open_browser: OpenBrowser, size: dict[str, int], dark: bool) -> None:
    page = writing(open_browser, size, dark=dark)
    words = page.get_by_label("Your words")
    words.press_sequentially("I saw Wrenna. Wrenna’s number is 07700 900 417.")
    expect(margin(page).locator("mark")).to_have_text(["Wrenna", "07700 900 417"])
    expect(margin(page)).to_contain_text("can miss names")
    expect(words).to_be_focused()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    margin(page).get_by_label("What to put instead of Wrenna").select_option("someone")
    margin(page).get_by_role("button", name="Put this instead").click()
    expect(words).to_have_value("I saw someone. someone’s number is 07700 900 417.")
    leave = margin(page).get_by_role("button", name="Leave it")
    expect(leave).to_have_count(1)
    leave.click()
    expect(margin(page)).to_be_hidden()
    expect(words).to_be_focused()
    words.press_sequentially(" Then Wrenna rang.")
    expect(margin(page).locator("mark")).to_have_text(["Wrenna"])
    expect(page.locator("[data-status]")).to_contain_text("Saved and sealed")


def test_by_keyboard_and_taken_back(begun: App, open_browser: OpenBrowser) -> None:
    page = writing(open_browser, DESKTOP)
    words = page.get_by_label("Your words")
    words.press_sequentially("Ring 07700 900 417 or not.")
    put = margin(page).get_by_role("button", name="Put [phone] instead")
    expect(put).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
        if put.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(words).to_have_value("Ring [phone] or not.")
    expect(words).to_be_focused()
    page.keyboard.press("Control+z")
    expect(words).to_have_value("Ring 07700 900 417 or not.")
