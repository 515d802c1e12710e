"""Addresses of peers, under /peers/."""

from __future__ import annotations

from django.urls import path

from emberwell.peers import views

app_name = "peers"

urlpatterns = [
    path("two-chairs/", views.two_chairs, name="two_chairs"),
]
