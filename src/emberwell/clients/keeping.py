"""Code names and what matters to them: added, changed, ended, lost, put away and brought back."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from emberwell.clients.naming import same_name
from emberwell.clients.records import Client, Colour, Matter, Shape, Sort, Whose
from emberwell.vault.record import RecordId

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved, Vault


class Deed(StrEnum):
    """What is done to a code name as a whole."""

    ENDED = "ended"
    LOST = "lost"
    GOES_ON = "goes on"
    ARCHIVE = "archive"
    BRING_BACK = "bring back"


def is_taken(vault: Vault, name: str, *, but: RecordId | None = None) -> bool:
    """Whether another code name, archived ones included, is called so; case does not count."""
    wanted = same_name(name)
    return any(
        saved.id != but and isinstance(saved.value, Client) and same_name(saved.value.name) == wanted
        for saved in (*vault.all(Client), *vault.trashed())
    )


def add_client(vault: Vault, *, name: str, shape: Shape, colour: Colour, now: datetime, zone: str) -> Saved[Client]:
    """A new code name."""
    return vault.put(Client(name=name, shape=shape, colour=colour, added_at=now, zone=zone))


def change_client(vault: Vault, saved: Saved[Client], *, name: str, shape: Shape, colour: Colour) -> Saved[Client]:
    """Another name or sign. Pages go on naming it by its id. Raises StaleRevision."""
    return _put(vault, saved, msgspec.structs.replace(saved.value, name=name, shape=shape, colour=colour))


def do(vault: Vault, saved: Saved[Client], deed: Deed, on: date) -> Saved[Client]:
    """Do `deed`; doing it again changes nothing. Ended and lost exclude each other. Raises StaleRevision."""
    was = saved.value
    match deed:
        case Deed.ENDED:
            value = msgspec.structs.replace(was, ended_on=on, lost_on=None)
        case Deed.LOST:
            value = msgspec.structs.replace(was, lost_on=on, ended_on=None)
        case Deed.GOES_ON:
            value = msgspec.structs.replace(was, lost_on=None, ended_on=None)
        case Deed.ARCHIVE:
            value = msgspec.structs.replace(was, archived_on=was.archived_on or on)
        case Deed.BRING_BACK:
            value = msgspec.structs.replace(was, archived_on=None)
    return _put(vault, saved, value)


def _put(vault: Vault, saved: Saved[Client], value: Client) -> Saved[Client]:
    return saved if value == saved.value else vault.put(value, id=saved.id, expected=saved.revision)


def matters_of(vault: Vault, client: RecordId) -> list[Saved[Matter]]:
    """What matters to them, the oldest first."""
    found = [saved for saved in vault.all(Matter) if isinstance(saved.value, Matter) and saved.value.client == client]
    return sorted(found, key=lambda saved: (saved.value.noted_on, saved.value.noted_at, saved.id))


def add_matter(
    vault: Vault,
    client: RecordId,
    *,
    text: str,
    sort: Sort,
    whose: Whose,
    hoped_for: bool,
    noted_on: date,
    now: datetime,
    zone: str,
) -> Saved[Matter]:
    """A line of what matters to them. The same line of the same day again is that one."""
    matter = Matter(
        client=client,
        sort=sort,
        whose=whose,
        hoped_for=hoped_for,
        text=text,
        noted_on=noted_on,
        zone=zone,
        noted_at=now,
    )
    for saved in matters_of(vault, client):
        if msgspec.structs.replace(saved.value, noted_at=now, zone=zone) == matter:
            return saved
    return vault.put(matter)


def change_matter(vault: Vault, saved: Saved[Matter], **said: object) -> Saved[Matter]:
    """Change some of its fields. Saying the same writes nothing. Raises StaleRevision."""
    changed: Matter = msgspec.structs.replace(saved.value, **said)
    return saved if changed == saved.value else vault.put(changed, id=saved.id, expected=saved.revision)
