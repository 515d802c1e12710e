"""Addresses of the practices, under /practices/."""

from __future__ import annotations

from django.urls import path

from emberwell.practices import views

app_name = "practices"

urlpatterns = [
    path("", views.index, name="index"),
    path("ring/", views.ring, name="ring"),
    path("ring/<int:year>/", views.ring, name="year"),
    path("ring/<record:id>/trash/", views.trash_mark, name="trash_mark"),
    path("<slug:id>/", views.practice, name="practice"),
    path("<slug:id>/after/", views.after, name="after"),
    path("<slug:id>/keep/", views.keep, name="keep"),
]
