"""The keepsake of a walk, and the look at it before it goes on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from emberwell.journal.dates import local_date, local_moment
from emberwell.journal.rendering import rendered
from emberwell.paths.keepsake import Found, Part, days_of, found_in, parts_of
from emberwell.paths.pages.parts import ActPart, act_part
from emberwell.paths.rules import is_open

if TYPE_CHECKING:
    from emberwell.library.paths import Path
    from emberwell.paths.walking import Standing
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Vault


@dataclass(frozen=True)
class ShownPage:
    """A page in the keepsake."""

    id: RecordId
    when: datetime
    """On the clocks of where it was written."""
    title: str
    prompt: str
    html: str
    closed: str
    """Why only its line stands; "" for one to read."""


@dataclass(frozen=True)
class ShownPart:
    """What one step left."""

    title: str
    pages: tuple[ShownPage, ...]
    act: ActPart | None
    act_on: date | None
    practice: str
    done_on: date | None


@dataclass(frozen=True)
class KeepsakePage:
    """`paths/keepsake.html`."""

    walk: RecordId
    title: str
    path: Path | None
    """None when it has left the library."""
    first: date
    last: date
    parts: tuple[ShownPart, ...]
    is_open: bool
    """Neither left nor ended."""
    nothing_open: bool
    """Every step was done or left out."""


@dataclass(frozen=True)
class CheckPage:
    """`paths/check.html`: a look at the keepsake before it goes on paper."""

    walk: RecordId
    title: str
    items: tuple[Found, ...]


def keepsake_page(vault: Vault, standing: Standing) -> KeepsakePage:
    """The keepsake of a walk, whatever has become of its path."""
    parts = parts_of(vault, standing)
    first, last = days_of(standing, parts)
    return KeepsakePage(
        walk=standing.walk.id,
        title=standing.path.title if standing.path else standing.walk.value.title,
        path=standing.path,
        first=first,
        last=last,
        parts=tuple(_shown(vault, part) for part in parts),
        is_open=is_open(standing.walk.value),
        nothing_open=standing.next is None,
    )


def _shown(vault: Vault, part: Part) -> ShownPart:
    return ShownPart(
        title=part.title,
        pages=tuple(
            ShownPage(
                id=kept.page.id,
                when=local_moment(kept.page.value).replace(tzinfo=None),
                title="" if kept.closed else kept.page.value.title,
                prompt="" if kept.closed else kept.page.value.prompt_text,
                html="" if kept.closed else rendered(vault, kept.page.value.body),
                closed=kept.closed,
            )
            for kept in part.pages
        ),
        act=act_part(part.act) if part.act else None,
        act_on=local_date(part.act.value.chosen_at, part.act.value.zone) if part.act else None,
        practice=part.practice if part.done_on else "",
        done_on=part.done_on,
    )


def check_page(vault: Vault, standing: Standing) -> CheckPage:
    """The look at it before it goes on paper."""
    title = standing.path.title if standing.path else standing.walk.value.title
    return CheckPage(standing.walk.id, title, found_in(vault, parts_of(vault, standing)))
