"""From `DATABASE_URL` to Django's database settings. No option but what an address can say."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from emberwell.vault.sqlite import PRAGMAS


def database_settings(url: str, *, sqlite: Path) -> dict[str, Any]:
    """Settings of the database at `url`; the file `sqlite` when `url` is empty.

    Accepts `postgresql://user:password@host:port/name?option=value` (percent-encoded where needed; a host may be a
    socket folder given as `?host=/folder`) and `sqlite:///absolute/path`. Raises ValueError on anything else.
    """
    if not url:
        return _sqlite(sqlite)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgresql", "postgres"}:
        # The address itself is not repeated: it may hold a password.
        raise ValueError("DATABASE_URL must begin with postgresql:// (or sqlite:// for a file).")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "init_command": PRAGMAS,
            # Two writers that both began by reading would fail at once instead of waiting for each other.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }
