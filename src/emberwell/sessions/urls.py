"""Addresses under /sessions/."""

from __future__ import annotations

from django.urls import path

from emberwell.sessions.views import after, choosing, mine

app_name = "sessions"

urlpatterns = [
    path("", choosing.sessions, name="sessions"),
    path("after/", after.after_any, name="after_any"),
    path("something-of-mine/", mine.mine, name="mine"),
    path("something-of-mine/<record:id>/", mine.mine_one, name="mine_one"),
    path("something-of-mine/<record:id>/trash/", mine.trash_mine, name="trash_mine"),
    path("something-of-mine/<record:id>/restore/", mine.restore_mine, name="restore_mine"),
    path("<record:id>/", choosing.session, name="session"),
    path("<record:id>/let-go/", choosing.let_go, name="let_go"),
    path("<record:id>/after/", after.after, name="after"),
]
