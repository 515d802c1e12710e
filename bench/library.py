"""What a visitor's page of the library costs: `python -m bench.library`.

Bytes are what Chromium received, headers left out, from the server people run: a host's (styles and scripts collected
and compressed) and one's own machine (as they lie in the package). Server time is Django's whole stack, in one process.
A page needs no script when everything on it can be read and every link followed without one; here that means it is the
same page with scripts switched off, and sets no cookie either way.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from bench.measure import Report, environment, median_call, run
from tests.chromium import chromium_path

MOST_BYTES = 100_000
MOST_SECONDS = 0.010
TIMES = 200
HOST = "localhost"
PORT = 8971


def addresses() -> dict[str, str]:
    """Each public page of the library and its rooms; the longest list, the longest words of each audience."""
    from emberwell.library.prompts import Audience, prompts_for

    longest = {who: max(prompts_for(who), key=lambda each: len(each.text)) for who in Audience}
    return {
        "front page": "/library/",
        "for therapists": "/library/?who=therapist",
        "a pillar": "/library/?pillar=why",
        "a kind of day": "/library/?for=hard-day",
        "a search": "/library/?q=door",
        **{f"a prompt for a {who}": f"/library/{prompt.id}/" for who, prompt in longest.items()},
        "the feed": "/library/feed.json",
        "cards": "/library/cards/",
        "the practices": "/practices/",
        "a practice": "/practices/body-scan/",
        "the paths": "/library/paths/",
        "a path": "/library/paths/after-a-loss-or-a-mistake/",
        "two chairs": "/peers/two-chairs/",
    }


def main() -> int:
    """Print every page's figures; how many missed."""
    report = Report()
    pages = addresses()
    with tempfile.TemporaryDirectory(prefix="emberwell-library-") as place:
        _, said = run([sys.executable, "-m", "bench.library", str(Path(place) / "times")], env=environment())
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"]) as browser,
        ):
            for kind, served in (("a host", _hosted), ("one's own machine", _own)):
                print(f"\nthe library, from {kind}", flush=True)
                with served(Path(place) / kind.replace(" ", "-")) as address:
                    for name, path in pages.items():
                        _report(
                            report, name, _visit(browser, address + path), _visit(browser, address + path, js=False)
                        )
    print("\nserver time, median of 200", flush=True)
    for name, seconds in json.loads(said).items():
        report.most(name, seconds * 1000, MOST_SECONDS * 1000, "ms")
    return report.missed


def _report(report: Report, name: str, seen: dict[str, Any], plain: dict[str, Any]) -> None:
    report.most(f"{name}: in all ({seen['requests']} requests)", seen["bytes"] / 1000, MOST_BYTES / 1000, "KB")
    report.most(f"{name}: cookies", seen["cookies"] + plain["cookies"], 0, "")
    report.most(f"{name}: links that need a script", len(seen["links"] - plain["links"]), 0, "")


def _visit(browser: Browser, address: str, *, js: bool = True) -> dict[str, Any]:
    """A first visit with an empty cache: everything received, the cookies set, the links one can follow."""
    context = browser.new_context(java_script_enabled=js)
    page = context.new_page()
    received: list[Any] = []
    page.on("requestfinished", lambda request: received.append(request))  # noqa: PLW0108 - Playwright marks what it is given
    page.goto(address, wait_until="networkidle")
    found = {
        "bytes": sum(each.sizes()["responseBodySize"] for each in received),
        "requests": len(received),
        "cookies": len(context.cookies()),
        "links": {link.get_attribute("href") for link in page.locator("main a:visible").all()},
    }
    context.close()
    return found


@contextmanager
def _served(command: list[str], env: dict[str, str]) -> Iterator[dict[str, Any]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "emberwell.command.main", *command], stdout=subprocess.PIPE, text=True, env=env
    )
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


@contextmanager
def _own(folder: Path) -> Iterator[str]:
    with _served(["open", "--no-browser", "--json", "--data", str(folder)], environment()) as said:
        yield str(said["address"]).rstrip("/")


@contextmanager
def _hosted(folder: Path) -> Iterator[str]:
    """As `emberwell serve` serves, with SQLite in place of PostgreSQL: a visitor's page asks it nothing."""
    script = (
        "import os, sys; from emberwell.command import serve as s; s.unsafe_on_host = lambda folder: [];"
        "from emberwell.command.main import main; sys.exit(main(sys.argv[1:]))"
    )
    keys = folder.with_name("keystore")
    keys.mkdir(mode=0o700)
    hosted = {
        "EMBERWELL_HOSTED": "1",
        "EMBERWELL_HOSTS": HOST,
        "EMBERWELL_SECRET_KEY": secrets.token_urlsafe(64),
        "EMBERWELL_KEYSTORE": str(keys),
    }
    command = ["serve", "--json", "--port", str(PORT), "--workers", "1", "--data", str(folder)]
    process = subprocess.Popen(
        [sys.executable, "-c", script, *command], stdout=subprocess.PIPE, text=True, env=environment(**hosted)
    )
    assert process.stdout is not None
    try:
        process.stdout.readline()
        address = f"http://{HOST}:{PORT}"
        _wait_for(address)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def _wait_for(address: str) -> None:
    """Its workers begin to answer a little after it says so."""
    for _ in range(100):
        try:
            urlopen(f"{address}/library/").close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(address)


def measure(folder: Path) -> dict[str, float]:
    """The median of each page, warm, through Django's whole stack, for a visitor."""
    from emberwell.vault.folder import DataFolder
    from emberwell.vault.schema import load_django, migrate_file

    os.environ["EMBERWELL_DATA"] = str(folder)
    data = DataFolder(folder)
    data.install()
    migrate_file(data.database)
    load_django()
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    found = {}
    for name, path in addresses().items():
        assert client.get(path).status_code == 200, path
        found[name] = median_call(lambda path=path: client.get(path), times=TIMES)
    return found


if __name__ == "__main__":
    if len(sys.argv) > 1:
        json.dump(measure(Path(sys.argv[1])), sys.stdout)
    else:
        sys.exit(1 if main() else 0)
