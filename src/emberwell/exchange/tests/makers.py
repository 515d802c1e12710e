"""Journals of other programs, made here: what their exports look like, without a byte of anyone's."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image


def zip_of(files: dict[str, bytes | str], *, stored: bool = False) -> io.BytesIO:
    """A zip in memory, ready to be read."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    target.seek(0)
    return target


def folder_of(root: Path, files: dict[str, bytes | str]) -> Path:
    """A folder with these files."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def photo(colour: str = "teal", size: tuple[int, int] = (24, 16)) -> bytes:
    """A small JPEG."""
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, "JPEG")
    return target.getvalue()


def day_one_entry(**changes: Any) -> dict[str, Any]:
    """One entry as Day One writes it, evening in New York and already the next day in UTC."""
    entry: dict[str, Any] = {
        "uuid": "0A3BFC9847BD4173881DE43749F23B58",
        "creationDate": "2024-03-02T03:30:00Z",
        "modifiedDate": "2024-03-02T03:41:10Z",
        "timeZone": "America/New_York",
        "text": "# After the last session\n\nShe said it herself\\. I only waited\\.",
        "richText": '{"contents":[{"text":"After the last session\\n"}],"meta":{"version":1}}',
        "starred": False,
        "isPinned": False,
        "isAllDay": False,
        "tags": ["supervision"],
        "creationDevice": "Ana's phone",
        "location": {"placeName": "12 Quay", "latitude": 40.7, "longitude": -74.0, "timeZoneName": "America/New_York"},
        "weather": {"conditionsDescription": "Rain", "temperatureCelsius": 7.5},
    }
    entry.update(changes)
    return {name: value for name, value in entry.items() if value is not ...}


def day_one_json(*entries: dict[str, Any], ensure_ascii: bool = False) -> str:
    """A journal file; `/` escaped as Day One escapes it."""
    whole = {"metadata": {"version": "1.0"}, "entries": list(entries)}
    return json.dumps(whole, ensure_ascii=ensure_ascii).replace("/", "\\/")


def day_one_photo(
    content: bytes, identifier: str = "6C886CB69DC14EB9A8B568678C0FDD32", **changes: Any
) -> dict[str, Any]:
    """An item of `photos`."""
    listed = {"identifier": identifier, "md5": hashlib.md5(content).hexdigest(), "type": "jpeg", "orderInEntry": 0}
    listed.update(changes)
    return {name: value for name, value in listed.items() if value is not ...}


def jrnl_text(count: int = 3, form: str = "%Y-%m-%d %H:%M") -> str:
    """A jrnl file in the order jrnl keeps."""
    begin = datetime(2024, 3, 1, 21, 30)  # noqa: DTZ001 (jrnl says no zone)
    return "\n".join(
        f"[{(begin + timedelta(days=number, minutes=number)).strftime(form)}] Evening {number}{' *' if number == 1 else ''}\n"
        f"What stayed with me, @supervision number {number}.\n"
        for number in range(count)
    )


def jrnl_json(*entries: dict[str, Any]) -> str:
    return json.dumps({"tags": {"@supervision": len(entries)}, "entries": list(entries)}, indent=2)


def jrnl_entry(**changes: Any) -> dict[str, Any]:
    entry = {
        "title": "Evening",
        "body": "What stayed with me, @supervision.",
        "date": "2024-03-01",
        "time": "23:30",
        "tags": ["@supervision"],
        "starred": False,
    }
    entry.update(changes)
    return {name: value for name, value in entry.items() if value is not ...}
