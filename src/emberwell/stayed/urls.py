"""Addresses under /stayed/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "stayed"

urlpatterns: list[URLPattern] = []
