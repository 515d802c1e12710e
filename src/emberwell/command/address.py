"""Which port and which name the app is served at on one's own machine.

Cookies ignore ports: on plain `localhost` every other local server the browser visits would be sent ours. So each
install has a name of its own below `.localhost`, which Chromium and Firefox always take to be this computer (RFC 6761).
Safari asks the system, and macOS may not know such names; there plain `localhost` is opened instead.
"""

from __future__ import annotations

import secrets
import socket
import sys
import time

from emberwell.vault.errors import EmberwellError
from emberwell.vault.folder import DataFolder

LOOPBACK = "127.0.0.1"
FIRST_PORT, LAST_PORT = 20_000, 29_999
"""Below every system's range for outgoing connections, so that a port kept for years stays free."""
ASKS_THE_SYSTEM = sys.platform == "darwin"
"""Whether the usual browser resolves `.localhost` names through the system."""


PATIENCE_SECONDS = 2.0
"""How long a process that was stopped a moment ago may still hold its port."""


class NoPortFree(EmberwellError):
    """No port could be taken."""

    status = 503


def choose_port(folder: DataFolder, wanted: int | None) -> tuple[int, int | None]:
    """`(port, taken)`: the port to serve at, and the one that should have been when another program holds it.

    A port asked for is kept for this folder from now on; so is the first one found. A port taken meanwhile is only
    stepped around: the browser's drafts belong to the kept address and are found there again next time.
    """
    kept = wanted or folder.install().port
    if kept is not None:
        if not comes_free(kept):
            return _some_free_port(), kept
        if wanted is not None:
            folder.change_install(port=wanted)
        return kept, None
    found = _some_free_port()
    folder.change_install(port=found)
    return found, None


def comes_free(port: int) -> bool:
    """Whether nothing listens there, now or within two seconds: the one before may still be ending."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_free(port):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def is_free(port: int) -> bool:
    """Whether nothing listens on this port of this computer, on either loopback address."""
    for family, address in ((socket.AF_INET, LOOPBACK), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.settimeout(0.5)
                if probe.connect_ex((address, port)) == 0:
                    return False
        except OSError:
            continue  # no IPv6 here
    return can_bind(LOOPBACK, port)


def can_bind(address: str, port: int) -> bool:
    """Whether this process may listen there: nobody else does, and the address is this computer's."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # On POSIX a port in TIME_WAIT is free for us; on Windows the same option would mean sharing it.
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def own_name(folder: DataFolder) -> str:
    """The name this install is served at."""
    return f"{folder.install().install_id}.localhost"


def name_to_open(folder: DataFolder) -> str:
    """The name the browser is sent to: this install's own, unless the browser may not find it."""
    name = own_name(folder)
    if not ASKS_THE_SYSTEM:
        return name
    try:
        found = socket.getaddrinfo(name, None)
    except OSError:
        return "localhost"
    return name if all(str(each[4][0]) in {LOOPBACK, "::1"} for each in found) else "localhost"


def _some_free_port() -> int:
    for _ in range(200):
        port = FIRST_PORT + secrets.randbelow(LAST_PORT - FIRST_PORT + 1)
        if is_free(port):
            return port
    raise NoPortFree("No free port was found on this computer. Name one with --port.")
