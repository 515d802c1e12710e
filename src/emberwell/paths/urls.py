"""Addresses of the paths, under /library/paths/. What is one person's is named by its record, never by its path."""

from __future__ import annotations

from django.urls import path

from emberwell.paths.views import keepsakes, reading, walks

app_name = "paths"

urlpatterns = [
    path("", reading.paths, name="paths"),
    path("walks/<record:id>/state/", walks.state, name="state"),
    path("walks/<record:id>/trash/", walks.trash, name="trash"),
    path("walks/<record:id>/steps/<slug:step>/", walks.step, name="step"),
    path("walks/<record:id>/steps/<slug:step>/word/", walks.word, name="word"),
    path("walks/<record:id>/keepsake/", keepsakes.keepsake, name="keepsake"),
    path("walks/<record:id>/keepsake/check/", keepsakes.check, name="check"),
    path("walks/<record:id>/keepsake.pdf", keepsakes.pdf, name="pdf"),
    path("<slug:id>/", reading.path, name="path"),
    path("<slug:id>/begin/", walks.begin, name="begin"),
]
