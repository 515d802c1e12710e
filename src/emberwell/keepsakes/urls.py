"""Addresses of what one makes to keep: the why card and the year's small book; under /keepsakes/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "keepsakes"

urlpatterns: list[URLPattern] = []
