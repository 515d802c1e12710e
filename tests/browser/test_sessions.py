"""One session met on purpose, in a real browser: chosen, its after-lines in twenty seconds, and from the lock page."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from emberwell.clients.records import Client, Colour, Shape
from emberwell.journal.records import KeptLine
from emberwell.sessions.records import Mine, Session, SomethingOfMine
from emberwell.vault.opening import create_account
from emberwell.why.records import Sort, Value
from tests.browser.conftest import DESKTOP, PHONE, App, OpenBrowser, assert_accessible
from tests.browser.journeys import PASSPHRASE, close, open_journal, opened, press_to

pytestmark = pytest.mark.browser

KEY_MS = 60
"""A practised user's pace, a key."""
LOOK_SECONDS = 1.0
"""What a practised user takes to see where to press, for each press: added to what the machine takes."""
SECONDS = 20.0
TRUE = "I said I did not know, and the room got easier."
DOWN = "The wish to have been cleverer."


@pytest.fixture
def begun(app: App, real_kdf: None) -> App:
    """An app in which Ana has a journal with five values, a code name, and sessions of other days."""
    store = app.store
    vault, now = create_account(store, "Ana", PASSPHRASE).vault, datetime.now(UTC)
    store.set_kit(vault.account_id, "proved")
    five = [vault.put(Value(name=name, added_at=now, zone="UTC")).id for name in ("Candour", "Mercy")]
    vault.put(Sort(begun_at=now, zone="UTC", done_at=now, five=tuple(five)))
    client = vault.put(Client(name="Quiet Heron", shape=Shape.DROP, colour=Colour.TEAL, added_at=now, zone="UTC"))
    long_ago = datetime(2025, 3, 3, 9, tzinfo=UTC)
    line = vault.put(KeptLine(text="I let the silence be hers.", kept_at=long_ago, zone="UTC"))
    vault.put(
        Session(
            day=long_ago.date(),
            zone="UTC",
            chosen_at=long_ago,
            to_be="Someone who can wait.",
            client=client.id,
            true=line.id,
            after_at=long_ago,
        )
    )
    for _ in range(10):
        vault.put(SomethingOfMine(what=Mine.MISTAKE, noted_at=now, zone="UTC", happened="I had it wrong, and said so."))
    return app


def choose(page: Page) -> None:
    page.goto("/sessions/")
    if (another := page.get_by_text("Choose another session")).count():
        another.click()
    page.get_by_role("link", name="Someone who can wait.").click()
    expect(page.get_by_label("How I want to be")).to_have_value("Someone who can wait.")
    page.get_by_label("Which session").fill("the two o’clock")
    page.get_by_role("button", name="Choose this session").click()
    expect(page.get_by_text("Chosen, saved and sealed.")).to_be_visible()


def within_twenty_seconds(do: Callable[[], int]) -> None:
    """`do` returns how often something had to be looked for and pressed."""
    begun = time.perf_counter()
    presses = do()
    took = time.perf_counter() - begun + presses * LOOK_SECONDS
    assert took <= SECONDS, f"it takes a practised user {took:.1f} seconds"


def test_after_lines_by_touch(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, PHONE)
    choose(page)

    def leave() -> int:
        page.get_by_role("link", name="After", exact=True).tap()
        page.get_by_label("Something true").tap()
        page.keyboard.type(TRUE, delay=KEY_MS)
        page.get_by_label("What I put down").tap()
        page.keyboard.type(DOWN, delay=KEY_MS)
        page.get_by_role("button", name="Keep").tap()
        expect(page.get_by_text("Kept, saved and sealed.")).to_be_visible()
        return 4

    within_twenty_seconds(leave)
    expect(page.get_by_text(TRUE)).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("link", name="Done").tap()
    page.goto("/journal/lines/")
    expect(page.get_by_text(TRUE)).to_be_visible()


def test_after_lines_by_keyboard(begun: App, open_browser: OpenBrowser) -> None:
    for size in (PHONE, DESKTOP):
        page = opened(open_browser, size)
        choose(page)

        def leave(page: Page = page, is_desktop: bool = size is DESKTOP) -> int:
            press_to(page, "After")
            page.keyboard.press("Enter")
            page.wait_for_url("**/after/")
            if is_desktop:
                expect(page.get_by_label("Something true")).to_be_focused()
            else:
                press_to(page, "Something true")
            page.keyboard.type(TRUE, delay=KEY_MS)
            page.keyboard.press("Tab")
            page.keyboard.type(DOWN, delay=KEY_MS)
            page.keyboard.press("Control+Enter")
            expect(page.get_by_text("Kept, saved and sealed.")).to_be_visible()
            return 2

        within_twenty_seconds(leave)


