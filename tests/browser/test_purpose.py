"""Why in ten minutes, the card, three weeks, week's end and what they show: by keyboard alone, and by touch on a phone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, OpenBrowser, assert_accessible
from tests.browser.journeys import begin, begin_by_keyboard, press, press_to

pytestmark = pytest.mark.browser

SCENE = "The kitchen, the radio on low. I took the plate when it was dry."
WHY = "To still be there in the second minute."


def arrive(page: Page, path: str) -> None:
    """Wait for an address by its path alone: another's `next` may end with the same words."""
    page.wait_for_url(lambda url: urlsplit(url).path == path)


def past_fridays(count: int) -> list[date]:
    """The last days of the weeks before this one, the oldest first; a week ends on Friday unless one says otherwise."""
    today = datetime.now(UTC).date()
    last = today - timedelta(days=(today.isoweekday() - 5) % 7 or 7)
    return [last - timedelta(weeks=back) for back in range(count, 0, -1)]


def test_by_keyboard_alone(open_browser: OpenBrowser) -> None:
    page = open_browser()
    begin_by_keyboard(page)
    press(page, "Purpose")
    arrive(page, "/purpose/")
    assert_accessible(page)
    press(page, "Begin")
    arrive(page, "/why/ten/")
    assert_accessible(page)

    page.locator(".scene-choice").first.wait_for()
    press(page, page.locator(".scene-choice__title").first.inner_text())
    arrive(page, "/journal/write/")
    press_to(page, "Your words")
    page.keyboard.type(SCENE)
    press(page, "Done")
    arrive(page, "/why/ten/")

    press(page, "Lay out the cards")
    arrive(page, "/why/sort/")
    five = sort_by_keys(page)
    arrive(page, "/why/ten/")

    press(page, "Write the sentence")
    arrive(page, "/why/sentence/")
    press_to(page, "Your why")
    page.keyboard.type(WHY)
    assert_accessible(page)
    press(page, "Save")
    arrive(page, "/why/ten/")
    expect(page.get_by_text(WHY)).to_be_visible()
    assert_accessible(page)
    with page.expect_download() as card:
        press(page, "A card to print")
    assert card.value.path().read_bytes().startswith(b"%PDF-")

    for number, friday in enumerate(past_fridays(3)):
        page.goto(f"/week/{friday.isoformat()}/")
        page.wait_for_load_state()
        for name in five:
            press_to(page, f"{name}, at work")
            page.keyboard.press("End")
            for _ in range(number + 1):
                page.keyboard.press("ArrowUp")
        press_to(page, "What stood in the way")
        page.keyboard.type("The rota.")
        if number == 2:
            assert_accessible(page)
        press(page, "Keep this week")
        expect(page.get_by_text("Saved and sealed.")).to_be_visible()
    assert_accessible(page)
    page.goto("/week/")
    token = page.get_by_role("slider", name=f"{five[0]}, at work")
    expect(token).to_have_accessible_description(re.compile("Before:"))

    page.goto("/alignment/")
    assert_accessible(page)
    chart = page.get_by_role("img", name=re.compile(f"^{five[0]}.*at work", re.IGNORECASE))
    expect(chart).to_have_count(1)
    expect(chart).to_have_accessible_description(re.compile("the middle"))
    press(page, "The numbers")
    expect(page.get_by_role("table").first).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("week|[0-9]{4}")).first).to_be_visible()
    assert_accessible(page)


def sort_by_keys(page: Page) -> list[str]:
    """Seven on mine, one taken back, three not now; two set aside; the names that stayed."""
    said = page.locator("#card-name")
    page.wait_for_load_state()
    for key in (*["ArrowRight"] * 8, "Backspace", *["ArrowLeft"] * 3):
        before = said.inner_text()
        page.keyboard.press(key)
        expect(said).not_to_have_text(before)
        page.locator("#deck[data-dealt]").wait_for()  # a key pressed while cards change hands is passed over
    assert_accessible(page)
    press(page, "That is enough")
    expect(page.get_by_role("heading", name="Five at most stay")).to_be_visible()
    assert_accessible(page)
    for left in (6, 5):
        press(page, "Set aside")
        expect(page.locator(".pick:not(.pick--aside)")).to_have_count(left)
    names = page.locator(".pick:not(.pick--aside) .pick__name").all_inner_texts()
    press(page, "These are mine")
    return names


def test_by_touch_on_a_phone(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    begin(page)
    page.get_by_role("link", name="Purpose", exact=True).tap()
    page.get_by_role("link", name="Begin", exact=True).tap()
    page.locator(".scene-choice").first.tap()
    page.locator("textarea[name=body]").fill(SCENE)
    page.get_by_role("button", name="Done").first.tap()
    arrive(page, "/why/ten/")
    page.get_by_role("link", name="Lay out the cards").tap()
    five = sort_by_touch(page)
    arrive(page, "/why/ten/")
    page.get_by_role("link", name="Write the sentence").tap()
    page.get_by_label("Your why").fill(WHY)
    page.get_by_role("button", name="Save", exact=True).tap()
    arrive(page, "/why/ten/")
    expect(page.get_by_text(WHY)).to_be_visible()

    for friday in past_fridays(3):
        page.goto(f"/week/{friday.isoformat()}/")
        token = page.get_by_role("slider", name=f"{five[0]}, at work")
        slide_to_the_middle(page, token)
        expect(token).to_have_attribute("aria-valuenow", "6")
        page.get_by_role("textbox", name="What stood in the way").fill("The rota.")
        page.get_by_role("button", name="Keep this week").tap()
        expect(page.get_by_text("Saved and sealed.")).to_be_visible()
    assert_accessible(page)
    page.goto("/alignment/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    assert_accessible(page)
    page.goto("/purpose/")
    expect(page.get_by_text(WHY)).to_be_visible()
    assert_accessible(page)


def sort_by_touch(page: Page) -> list[str]:
    """Five on mine, and enough."""
    said = page.locator("#card-name")
    for name in ("Mine", "Not now", *["Mine"] * 4):
        before = said.inner_text()
        page.get_by_role("button", name=name, exact=True).tap()
        expect(said).not_to_have_text(before)
    page.get_by_role("button", name="That is enough").tap()
    expect(page.locator(".pick__name")).to_have_count(5)
    names = page.locator(".pick__name").all_inner_texts()
    page.get_by_role("button", name="These are mine").tap()
    return names


def slide_to_the_middle(page: Page, token: Locator) -> None:
    """A finger on the token, slid along its line to the middle of its ring."""
    token.scroll_into_view_if_needed()
    box = token.bounding_box()
    ring = token.locator("xpath=ancestor::*[local-name()='svg']").bounding_box()
    assert box
    assert ring
    start = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    end = {"x": ring["x"] + ring["width"] / 2, "y": ring["y"] + ring["height"] / 2}
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [start]})
    for step in range(1, 11):
        point = {axis: start[axis] + (end[axis] - start[axis]) * step / 10 for axis in ("x", "y")}
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
