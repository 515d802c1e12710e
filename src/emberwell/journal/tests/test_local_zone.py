"""The zone this computer's clock is set to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from emberwell.journal.dates import is_zone
from emberwell.journal.local_zone import local_zone, offset_zone

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    for said in ("Europe/Lisbon", ":Europe/Lisbon", "/usr/share/zoneinfo/Europe/Lisbon"):
        monkeypatch.setenv("TZ", said)
        assert local_zone(NOW) == "Europe/Lisbon"


def test_whatever_the_system_says_is_a_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TZ", raising=False)
    assert is_zone(local_zone(NOW))
    monkeypatch.setenv("TZ", "<+03>-3")
    assert is_zone(local_zone(NOW)), "a rule without a name becomes an offset"


@pytest.mark.parametrize(
    ("hours", "name"), [(0, "+00:00"), (5.5, "+05:30"), (-3.5, "-03:30"), (14, "+14:00"), (-11, "-11:00")]
)
def test_offsets(hours: float, name: str) -> None:
    assert offset_zone(NOW.astimezone(timezone(timedelta(hours=hours)))) == name
    assert is_zone(name)
