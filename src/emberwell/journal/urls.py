"""Addresses of the journal, under /journal/. None ever holds a word of a person's: browsers write addresses to disk."""

from __future__ import annotations

from django.urls import path

from emberwell.journal.views import drafts, identifiers, lines, pictures, reading, stream, writing

app_name = "journal"

urlpatterns = [
    path("", stream.stream, name="stream"),
    path("search/", stream.search, name="search"),
    path("year/<int:year>/", stream.year, name="year"),
    path("write/", writing.write, name="write"),
    path("preview/", writing.preview, name="preview"),
    path("identifiers/", identifiers.identifiers, name="identifiers"),
    path("prompt/", writing.another_prompt, name="another_prompt"),
    path("prompt/without/", writing.without_prompt, name="without_prompt"),
    path("draft/", drafts.draft, name="draft"),
    path("draft/key/", drafts.draft_key, name="draft_key"),
    path("draft/finish/", drafts.finish_draft, name="finish_draft"),
    path("draft/discard/", drafts.discard_draft, name="discard_draft"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("attach/", pictures.attach, name="attach"),
    path("picture/<record:id>/", pictures.picture, name="picture"),
    path("thumbnail/<record:id>/", pictures.thumbnail, name="thumbnail"),
    path("keep/", lines.keep, name="keep"),
    path("lines/", lines.lines, name="lines"),
    path("lines/<record:id>/", lines.line, name="line"),
    path("lines/<record:id>/rest/", lines.rest, name="rest_line"),
    path("lines/<record:id>/wake/", lines.wake, name="wake_line"),
    path("trash/", reading.trash, name="trash"),
    path("<record:id>/", reading.page, name="page"),
    path("<record:id>/edit/", writing.edit, name="edit"),
    path("<record:id>/star/", reading.star, name="star"),
    path("<record:id>/not-again/", reading.not_again, name="not_again"),
    path("<record:id>/raw/", reading.raw, name="raw"),
    path("<record:id>/earlier/", reading.earlier, name="earlier"),
    path("<record:id>/earlier/<int:revision>/", reading.earlier_one, name="earlier_one"),
    path("<record:id>/earlier/<int:revision>/back/", reading.bring_back, name="bring_back"),
    path("<record:id>/trash/", reading.put_in_trash, name="trash_page"),
    path("<record:id>/restore/", reading.restore, name="restore"),
    path("<record:id>/erase/", reading.erase, name="erase"),
]
