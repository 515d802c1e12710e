"""Every address there is, by folder."""

from __future__ import annotations

from django.urls import include, path, register_converter

from emberwell.site import views
from emberwell.site.converters import DayConverter, RecordIdConverter

register_converter(RecordIdConverter, "record")
register_converter(DayConverter, "day")

_own = [
    path("", views.today, name="today"),
    path("source/", views.source, name="source"),
    path("components/", views.components, name="components"),
]

urlpatterns = [
    path("", include((_own, "site"))),
    path("", include("emberwell.accounts.urls")),
    path("journal/", include("emberwell.journal.urls")),
    path("why/", include("emberwell.why.urls")),
    path("week/", include("emberwell.week.urls")),
    path("alignment/", include("emberwell.insight.urls")),
    path("purpose/", include("emberwell.purpose.urls")),
    path("keepsakes/", include("emberwell.keepsakes.urls")),
    path("clients/", include("emberwell.clients.urls")),
    path("sessions/", include("emberwell.sessions.urls")),
    path("supervision/", include("emberwell.supervision.urls")),
    path("stayed/", include("emberwell.stayed.urls")),
    path("growth/", include("emberwell.growth.urls")),
    path("library/paths/", include("emberwell.paths.urls")),
    path("library/", include("emberwell.library.urls")),
    path("prompts/", include("emberwell.prompts.urls")),
    path("peers/", include("emberwell.peers.urls")),
    path("settings/reminders/", include("emberwell.rhythm.urls")),
    path("practices/", include("emberwell.practices.urls")),
    path("hard-day/", include("emberwell.hard_day.urls")),
    path("settings/", include("emberwell.exchange.urls")),
]

handler400 = "emberwell.site.errors.bad_request"
handler403 = "emberwell.site.errors.forbidden"
handler404 = "emberwell.site.errors.not_found"
handler500 = "emberwell.site.errors.server_error"
