"""Words in forms that have no draft: not lost when the server is away, when the journal closes, or when a tab does."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import msgspec
import pytest
from playwright.sync_api import Dialog, Page, expect

from emberwell.journal.records import Entry, KeptLine
from emberwell.library.practices import all_practices
from emberwell.practices.records import Practised
from emberwell.prompts.records import OwnPrompt
from emberwell.vault.opening import unlock_passphrase
from emberwell.vault.vault import Vault
from tests.browser.conftest import DESKTOP, PHONE, App, OpenBrowser, assert_accessible
from tests.browser.journeys import PASSPHRASE, opened

pytestmark = pytest.mark.browser

WORDS = "Whose chair did you take?"
OWN = "/prompts/own/"


NOW = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
AT_THE_DOOR = "What you were writing was sealed and left at the door."


def vault_of(app: App) -> Vault:
    return unlock_passphrase(app.store, app.store.accounts()[0].id, PASSPHRASE).vault


def own_prompts(app: App) -> list[str]:
    return [saved.value.text for saved in vault_of(app).all(OwnPrompt)]


def close_from(page: Page) -> None:
    """Another tab closes the journal, and waits for what this one has to save."""
    other = page.context.new_page()
    other.goto("/")
    other.get_by_role("button", name="Close", exact=True).click()
    expect(other).to_have_url(re.compile("/open/"))
    expect(page).to_have_url(re.compile("/open/"))


def close_elsewhere(page: Page) -> None:
    """The journal closes by itself, and this page finds out."""
    page.context.clear_cookies(name="vault_secret")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def asked(page: Page) -> list[str]:
    """What the browser asks whoever leaves; the answer is to stay."""
    seen: list[str] = []

    def stay(dialog: Dialog) -> None:
        seen.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return seen


def wait_for_one(questions: list[str], page: Page) -> None:
    until = time.monotonic() + 10
    while not questions and time.monotonic() < until and not page.is_closed():
        page.wait_for_timeout(100)
    assert questions == ["beforeunload"]


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
        expect(page.get_by_text(AT_THE_DOOR)).to_be_visible()
        open_again(page)
        expect(page.get_by_text(WORDS).first).to_be_visible()
    assert own_prompts(begun) == []


def test_closing_in_another_tab_saves_what_can_be_saved(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, DESKTOP)
    page.goto(OWN)
    page.get_by_label("The prompt").fill(WORDS)
    close_from(page)
    assert own_prompts(begun) == [WORDS]


def test_closing_the_tab_with_words_in_it_is_asked_about(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, DESKTOP)
    page.goto(OWN)
    page.get_by_label("The prompt").click()
    page.keyboard.type(WORDS)
    questions = asked(page)
    page.close(run_before_unload=True)
    wait_for_one(questions, page)


def test_what_was_emptied_is_not_thrown_away_by_the_lock(begun: App, open_browser: OpenBrowser) -> None:
    line = vault_of(begun).put(KeptLine(text=WORDS, kept_at=NOW, zone="UTC"))
    page = opened(open_browser, DESKTOP)
    page.goto(f"/journal/lines/{line.id}/")
    page.get_by_label("Its words").fill("")
    close_from(page)
    assert [saved.value.text for saved in vault_of(begun).all(KeptLine)] == [WORDS]


def test_words_shown_again_because_they_could_not_be_saved_wait_at_the_door(
    begun: App, open_browser: OpenBrowser
) -> None:
    page = opened(open_browser, PHONE)
    page.goto(OWN)
    page.get_by_label("A further question").fill(WORDS)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Write the prompt first.")).to_be_visible()
    close_elsewhere(page)
    expect(page.get_by_text(AT_THE_DOOR)).to_be_visible()


def test_what_another_tab_saved_is_not_put_aside_by_the_lock(begun: App, open_browser: OpenBrowser) -> None:
    saved = vault_of(begun).put(OwnPrompt(text="As it was, once upon a time.", made_at=NOW, zone="UTC"))
    page = opened(open_browser, DESKTOP)
    page.goto(f"{OWN}{saved.id}/")
    theirs = "As another tab has it by now."
    vault_of(begun).put(msgspec.structs.replace(saved.value, text=theirs), id=saved.id, expected=saved.revision)
    page.get_by_label("The prompt").fill(WORDS)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It was changed in another tab meanwhile")).to_be_visible()
    close_from(page)
    assert own_prompts(begun) == [theirs]
    expect(page.get_by_text(AT_THE_DOOR)).to_be_visible()


def test_a_page_made_of_two_versions_waits_as_a_draft(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, DESKTOP)
    saved = vault_of(begun).put(Entry(written_at=NOW, zone="UTC", body="One morning."))
    page.goto(f"/journal/{saved.id}/edit/")
    page.locator("textarea[name=body]").fill("One morning, here.")
    expect(page.locator("[data-status]")).to_contain_text("Saved and sealed")
    changed = msgspec.structs.replace(saved.value, body="One morning, there.")
    vault_of(begun).put(changed, id=saved.id, expected=saved.revision)
    page.get_by_role("button", name="Done").first.click()
    expect(page.get_by_role("heading", name="Two versions of this page")).to_be_visible()
    # Longer than what a browser sends behind a page that has gone.
    page.get_by_label("Your words").fill(f"One morning, here and there. {WORDS}{' On and on.' * 7000}")
    close_from(page)
    vault = vault_of(begun)
    assert vault.get(Entry, saved.id).value.body == "One morning, there."
    assert any(WORDS in draft.value.body for draft in vault.drafts() if isinstance(draft.value, Entry))


def test_a_line_after_a_practice_leaves_no_mark_that_nobody_kept(begun: App, open_browser: OpenBrowser) -> None:
    practice = next(each for each in all_practices() if each.line)
    page = opened(open_browser, PHONE)
    page.goto(f"/practices/{practice.id}/after/?minutes=1")
    page.locator("textarea[name=line]").fill(WORDS)
    close_elsewhere(page)
    expect(page.get_by_text(AT_THE_DOOR)).to_be_visible()
    assert vault_of(begun).all(Practised) == []


def test_saved_in_the_moment_after_the_journal_closed(begun: App, open_browser: OpenBrowser) -> None:
    line = vault_of(begun).put(KeptLine(text="As it was.", kept_at=NOW, zone="UTC"))
    page = opened(open_browser, PHONE)
    page.goto(f"/journal/lines/{line.id}/")
    page.get_by_label("Its words").fill(WORDS)
    page.context.clear_cookies(name="vault_secret")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(AT_THE_DOOR)).to_be_visible()
    open_again(page)
    expect(page.get_by_text(WORDS).first).to_be_visible()


def test_words_of_another_form_are_asked_about(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, DESKTOP)
    page.goto("/supervision/")
    page.get_by_label("Something to take").fill("The first thing.")
    page.get_by_role("button", name="Put it on the list").click()
    page.get_by_text("Tick off").click()
    page.get_by_label("What came of it").fill(WORDS)
    page.get_by_label("Something else to take").fill("The second thing.")
    questions = asked(page)
    page.get_by_role("button", name="Put it on the list").click(no_wait_after=True)
    wait_for_one(questions, page)
    expect(page.get_by_label("What came of it")).to_have_value(WORDS)


def test_nothing_can_be_read_over_words_that_could_be_put_nowhere(begun: App, open_browser: OpenBrowser) -> None:
    line = vault_of(begun).put(KeptLine(text="As it was.", kept_at=NOW, zone="UTC"))
    page = opened(open_browser, DESKTOP)
    page.goto(f"/journal/lines/{line.id}/")
    words = page.get_by_label("Its words")
    words.click()
    page.keyboard.insert_text("Too long for the door. " * 200)
    questions, unlocked = asked(page), page.context.cookies()
    close_elsewhere(page)
    wait_for_one(questions, page)
    expect(words).to_be_hidden()
    page.wait_for_timeout(6000)
    page.context.add_cookies(unlocked)  # type: ignore[arg-type]
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(words).to_be_visible()
    expect(words).to_have_value(re.compile("Too long for the door"))
    assert questions == ["beforeunload"]


def test_a_page_kept_for_the_button_back_sends_nothing_again(begun: App, open_browser: OpenBrowser) -> None:
    line = vault_of(begun).put(KeptLine(text="She laughed first.", kept_at=NOW, zone="UTC"))
    page = opened(open_browser, DESKTOP)
    page.goto(f"/journal/lines/{line.id}/")
    page.get_by_label("Its words").fill("She laughed before I did.")
    page.route("**/journal/lines/**", lambda route: route.fulfill(status=204))  # as if the next page had come and gone
    with page.expect_response("**/journal/lines/**"):
        page.get_by_role("button", name="Save").click()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    page.unroute_all()
    close_from(page)
    assert [saved.value.text for saved in vault_of(begun).all(KeptLine)] == ["She laughed first."]
    assert vault_of(begun).left_at_door() == []
