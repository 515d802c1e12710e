"""The writing page in a real browser, with what goes wrong while people write; and keeping a line."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from emberwell.journal.records import KeptLine
from emberwell.journal.tests.hostile import payloads
from emberwell.library.prompts import prompts_for
from emberwell.vault.opening import unlock_passphrase
from tests.browser.conftest import DESKTOP, PHONE, App, OpenBrowser, assert_accessible
from tests.browser.journeys import PASSPHRASE, opened

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^Saved and sealed \d\d:\d\d$")
LONG_MS = 40_000

KEPT_HERE = """() => new Promise((resolve) => {
  const opening = indexedDB.open("emberwell", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("drafts");
  opening.onsuccess = () => {
    const all = opening.result.transaction("drafts").objectStore("drafts").getAll();
    all.onsuccess = () => {
      opening.result.close();
      resolve(all.result.map(({ sealed }) => String.fromCharCode(...new Uint8Array(sealed))));
    };
  };
})"""


def words(page: Page):
    return page.get_by_label("Your words")


def status(page: Page):
    return page.locator("[data-status]")


def type_here(page: Page, more: str) -> None:
    """By keys, once the caret stands in the words: a browser puts it there a moment after the page has come."""
    expect(words(page)).to_be_focused()
    page.keyboard.type(more)


def test_what_is_typed_is_sealed_by_itself_and_a_reload_goes_on(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, DESKTOP)
    page.goto("/journal/write/")
    type_here(page, "I sat with the quiet today.")
    expect(status(page)).to_have_text("Not saved yet")
    expect(status(page)).to_have_text(SAVED)
    page.reload()
    expect(words(page)).to_have_value("I sat with the quiet today.")
    type_here(page, " Still.")
    page.keyboard.press("F2")
    expect(page.get_by_role("region", name="Preview")).to_be_focused()
    page.keyboard.press("F2")
    expect(words(page)).to_be_focused()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Saved and sealed.")).to_be_visible()
    expect(page.get_by_text("I sat with the quiet today. Still.")).to_be_visible()


def test_a_preview_that_comes_late_leaves_the_one_who_went_on_writing_alone(
    begun: App, open_browser: OpenBrowser
) -> None:
    page = opened(open_browser, DESKTOP)
    page.goto("/journal/write/")
    preview = page.get_by_role("region", name="Preview")
    asked: list[Route] = []
    page.route("**/journal/preview/", lambda route: asked.append(route))  # noqa: PLW0108 - Playwright marks the function
    type_here(page, "One.")
    for go_on in (lambda: page.keyboard.type(" Two."), lambda: page.keyboard.press("F2")):
        with page.expect_request("**/journal/preview/"):
            page.keyboard.press("F2")
        go_on()
        with page.expect_response("**/journal/preview/"):
            asked.pop().continue_()
        expect(words(page)).to_be_focused()
        expect(preview).to_be_hidden()
    expect(words(page)).to_have_value("One. Two.")
    with page.expect_request("**/journal/preview/"):
        page.keyboard.press("F2")
    title = page.get_by_label("Title")
    title.press_sequentially("Three")
    with page.expect_response("**/journal/preview/"):
        asked.pop().continue_()
    expect(title).to_be_focused()
    expect(preview).to_be_hidden()
    page.unroute_all()
    page.keyboard.press("F2")
    expect(preview).to_be_focused()


def test_a_server_that_dies_while_typing_loses_nothing(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, PHONE)
    page.goto("/journal/write/")
    words(page).press_sequentially("Before.")
    expect(status(page)).to_have_text(SAVED)
    begun.kill()
    words(page).press_sequentially(" Meanwhile.")
    expect(status(page)).to_have_text("Kept in this browser, sealed. Not saved yet, trying again")
    page.get_by_role("button", name="Done").click()
    expect(words(page)).to_have_value("Before. Meanwhile.")
    assert "Meanwhile" not in "".join(page.evaluate(KEPT_HERE))
    page.close()
    begun.start()
    again = page.context.new_page()
    again.goto("/journal/")
    expect(again.get_by_text("Before. Meanwhile.")).to_be_visible(timeout=LONG_MS)
    again.get_by_role("link", name="Go on").click()
    expect(words(again)).to_have_value("Before. Meanwhile.")
    assert again.evaluate(KEPT_HERE) == []


def test_what_was_typed_a_moment_before_another_press_is_there_after_it(begun: App, open_browser: OpenBrowser) -> None:
    vault = unlock_passphrase(begun.store, begun.store.accounts()[0].id, PASSPHRASE).vault
    vault.put(KeptLine(text="Seen.", kept_at=datetime.now(UTC) - timedelta(days=3), zone="UTC"))
    page = opened(open_browser, PHONE)
    page.goto("/week/")
    page.get_by_role("textbox", name="What stood in the way").fill("The rota.")
    page.get_by_role("button", name="Not this one again").click()
    expect(page.get_by_text("That line rests now.")).to_be_visible()
    expect(page.get_by_role("textbox", name="What stood in the way")).to_have_value("The rota.")


def test_a_second_tab_never_overwrites(begun: App, open_browser: OpenBrowser) -> None:
    first = opened(open_browser, DESKTOP)
    first.goto("/journal/write/")
    type_here(first, "We both began here.")
    expect(status(first)).to_have_text(SAVED)
    second = first.context.new_page()
    second.goto(first.url)
    expect(words(second)).to_have_value("We both began here.")
    for page, more in ((first, " First."), (second, " Second.")):
        words(page).press_sequentially(more)
        expect(status(page)).to_have_text(SAVED)
    first.get_by_role("button", name="Done").click()
    expect(first.get_by_text("Saved and sealed.")).to_be_visible()
    second.get_by_role("button", name="Done").click()
    expect(second.get_by_role("heading", name="Two versions of this page")).to_be_visible()
    expect(words(second)).to_have_value("We both began here. First. Second.")
    assert_accessible(second)
    second.get_by_role("button", name="Finish this page").click()
    expect(second.get_by_text("We both began here. First. Second.")).to_be_visible()


def test_closing_in_another_tab_seals_what_is_being_typed(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, DESKTOP)
    page.goto("/journal/write/")
    type_here(page, "Typed a moment ago")
    other = page.context.new_page()
    other.goto("/")
    other.get_by_role("button", name="Close", exact=True).click()
    expect(page).to_have_url(re.compile("/open/"))
    other.close()
    page.locator("input[name=passphrase]").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(words(page)).to_have_value("Typed a moment ago")


def test_a_session_that_ended_leaves_the_words_at_the_door(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, DESKTOP)
    page.goto("/journal/write/")
    others = [cookie for cookie in page.context.cookies() if "secret" not in cookie["name"]]
    page.context.clear_cookies()
    page.context.add_cookies(others)  # type: ignore[arg-type]  # as they came
    type_here(page, "Too late to be saved")
    expect(page.get_by_text("What you were writing was sealed and left at the door.")).to_be_visible()
    page.locator("input[name=passphrase]").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Too late to be saved")).to_be_visible()


def test_writing_and_keeping_need_no_script(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, PHONE, javascript=False)
    page.goto("/journal/write/")
    words(page).fill("Without any script.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview")).to_have_text("Without any script.")
    expect(words(page)).to_have_value("Without any script.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved and sealed.")).to_be_visible()
    page.get_by_text("Keep a line").click()
    page.get_by_label("The words to keep").fill("Without any script.")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("Kept. It stands below, and may come back on Today.")).to_be_visible()


def test_without_its_prompt_the_focus_is_where_one_writes(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, DESKTOP)
    page.goto(f"/journal/write/?prompt={prompts_for()[0].id}")
    page.get_by_role("button", name="Another").press("Enter")
    expect(page.locator("#writing-prompt .prompt").first).not_to_have_text(prompts_for()[0].text)
    expect(page.get_by_role("button", name="Another")).to_be_focused()
    page.get_by_role("button", name="Write without it").press("Enter")
    expect(page.get_by_role("button", name="Write without it")).to_be_hidden()
    expect(words(page)).to_be_focused()


def test_selected_words_are_kept_by_a_key(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, DESKTOP)
    page.goto("/journal/write/")
    type_here(page, "Careful is not kind. And more.")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Saved and sealed.")).to_be_visible()
    page.evaluate(
        """() => {
          const text = document.querySelector("[data-keep-from] p").firstChild;
          getSelection().setBaseAndExtent(text, 0, text, 20);
        }"""
    )
    expect(page.get_by_role("button", name="Keep", exact=True)).to_be_visible()
    page.keyboard.press("Alt+k")
    expect(page.get_by_role("button", name="Kept")).to_be_visible()
    page.goto("/journal/lines/")
    expect(page.get_by_text("Careful is not kind.", exact=True)).to_be_visible()


def test_hostile_pages_run_nothing_and_load_nothing(begun: App, open_browser: OpenBrowser) -> None:
    page = opened(open_browser, DESKTOP)
    hits: list[str] = []
    page.expose_function("hit", lambda *said: hits.append(repr(said)))
    page.on("dialog", lambda dialog: (hits.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda asked: hits.append(asked.url) if not asked.url.startswith(begun.address) else None)
    bodies = [body.replace("\x00", "") for body in payloads()]
    for at in range(0, len(bodies), 60):
        page.goto("/journal/write/")
        page.get_by_label("Title").fill(" ".join(bodies[at].split())[:200])
        words(page).fill("\n\n".join(bodies[at : at + 60]))
        page.keyboard.press("F2")
        expect(page.get_by_role("region", name="Preview")).to_be_visible()
        page.get_by_role("button", name="Done").click()
        expect(page.get_by_text("Saved and sealed.")).to_be_visible()
    page.goto("/journal/")
    page.get_by_role("searchbox").fill("hit")
    expect(page.locator("mark").first).to_be_visible()
    assert hits == []
