"""A page's Markdown as HTML, with the pictures and files of this journal in their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from emberwell.journal.markdown import Shape, to_html
from emberwell.journal.media import shape_of
from emberwell.vault.attachments import Attachment

if TYPE_CHECKING:
    from emberwell.vault.vault import Vault


def rendered(vault: Vault, body: str) -> str:
    """A page's words as HTML, for `journal/_rendered.html`."""

    def address(id: str) -> str:
        return reverse("journal:picture", args=[id]) if attachment(vault, id) else ""

    def shape(id: str) -> Shape:
        found = attachment(vault, id)
        return shape_of(found.media_type) if found else "file"

    return to_html(body, address, shape)


def attachment(vault: Vault, id: str) -> Attachment | None:
    """The file with this id (32 hex digits), when this journal has it and this release can read it."""
    found = vault.find(Attachment, id)  # type: ignore[arg-type]
    return found.value if found and isinstance(found.value, Attachment) else None
