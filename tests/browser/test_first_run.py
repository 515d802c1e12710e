"""From `make run` to a sealed page, a kept line, a closed journal, a line at the door: as its people do it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, App, OpenBrowser, assert_accessible
from tests.browser.journeys import begin, begin_by_keyboard, close, open_journal, press_to, write

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_write_first_then_seal_then_kit_then_open_again(open_browser: OpenBrowser, size: dict[str, int]) -> None:
    page = open_browser(size)
    begin(page)
    page.get_by_role("link", name="Journal", exact=True).click()
    expect(page.get_by_text("The room was quiet, and so was I.").first).to_be_visible()
    close(page)
    page.get_by_label("Your line").fill("She laughed before I did.")
    page.get_by_role("button", name="Leave it at the door").click()
    expect(page.get_by_text("Sealed and left at the door.")).to_be_visible()
    open_journal(page)
    expect(page.get_by_role("heading", name="Left at the door")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Keep as a line").click()
    page.goto("/journal/lines/")
    expect(page.get_by_text("She laughed before I did.")).to_be_visible()


def test_everything_without_javascript(open_browser: OpenBrowser) -> None:
    page = open_browser(javascript=False)
    begin(page)
    page.goto("/journal/write/")
    page.locator("textarea[name=body]").fill("Plain words, plainly saved.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("Plain words, plainly saved.")).to_be_visible()
    close(page)


def test_a_whole_first_run_by_keyboard_alone(open_browser: OpenBrowser) -> None:
    page = open_browser()
    begin_by_keyboard(page)
    press_to(page, "Write")
    page.keyboard.press("Enter")
    expect(page.locator("textarea[name=body]")).to_be_visible()
    if page.evaluate("document.activeElement.name") != "body":
        press_to(page, "Your words")
    page.keyboard.type("The second page.")
    press_to(page, "Done")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("The second page.")


def test_a_crash_loses_nothing_and_the_address_stays(open_browser: OpenBrowser, app: App) -> None:
    page = open_browser()
    begin(page)
    write(page, "Before the crash.")
    address = app.address
    app.kill()
    app.start()
    assert app.address == address
    page.goto("/journal/")
    if "/open/" in page.url:
        open_journal(page)
        page.goto("/journal/")
    expect(page.get_by_text("Before the crash.").first).to_be_visible()


FITS = "document.documentElement.scrollWidth <= innerWidth + 1"
LARGE_LETTERS_FIT = f"(document.documentElement.style.fontSize = '200%', {FITS})"

PAGES = [
    "/",
    "/journal/",
    "/journal/write/",
    "/journal/lines/",
    "/journal/trash/",
    "/journal/search/?q=quiet",
    "/library/",
    "/library/cards/",
    "/library/cards/?kind=chosen",
    "/library/cards/?kind=client",
    "/library/paths/",
    "/practices/",
    "/practices/breath-pacing/",
    "/practices/ring/",
    "/peers/two-chairs/",
    "/prompts/",
    "/prompts/own/",
    "/prompts/sets/",
    "/prompts/bring/",
    "/hard-day/",
    "/hard-day/minute/",
    "/hard-day/work/",
    "/hard-day/client/",
    "/hard-day/safe/",
    "/purpose/",
    "/why/",
    "/why/ten/",
    "/why/scenes/",
    "/why/sentence/",
    "/why/passions/",
    "/why/strengths/",
    "/week/",
    "/alignment/",
    "/keepsakes/book/",
    "/alignment/band/",
    "/alignment/check-in/",
    "/alignment/own-sign/",
    "/sessions/",
    "/sessions/after/",
    "/sessions/something-of-mine/",
    "/clients/",
    "/clients/watch/",
    "/stayed/",
    "/stayed/new/",
    "/supervision/",
    "/supervision/sheet/",
    "/supervision/cpd/",
    "/growth/",
    "/growth/timeline/",
    "/settings/",
    "/settings/security/",
    "/settings/security/passphrase/",
    "/settings/security/new-keys/",
    "/settings/appearance/",
    "/settings/hard-day/",
    "/settings/reminders/",
    "/settings/backups/",
    "/settings/kit/",
    "/settings/bring/",
    "/settings/take/",
    "/settings/delete/",
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_on_any_page(open_browser: OpenBrowser, size: dict[str, int], dark: bool) -> None:
    page = open_browser(size, dark=dark)
    for path in ("/", "/begin/", "/library/", "/library/cards/"):
        page.goto(path)
        assert_accessible(page)
    begin(page)
    write(page, "A line one might keep.\n\n- a list\n\n> and a quotation", title="Thursday")
    entry = re.search(r"/journal/[0-9a-f]{32}/", page.url)
    assert entry
    for path in [*PAGES, entry.group(), entry.group() + "edit/", entry.group() + "earlier/"]:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert_accessible(page)
        assert page.evaluate(FITS), f"{path} scrolls sideways"
        if not dark:
            assert page.evaluate(LARGE_LETTERS_FIT), f"{path} scrolls sideways with letters twice as large"
    close(page)
    for path in ("/open/", "/recover/", "/door/", "/hard-day/safe/", "/no-such-page/"):
        page.goto(path)
        assert_accessible(page)
