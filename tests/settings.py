"""Settings for tests: the real ones, on a throwaway data folder, with an error for every undefined variable."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="emberwell-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["EMBERWELL_DATA"] = str(_folder)
for _name in ("EMBERWELL_HOSTED", "EMBERWELL_DEBUG", "EMBERWELL_KEYSTORE", "EMBERWELL_SOURCE_URL"):
    os.environ.pop(_name, None)

# Playwright leaves an event loop running in the thread of the tests, which share it with nobody.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from emberwell.site.settings import *  # noqa: E402, F403
from emberwell.site.settings import ALLOWED_HOSTS, DATABASES, TEMPLATES  # noqa: E402

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
# The test database is a file too, not memory: writers in several threads meet as they do in use.
DATABASES["default"]["TEST"] = (
    {"NAME": _folder / "tests.sqlite3"} if "sqlite3" in DATABASES["default"]["ENGINE"] else {}
)


class UndefinedVariableError(Exception):
    """A template names a variable that its page does not have."""


class _Undefined(str):
    """Django formats this with the name of the variable; we refuse instead."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s" or super().__contains__(str(part))

    def __mod__(self, variable: object) -> str:
        raise UndefinedVariableError(f"{variable} is undefined in this template: give it to the page's dataclass.")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = _Undefined("undefined")

# Static files are looked up when asked for: every test has a browser of its own, and need not list them all first.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
