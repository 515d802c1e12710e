"""Addresses of week's end, under /week/."""

from __future__ import annotations

from django.urls import path

from emberwell.week.views import acts, weeks

app_name = "week"

urlpatterns = [
    path("", weeks.week, name="week"),
    path("ends-on/", weeks.ends_on, name="ends_on"),
    path("act/<record:id>/came/", acts.came, name="act_came"),
    path("act/<record:id>/calendar/", acts.calendar, name="act_calendar"),
    path("<day:day>/", weeks.one, name="one"),
    path("<day:day>/draft/", weeks.draft, name="draft"),
    path("<day:day>/draft/discard/", weeks.discard_draft, name="discard_draft"),
]
