"""What is true of names, zones, and who stands first on the lock page."""

from __future__ import annotations

import pytest

from emberwell.accounts.rules import clean_name, in_order, is_crowded, is_same_name, zone_for
from emberwell.journal.dates import is_zone
from emberwell.vault.record import AccountId, SpaceId
from emberwell.vault.store import AccountRow


def person(name: str, created_at: int = 0) -> AccountRow:
    return AccountRow(
        id=AccountId(name.encode().hex()), name=name, created_at=created_at, kit="none", space_id=SpaceId("0" * 32)
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Ana   Wolf ", "Ana Wolf"), ("A\u0301", "\u00c1"), ("Ana\u200b\u202eflow", "Ana flow"), ("\n\t", ""), ("", "")],
)
def test_a_name_as_it_is_kept(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


def test_names_too_alike() -> None:
    assert is_same_name("ANA", " ana ")
    assert is_same_name("Jose\u0301", "jos\u00e9")
    assert not is_same_name("Ana", "Anna")


def test_the_last_one_here_stands_first() -> None:
    ana, ben, cleo = person("Ana"), person("ben"), person("Cleo")
    assert in_order([cleo, ben, ana], ()) == [ana, ben, cleo]
    assert in_order([cleo, ben, ana], (cleo.id, ben.id)) == [cleo, ben, ana]


def test_crowded_is_twenty_in_an_hour() -> None:
    now = 1_000_000.0
    recent = [person(str(number), created_at=999_000) for number in range(20)]
    assert is_crowded(recent, now)
    assert not is_crowded(recent[1:], now)
    assert not is_crowded(recent, now + 3600)


def test_the_zone_to_write_in() -> None:
    assert zone_for(None, "Europe/Lisbon") == "Europe/Lisbon"
    assert is_zone(zone_for(None, "Nowhere/Land"))
    assert is_zone(zone_for(None, ""))
