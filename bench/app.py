"""The app as it runs, warm, in one process: `python -m bench.app DATA_FOLDER` prints its figures as JSON.

Server time is the time of Django's whole stack (middleware, view, template) through its test client; the network and
the browser are not in it. A fresh process for each data folder, so that memory is its own.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.corpus import COMMON, RARE
from bench.made import PASSPHRASE
from bench.measure import environment, median_call, resident_megabytes, run

TIMES = 25
LINE = "A line of this evening, as long as such lines are: she laughed, and the hour was over."
SEARCHES = (RARE, RARE[:5], COMMON, f"{COMMON} la", "doubt", f'"{COMMON} la"', "supervision ve")


def figures(folder: Path) -> dict[str, float]:
    """Run this module on a data folder, in a process of its own."""
    _, said = run([sys.executable, "-m", "bench.app", folder], env=environment())
    found: dict[str, float] = json.loads(said)
    return found


def measure(folder: Path) -> dict[str, float]:
    """Everything, in the order in which a person meets it."""
    os.environ["EMBERWELL_DATA"] = str(folder)
    from emberwell.vault.schema import load_django

    load_django()
    from emberwell.vault import sessions
    from emberwell.vault.web import web_store

    store = web_store()
    before = resident_megabytes()
    found, opened = _opening(store)
    secret = sessions.start(store, opened, idle_minutes=60, now=datetime.now(UTC))
    browser = _Browser(secret)
    found["first page"] = _once(browser.journal)
    found["first search"] = _once(lambda: browser.search(RARE))
    queries = iter(SEARCHES * TIMES)
    found["search"] = median_call(lambda: browser.search(next(queries)), times=TIMES)
    queries = iter(SEARCHES * TIMES)
    found["search alone"] = median_call(lambda: opened.vault.search(next(queries)), times=TIMES)
    found["journal"] = median_call(browser.journal, times=TIMES)
    with _replayed(browser):
        found["journal from plain values"] = median_call(browser.journal, times=TIMES)
    entry = next(iter(opened.vault.search(RARE))).id
    found["entry"] = median_call(lambda: browser.get(f"/journal/{entry}/"), times=TIMES)
    found["save"] = median_call(browser.save, times=TIMES)
    found["resident"] = resident_megabytes()
    found["resident before opening"] = before
    return found


def _opening(store: Any) -> tuple[dict[str, float], Any]:
    """From the passphrase to every record in memory, with Argon2id's part apart; and the same with bare libraries."""
    from emberwell.journal.records import Entry
    from emberwell.vault import kdf
    from emberwell.vault.opening import unlock_passphrase

    argon = 0.0
    name = "hash_secret_raw"
    real = getattr(kdf, name)

    def timed(*arguments: Any) -> bytes:
        nonlocal argon
        begun = time.perf_counter()
        try:
            return bytes(real(*arguments))
        finally:
            argon += time.perf_counter() - begun

    setattr(kdf, name, timed)
    begun = time.perf_counter()
    opened = unlock_passphrase(store, store.accounts()[0].id, PASSPHRASE)
    opened.vault.all(Entry)
    whole = time.perf_counter() - begun
    setattr(kdf, name, real)
    return {"opening": whole - argon, "argon": argon, "bare opening": _bare(opened.vault)}, opened


def _bare(vault: Any) -> float:
    """HKDF, AES-GCM and MessagePack over the same bytes in one loop, with nothing checked and nothing kept."""
    import msgspec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    from emberwell.journal.records import Entry
    from emberwell.vault.contents import Contents
    from emberwell.vault.seal import COMMITMENT_END, HEADER_BYTES, SALT_END, tlv, u64

    space = bytes.fromhex(vault.space_id)
    rows = vault.store.database.rows(
        "SELECT record_id, revision, sealed FROM record WHERE space_id = %s AND sealed IS NOT NULL", (space,)
    )
    key, sha = vault.keys.keys[vault.keys.current], SHA256()
    contents, entries = msgspec.msgpack.Decoder(Contents), msgspec.msgpack.Decoder(Entry)
    begun = time.perf_counter()
    for raw_id, revision, raw in rows:
        sealed = bytes(raw)
        info = b"emberwell/1" + b"".join(
            tlv(tag, part)
            for tag, part in enumerate((sealed[:HEADER_BYTES], space, bytes(raw_id), u64(revision)), start=1)
        )
        derived = HKDF(sha, 76, sealed[HEADER_BYTES:SALT_END], info).derive(key)
        plain = AESGCM(derived[:32]).decrypt(derived[32:44], sealed[COMMITMENT_END:], info)
        inner = contents.decode(plain[4 : 4 + int.from_bytes(plain[:4], "big")])
        if inner.kind == "journal.entry":
            entries.decode(inner.value)
    return time.perf_counter() - begun


class _Browser:
    """Somebody signed in, through Django's test client. Fails when a page is not what it should be."""

    def __init__(self, secret: str) -> None:
        from django.test import Client

        self._client = Client(HTTP_HOST="localhost")
        self._client.cookies["vault_secret"] = secret

    def get(self, address: str) -> bytes:
        answer = self._client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return bytes(answer.content)

    def journal(self) -> bytes:
        return self.get("/journal/")

    def search(self, query: str) -> bytes:
        answer = self._client.post("/journal/search/", {"q": query}, headers={"HX-Request": "true"})
        assert answer.status_code == 200, answer.status_code
        return bytes(answer.content)

    def save(self) -> None:
        answer = self._client.post("/journal/write/", {"title": "", "body": LINE, "zone": "Europe/Lisbon"})
        assert answer.status_code in {302, 303}, answer.status_code


@contextmanager
def _replayed(browser: _Browser) -> Any:
    """`/journal/` from the page the view last filled."""
    from django.test import override_settings

    from bench import replay_urls
    from emberwell.journal.views import stream

    name = "show"
    real = getattr(stream, name)

    def note(request: Any, template: str, page: Any, **options: Any) -> Any:
        replay_urls.filled.update(template=template, page=page)
        return real(request, template, page, **options)

    setattr(stream, name, note)
    browser.journal()
    setattr(stream, name, real)
    with override_settings(ROOT_URLCONF="bench.replay_urls"):
        yield


def _once(call: Callable[[], object]) -> float:
    return median_call(call, times=1)


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
