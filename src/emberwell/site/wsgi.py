"""What a server runs: `emberwell.site.wsgi:application`, safe with any number of threads."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emberwell.site.settings")

application = get_wsgi_application()

# After Django is set up, and only here: a process that serves sweeps, a command or a test does not.
from emberwell.site.sweeper import start_sweeper  # noqa: E402

start_sweeper()
