"""Addresses of what one makes to keep: the why card and the year's small book; under /keepsakes/."""

from __future__ import annotations

from django.urls import path

from emberwell.keepsakes import views

app_name = "keepsakes"

urlpatterns = [
    path("card/", views.card, name="card"),
    path("book/", views.book, name="book"),
    path("book/<int:year>/", views.year, name="year"),
    path("book/<int:year>/check/", views.check, name="check"),
    path("book/<int:year>/make/", views.make, name="make"),
    path("book/made/<str:id>/", views.making, name="making"),
    path("book/made/<str:id>/progress/", views.making_progress, name="making_progress"),
    path("book/made/<str:id>/book.pdf", views.made_book, name="made_book"),
    path("book/made/<str:id>/leave/", views.make_leave, name="make_leave"),
]
