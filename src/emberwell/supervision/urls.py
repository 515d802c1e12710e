"""Addresses under /supervision/."""

from __future__ import annotations

from django.urls import path

from emberwell.supervision.views import cpd, items

app_name = "supervision"

urlpatterns = [
    path("", items.items, name="items"),
    path("take/", items.take, name="take"),
    path("sheet/", items.sheet, name="sheet"),
    path("cpd/", cpd.cpd, name="cpd"),
    path("cpd/new/", cpd.cpd_new, name="cpd_new"),
    path("cpd/<int:year>.csv", cpd.cpd_csv, name="cpd_csv"),
    path("cpd/<int:year>.pdf", cpd.cpd_pdf, name="cpd_pdf"),
    path("cpd/<record:id>/", cpd.cpd_one, name="cpd_one"),
    path("cpd/<record:id>/trash/", cpd.cpd_trash, name="cpd_trash"),
    path("<record:id>/", items.item, name="item"),
    path("<record:id>/tick/", items.tick, name="tick"),
    path("<record:id>/untick/", items.untick, name="untick"),
    path("<record:id>/trash/", items.trash, name="trash"),
]
