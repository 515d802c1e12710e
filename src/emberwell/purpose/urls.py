"""Addresses of the four pillars on one page, under /purpose/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "purpose"

urlpatterns: list[URLPattern] = []
