"""Chooses where a request's files go, before anything reads them; and says so kindly when they are too large."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponseBase
from django.http.multipartparser import MultiPartParserError

from emberwell.site.access import PublicRequest
from emberwell.site.errors import bad_request, domain_error, error_response
from emberwell.site.middleware.headers import GetResponse
from emberwell.site.uploads import MemoryUploads, SealedUploads, StrangersUploads, UploadTooLarge


class UploadsStaySealed:
    """Runs after `UnlockSession`, so that a stranger's upload to a private page is never read and one to a public page
    is cut off early, and before the CSRF check, which reads the form."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(
        self, request: PublicRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if request.method != "POST" or request.content_type != "multipart/form-data":
            return None
        limit_bytes = getattr(view, "upload_limit_bytes", None)
        uploads: MemoryUploads
        if request.vault is None and not hasattr(view, "late_save_field"):
            uploads = StrangersUploads(request)
        else:
            uploads = SealedUploads(limit_bytes) if limit_bytes else MemoryUploads(request)
        request.upload_handlers = [uploads]
        try:
            _ = request.POST
        except (SuspiciousOperation, MultiPartParserError):
            return bad_request(request)
        except Exception as error:
            # Nothing raised here reaches `process_exception`: a full disk, for one.
            shown = domain_error(request, error)
            if shown is None:
                raise
            return error_response(request, shown)
        return error_response(request, UploadTooLarge(uploads.limit_bytes)) if uploads.too_large else None
