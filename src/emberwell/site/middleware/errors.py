"""The one place where an error of the domain becomes a response."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from emberwell.site.errors import domain_error, error_response
from emberwell.site.middleware.headers import GetResponse


class ErrorsBecomePages:
    """Views raise; nobody but this catches. What nobody foresaw goes on to `handler500`."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        error = domain_error(request, exception)
        return error_response(request, error) if error else None
