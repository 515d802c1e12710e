"""Addresses of bringing and taking. Mounted at `/settings/`."""

from __future__ import annotations

from django.urls import path

from emberwell.exchange.views import bring, take

app_name = "exchange"

urlpatterns = [
    path("bring/", bring.bring, name="bring"),
    path("bring/<str:id>/", bring.bringing, name="bringing"),
    path("bring/<str:id>/progress/", bring.bringing_progress, name="bringing_progress"),
    path("bring/<str:id>/in/", bring.bring_in, name="bring_in"),
    path("bring/<str:id>/leave/", bring.bring_leave, name="bring_leave"),
    path("bring/<str:id>/report.txt", bring.bring_report, name="bring_report"),
    path("take/", take.take, name="take"),
    path("take/page/<str:id>.pdf", take.page_pdf, name="page_pdf"),
    path("take/<str:id>/", take.taking, name="taking"),
    path("take/<str:id>/progress/", take.taking_progress, name="taking_progress"),
    path("take/<str:id>/<int:number>/", take.taken_file, name="taken_file"),
    path("take/<str:id>/leave/", take.take_leave, name="take_leave"),
]
