"""Work that takes longer than a page may: it goes on beside the requests, in this process, and can be looked at.

A work belongs to one account and to one unlock session. It is known only in memory, what it makes lies in sealed
spools, and when the journal is closed (by hand or by itself) it stops and everything of it is dropped: nothing a
person wrote stays open behind a closed door.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import IO

from django.db import connections

from emberwell.vault.errors import EmberwellError, RecordMissing
from emberwell.vault.record import AccountId

KEPT_SECONDS = 20 * 60
"""How long what was made waits to be fetched, after somebody last looked at it."""
_ASK_SECONDS = 2.0
"""How often a work under way asks whether the journal is still open."""
_WATCH_SECONDS = 10.0
AT_ONCE = 2
"""Works of one process that are under way together; others wait for their turn."""

_log = logging.getLogger("emberwell.exchange")


class StillBusy(EmberwellError):
    """One work at a time a person."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Something is being brought in or taken out already. Let it finish, then start this again. "
            "Nothing was changed by this try."
        )


class _Stopped(Exception):
    """The journal was closed, or the person left it: raised inside the work to end it."""


class State(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass
class Made:
    """A file that waits to be fetched."""

    name: str
    media_type: str
    spool: IO[bytes]
    size: int
    """Bytes."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Two downloads read one spool."""


@dataclass(eq=False)
class Work:
    """One work, and how far it is. What a kind of work keeps besides is `about`."""

    account_id: AccountId
    about: object
    still_open: Callable[[], bool]
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    state: State = State.RUNNING
    done: int = 0
    total: int = 0
    """0 while it is not known."""
    error: str = ""
    """What to say when it failed."""
    seen_at: float = field(default_factory=time.monotonic)
    dropped: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    """Set while nothing of it is under way."""
    closing: ExitStack = field(default_factory=ExitStack)
    """Closes its spools."""
    _asked_at: float = 0.0

    def progress(self, done: int, total: int) -> None:
        """Note how far it is; ends the work by an exception when the journal was closed meanwhile."""
        self.done, self.total = done, total
        self.check()

    def check(self) -> None:
        """The same without news."""
        now = time.monotonic()
        if self.dropped.is_set():
            raise _Stopped
        if now - self._asked_at >= _ASK_SECONDS:
            self._asked_at = now
            if not self.still_open():
                raise _Stopped


Task = Callable[[Work], None]


def _beside(run: Callable[[], None]) -> None:
    """Run it in a thread of its own. Tests put `run()` here instead."""
    threading.Thread(target=run, name="exchange", daemon=True).start()


class Works:
    """Every work of this process."""

    def __init__(self) -> None:
        self._works: dict[str, Work] = {}
        self._lock = threading.Lock()
        self._turn = threading.BoundedSemaphore(AT_ONCE)

    def start(self, account_id: AccountId, about: object, still_open: Callable[[], bool], task: Task) -> Work:
        """Begin a work. Raises StillBusy; what an earlier, finished one made is dropped."""
        with self._lock:
            for other in [one for one in self._works.values() if one.account_id == account_id]:
                if not other.ended.is_set():
                    raise StillBusy
                self._forget(other)
            work = Work(account_id=account_id, about=about, still_open=still_open)
            self._works[work.id] = work
        self._set_going(work, task)
        return work

    def go_on(self, work: Work, task: Task) -> None:
        """The next step of a work whose first is done."""
        with self._lock:
            if not work.ended.is_set() or work.dropped.is_set():
                raise StillBusy
            work.ended.clear()
        work.state, work.done, work.total = State.RUNNING, 0, 0
        self._set_going(work, task)

    def get(self, account_id: AccountId, work_id: str) -> Work:
        """Somebody's own work. Raises RecordMissing, for another's as for none."""
        work = self._works.get(work_id)
        if work is None or work.account_id != account_id:
            raise RecordMissing
        work.seen_at = time.monotonic()
        return work

    def drop(self, work: Work) -> None:
        """Stop it if it is under way, and close what it made."""
        with self._lock:
            self._forget(work)

    def drop_of(self, account_id: AccountId) -> None:
        """Whatever is somebody's: when something they had made may hold what they have erased since."""
        with self._lock:
            for work in [one for one in self._works.values() if one.account_id == account_id]:
                self._forget(work)

    def drop_all(self) -> None:
        """When the process ends, and after a test."""
        with self._lock:
            for work in list(self._works.values()):
                self._forget(work)

    def _forget(self, work: Work) -> None:
        work.dropped.set()
        self._works.pop(work.id, None)
        if work.ended.is_set():
            work.closing.close()

    def _set_going(self, work: Work, task: Task) -> None:
        def run() -> None:
            try:
                self._carry_out(work, task)
            finally:
                if threading.current_thread().name == "exchange":
                    connections.close_all()
            if threading.current_thread().name == "exchange":
                self._watch(work)

        _beside(run)

    def _carry_out(self, work: Work, task: Task) -> None:
        try:
            with self._turn:
                work.check()
                task(work)
            work.state = State.DONE
        except _Stopped:
            work.dropped.set()
        except EmberwellError as error:
            work.state, work.error = State.FAILED, str(error)
        except Exception as error:
            # Logged by its kind alone: what it says may quote the person's words.
            _log.error("a work of exchange failed: %s", type(error).__name__)
            work.state = State.FAILED
            work.error = "Something went wrong that should not have. Your journal is as it was."
        finally:
            with self._lock:
                work.ended.set()
                if work.dropped.is_set():
                    self._forget(work)

    def _watch(self, work: Work) -> None:
        """Drop what was made when the journal closes, or when nobody has come for it."""
        while work.ended.is_set() and not work.dropped.wait(_WATCH_SECONDS):
            is_open = False
            with suppress(Exception):
                is_open = work.still_open()
            connections.close_all()
            if not is_open or time.monotonic() - work.seen_at > KEPT_SECONDS:
                self.drop(work)


WORKS = Works()
