"""Addresses under /stayed/."""

from __future__ import annotations

from django.urls import path

from emberwell.stayed import views

app_name = "stayed"

urlpatterns = [
    path("", views.stayed, name="stayed"),
    path("new/", views.new, name="new"),
    path("draft/", views.draft, name="draft"),
    path("draft/discard/", views.discard_draft, name="discard_draft"),
    path("<record:id>/", views.one, name="one"),
    path("<record:id>/again/", views.again, name="again"),
    path("<record:id>/not-again/", views.not_again, name="not_again"),
    path("<record:id>/raw/", views.raw, name="raw"),
    path("<record:id>/trash/", views.trash, name="trash"),
]
