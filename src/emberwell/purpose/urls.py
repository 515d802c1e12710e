"""Addresses of the four pillars on one page, under /purpose/."""

from __future__ import annotations

from django.urls import path

from emberwell.purpose import views

app_name = "purpose"

urlpatterns = [path("", views.purpose, name="purpose")]
