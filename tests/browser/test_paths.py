"""A path from its first step to the keepsake, by keyboard and by thumb. Whatever the shipped words are."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from emberwell.library.paths import Kind, Path, Step, all_paths
from tests.browser.conftest import PHONE, OpenBrowser, assert_accessible
from tests.browser.journeys import begin, begin_by_keyboard, press

pytestmark = pytest.mark.browser


def _path() -> Path:
    """A shipped path with a step of each kind."""
    return next(path for path in all_paths() if {step.kind for step in path.steps} == set(Kind))


def _expect_path(page: Page, path: Path) -> None:
    expect(page).to_have_url(re.compile(rf"/library/paths/{path.id}/\?said="))


def _expect_heading(page: Page, title: str) -> None:
    """The page of that name has come; on the path's own page its steps are headings of a lower level."""
    expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()
    page.wait_for_load_state()


def _do(page: Page, step: Step) -> None:
    _expect_heading(page, step.title)
    assert_accessible(page)
    if step.kind is Kind.PAGE:
        page.get_by_role("link", name="Write", exact=True).tap()
        expect(page.locator(".prompt").first).to_have_text(step.prompt or "")
        page.locator("textarea[name=body]").fill(f"What I wrote for {step.id}.")
        page.get_by_role("button", name="Done").first.tap()
    elif step.kind is Kind.PRACTICE:
        page.get_by_role("button", name="I did this").tap()
    else:
        page.get_by_label("One small act").fill("One stone, carried home.")
        page.get_by_label("Where, or with whom").fill("along the river")
        page.get_by_role("button", name="Keep this act").tap()


def test_from_the_first_step_to_the_keepsake(open_browser: OpenBrowser) -> None:
    page, path = open_browser(PHONE), _path()
    begin(page)
    page.goto("/library/paths/")
    assert_accessible(page)
    page.get_by_role("link", name=path.title, exact=True).tap()
    _expect_heading(page, path.title)
    assert_accessible(page)
    page.get_by_role("button", name="Begin", exact=True).tap()
    for number, step in enumerate(path.steps):
        if number == 2:  # the journal is put down, and taken up where it was
            page.goto("/library/paths/")
            page.get_by_role("link", name=f"Go on: {step.title}").tap()
        elif number:
            page.get_by_role("link", name=f"Go on: {step.title}").tap()
        _do(page, step)
        _expect_path(page, path)
    page.wait_for_load_state()
    assert_accessible(page)
    page.get_by_role("link", name="Your keepsake").tap()
    expect(page).to_have_url(re.compile("/keepsake/$"))
    assert_accessible(page)
    for step in path.steps:
        if step.kind is Kind.PAGE:
            expect(page.get_by_text(f"What I wrote for {step.id}.")).to_be_visible()
    expect(page.get_by_text("One stone, carried home.").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="End the path here")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Look it through for names").tap()
    _expect_heading(page, "Could this say who somebody is?")
    assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Save as PDF").tap()
    assert download.value.suggested_filename == "Keepsake.pdf"
    page.go_back()
    page.get_by_role("button", name="End the path here").tap()
    expect(page.get_by_text("The path ends here.")).to_be_visible()
    expect(page.get_by_role("button", name="Walk it again")).to_be_visible()


def test_by_keyboard_alone(open_browser: OpenBrowser) -> None:
    page, path = open_browser(), _path()
    first, second = path.steps[:2]
    begin_by_keyboard(page)
    page.goto(f"/library/paths/{path.id}/")
    press(page, "Begin")
    _expect_heading(page, first.title)
    press(page, "Not this one")
    _expect_path(page, path)
    page.wait_for_load_state()
    press(page, f"Go on: {second.title}")
    _expect_heading(page, second.title)
    press(page, path.title)
    _expect_heading(page, path.title)
    press(page, first.title)
    _expect_heading(page, first.title)
    press(page, "Leave it open")
    expect(page.get_by_role("button", name="Not this one")).to_be_visible()
    page.goto(f"/library/paths/{path.id}/")
    press(page, "Leave this path")
    expect(page.get_by_text("Everything you wrote stays")).to_be_visible()
    page.wait_for_load_state()
    press(page, "Take it up again")
    expect(page.get_by_role("link", name=f"Go on: {first.title}")).to_be_visible()


def test_a_visitor_reads_them_without_script_or_cookie(open_browser: OpenBrowser) -> None:
    page, path = open_browser(PHONE, javascript=False), _path()
    page.goto("/library/paths/")
    page.get_by_role("link", name=path.title, exact=True).tap()
    for step in path.steps:
        expect(page.get_by_role("heading", name=step.title, exact=True)).to_be_visible()
    assert page.context.cookies() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("dark", [False, True])
def test_what_a_visitor_reads_is_accessible(open_browser: OpenBrowser, dark: bool) -> None:
    page = open_browser(dark=dark)
    for address in ("/library/paths/", f"/library/paths/{_path().id}/"):
        page.goto(address)
        assert_accessible(page)
