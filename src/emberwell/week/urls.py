"""Addresses of week's end, under /week/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "week"

urlpatterns: list[URLPattern] = []
