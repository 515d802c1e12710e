"""Addresses under /sessions/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "sessions"

urlpatterns: list[URLPattern] = []
