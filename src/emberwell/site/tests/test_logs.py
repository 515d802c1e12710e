"""A log holds names of events and ids, whatever an exception quotes."""

from __future__ import annotations

import io
import logging

import pytest
from django.test import Client

from emberwell.site.logs import EventFormatter
from emberwell.site.tests.rooms import ROOMS


def _lines(record: logging.LogRecord) -> str:
    return EventFormatter().format(record)


def test_our_own_events_are_written_whole() -> None:
    record = logging.LogRecord("emberwell.site", logging.INFO, __file__, 1, "idle sessions ended: %d", (2,), None)
    record.created = 0
    assert _lines(record) == "1970-01-01T00:00:00Z INFO emberwell.site idle sessions ended: 2"


def test_of_others_only_the_place_is_kept() -> None:
    record = logging.LogRecord("zipfile", logging.ERROR, "zipfile.py", 12, "canary: %s", ("a word",), None)
    assert _lines(record).endswith("ERROR zipfile zipfile.py:12")


@pytest.mark.urls(ROOMS)
def test_a_failing_request_leaves_its_place_and_no_words(visitor: Client) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(EventFormatter())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    visitor.raise_request_exception = False
    try:
        visitor.post("/rooms/broken/?q=canary", {"body": "canary: typed"})
    finally:
        logger.removeHandler(handler)
    assert "500" in written.getvalue()
    assert "ValueError at" in written.getvalue()
    assert "rooms.py" in written.getvalue()
    assert "canary" not in written.getvalue()
