"""Addresses of what a person has of prompts, under /prompts/."""

from __future__ import annotations

from django.urls import path

from emberwell.prompts.views import offers, own, sets

app_name = "prompts"

urlpatterns = [
    path("", offers.yours, name="yours"),
    path("answer/", offers.answer, name="answer"),
    path("own/", own.new, name="new"),
    path("own/<record:id>/", own.own, name="own"),
    path("own/<record:id>/trash/", own.trash, name="trash"),
    path("sets/", sets.new, name="new_set"),
    path("sets/add/", sets.add, name="add"),
    path("sets/<record:id>/", sets.one, name="set"),
    path("sets/<record:id>/change/", sets.change, name="change_set"),
    path("sets/<record:id>/file/", sets.file, name="file"),
    path("sets/<record:id>/cards/", sets.cards, name="cards"),
    path("sets/<record:id>/trash/", sets.trash, name="trash_set"),
    path("<record:id>/back/", offers.restore, name="restore"),
    path("bring/", sets.bring, name="bring"),
]
