"""The site's addresses, with `/journal/` answered from a page filled beforehand: what rendering alone costs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from emberwell.site.show import show

filled: dict[str, Any] = {}
"""`template` and `page`, as the real view last showed them."""


def replay(request: HttpRequest) -> HttpResponse:
    return show(request, filled["template"], filled["page"])


urlpatterns = [path("journal/", replay), path("", include("emberwell.site.urls"))]
