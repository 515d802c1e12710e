"""Addresses of pillar three, under /alignment/: nearer, further, quiet lately."""

from __future__ import annotations

from django.urls import path

from emberwell.insight import views

app_name = "insight"

urlpatterns = [
    path("", views.alignment, name="alignment"),
    path("fine/<record:id>/", views.fine, name="fine"),
]