def test_a_phone_keeps_its_keyboard_down(begun: App, open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE, is_mobile=True)
    open_journal(page)
    page.wait_for_url(lambda address: "/open/" not in address)
    page.goto("/sessions/after/")
    expect(page.get_by_label("Something true")).not_to_be_focused()
    assert page.get_by_role("button", name="Keep").bounding_box()["y"] < 520  # type: ignore[index]


def test_from_the_lock_page_by_the_letterbox(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, PHONE)
    close(page)
    assert_accessible(page)

    def leave() -> int:
        page.get_by_label("Your line").tap()
        page.keyboard.type(TRUE, delay=KEY_MS)
        page.get_by_text("After a session").tap()
        page.get_by_label("What I put down").tap()
        page.keyboard.type(DOWN, delay=KEY_MS)
        page.get_by_role("button", name="Leave it at the door").tap()
        expect(page.get_by_text("Sealed and left at the door.")).to_be_visible()
        return 4

    within_twenty_seconds(leave)
    page.locator("input[name=passphrase]").fill(PASSPHRASE)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_text(DOWN)).to_be_visible()
    assert_accessible(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Keep it").click()
    page.goto("/sessions/")
    expect(page.get_by_text(f"Put down: {DOWN}")).to_be_visible()
    expect(page.get_by_text(TRUE)).to_be_visible()


def test_words_typed_when_the_journal_closes_wait_at_the_door(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, PHONE)
    choose(page)
    page.get_by_role("link", name="After", exact=True).click()
    page.get_by_label("Something true").fill(TRUE)
    page.get_by_label("What I put down").fill(DOWN)
    others = [cookie for cookie in page.context.cookies() if "secret" not in cookie["name"]]
    page.context.clear_cookies()
    page.context.add_cookies(others)  # type: ignore[arg-type]  # as they came
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page).to_have_url(re.compile("/open/.*left=1"))
    page.locator("input[name=passphrase]").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep it").click()
    page.goto("/sessions/")
    expect(page.get_by_text(TRUE)).to_be_visible()
    expect(page.get_by_text(f"Put down: {DOWN}")).to_be_visible()


def test_without_scripts(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, PHONE, javascript=False)
    choose(page)
    page.get_by_text("Sixty seconds first").click()
    expect(page.get_by_text("Both feet on the floor.")).to_be_visible()
    expect(page.get_by_role("button", name="Begin")).to_be_hidden()
    page.get_by_role("link", name="After", exact=True).click()
    page.get_by_label("Something true").fill(TRUE)
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text(TRUE)).to_be_visible()


def test_sixty_seconds_begin_and_stop_by_a_press(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, PHONE)
    page.goto("/sessions/")
    page.get_by_text("Sixty seconds first").tap()
    moving = "document.getAnimations().some((each) => each.effect.target.closest('[data-minute] svg'))"
    assert not page.evaluate(moving)
    page.get_by_role("button", name="Begin").tap()
    expect(page.get_by_role("status").filter(has_text="Breathe in")).to_be_visible()
    assert page.evaluate(moving)
    assert_accessible_at_once(page)
    page.get_by_role("button", name="Stop").tap()
    assert not page.evaluate(moving)
    expect(page.get_by_role("button", name="Begin")).to_be_visible()


def assert_accessible_at_once(page: Page) -> None:
    """As it moves: the breath would not come to rest for a minute."""
    page.emulate_media(reduced_motion="reduce")
    assert_accessible(page)
    page.emulate_media(reduced_motion="no-preference")


@pytest.mark.parametrize("dark", [False, True])
def test_every_page_is_accessible(begun: App, open_browser: OpenBrowser, dark: bool) -> None:
    for size in (PHONE, DESKTOP):
        page = opened(open_browser, size, dark=dark)
        page.goto("/sessions/")
        assert_accessible(page)
        choose(page)
        page.locator("details.more > summary").evaluate_all(
            "all => all.forEach((each) => { each.parentElement.open = true; })"
        )
        assert_accessible(page)
        page.get_by_role("link", name="Change it").first.click()
        assert_accessible(page)
        page.goto("/sessions/after/")
        page.get_by_role("button", name="Keep").click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert_accessible(page)
        page.get_by_label("Something true").fill(TRUE)
        page.get_by_role("button", name="Keep").click()
        page.get_by_text("More", exact=True).click()
        assert_accessible(page)
        for address in ("/sessions/something-of-mine/", "/sessions/something-of-mine/?before=1"):
            page.goto(address)
            assert_accessible(page)
        page.get_by_role("link", name="I had it wrong").first.click()
        page.get_by_text("Change what it says").click()
        assert_accessible(page)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
