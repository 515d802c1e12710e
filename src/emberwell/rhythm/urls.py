"""Addresses of reminders, under /settings/reminders/."""

from __future__ import annotations

from django.urls import path

from emberwell.rhythm import views

app_name = "rhythm"

urlpatterns = [
    path("", views.settings, name="settings"),
    path("pause/", views.pause, name="pause"),
    path("take-up/", views.take_up, name="take_up"),
    path("moments/", views.moments, name="moments"),
    path("calendar.ics", views.calendar, name="calendar"),
]
