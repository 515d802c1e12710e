"""Settings come from the environment, and are strict without any."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ASKED = (
    "import json, logging\n"
    "from emberwell.site import settings as s\n"
    "names = [n for n in dir(s) if n.isupper() and isinstance(getattr(s, n), (str, bool, int, list, tuple))]\n"
    "print(json.dumps({n: getattr(s, n) for n in names} | {'DATABASE': str(s.DATABASES['default']['ENGINE'])}))\n"
)


def _settings(data: Path, **environment: str) -> dict[str, Any]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("EMBERWELL_")}
    clean.pop("DATABASE_URL", None)
    made = subprocess.run(
        [sys.executable, "-c", ASKED],
        env={**clean, "EMBERWELL_DATA": str(data), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(made.stdout))


def test_ones_own_machine(tmp_path: Path) -> None:
    made = _settings(tmp_path)
    name = json.loads((tmp_path / "install.json").read_text())["install_id"]
    assert made["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", f"{name}.localhost"]
    assert made["DEBUG"] is False
    assert made["EMBERWELL_HOSTED"] is False
    assert made["CSRF_COOKIE_NAME"] == "csrf"
    assert "SECURE_PROXY_SSL_HEADER" not in made
    assert made["DATABASE"].endswith("sqlite3")
    assert made["SECRET_KEY"] == _settings(tmp_path)["SECRET_KEY"]


def test_reading_settings_makes_no_folder(tmp_path: Path) -> None:
    assert _settings(tmp_path / "none")["SECRET_KEY"]
    assert not (tmp_path / "none").exists()


def test_a_host(tmp_path: Path) -> None:
    made = _settings(
        tmp_path,
        EMBERWELL_HOSTED="1",
        EMBERWELL_SECRET_KEY="k" * 50,
        EMBERWELL_HOSTS="journal.example, www.journal.example",
        EMBERWELL_BEHIND_PROXY="1",
        DATABASE_URL="postgresql://ember@/well",
    )
    assert made["ALLOWED_HOSTS"] == ["journal.example", "www.journal.example"]
    assert made["SECRET_KEY"] == "k" * 50
    assert (made["CSRF_COOKIE_NAME"], made["CSRF_COOKIE_SECURE"]) == ("__Host-csrf", True)
    assert made["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert made["DATABASE"].endswith("postgresql")


def test_a_host_has_no_default_key_and_no_default_name(tmp_path: Path) -> None:
    made = _settings(tmp_path, EMBERWELL_HOSTED="1")
    assert made["SECRET_KEY"] == ""
    assert made["ALLOWED_HOSTS"] == []


def test_nothing_of_djangos_own_accounts(tmp_path: Path) -> None:
    made = _settings(tmp_path)
    assert not [app for app in made["INSTALLED_APPS"] if app.startswith("django.contrib") and "staticfiles" not in app]
    assert made["ADMINS"] == []
