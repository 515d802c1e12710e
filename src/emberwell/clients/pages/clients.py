"""The code names, and a place to add one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from emberwell.clients.forms import ClientForm
from emberwell.clients.names import Sign, is_live, sign_of
from emberwell.clients.naming import offer, offered_sign
from emberwell.clients.records import Client, Colour, Shape
from emberwell.clients.telling import was_told

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved, Vault

SHAPES: tuple[Shape, ...] = tuple(Shape)
COLOURS: tuple[Colour, ...] = tuple(Colour)


@dataclass(frozen=True)
class ClientRow:
    """A code name in a list."""

    sign: Sign
    ended_on: date | None
    lost_on: date | None
    archived_on: date | None


@dataclass(frozen=True)
class ClientsPage:
    """`clients/clients.html`."""

    form: ClientForm
    live: tuple[ClientRow, ...]
    archived: tuple[ClientRow, ...]
    told: bool
    """The sentence about courts and insurers was read."""
    said: Literal["", "added", "archived", "erased"]
    shapes: tuple[Shape, ...] = SHAPES
    colours: tuple[Colour, ...] = COLOURS


@dataclass(frozen=True)
class ToldPage:
    """`clients/told.html`: the sentence about courts and insurers, on the way somewhere."""

    next: str
    """The page of ours to go to; "" for the code names."""


def client_row(saved: Saved[Client]) -> ClientRow:
    """A code name with how it stands."""
    client = saved.value
    return ClientRow(sign_of(saved), client.ended_on, client.lost_on, client.archived_on)


def clients_page(vault: Vault, *, said: str, form: ClientForm | None = None) -> ClientsPage:
    """Live ones first, by name; archived ones after, the last put away first."""
    every = [saved for saved in vault.all(Client) if isinstance(saved.value, Client)]
    rows = [client_row(saved) for saved in sorted(every, key=lambda saved: saved.value.name.casefold())]
    archived = [row for row in rows if row.archived_on is not None]
    return ClientsPage(
        form=form or blank_form(vault),
        live=tuple(client_row(saved) for saved in sorted(every, key=_by_name) if is_live(saved.value)),
        archived=tuple(sorted(archived, key=lambda row: row.archived_on or date.min, reverse=True)),
        told=was_told(vault),
        said=said if said in {"added", "archived", "erased"} else "",  # type: ignore[arg-type]
    )


def _by_name(saved: Saved[Client]) -> tuple[str, str]:
    return saved.value.name.casefold(), saved.id


def blank_form(vault: Vault, **kept: str) -> ClientForm:
    """A form with two words offered, and a sign nobody has; `kept` are choices made already."""
    every = [saved.value for saved in vault.all(Client) if isinstance(saved.value, Client)]
    shape, colour = offered_sign({(each.shape, each.colour) for each in every})
    initial = {"name": offer([each.name for each in every]), "shape": shape.value, "colour": colour.value}
    return ClientForm(initial=initial | {name: value for name, value in kept.items() if value})
