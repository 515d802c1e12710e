"""A Chromium whose tabs can really be hidden.

Playwright tells every page that it is looked at, whatever stands before it: `document.hidden` never becomes true there.
This speaks to Chromium by its own protocol through a pipe, and brings another tab to the front, as a person does.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.chromium import chromium_path


class Chromium:
    """One browser. A tab is known by its target's id."""

    def __init__(self, asks: int, answers: int) -> None:
        self._asks, self._answers = asks, answers
        self._buffer = b""
        self._number = 0
        self._sessions: dict[str, str] = {}

    def tab(self) -> str:
        """A new tab, in front."""
        target: str = self._send("Target.createTarget", url="about:blank")["targetId"]
        self._sessions[target] = self._send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return target

    def bring_to_front(self, tab: str) -> None:
        self._send("Target.activateTarget", targetId=tab)

    def go(self, tab: str, address: str) -> None:
        """Load a page; gives back control once it is whole."""
        self._send("Page.navigate", tab, url=address)
        self.run(
            tab,
            "new Promise((done) => { const look = () => document.readyState === 'complete' && "
            f"location.href === {json.dumps(address)} ? done() : setTimeout(look, 50); look(); }})",
        )

    def before_every_page(self, tab: str, script: str) -> None:
        self._send("Page.enable", tab)
        self._send("Page.addScriptToEvaluateOnNewDocument", tab, source=script)

    def run(self, tab: str, script: str, *, pressed: bool = False) -> Any:
        """The value of an expression; `pressed`: as if a person had just pressed something."""
        answer = self._send(
            "Runtime.evaluate", tab, expression=script, awaitPromise=True, returnByValue=True, userGesture=pressed
        )
        return answer.get("result", {}).get("value")

    def close(self) -> None:
        self._send("Browser.close")

    def _send(self, method: str, tab: str = "", **given: Any) -> dict[str, Any]:
        self._number += 1
        said = {"id": self._number, "method": method, "params": given}
        if tab:
            said["sessionId"] = self._sessions[tab]
        os.write(self._asks, json.dumps(said).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                return dict(answer.get("result", {}))

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            self._buffer += os.read(self._answers, 65_536)
        raw, _, self._buffer = self._buffer.partition(b"\0")
        return dict(json.loads(raw))


@contextmanager
def chromium() -> Iterator[Chromium]:
    """A fresh browser without a window, its profile thrown away after."""
    (for_it, asks), (answers, from_it) = os.pipe(), os.pipe()
    with tempfile.TemporaryDirectory(prefix="emberwell-chromium-", ignore_cleanup_errors=True) as profile:
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run"]
        command = [str(chromium_path()), *flags, f"--user-data-dir={profile}", "about:blank"]
        # It listens on descriptor 3 and answers on 4, whatever numbers ours have.
        moved = f'exec "$0" "$@" 3<&{for_it} 4>&{from_it}'
        process = subprocess.Popen(
            ["/bin/sh", "-c", moved, *command], pass_fds=(for_it, from_it), stderr=subprocess.DEVNULL
        )
        os.close(for_it)
        os.close(from_it)
        browser = Chromium(asks, answers)
        try:
            yield browser
            browser.close()
            process.wait(timeout=20)
        finally:
            process.kill()
            process.wait(timeout=20)
            os.close(asks)
            os.close(answers)
