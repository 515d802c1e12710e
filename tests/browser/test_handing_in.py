"""Words in forms that have no draft: not lost when the server is away, when the journal closes, or when a tab does."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Dialog, Page, expect

from emberwell.prompts.records import OwnPrompt
from emberwell.vault.opening import unlock_passphrase
from tests.browser.conftest import DESKTOP, PHONE, App, OpenBrowser, assert_accessible
from tests.browser.journeys import PASSPHRASE, opened

pytestmark = pytest.mark.browser

WORDS = "Whose chair did you take?"
OWN = "/prompts/own/"


def own_prompts(app: App) -> list[str]:
    vault = unlock_passphrase(app.store, app.store.accounts()[0].id, PASSPHRASE).vault
    return [saved.value.text for saved in vault.all(OwnPrompt)]


def close_elsewhere(page: Page) -> None:
    """The journal closes by itself, and this page finds out."""
    page.context.clear_cookies(name="vault_secret")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def open_again(page: Page) -> None:
    page.locator("input[name=passphrase]").fill(PASSPHRASE)
    page.keyboard.press("Enter")


def test_while_the_server_is_away_the_form_stays_and_says_so(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, PHONE)
    page.goto(OWN)
    page.get_by_label("The prompt").fill(WORDS)
    begun.kill()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not saved. Emberwell cannot be reached just now")).to_be_visible()
    expect(page.get_by_label("The prompt")).to_have_value(WORDS)
    assert_accessible(page)
    begun.start()


def test_so_does_a_form_with_fields_of_one_line_only(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, PHONE)
    page.goto("/settings/reminders/")
    words = page.get_by_label("What it says")
    words.fill("A glass of water.")
    begun.kill()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not saved. Emberwell cannot be reached just now")).to_be_visible()
    expect(words).to_have_value("A glass of water.")
    begun.start()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved and sealed.")).to_be_visible()
    expect(words).to_have_value("A glass of water.")


def test_it_can_be_sent_by_keys(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, DESKTOP)
    page.goto(OWN)
    page.get_by_label("The prompt").fill(WORDS)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Saved and sealed.")).to_be_visible()
    assert own_prompts(begun) == [WORDS]


def test_when_the_journal_has_closed_the_words_wait_at_its_door(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, PHONE)
    for address, label in ((OWN, "The prompt"), ("/prompts/sets/", "For whom, or when")):
        page.goto(address)
        page.get_by_label(label).fill(WORDS)
        close_elsewhere(page)
        expect(page).to_have_url(re.compile(r"/open/\?left=1"))
        expect(page.get_by_text("What you were writing was sealed and left at the door.")).to_be_visible()
        open_again(page)
        expect(page.get_by_text(WORDS).first).to_be_visible()
    assert own_prompts(begun) == []


def test_closing_in_another_tab_saves_what_can_be_saved(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, DESKTOP)
    page.goto(OWN)
    page.get_by_label("The prompt").fill(WORDS)
    other = page.context.new_page()
    other.goto("/")
    other.get_by_role("button", name="Close", exact=True).click()
    expect(page).to_have_url(re.compile("/open/"))
    assert own_prompts(begun) == [WORDS]


def test_closing_the_tab_with_words_in_it_is_asked_about(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, DESKTOP)
    page.goto(OWN)
    page.get_by_label("The prompt").click()
    page.keyboard.type(WORDS)
    questions: list[Dialog] = []
    page.on("dialog", lambda dialog: (questions.append(dialog), dialog.dismiss()))
    page.close(run_before_unload=True)
    until = time.monotonic() + 10
    while not questions and time.monotonic() < until and not page.is_closed():
        page.wait_for_timeout(100)
    assert [question.type for question in questions] == ["beforeunload"]
