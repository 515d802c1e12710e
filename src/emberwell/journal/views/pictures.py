"""Photos, sound, film and PDF: taken in sealed, handed out in parts, and never trusted by a browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, cast
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from emberwell.journal.media import (
    Span,
    UnsatisfiableRange,
    is_accepted,
    media_type,
    mention,
    served_as,
    shape_of,
    span_of,
)
from emberwell.site.access import PrivateRequest
from emberwell.site.asked import record_id
from emberwell.site.middleware.headers import CONTENT_SECURITY_POLICY
from emberwell.vault.errors import TooLarge
from emberwell.vault.vault import Vault

NOT_TAKEN = "{name} was not taken in: a page takes photos, sound, film and PDF. Your words are unchanged."


@require_POST
def attach(request: PrivateRequest) -> HttpResponse:
    """`/journal/attach/`: seal one file at once. Answers JSON with the Markdown that shows it."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return JsonResponse({"error": "No file came with this. Choose one and try again."}, status=422)
    kind = media_type(file.content_type or "", file.name or "")
    if not is_accepted(kind):
        return JsonResponse({"error": NOT_TAKEN.format(name=file.name or "This file")}, status=422)
    saved = request.vault.attach(cast(BinaryIO, file.file), name=file.name or "", media_type=kind)
    return JsonResponse(
        {
            "id": saved.id,
            "name": saved.value.name,
            "shape": shape_of(saved.value.media_type),
            "markdown": mention(saved.value.name, saved.value.media_type, saved.id),
            "url": reverse("journal:picture", args=[saved.id]),
        }
    )


def take_in(vault: Vault, files: Sequence[UploadedFile[bytes]], body: str) -> tuple[str, str]:
    """Seal files that came with a form; `(the words with them at the end, what was not taken in)`."""
    refused = []
    for file in files:
        kind = media_type(file.content_type or "", file.name or "")
        if not is_accepted(kind):
            refused.append(NOT_TAKEN.format(name=file.name or "This file"))
            continue
        try:
            saved = vault.attach(cast(BinaryIO, file.file), name=file.name or "", media_type=kind)
        except TooLarge as error:
            refused.append(f"{file.name}: {error}")
            continue
        body = f"{body.rstrip()}\n\n{mention(saved.value.name, saved.value.media_type, saved.id)}".lstrip()
    return body, " ".join(refused)


@require_safe
def picture(request: PrivateRequest, id: str) -> HttpResponseBase:
    """`/journal/picture/<id>/`: the bytes of an attachment, or the part of them that a player asks for."""
    found = request.vault.attachment(record_id(id)).value
    content_type, in_place = served_as(found.media_type)
    try:
        span = span_of(request.headers.get("Range", ""), found.size)
    except UnsatisfiableRange:
        refusal = HttpResponse(status=416)
        refusal.headers["Content-Range"] = f"bytes */{found.size}"
        return refusal
    part = span or Span(0, found.size)
    content = () if request.method == "HEAD" else request.vault.read_attachment(record_id(id), part.start, part.end)
    response = StreamingHttpResponse(content, content_type=content_type, status=206 if span else 200)
    response.headers["Content-Length"] = str(part.end - part.start)
    if span:
        response.headers["Content-Range"] = f"bytes {span.start}-{span.end - 1}/{found.size}"
    return _harmless(response, found.name, in_place=in_place)


@require_safe
def thumbnail(request: PrivateRequest, id: str) -> HttpResponseBase:
    """`/journal/thumbnail/<id>/`: its small picture."""
    small = request.vault.read_thumbnail(record_id(id))
    if small is None:
        raise Http404
    return _harmless(HttpResponse(small, content_type="image/webp"), "picture.webp", in_place=True)


def _harmless(response: HttpResponseBase, name: str, *, in_place: bool) -> HttpResponseBase:
    """Headers under which a file of unknown making cannot do anything, even when opened on its own."""
    disposition = "inline" if in_place else "attachment"
    response.headers["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; sandbox"
    response.headers["Accept-Ranges"] = "bytes"
    return response
