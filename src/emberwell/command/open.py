"""`emberwell open`, which is also `emberwell` alone: the app on one's own machine."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import click

from emberwell.command.options import Asked, say_json, shared_options
from emberwell.command.vaults import use_folder
from emberwell.vault.errors import EmberwellError
from emberwell.vault.folder import DataFolder

START_SECONDS = 60.0
"""Longest wait for the first answer before the browser is opened."""


class NotServed(EmberwellError):
    """The app could not be started."""

    status = 503


@click.command("open")
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="Serve at this port, and keep it.")
@click.option("--no-browser", is_flag=True, help="Only say the address.")
@shared_options
def open_command(asked: Asked, port: int | None, no_browser: bool) -> None:
    """Open Emberwell in the browser. Ctrl+C ends it."""
    from emberwell.command.address import LOOPBACK, choose_port, name_to_open
    from emberwell.command.running import note_served, serving
    from emberwell.command.server import ServerStopped, serve
    from emberwell.command.worker import own_machine
    from emberwell.vault.daily import back_up_before_update
    from emberwell.vault.schema import bring_up_to_date

    if os.environ.get("EMBERWELL_HOSTED") or os.environ.get("DATABASE_URL"):
        raise click.UsageError("`open` is for one's own machine. A host uses `emberwell serve`.")
    folder = asked.folder
    folder.make()
    with serving(folder):
        folder.install()
        use_folder(folder)
        bring_up_to_date(folder.database, before=lambda: back_up_before_update(folder))
        _sweep_left_over(folder)
        chosen, taken = choose_port(folder, port)
        address = f"http://{name_to_open(folder)}:{chosen}/"
        note_served(folder, address)

        def started() -> None:
            threading.Thread(
                target=_announce, args=(asked, chosen, taken, address, not no_browser), name="announce", daemon=True
            ).start()

        try:
            serve(own_machine, address=LOOPBACK, port=chosen, workers=1, started=started)
        except ServerStopped:
            raise NotServed("Emberwell stopped by itself. What was saved is safe. Open it again.") from None


def _announce(asked: Asked, port: int, taken: int | None, address: str, browser: bool) -> None:
    """Wait for the app to answer, then say where it is, once, and open the browser."""
    if not _answers(port):
        return
    plain = f"http://localhost:{port}/"
    if asked.as_json:
        say_json({"address": address, "localhost": plain, "port": port, "taken": taken, "pid": os.getpid()})
    else:
        if taken is not None:
            click.echo(f"Port {taken} is taken by another program, so this time Emberwell is at port {port}.")
        or_plain = "" if address == plain else f" (or {plain})"
        click.echo(f"Emberwell is open at {address}{or_plain}. Ctrl+C ends it.")
    sys.stdout.flush()
    if browser and _has_screen():
        import webbrowser

        webbrowser.open(address)


def _answers(port: int) -> bool:
    """Ask for the first page until it comes: that also makes it quick for the person, who asks second."""
    from http.client import HTTPConnection, HTTPException

    from emberwell.command.address import LOOPBACK

    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        connection = HTTPConnection(LOOPBACK, port, timeout=START_SECONDS)
        try:
            connection.request("GET", "/", headers={"Host": f"localhost:{port}", "Connection": "close"})
            connection.getresponse().read()
        except (OSError, HTTPException):
            time.sleep(0.05)
        else:
            return True
        finally:
            connection.close()
    return False


def _has_screen() -> bool:
    """On Linux without a desktop, `webbrowser` would start a text browser in this very terminal."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("BROWSER"))


def _sweep_left_over(folder: DataFolder) -> None:
    """What a crash left half-made: folders of a restore and unfinished backups. All of it is sealed."""
    import shutil

    for path in folder.path.glob(".restoring.*"):
        shutil.rmtree(path, ignore_errors=True)
    for place in {folder.backups, Path(folder.path / "backups")}:
        for path in place.glob(".emberwell-*.zip.*"):
            path.unlink(missing_ok=True)
