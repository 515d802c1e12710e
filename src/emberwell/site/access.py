"""Who may reach a view. Default deny: without a mark from here a view is reached only with an open journal.

`site/middleware/` reads the marks; the deepest check is still the vault's own, which holds one person's records only.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from emberwell.vault.store import AccountRow
    from emberwell.vault.vault import Vault

View = TypeVar("View", bound=Callable[..., Any])

IMPORT_LIMIT_BYTES = 2 * 1024**3
"""The most one upload may bring through a page marked `takes_archive` (formats.md)."""


class PrivateRequest(HttpRequest):
    """What a view that is not marked receives: somebody's journal is open."""

    vault: Vault
    account: AccountRow
    ends_at: datetime
    """UTC moment at which the session ends unless something more is done."""
    htmx: HtmxDetails


class PublicRequest(HttpRequest):
    """What a view marked `@public` receives: `vault` and `account` are None unless a journal is open."""

    vault: Vault | None
    account: AccountRow | None
    ends_at: datetime | None
    htmx: HtmxDetails


def public(view: View) -> View:
    """Reachable by anybody, without a key. `request.vault` is set when a journal happens to be open."""
    view.needs_no_key = True  # type: ignore[attr-defined]
    return view


def untouched(view: View) -> View:
    """Asking this does not count as activity: the idle lock comes as if it had not been asked."""
    view.leaves_idle_clock = True  # type: ignore[attr-defined]
    return view


def kept_by_anybody(*, seconds: int) -> Callable[[View], View]:
    """The answer is the same for everybody and may be kept for so long, by proxies too; see middleware/headers.py."""

    def mark(view: View) -> View:
        view.kept_seconds = seconds  # type: ignore[attr-defined]
        return view

    return mark


def late_save(*, field: str, also: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Words POSTed here after the lock are left at the door instead of being lost.

    `field` names the form field with the words; those of the fields in `also` go under them. The rest of a late save
    is read from the form as well, each optional: `record` (or the address's own `<id>`), `tab`, `title`, `based_on`;
    what else the form holds goes along with it.
    A form may carry `account` (`{{ site.account.id }}`): when another person has opened their journal in this
    browser meanwhile, the words still go to the door of the one who wrote them.
    """

    def mark(view: View) -> View:
        view.late_save_field = field  # type: ignore[attr-defined]
        view.late_save_also = also  # type: ignore[attr-defined]
        return view

    return mark


def takes_archive(view: View) -> View:
    """Uploads here may be large (2 GiB): they are spooled sealed instead of being refused above 64 MiB."""
    view.upload_limit_bytes = IMPORT_LIMIT_BYTES  # type: ignore[attr-defined]
    return view
