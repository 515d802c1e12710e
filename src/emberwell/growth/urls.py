"""Addresses under /growth/."""

from __future__ import annotations

from django.urls import path

from emberwell.growth import views

app_name = "growth"

urlpatterns = [
    path("", views.growth, name="growth"),
    path("timeline/", views.timeline, name="timeline"),
]
