"""Which files a browser may show, and which bytes it gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.journal.media import Span, UnsatisfiableRange, is_accepted, media_type, served_as, shape_of, span_of


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        ("image/jpeg", "picture"),
        ("image/heic", "file"),
        ("image/svg+xml", "file"),
        ("audio/x-m4a", "audio"),
        ("video/quicktime", "video"),
        ("text/html", "file"),
        ("application/pdf", "file"),
        ("image/png; charset=x", "file"),
        ("", "file"),
    ],
)
def test_only_what_is_known_is_shown(kind, shape):
    assert shape_of(kind) == shape
    assert served_as(kind)[1] is (shape != "file")


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript", "nonsense"])
def test_what_could_run_is_handed_out_as_plain_bytes(kind):
    assert served_as(kind) == ("application/octet-stream", False)


def test_an_upload_is_named_by_what_was_said_else_by_its_ending():
    assert media_type("image/JPG", "a.jpg") == "image/jpeg"
    assert media_type("", "rain.M4A") == "audio/mp4"
    assert media_type("application/octet-stream", "talk.mp3") == "audio/mpeg"
    assert media_type("text/html\r\nx: y", "a") == "application/octet-stream"
    assert is_accepted("application/pdf")
    assert not is_accepted("text/html")


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-", Span(0, 100)),
        ("bytes=10-19", Span(10, 20)),
        ("bytes=90-500", Span(90, 100)),
        ("bytes=-10", Span(90, 100)),
        ("bytes=-500", Span(0, 100)),
        ("bytes=99-99", Span(99, 100)),
        ("bytes=20-10", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("bytes=-", None),
        ("", None),
        ("bytes=" + "9" * 400 + "-", None),
    ],
)
def test_ranges(header, span):
    assert span_of(header, 100) == span


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_ranges_beyond_the_file(header):
    with pytest.raises(UnsatisfiableRange):
        span_of(header, 100)


@given(st.text(max_size=40), st.integers(0, 10_000))
def test_any_header_is_answered(header, size):
    try:
        span = span_of(header, size)
    except UnsatisfiableRange:
        return
    assert span is None or 0 <= span.start < span.end <= size
