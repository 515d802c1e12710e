"""When a page comes back, and when it may be quoted: without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from emberwell.stayed.records import Stayed
from emberwell.stayed.rules import READY_FIELDS, WORDS, due, first_words, may_be_quoted, says_nothing
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Saved

NOW = datetime(2026, 3, 14, tzinfo=UTC)
TODAY = NOW.date()
days = st.dates(TODAY - timedelta(days=9), TODAY + timedelta(days=9))
stayed = st.builds(
    Stayed,
    written_at=st.just(NOW),
    zone=st.just("UTC"),
    raw=st.booleans(),
    return_on=st.none() | days,
    **{name: st.sampled_from(["", " ", "Words."]) for name in WORDS},
)


def saved(value: Stayed, id: str = "a") -> Saved[Stayed]:
    return Saved(id=RecordId(id), value=value, revision=1, saved_at=NOW, seq=1)


@given(st.lists(stayed))
def test_what_comes_back_was_asked_for_is_not_raw_and_the_earliest(pages: list[Stayed]):
    all_of_them = [saved(page, f"{at:032x}") for at, page in enumerate(pages)]
    asked = [page.return_on for page in pages if page.return_on and page.return_on <= TODAY and not page.raw]
    found = due(all_of_them, TODAY)
    assert (found is None) == (not asked)
    if found:
        assert not found.value.raw
        assert found.value.return_on == min(asked)
    assert due(reversed(all_of_them), TODAY) == found


@given(stayed)
def test_nothing_raw_is_ever_quoted(page: Stayed):
    assert may_be_quoted(page) is not page.raw
    only_raw = msgspec.structs.replace(page, **dict.fromkeys((*READY_FIELDS, "is_now"), ""))
    assert first_words(only_raw) == ""


@given(stayed)
def test_a_page_without_words_says_nothing(page: Stayed):
    assert says_nothing(page) is not any(getattr(page, name).strip() for name in WORDS)


def test_not_before_its_day():
    page = Stayed(written_at=NOW, zone="UTC", raw=False, return_on=TODAY)
    assert due([saved(page)], TODAY - timedelta(days=1)) is None
    assert due([saved(page)], TODAY) is not None
    assert due([saved(page)], date(2030, 1, 1)) is not None


def test_nothing_about_somebody_put_away_is_quoted():
    page = Stayed(written_at=NOW, zone="UTC", raw=False, client=RecordId("c"))
    assert may_be_quoted(page)
    assert not may_be_quoted(page, {"c"})
