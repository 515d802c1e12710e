"""Code names as pages, lines and sessions name them: by id where they are kept, by sign and name where they are shown.

What every folder that names a client uses. A sign is always shape, colour and name together
(`components/client.html`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from emberwell.clients.records import Client, Colour, Shape
from emberwell.vault.errors import RecordMissing
from emberwell.vault.record import RecordId

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved, Vault


@dataclass(frozen=True)
class Sign:
    """A code name, with what is drawn beside it."""

    id: RecordId
    name: str
    shape: Shape
    colour: Colour


@dataclass(frozen=True)
class SignOffered:
    """A code name to tick. One that cannot be shown has no sign: it stays where it was said."""

    id: RecordId
    sign: Sign | None
    chosen: bool


def sign_of(saved: Saved[Client]) -> Sign:
    """A code name as it is shown."""
    return Sign(saved.id, saved.value.name, saved.value.shape, saved.value.colour)


def signs_of(vault: Vault, ids: Iterable[RecordId]) -> tuple[Sign, ...]:
    """Code names by id, archived ones too; what is not there (any more) is left out."""
    found = (vault.find(Client, id) for id in ids)
    return tuple(sign_of(saved) for saved in found if saved and isinstance(saved.value, Client))


def is_live(client: Client) -> bool:
    """Whether it stands in lists to choose from."""
    return client.archived_on is None


def returns(client: Client) -> bool:
    """Whether pages and lines about them may come back unasked."""
    return client.archived_on is None and client.lost_on is None


def live_clients(vault: Vault) -> list[Saved[Client]]:
    """Code names to choose from, by name. An ended or a lost one is among them until it is archived."""
    live = (saved for saved in vault.all(Client) if isinstance(saved.value, Client) and is_live(saved.value))
    return sorted(live, key=lambda saved: (saved.value.name.casefold(), saved.id))


def not_to_return(vault: Vault) -> frozenset[RecordId]:
    """Ids of code names of which nothing may come back unasked: archived ones, and lost ones."""
    return frozenset(
        saved.id for saved in vault.all(Client) if isinstance(saved.value, Client) and not returns(saved.value)
    )


def signs_offered(vault: Vault, chosen: Iterable[RecordId], has: Iterable[RecordId] = ()) -> tuple[SignOffered, ...]:
    """The live code names, then what is `chosen` or what the page or line `has`, each once."""
    ticked = tuple(chosen)
    live = {saved.id: sign_of(saved) for saved in live_clients(vault)}
    others = [id for id in (*ticked, *has) if id not in live]
    signs = live | {sign.id: sign for sign in signs_of(vault, others)}
    return tuple(SignOffered(id, signs.get(id), id in ticked) for id in dict.fromkeys((*live, *others)))


def are_clients(vault: Vault, ids: Iterable[RecordId]) -> tuple[RecordId, ...]:
    """Those of `ids` that name a code name of this journal, one in the trash included."""
    return tuple(id for id in ids if _is_client(vault, id))


def _is_client(vault: Vault, id: RecordId) -> bool:
    if vault.find(Client, id):
        return True
    try:
        return bool(vault.history(Client, id))
    except RecordMissing:
        return False
