"""Where uploads go while they arrive: into memory, or sealed. Never unsealed into the temporary folder.

Django's own handlers spool files above 2.5 MB to the disk in clear. Here one request may bring up to 64 MiB of files
into memory; a view marked `takes_archive` takes up to 2 GiB into a `SealedSpool`.
"""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

from emberwell.vault.errors import TooLarge
from emberwell.vault.spool import SealedSpool

MEMORY_LIMIT_BYTES = 64 * 2**20
"""All files of one request together."""


class UploadTooLarge(TooLarge):
    """More than one request may bring."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(
            f"That is more than {limit_bytes // 2**20:,} MiB at once, so it was not taken in. Your words are still "
            "here. Bring it in smaller parts."
        )


class MemoryUploads(FileUploadHandler):
    """Files in memory, up to `limit_bytes` together. What is over it is read and dropped, and `too_large` says so:
    the words of the same form still arrive, to be shown again."""

    limit_bytes = MEMORY_LIMIT_BYTES

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.too_large = False
        self._received = 0
        # Django closes what it finds under this name when an upload is cut off.
        self.file: IO[bytes] = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = self._place()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self._received += len(raw_data)
        if self._received > self.limit_bytes:
            self.too_large = True
            raise SkipFile
        self.file.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.file.seek(0)
        return InMemoryUploadedFile(
            file=self.file,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        self.file.close()

    def _place(self) -> IO[bytes]:
        return BytesIO()


class StrangersUploads(MemoryUploads):
    """No page that opens without a key takes files. What somebody sends all the same is cut off early."""

    limit_bytes = 2**20

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self._received + len(raw_data) > self.limit_bytes:
            raise StopUpload(connection_reset=True)
        return super().receive_data_chunk(raw_data, start)


class SealedUploads(MemoryUploads):
    """Files up to `limit_bytes` together, sealed as they arrive: `.file` of each is a `SealedSpool`."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__()
        self.limit_bytes = limit_bytes

    def _place(self) -> IO[bytes]:
        return SealedSpool()  # type: ignore[return-value]
