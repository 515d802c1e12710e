"""More than 300 hostile texts, each in every field a page shows, in a real browser: nothing runs, nothing loads."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Request, expect

from emberwell.accounts.records import HardDayName, Preferences
from emberwell.journal.records import Entry, KeptLine
from emberwell.journal.tests.hostile import payloads
from emberwell.vault.letterbox import leave
from emberwell.vault.opening import create_account
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Vault, Write
from tests.browser.conftest import App, OpenBrowser
from tests.browser.journeys import PASSPHRASE, open_journal

pytestmark = pytest.mark.browser
NOW = datetime.now(UTC)
PAGES_OF = 40
"""Payloads of one page: fewer, larger pages are quicker to walk than hundreds of small ones."""


def hostile_journal(app: App) -> list[RecordId]:
    """A journal in which every shown field is hostile; the ids of its pages."""
    store = app.store
    opened = create_account(store, "<img src=x onerror=hit(1)>", PASSPHRASE)
    store.set_kit(opened.account.id, "proved")
    every = payloads()
    assert len(every) >= 300
    ids = _pages(opened.vault, every)
    first = opened.vault.get(Entry, ids[0])
    opened.vault.put(first.value, id=ids[0], expected=first.revision)
    gone = opened.vault.put(Entry(written_at=NOW, zone="UTC", title=every[0], body=every[1]))
    opened.vault.trash(gone.id)
    opened.vault.keep_draft(ids[1], "tab", opened.vault.get(Entry, ids[1]).value, based_on=1)
    names = (HardDayName(every[8], every[9]), HardDayName(every[10], every[11]))
    opened.vault.put(Preferences(hard_day_names=names))
    for text in every[:20]:
        leave(store, opened.account.id, text, now=NOW)
    return ids


def _pages(vault: Vault, every: tuple[str, ...]) -> list[RecordId]:
    writes: list[Write[Entry]] = []
    for start in range(0, len(every), PAGES_OF):
        some = every[start : start + PAGES_OF]
        file = vault.attach(io.BytesIO(some[0].encode()), name=some[0], media_type="image/svg+xml")
        writes.append(
            Write(
                value=Entry(
                    written_at=NOW - timedelta(days=7 * len(writes)),
                    zone="UTC",
                    title=some[0],
                    body="\n\n".join(some),
                    tags=tuple(text[:60] for text in some[:4]),
                    prompt_text=some[2],
                    attachments=(file.id,),
                )
            )
        )
    saved = vault.put_many(writes)
    vault.put_many([Write(value=KeptLine(text=text, kept_at=NOW, zone="UTC", entry=saved[0].id)) for text in every])
    return [page.id for page in saved]


def test_three_hundred_hostile_texts_run_and_load_nothing(real_kdf: None, app: App, open_browser: OpenBrowser) -> None:
    ids = hostile_journal(app)
    page = open_browser()
    hits: list[str] = []
    page.expose_function("hit", lambda *said: hits.append(f"ran on {page.url}"))
    page.on("dialog", lambda dialog: (hits.append(f"dialog on {page.url}"), dialog.dismiss()))

    def watch(request: Request) -> None:
        if not request.url.startswith((app.address, "blob:")):
            hits.append(f"{request.url} from {page.url}")

    page.context.on("request", watch)
    open_journal(page)
    page.wait_for_url(lambda url: "/open/" not in url)
    shared = ["/", "/journal/", "/journal/lines/", "/journal/trash/", "/journal/drafts/", "/door/waiting/"]
    shared += ["/settings/", "/settings/hard-day/", "/hard-day/safe/", "/journal/search/?q=hit", "/library/"]
    own = [f"/journal/{id}/{rest}" for id in ids for rest in ("", "edit/")]
    own += [f"/journal/{ids[0]}/earlier/", f"/journal/{ids[0]}/earlier/1/", f"/journal/{ids[1]}/edit/?tab=tab"]
    for address in [*shared, *own]:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        page.wait_for_timeout(60)
    page.goto("/journal/write/")
    for body in payloads()[::40]:
        page.locator("textarea[name=body]").fill(body)
        page.keyboard.press("F2")
        expect(page.get_by_role("region", name="Preview")).to_be_focused()
        page.wait_for_timeout(60)
        page.keyboard.press("F2")
    assert hits == []
