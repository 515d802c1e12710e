"""What is true on a hard day: how somebody is reached, and which country's lines come first."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from importlib.resources import files

_PHONE = re.compile(r"\+?[(0-9][0-9 ()./-]{1,24}[0-9]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-([A-Za-z]{2})\b")


def phone_link(reach: str) -> str:
    """`tel:` address when the person wrote a phone number for how to reach somebody; "" for anything else."""
    reach = reach.strip()
    digits = re.sub(r"[^0-9+]", "", reach)
    return f"tel:{digits}" if _PHONE.fullmatch(reach) and len(digits) >= 3 else ""


def likely_country(*, zone: str, languages: str, known: Collection[str]) -> str:
    """The code of the country whose lines are shown first, of those `known`; "" when nothing points to one.

    `zone` is the time zone last seen, an IANA name or ""; `languages` is what the browser sends as Accept-Language. A
    guess to save scrolling and no more, made anew each time and kept nowhere: every country stays on the page.
    """
    if (country := _country_of_zone().get(zone, "")) in known:
        return country
    for accepted in languages.split(",")[:8]:
        if (found := _LANGUAGE.match(accepted.strip())) and found[1].upper() in known:
            return found[1].upper()
    return ""


@cache
def _country_of_zone() -> dict[str, str]:
    """From the zone table of the IANA database (`zone.tab`: code, coordinates, zone), shipped in the tzdata package."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    rows = (row.split("\t") for row in table.splitlines() if row and not row.startswith("#"))
    return {row[2]: row[0] for row in rows}
