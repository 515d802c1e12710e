"""Addresses of pillar three, under /alignment/: nearer, further, quiet lately; the usual band and the early word."""

from __future__ import annotations

from django.urls import path

from emberwell.insight.views import alignment, bands

app_name = "insight"

urlpatterns = [
    path("", alignment.alignment, name="alignment"),
    path("fine/<record:id>/", alignment.fine, name="fine"),
    path("band/", bands.band, name="band"),
    path("check-in/", bands.check_in, name="check_in"),
    path("word/", bands.word_answer, name="word_answer"),
    path("own-sign/", bands.own_sign, name="own_sign"),
]
