"""Addresses of the library, under /library/."""

from __future__ import annotations

from django.urls import path

from emberwell.library import cards_views, views

app_name = "library"

urlpatterns = [
    path("", views.index, name="index"),
    path("feed.json", views.json_feed, name="feed"),
    path("another/", views.another, name="another"),
    path("cards/", cards_views.cards, name="cards"),
    path("cards/cards.pdf", cards_views.cards_pdf, name="cards_pdf"),
    path("<slug:id>/", views.prompt, name="prompt"),
]
