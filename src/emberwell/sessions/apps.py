"""Django has an app labelled `sessions` of its own (not used here); ours takes another label."""

from __future__ import annotations

from django.apps import AppConfig


class Sessions(AppConfig):
    name = "emberwell.sessions"
    label = "client_sessions"
