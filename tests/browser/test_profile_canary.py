"""A browser killed while somebody types must leave nothing of it in its profile, nor anywhere of ours."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import FLAGS, App
from tests.browser.journeys import PASSPHRASE, begin
from tests.canary import found_below, new_canary

pytestmark = pytest.mark.browser


def type_into(page: Page, canary: str) -> None:
    """Words typed into every kind of writing field, one after another; the last stays on the screen, unsent."""
    page.goto("/journal/lines/")
    for field in page.locator("textarea:visible, input[type=text]:visible, input[type=search]:visible").all():
        field.press_sequentially(f"{canary} ", delay=1)
    page.goto("/journal/")
    page.get_by_role("searchbox").first.press_sequentially(canary, delay=1)
    page.goto("/journal/write/")
    page.get_by_label("Title").press_sequentially(f"{canary} as a title", delay=1)
    page.locator("textarea[name=body]").press_sequentially(f"{canary} as a page, and then more and more.", delay=1)


def type_after_two_chairs(page: Page, canary: str) -> None:
    """A line for each of the two; the second, in a field of no form, stays on the screen."""
    page.goto("/peers/two-chairs/")
    page.get_by_role("button", name="Begin").click()
    page.keyboard.press("Escape")
    page.locator("#first-line").press_sequentially(f"{canary} as the first line", delay=1)
    page.get_by_label("Close my journal").uncheck()
    page.get_by_role("button", name="Pass the screen").click()
    page.get_by_role("button", name="I have it").click()
    page.locator("#second-line").press_sequentially(f"{canary} as the second line", delay=1)


def killed_while_typing(playwright: Playwright, chromium: str, app: App, profile: Path, canary: str) -> None:
    context = playwright.chromium.launch_persistent_context(
        str(profile), executable_path=chromium, args=FLAGS, base_url=app.address
    )
    page = context.new_page()
    begin(page, words=f"{canary} on the first page")
    type_after_two_chairs(context.new_page(), canary)
    type_into(page, canary)
    expect(page.get_by_text("Saved and sealed").first).to_be_visible(timeout=20_000)
    app.kill()
    page.locator("textarea[name=body]").press_sequentially(f" {canary} while the server is away", delay=1)
    expect(page.get_by_text("this browser").first).to_be_visible(timeout=20_000)
    # Chromium writes its session file a few seconds after a change.
    time.sleep(6)
    _kill_everything_below(profile)
    context.close()


def _kill_everything_below(profile: Path) -> None:
    """SIGKILL to every process of the browser that uses this profile."""
    listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
    for row in listed.splitlines():
        if str(profile) in row:
            os.kill(int(row.split()[0]), signal.SIGKILL)


@pytest.mark.skipif(os.name != "posix", reason="kills processes by their command line")
def test_nothing_typed_is_left_in_a_killed_browsers_profile(
    playwright: Playwright, chromium: str, app: App, profile: Path
) -> None:
    canary = new_canary()
    killed_while_typing(playwright, chromium, app, profile, canary)
    assert any(profile.rglob("*")), "the profile is not where it was thought to be"
    assert found_below([profile, app.folder], canary) == []
    assert found_below([profile, app.folder], PASSPHRASE) == []
