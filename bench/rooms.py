"""Every page of a person of three years (`bench.person`): `python -m bench.rooms`. Median server time of each.

Pages are found in the URLconf, so a new one is measured without being listed. What is no page (PDFs, downloads, POSTs)
is passed over.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.made import NAME, PASSPHRASE, store_in
from bench.measure import Report, environment, median_call, run

ROOMS = (
    "site",
    "journal",
    "why",
    "week",
    "insight",
    "purpose",
    "keepsakes",
    "sessions",
    "clients",
    "supervision",
    "stayed",
    "growth",
)
MOST_SECONDS = 0.030
TIMES = 15


def main() -> int:
    """Print every page's median; how many took longer than 30 ms."""
    report = Report()
    with tempfile.TemporaryDirectory(prefix="emberwell-bench-") as folder:
        _, said = run([sys.executable, "-m", "bench.rooms", folder], env=environment())
    found: dict[str, float] = json.loads(said)
    print("\na person of three years: 10,000 pages, 3,000 sessions, 600 kept lines, 150 weeks", flush=True)
    for name, seconds in sorted(found.items(), key=lambda item: -item[1]):
        report.most(name, seconds * 1000, MOST_SECONDS * 1000, "ms")
    return report.missed


def measure(folder: Path) -> dict[str, float]:
    """Fill a data folder at `folder` and ask for each page, warm, through Django's whole stack."""
    from emberwell.vault.folder import DataFolder
    from emberwell.vault.schema import load_django, migrate_file

    os.environ["EMBERWELL_DATA"] = str(folder)
    data = DataFolder(folder)
    data.install()
    migrate_file(data.database)
    load_django()
    from django.test import Client

    from bench.person import live
    from emberwell.vault import sessions
    from emberwell.vault.opening import create_account, unlock_passphrase

    store = store_in(data)
    made = create_account(store, NAME, PASSPHRASE)
    store.set_kit(made.account.id, "proved")
    her = live(made.vault, datetime.now(UTC).date())
    opened = unlock_passphrase(store, made.account.id, PASSPHRASE)
    client = Client(HTTP_HOST="localhost")
    client.cookies["vault_secret"] = sessions.start(store, opened, idle_minutes=60, now=datetime.now(UTC))
    return {name: seconds for name, path in _pages(her) if (seconds := _median(client, path)) is not None}


def _median(client: Any, path: str) -> float | None:
    """None for what is no page."""
    answer = client.get(path)
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return None
    return median_call(lambda: client.get(path), times=TIMES)


def _pages(her: Any) -> Iterator[tuple[str, str]]:
    """`(name, path)` of every address of the rooms, its parts filled in with things of hers."""
    from django.urls import NoReverseMatch, get_resolver, reverse

    by_part = {
        "line": her.line,
        "day": her.week,
        "ends_on": her.week,
        "year": her.week.year,
        "revision": 1,
    }
    of_room = {
        "why": (her.value, her.strength),
        "week": (her.act,),
        "journal": (her.page, her.line),
        "sessions": (her.session, her.mine),
        "clients": (her.client, her.matter),
        "supervision": (her.item, her.cpd),
        "stayed": (her.stayed,),
    }
    for room in ROOMS:
        for pattern in _patterns(get_resolver(), room):
            for id in of_room.get(room, (her.page,)):
                parts = {part: by_part.get(part, id) for part in pattern.pattern.converters}
                try:
                    yield f"{room}:{pattern.name}", reverse(f"{room}:{pattern.name}", kwargs=parts)
                except NoReverseMatch:
                    continue


def _patterns(resolver: Any, room: str) -> Iterator[Any]:
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            if pattern.namespace == room:
                yield from pattern.url_patterns
        elif not room:
            yield pattern


if __name__ == "__main__":
    if len(sys.argv) > 1:
        json.dump(measure(Path(sys.argv[1])), sys.stdout)
    else:
        sys.exit(1 if main() else 0)
