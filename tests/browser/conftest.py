"""A real app process and a real Chromium: what a newcomer has after `make run`."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, Response, expect, sync_playwright

from emberwell.vault.opening import create_account
from emberwell.vault.sqlite import SqliteDatabase
from emberwell.vault.store import Keystore, Store
from tests.browser.journeys import PASSPHRASE
from tests.chromium import chromium_path

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LAG_MS = 400
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
SLOW_MACHINE_MS = 20_000
expect.set_options(timeout=SLOW_MACHINE_MS)


@dataclass
class App:
    """Emberwell on a data folder of its own."""

    folder: Path
    address: str = ""
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def store(self) -> Store:
        """Its database and its keys, for what a test lays down beforehand or looks up afterwards."""
        return Store(SqliteDatabase(self.folder / "emberwell.sqlite3"), Keystore(self.folder / "keystore"))

    def start(self) -> None:
        command = [sys.executable, "-m", "emberwell.command.main", "open", "--no-browser", "--json"]
        environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
        self.process = subprocess.Popen(
            [*command, "--data", str(self.folder)], stdout=subprocess.PIPE, text=True, env=environment
        )
        assert self.process.stdout is not None
        self.address = json.loads(self.process.stdout.readline())["address"].rstrip("/")

    def stop(self) -> None:
        """As Ctrl+C does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=10)
            self._forget()

    def kill(self) -> None:
        """As a crash does, its worker included."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(timeout=10)
            self._forget()

    def _forget(self) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    started = App(tmp_path / "data")
    started.start()
    yield started
    if started.process is not None:
        started.stop()


@pytest.fixture
def begun(app: App, real_kdf: None) -> App:
    """An app in which Ana has a journal."""
    create_account(app.store, "Ana", PASSPHRASE)
    return app


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> str:
    found = chromium_path()
    if found is None:
        pytest.fail("No Chromium here. Install it (Debian: apt-get install chromium) and run again.")
    return found


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    with playwright.chromium.launch(executable_path=chromium, args=FLAGS) as running:
        yield running


OpenBrowser = Callable[..., Page]


def slow_down(page: Page) -> None:
    """400 ms before each answer: what a test does not wait for is not there yet."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    line = {"offline": False, "latency": LAG_MS, "downloadThroughput": -1, "uploadThroughput": -1}
    devtools.send("Network.emulateNetworkConditions", line)


def patient(page: Page) -> None:
    """An address asked for while the page before is still on its way is asked for again once that has come."""
    at_once = page.goto

    def goto(url: str, **more: Any) -> Response | None:
        try:
            return at_once(url, **more)
        except Error as error:
            if "interrupted by another navigation" not in str(error):
                raise
            page.wait_for_load_state()
            return at_once(url, **more)

    page.goto = goto  # type: ignore[method-assign]


@pytest.fixture
def open_browser(browser: Browser, app: App, pytestconfig: pytest.Config) -> Iterator[OpenBrowser]:
    """A page of a fresh browser: `open_browser(PHONE, dark=True, javascript=False)`."""
    slow = pytestconfig.getoption("slow_line")
    contexts: list[BrowserContext] = []

    def opened(size: dict[str, int] = DESKTOP, *, dark: bool = False, javascript: bool = True, **more: Any) -> Page:
        context = browser.new_context(
            base_url=app.address,
            viewport={"width": size["width"], "height": size["height"]},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            has_touch=size is PHONE,
            locale="en-GB",
            timezone_id="Europe/Dublin",
            **more,
        )
        context.set_default_timeout(SLOW_MACHINE_MS)
        context.on("page", patient)
        contexts.append(context)
        page = context.new_page()
        if slow:
            slow_down(page)
        page.on("pageerror", lambda error: pytest.fail(f"A script failed: {error}"))
        return page

    yield opened
    for context in contexts:
        context.close()


AT_REST = """() => Promise.allSettled(document.getAnimations()
  .filter((each) => Number.isFinite(each.effect.getComputedTiming().endTime)).map((each) => each.finished))"""


def assert_accessible(page: Page) -> None:
    """axe finds nothing, once what moves has come to rest: half-faded words have half their contrast."""
    page.wait_for_load_state()
    page.evaluate(AT_REST)
    results = Axe().run(page)
    found = [
        f"{violation['id']}: {violation['help']} {[node['target'] for node in violation['nodes']][:4]}"
        for violation in results.response["violations"]
    ]
    assert found == [], f"{page.url}: " + "; ".join(found)


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Path]:
    """A folder for a browser profile that stays after the browser was killed."""
    folder = Path(tempfile.mkdtemp(prefix="profile-", dir=tmp_path))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
