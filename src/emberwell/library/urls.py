"""Addresses of the library, under /library/."""

from __future__ import annotations

from django.urls import path

from emberwell.library import views

app_name = "library"

urlpatterns = [
    path("", views.index, name="index"),
    path("feed.json", views.json_feed, name="feed"),
    path("another/", views.another, name="another"),
    path("<slug:id>/", views.prompt, name="prompt"),
]
