"""The library as a visitor meets it: by links alone, on paper, and on its way to somebody else."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from emberwell.library.prompts import Audience, Prompt, all_prompts, prompts_for
from tests.browser.conftest import DESKTOP, PHONE, OpenBrowser, assert_accessible

pytestmark = pytest.mark.browser

FOR_COLLEAGUE = next(each for each in prompts_for(Audience.COLLEAGUE) if each.follow_up)
PAGES = (
    "/library/",
    "/library/?for=hard-day",
    "/library/?who=client",
    "/library/?q=door",
    "/library/?q=nothing-like-it",
    *(f"/library/{prompts_for(audience)[0].id}/" for audience in Audience),
    f"/library/{next(each for each in all_prompts() if each.follow_up).id}/",
)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_and_nothing_is_kept(open_browser: OpenBrowser, size: dict[str, int], dark: bool) -> None:
    page = open_browser(size, dark=dark)
    for path in PAGES:
        page.goto(path)
        for folded in page.locator("main summary").all():
            folded.click()
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), f"{path} scrolls sideways"
        assert page.evaluate("Object.keys({...localStorage, ...sessionStorage})") == []
    assert page.context.cookies() == []


def test_from_the_front_page_to_writing_without_a_script(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE, javascript=False)
    page.goto("/library/")
    page.get_by_role("link", name="A hard day").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A hard day")
    page.locator(".prompts__one").first.click()
    words = page.locator("#words").inner_text()
    page.get_by_role("link", name="Write to this now").click()
    expect(page.locator("#prompt")).to_have_text(words)
    expect(page.get_by_label("Your words")).to_be_editable()


def test_looking_for_a_word_by_keyboard_without_a_script(open_browser: OpenBrowser) -> None:
    page = open_browser(DESKTOP, javascript=False)
    page.goto("/library/")
    page.get_by_label("A word to look for").press_sequentially("barber")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/library/\?q=barber$"))
    expect(page.locator(".prompts__one")).to_have_count(1)
    page.locator(".prompts__one").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/library/why-taught-by-a-barber/"))


def test_without_scripts_the_words_can_be_selected_and_no_button_is_dead(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE, javascript=False)
    page.goto(f"/library/{FOR_COLLEAGUE.id}/")
    expect(page.get_by_text("Select the words above to copy them")).to_be_visible()
    expect(page.locator("main").get_by_role("button")).to_have_count(0)


def test_the_words_are_copied(open_browser: OpenBrowser) -> None:
    page = open_browser(DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/library/{FOR_COLLEAGUE.id}/")
    page.get_by_role("button", name="Copy the words").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == FOR_COLLEAGUE.text


SHEET = "window.handed = []; navigator.share = async (what) => { window.handed.push(what); if (%s) throw new Error('no'); };"


@pytest.mark.parametrize("refused", ["false", "true"], ids=["shared", "put away"])
def test_the_words_go_to_the_devices_own_sheet(open_browser: OpenBrowser, refused: str) -> None:
    page = open_browser(PHONE)
    page.add_init_script(SHEET % refused)
    page.goto(f"/library/{FOR_COLLEAGUE.id}/")
    page.get_by_role("button", name="Share").click()
    assert page.evaluate("window.handed") == [{"text": FOR_COLLEAGUE.text}], "an address here leads nowhere else"


def test_where_there_is_no_sheet_there_is_no_button(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    page.add_init_script("delete Navigator.prototype.share; delete navigator.share;")
    page.goto(f"/library/{FOR_COLLEAGUE.id}/")
    expect(page.get_by_role("button", name="Copy the words")).to_be_visible()
    expect(page.get_by_role("button", name="Share")).to_have_count(0)


@pytest.mark.parametrize(
    "prompt",
    [prompts_for(Audience.THERAPIST)[0], prompts_for(Audience.CLIENT)[0], FOR_COLLEAGUE],
    ids=lambda each: each.id,
)
def test_on_paper_there_are_the_words_the_sign_and_the_licence(open_browser: OpenBrowser, prompt: Prompt) -> None:
    page = open_browser(DESKTOP)
    page.goto(f"/library/{prompt.id}/")
    page.emulate_media(media="print")
    assert _seen(page).split("\n") == [prompt.text, "Emberwell, CC BY 4.0"]
    expect(page.locator(".library__mark svg")).to_be_visible()


def _seen(page: Page) -> str:
    return re.sub(r"\n+", "\n", str(page.evaluate("document.body.innerText")).strip())
