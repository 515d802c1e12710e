"""Django's settings, all from the environment; without any, this person's own machine.

EMBERWELL_DATA        folder of database, keystore and backups (default: this system's folder for programs' own files)
EMBERWELL_HOSTED=1    somebody else's server: TLS in front, secure cookies, and the next three are required
EMBERWELL_SECRET_KEY  signs cookies; at least 50 random characters, the same in every worker
EMBERWELL_HOSTS       host names served, comma-separated
DATABASE_URL          postgresql://user:password@host:port/name (sqlite, in the data folder, when absent)
EMBERWELL_KEYSTORE    folder of peppers; a host keeps it apart from database and backups (default: <data>/keystore)
EMBERWELL_BEHIND_PROXY=1  trust X-Forwarded-Proto from the proxy in front: only when every request passes through it
EMBERWELL_SOURCE_URL  where the source of the running version is published (default: served at /source/)
EMBERWELL_DEBUG=1     for developing
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from emberwell.site.database import database_settings
from emberwell.site.static_digest import static_digest
from emberwell.vault.folder import data_folder


def _switched_on(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


_PACKAGE = Path(__file__).resolve().parent.parent
_FOLDER = data_folder()
# An install that does not exist yet is made by the command that serves it, never by reading settings.
_INSTALL = _FOLDER.install() if _FOLDER.path.is_dir() else None

DEBUG = _switched_on("EMBERWELL_DEBUG")
EMBERWELL_HOSTED = _switched_on("EMBERWELL_HOSTED")
EMBERWELL_DATA = _FOLDER.path
EMBERWELL_KEYSTORE = Path(os.environ.get("EMBERWELL_KEYSTORE") or _FOLDER.keystore)
EMBERWELL_SOURCE_URL = os.environ.get("EMBERWELL_SOURCE_URL", "")

if EMBERWELL_HOSTED:
    SECRET_KEY = os.environ.get("EMBERWELL_SECRET_KEY", "")
    ALLOWED_HOSTS = [host.strip() for host in os.environ.get("EMBERWELL_HOSTS", "").split(",") if host.strip()]
else:
    SECRET_KEY = _INSTALL.secret_key if _INSTALL else secrets.token_urlsafe(48)
    ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    if _INSTALL:
        ALLOWED_HOSTS.append(f"{_INSTALL.install_id}.localhost")

ROOT_URLCONF = "emberwell.site.urls"
WSGI_APPLICATION = "emberwell.site.wsgi.application"
DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL", ""), sqlite=_FOLDER.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_htmx",
    "emberwell.vault",
    "emberwell.site",
    "emberwell.accounts",
    "emberwell.journal",
    "emberwell.library",
    "emberwell.paths",
    "emberwell.prompts",
    "emberwell.why",
    "emberwell.week",
    "emberwell.insight",
    "emberwell.purpose",
    "emberwell.keepsakes",
    "emberwell.clients",
    "emberwell.sessions.apps.Sessions",
    "emberwell.supervision",
    "emberwell.stayed",
    "emberwell.growth",
    "emberwell.peers",
    "emberwell.rhythm",
    "emberwell.practices",
    "emberwell.hard_day",
    "emberwell.exchange",
]

MIDDLEWARE = [
    "emberwell.site.middleware.headers.SecurityHeaders",
    "emberwell.site.middleware.origin.OwnOriginOnly",
    "emberwell.site.middleware.static.StaticFiles",
    "django.middleware.common.CommonMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "emberwell.site.middleware.errors.ErrorsBecomePages",
    "emberwell.site.middleware.unlocked.UnlockSession",
    "emberwell.accounts.middleware.BrowserRemembersHead",
    "emberwell.accounts.middleware.KitFirst",
    "emberwell.site.middleware.uploads.UploadsStaySealed",
    "django.middleware.csrf.CsrfViewMiddleware",
    "emberwell.site.middleware.late_saves.LateSaves",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "emberwell.site.show.site",
            ],
        },
    }
]

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"

# Cookies. The unlock secret is set in site/cookies.py. A CSRF token outlives the browser session on purpose: a tab
# restored tomorrow must still be able to hand in what was typed in it.
CSRF_COOKIE_NAME = "__Host-csrf" if EMBERWELL_HOSTED else "csrf"
CSRF_COOKIE_SECURE = EMBERWELL_HOSTED
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "emberwell.site.errors.csrf_failed"

if EMBERWELL_HOSTED and _switched_on("EMBERWELL_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Words typed into a form are held in memory; files are too, or sealed: site/middleware/uploads.py.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_HANDLERS = ["emberwell.site.uploads.MemoryUploads"]

# Every address of a static file carries a digest of all of them: cached for good, never stale, and relative imports
# between scripts need no rewriting. They are served from the packages they lie in; a host may collect and compress
# them first (`collectstatic` into STATIC_ROOT, which `emberwell serve` does).
_DIGEST = "dev" if DEBUG else static_digest(_PACKAGE)
STATIC_URL = f"/static/{_DIGEST}/"
STATIC_ROOT = EMBERWELL_DATA / "static" / _DIGEST
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_USE_FINDERS = DEBUG or not STATIC_ROOT.is_dir()
WHITENOISE_MAX_AGE = 0 if DEBUG else 365 * 24 * 3600
WHITENOISE_IMMUTABLE_FILE_TEST = r"(?!)" if DEBUG else r"^/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Ids and names of events only: see site/logs.py for what a line may hold.
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"events": {"()": "emberwell.site.logs.EventFormatter"}},
    "handlers": {"events": {"class": "logging.StreamHandler", "formatter": "events"}},
    "root": {"handlers": ["events"], "level": "WARNING"},
    "loggers": {
        "emberwell": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # What a request did wrong (404, 405 ...) is no event of ours; what a view did wrong is.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.security.csrf": {"level": "ERROR"},
        "django.db.backends": {"level": "CRITICAL"},
        "django.template": {"level": "CRITICAL"},
    },
}
ADMINS: list[tuple[str, str]] = []
