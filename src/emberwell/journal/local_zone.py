"""The zone this computer's clock is set to, by its IANA name when the system says it."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from emberwell.journal.dates import is_zone

_ZONEINFO = "zoneinfo/"


def local_zone(moment: datetime) -> str:
    """An IANA name, or the offset in force at `moment` such as `+02:00` (Windows, or a system that hides it)."""
    for name in _named():
        if name and is_zone(name):
            return name
    return offset_zone(moment.astimezone())


def offset_zone(moment: datetime) -> str:
    """The fixed offset of an aware moment, to the minute: `+05:30`."""
    offset = moment.utcoffset()
    minutes = 0 if offset is None else round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _named() -> list[str]:
    set_here = os.environ.get("TZ", "").removeprefix(":")
    names = [set_here.split(_ZONEINFO)[-1]]
    if not set_here:
        link = Path("/etc/localtime")
        if link.is_symlink():
            names.append(str(link.resolve()).split(_ZONEINFO)[-1])
        try:
            names.append(Path("/etc/timezone").read_text(encoding="utf-8").strip())
        except (OSError, ValueError):
            names.append("")
    return names
