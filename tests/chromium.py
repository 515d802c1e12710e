"""Finds the Chromium that browser tests drive; `python -m tests.chromium` installs it where that is a machine's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def chromium_path() -> str | None:
    """`CHROMIUM`, else the first known name on the path, else what Playwright has downloaded; None without any."""
    if given := os.environ.get("CHROMIUM"):
        return given
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    if _MAC.is_file():
        return str(_MAC)
    return _downloaded_by_playwright()


def _downloaded_by_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _install() -> None:
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], env=quiet, check=False)


def main() -> int:
    if chromium_path():
        return 0
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        _install()
    if chromium_path():
        return 0
    sys.stderr.write(
        "The tests need Chromium: install it, or `.venv/bin/playwright install chromium`, or set CHROMIUM=its path.\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
