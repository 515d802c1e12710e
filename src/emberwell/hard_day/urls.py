"""Addresses of the four doors, under /hard-day/."""

from __future__ import annotations

from django.urls import path

from emberwell.hard_day import views

app_name = "hard_day"

urlpatterns = [
    path("", views.doors, name="doors"),
    path("minute/", views.minute, name="minute"),
    path("work/", views.work, name="work"),
    path("work/keep/", views.keep, name="keep"),
    path("client/", views.client, name="client"),
    path("safe/", views.safe, name="safe"),
]
