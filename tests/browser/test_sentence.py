"""Composing the why in a real browser: sealed while it is typed, laid in from one's own words, lost by no accident."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from emberwell.journal.records import KeptLine
from emberwell.vault.opening import create_account
from emberwell.why.records import WhyStatement
from tests.browser.conftest import DESKTOP, PHONE, App, OpenBrowser, assert_accessible
from tests.browser.journeys import PASSPHRASE, opened

pytestmark = pytest.mark.browser

SEALED = re.compile(r"^Draft saved and sealed \d\d:\d\d$")
LONG_MS = 40_000
NOW = datetime.now(UTC)


@pytest.fixture
def begun(app: App, real_kdf: None) -> App:
    """An app in which Ana has a journal, a why and a kept line."""
    vault = create_account(app.store, "Ana", PASSPHRASE).vault
    vault.put(KeptLine(text="I laughed first.", kept_at=NOW, zone="UTC"))
    vault.put(WhyStatement(text="To keep a door open.", written_at=NOW, zone="UTC"))
    return app


def at_the_sentence(open_browser: OpenBrowser, size: dict[str, int] = DESKTOP, **more: bool) -> Page:
    page = opened(open_browser, size, **more)
    page.goto("/why/sentence/")
    return page


def field(page: Page):
    return page.get_by_label("Your why")


def status(page: Page):
    return page.locator("[data-status]")


def test_typed_sealed_gone_on_with_and_saved_by_keyboard(begun: App, open_browser: OpenBrowser) -> None:
    page = at_the_sentence(open_browser)
    assert_accessible(page)
    field(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And shut,")
    expect(status(page)).to_have_text("Not saved yet")
    expect(status(page)).to_have_text(SEALED)
    page.reload()
    expect(field(page)).to_have_value("To keep a door open. And shut,")
    field(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" at six.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved and sealed.")).to_be_visible()
    expect(page.get_by_text("To keep a door open. And shut, at six.")).to_be_visible()
    assert_accessible(page)


def test_ones_own_words_are_laid_in_by_touch_and_taken_out_again(begun: App, open_browser: OpenBrowser) -> None:
    page = at_the_sentence(open_browser, PHONE)
    page.get_by_text("What you have already").tap()
    assert_accessible(page)
    page.get_by_role("button", name="Lay it into the field").tap()
    expect(field(page)).to_have_value("To keep a door open. I laughed first.")
    expect(status(page)).to_have_text(SEALED)
    page.keyboard.press("Control+z")
    expect(field(page)).to_have_value("To keep a door open.")
    expect(status(page)).to_have_text("")


def test_a_server_that_dies_while_typing_loses_nothing(begun: App, open_browser: OpenBrowser) -> None:
    page = at_the_sentence(open_browser)
    field(page).fill("Before.")
    expect(status(page)).to_have_text(SEALED)
    begun.kill()
    field(page).press_sequentially(" Meanwhile.")
    expect(status(page)).to_have_text("Kept in this browser, sealed. Not saved yet, trying again")
    page.get_by_role("button", name="Save").click()
    expect(field(page)).to_have_value("Before. Meanwhile.")
    page.close()
    begun.start()
    again = page.context.new_page()
    again.goto("/")
    expect(again.get_by_text("Before. Meanwhile.")).to_be_visible(timeout=LONG_MS)


def test_a_session_that_ended_leaves_the_words_at_the_door(begun: App, open_browser: OpenBrowser) -> None:
    page = at_the_sentence(open_browser)
    others = [cookie for cookie in page.context.cookies() if "secret" not in cookie["name"]]
    page.context.clear_cookies()
    page.context.add_cookies(others)  # type: ignore[arg-type]  # as they came
    field(page).fill("Too late to be saved")
    expect(page.get_by_text("What you were writing was sealed and left at the door.")).to_be_visible()


def test_closing_in_another_tab_seals_what_is_being_typed(begun: App, open_browser: OpenBrowser) -> None:
    page = at_the_sentence(open_browser)
    field(page).fill("Typed a moment ago")
    other = page.context.new_page()
    other.goto("/library/")
    other.get_by_role("button", name="Close", exact=True).click()
    expect(page).to_have_url(re.compile("/open/"))
    other.close()
    page.locator("input[name=passphrase]").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value("Typed a moment ago")


def test_a_second_tab_has_a_draft_of_its_own(begun: App, open_browser: OpenBrowser) -> None:
    first = at_the_sentence(open_browser)
    second = first.context.new_page()
    second.goto(first.url)
    for page, words in ((first, "First."), (second, "Second.")):
        field(page).fill(words)
        expect(status(page)).to_have_text(SEALED)
    first.get_by_role("button", name="Save").click()
    expect(first.get_by_text("Saved and sealed.")).to_be_visible()
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_text("It was changed in another tab meanwhile")).to_be_visible()
    expect(field(second)).to_have_value("Second.")
    expect(second.get_by_text("First.", exact=True)).to_be_visible()
    assert_accessible(second)


def test_without_scripts_it_is_a_form(begun: App, open_browser: OpenBrowser) -> None:
    page = at_the_sentence(open_browser, PHONE, javascript=False)
    expect(page.get_by_text("Not saved until you press Save")).to_be_visible()
    expect(page.get_by_role("button", name="Lay it into the field")).to_have_count(0)
    field(page).fill("Plainly.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Plainly.")).to_be_visible()
