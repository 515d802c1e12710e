"""`make shots`: pictures of every page at 390, 820 and 1,440 px, light and dark, with text of the length people write.

They lie in shots/, for looking at: as hard as a good designer would. Nothing compares them by machine. The few that
README and guide show are copied to docs/pictures/.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bench.lived_in import live_in
from bench.made import PASSPHRASE
from bench.measure import environment
from emberwell.library.paths import all_paths
from emberwell.vault.folder import DataFolder
from tests.chromium import chromium_path

SHOTS = Path(__file__).resolve().parents[1] / "shots"
PICTURES = SHOTS.parent / "docs" / "pictures"
SHOWN = {
    "today": "today-1440-light",
    "write": "edit-1440-light",
    "journal": "journal-1440-light",
    "year": "year-1440-dark",
    "page-phone": "page-390-dark",
    "lines": "lines-1440-light",
    "purpose": "purpose-1440-light",
    "week-phone": "week-390-light",
    "alignment": "alignment-1440-light",
    "why-phone": "why-390-dark",
    "sessions-phone": "sessions-390-light",
    "lock-phone": "open-390-light",
    "library": "library-1440-light",
    "practice-phone": "practice-390-light",
    "path-phone": "path-390-dark",
    "hard-day-phone": "hard-day-390-light",
}
"""What the documents show, and which shot it is."""
WIDTHS = {390: 844, 820: 1180, 1440: 900}
ZONE = "Europe/Lisbon"

VISITOR = {
    "visitor": "/",
    "begin": "/begin/",
    "library": "/library/",
    "two-chairs": "/peers/two-chairs/",
    "library-found": "/library/?for=hard-day",
    "library-search": "/library/?q=door",
    "library-prompt": "/library/why-helped-badly/",
    "library-client": "/library/?who=client",
    "library-colleague": "/library/?who=colleague",
    "paths-to-read": "/library/paths/",
    "path-to-read": "/library/paths/{path}/",
    "cards": "/library/cards/",
    "cards-chosen": "/library/cards/?kind=chosen",
    "cards-client": "/library/cards/?kind=client",
    "practices": "/practices/",
    "practice": "/practices/before-a-session/",
    "practice-breath": "/practices/breath-pacing/",
    "practice-after": "/practices/before-a-session/after/?minutes=1",
    "hard-day": "/hard-day/",
    "hard-day-minute": "/hard-day/minute/",
    "hard-day-work": "/hard-day/work/",
    "hard-day-client": "/hard-day/client/",
    "hard-day-safe": "/hard-day/safe/",
    "not-found": "/nowhere/",
}
CLOSED = {"open": "/open/", "open-left": "/open/?left=1", "door": "/door/", "recover": "/recover/"}
OPEN = {
    "today": "/",
    "journal": "/journal/",
    "year": "/journal/year/{year}/",
    "search": "/journal/search/",
    "page": "/journal/{page}/",
    "edit": "/journal/{page}/edit/",
    "earlier": "/journal/{page}/earlier/",
    "write": "/journal/write/",
    "drafts": "/journal/drafts/",
    "lines": "/journal/lines/",
    "line": "/journal/lines/{line}/",
    "trash": "/journal/trash/",
    "waiting": "/door/waiting/",
    "prompts": "/prompts/",
    "own-prompt": "/prompts/own/{own_prompt}/",
    "prompt-set": "/prompts/sets/{prompt_set}/",
    "change-prompt-set": "/prompts/sets/{prompt_set}/change/",
    "bring-prompts": "/prompts/bring/",
    "purpose": "/purpose/",
    "why": "/why/",
    "ten": "/why/ten/",
    "sort": "/why/sort/",
    "values": "/why/values/",
    "value": "/why/values/{value}/",
    "importance": "/why/values/importance/",
    "scenes": "/why/scenes/",
    "sentence": "/why/sentence/",
    "sentence-earlier": "/why/sentence/earlier/",
    "still": "/why/still/",
    "passions": "/why/passions/",
    "strengths": "/why/strengths/",
    "strength": "/why/strengths/{strength}/",
    "name-strength": "/why/strengths/name/{line}/",
    "week": "/week/",
    "week-kept": "/week/{week}/",
    "act-calendar": "/week/act/{act}/calendar/",
    "paths": "/library/paths/",
    "path": "/library/paths/{path}/",
    "step": "/library/paths/walks/{walk}/steps/{step}/",
    "keepsake": "/library/paths/walks/{walk}/keepsake/",
    "keepsake-check": "/library/paths/walks/{walk}/keepsake/check/",
    "alignment": "/alignment/",
    "band": "/alignment/band/",
    "check-in": "/alignment/check-in/",
    "own-sign": "/alignment/own-sign/",
    "sessions": "/sessions/",
    "after": "/sessions/{session}/after/",
    "mine": "/sessions/something-of-mine/",
    "clients": "/clients/",
    "client": "/clients/{client}/",
    "watch": "/clients/watch/",
    "stayed": "/stayed/",
    "stayed-new": "/stayed/new/",
    "stayed-one": "/stayed/{stayed}/",
    "supervision": "/supervision/",
    "cpd": "/supervision/cpd/",
    "growth": "/growth/",
    "timeline": "/growth/timeline/",
    "practice-open": "/practices/silence-with-bells/",
    "practice-ring": "/practices/ring/",
    "book": "/keepsakes/book/",
    "book-year": "/keepsakes/book/{year}/",
    "settings": "/settings/",
    "appearance": "/settings/appearance/",
    "reminders": "/settings/reminders/",
    "hard-day-names": "/settings/hard-day/",
    "backups": "/settings/backups/",
    "security": "/settings/security/",
    "passphrase": "/settings/security/passphrase/",
    "kit": "/settings/kit/",
    "delete": "/settings/delete/",
    "bring": "/settings/bring/",
    "take": "/settings/take/",
}


def main() -> int:
    shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir()
    with tempfile.TemporaryDirectory(prefix="emberwell-shots-") as place:
        empty, lived_in = Path(place) / "empty", Path(place) / "lived-in"
        names = live_in(DataFolder(lived_in))
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"]) as browser,
        ):
            with served(empty) as address:
                for page, kind in _screens(browser, address):
                    _shoot(page, kind, VISITOR, {"path": all_paths()[0].id})
            with served(lived_in) as address:
                for page, kind in _screens(browser, address):
                    _shoot(page, kind, CLOSED, {})
                    _open(page)
                    _shoot(page, kind, OPEN, names)
    _copy_shown()
    sys.stdout.write(f"{len(list(SHOTS.iterdir()))} pictures in {SHOTS}\n")
    return 0


def _copy_shown() -> None:
    """At 1,120 px at most, in few colours: a picture of some tens of kilobytes."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, shot in SHOWN.items():
        with Image.open(SHOTS / f"{shot}.png") as image:
            small = image.convert("RGB").crop((0, 0, image.width, min(image.height, max(900, image.width))))
            small.thumbnail((1120, 1120))
            small.quantize(128).save(PICTURES / f"{name}.png", optimize=True)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "emberwell.command.main", "open", "--no-browser", "--json", "--data", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment())
    assert process.stdout is not None
    try:
        yield str(json.loads(process.stdout.readline())["address"]).rstrip("/")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=10)


def _screens(browser: Browser, address: str) -> Iterator[tuple[Page, str]]:
    """A fresh browser for every width, light and dark; the words that end a picture's name."""
    for width, height in WIDTHS.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(
                base_url=address,
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
                timezone_id=ZONE,
                locale="en-GB",
            )
            yield context.new_page(), f"{width}-{scheme}"
            context.close()


def _open(page: Page) -> None:
    page.goto("/open/")
    page.locator("input[name=passphrase]").fill(PASSPHRASE)
    page.get_by_role("button", name="Open", exact=True).click()
    page.wait_for_url(lambda url: "/open/" not in url)


def _shoot(page: Page, kind: str, addresses: dict[str, str], names: dict[str, str]) -> None:
    for name, address in addresses.items():
        page.goto(address.format(**names))
        page.screenshot(path=SHOTS / f"{name}-{kind}.png", full_page=True)


if __name__ == "__main__":
    sys.exit(main())
