"""Something stayed: raw first, sealed while it is written, ready when one says so, and taken to supervision."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, OpenBrowser, assert_accessible
from tests.browser.journeys import begin

pytestmark = pytest.mark.browser

SAVED = re.compile(r"/stayed/[0-9a-f]{32}/")


def test_raw_then_ready_then_to_supervision(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    begin(page)
    page.goto("/stayed/new/")
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("Still raw")).tap()
    page.locator("textarea[name=happened]").fill("The call, and then the train.")
    expect(page.locator("[data-status]")).to_contain_text("sealed")
    page.reload()
    expect(page.locator("textarea[name=happened]")).to_have_value("The call, and then the train.")
    assert_accessible(page)
    page.get_by_role("button", name="Save", exact=True).tap()
    page.wait_for_url(SAVED)
    expect(page.get_by_text("The call, and then the train.")).to_be_visible()
    page.goto("/stayed/")
    expect(page.get_by_text("The call, and then the train.")).to_have_count(0)
    expect(page.get_by_text(re.compile("still raw", re.IGNORECASE)).first).to_be_visible()

    page.goto("/stayed/new/")
    page.get_by_role("link", name=re.compile("Ready to look")).tap()
    page.locator("textarea[name=know_now]").fill("I can stop in the middle.")
    page.get_by_role("button", name="Save, and take to supervision").tap()
    page.wait_for_url(SAVED)
    page.goto("/supervision/")
    expect(page.get_by_text("I can stop in the middle.").first).to_be_visible()
    assert_accessible(page)
