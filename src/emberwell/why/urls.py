"""Addresses of why: values, the why statement, scenes, strengths; under /why/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "why"

urlpatterns: list[URLPattern] = []
