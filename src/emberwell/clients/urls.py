"""Addresses under /clients/. None ever holds a code name: browsers write addresses to disk."""

from __future__ import annotations

from django.urls import path

from emberwell.clients.views import client, clients, erase, matters, watch

app_name = "clients"

urlpatterns = [
    path("", clients.clients, name="clients"),
    path("told/", clients.told, name="told"),
    path("watch/", watch.watch_words, name="watch"),
    path("matter/<record:id>/", matters.matter, name="matter"),
    path("matter/<record:id>/until/", matters.matter_until, name="matter_until"),
    path("matter/<record:id>/again/", matters.matter_again, name="matter_again"),
    path("matter/<record:id>/trash/", matters.trash_matter, name="trash_matter"),
    path("<record:id>/", client.client, name="client"),
    path("<record:id>/edit/", client.edit, name="edit"),
    path("<record:id>/state/", client.state, name="state"),
    path("<record:id>/sheet/", client.sheet, name="sheet"),
    path("<record:id>/erase/", erase.erase, name="erase"),
]
