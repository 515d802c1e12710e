"""How a view shows a page: one dataclass under `page`, and what every page needs under `site`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse

from emberwell.site import cookies

if TYPE_CHECKING:
    from emberwell.accounts.records import Preferences
    from emberwell.vault.store import AccountRow

VERSION = version("emberwell")
SIGN = "library/sign.png"
"""Our sign as a picture, 600 px square: for link previews, which take no SVG."""


def show(request: HttpRequest, template: str, page: object, *, status: int = 200) -> HttpResponse:
    """The page `page` as `template` draws it. A template sees `page`, `site` and `request`, and nothing else."""
    return render(request, template, {"page": page}, status=status)


@dataclass(frozen=True)
class NavItem:
    """One room in the bottom bar or the rail."""

    section: str
    """Also the name of its icon."""
    label: str
    url: str
    current: bool


_ROOMS = (
    ("site", "Today", "site:today"),
    ("journal", "Journal", "journal:stream"),
    ("purpose", "Purpose", "purpose:purpose"),
    ("library", "Library", "library:index"),
)


_ROOM_OF = dict.fromkeys(
    ("why", "week", "insight", "keepsakes", "clients", "sessions", "supervision", "stayed", "growth"), "purpose"
) | {"paths": "library", "prompts": "library", "peers": "library", "practices": "library"}
"""Folders whose pages lie within another's room."""


class Site:
    """`site` in every template. Made once a request; reads nothing until asked."""

    version = VERSION

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def account(self) -> AccountRow | None:
        """Whose journal is open in this request, if any."""
        return getattr(self._request, "account", None)

    @cached_property
    def section(self) -> str:
        """The folder that answers: `site`, `journal`, `library`, `hard_day`, `accounts`, `exchange`; "" for none."""
        match = self._request.resolver_match
        return match.app_name if match else ""

    @cached_property
    def nav(self) -> list[NavItem]:
        """The rooms, in order; the one we are in is `current`."""
        return [
            NavItem(section=section, label=label, url=reverse(name), current=section == self.room)
            for section, label, name in _ROOMS
        ]

    @property
    def room(self) -> str:
        """The room this page lies in: `library` for a practice and for two chairs; the folder itself when in none."""
        return _ROOM_OF.get(self.section, self.section)

    @property
    def theme(self) -> str:
        """`system`, `light` or `dark`."""
        return self._preferences.theme if self._preferences else cookies.theme(self._request)

    @property
    def address(self) -> str:
        """The whole address of this page, without what was asked of it: for a link preview."""
        return self._request.build_absolute_uri(self._request.path)

    @property
    def picture(self) -> str:
        """The whole address of our sign, for a link preview."""
        return self._request.build_absolute_uri(static(SIGN))

    @property
    def spellcheck(self) -> bool:
        """Whether writing fields allow the browser's spell-checker; off unless the person turned it on."""
        return self._preferences.spellcheck if self._preferences else False

    @property
    def idle_minutes(self) -> int | None:
        """Minutes of stillness after which the journal closes; None when it is closed."""
        return self._preferences.idle_minutes if self._preferences else None

    @cached_property
    def reminds(self) -> bool:
        """Whether the person's open pages are to remind them at present."""
        from emberwell.rhythm.rules import is_running, reminders

        vault = getattr(self._request, "vault", None)
        return vault is not None and is_running(reminders(vault), datetime.now(UTC))

    @property
    def hosted(self) -> bool:
        """Whether somebody else runs this server."""
        return bool(settings.EMBERWELL_HOSTED)

    @property
    def source_url(self) -> str:
        """Where the source of the running version is offered (AGPL, section 13)."""
        return settings.EMBERWELL_SOURCE_URL or _address_of_source()

    @cached_property
    def _preferences(self) -> Preferences | None:
        from emberwell.accounts.rules import preferences

        vault = getattr(self._request, "vault", None)
        return preferences(vault) if vault else None


def _address_of_source() -> str:
    try:
        return reverse("site:source")
    except NoReverseMatch:
        return ""


def site(request: HttpRequest) -> dict[str, Any]:
    """The context processor behind `site`."""
    return {"site": Site(request)}
