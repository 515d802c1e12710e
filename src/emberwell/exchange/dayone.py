"""Day One's JSON export: a zip or a folder with one JSON file a journal, and the media beside them.

Does not bring: a page's formatting beyond Markdown (colours; `richText` is read only where `text` is missing),
templates, comments, the journal's own settings, and the password of an encrypted journal. What has no place of its
own (location, weather, step counts, photo details, pins) is kept sealed with the page in `source.fields`.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

from emberwell.exchange import dayone_text
from emberwell.exchange.bounded_json import Allowance, ItemProblem, JsonText, decode_item, plain
from emberwell.exchange.bounds import CannotRead, OverBound, TooMuchText, clean_text
from emberwell.exchange.brought import BroughtAttachment, BroughtEntry, Reading, key_of
from emberwell.exchange.moments import Moment, all_day, zone_of
from emberwell.exchange.titles import split_heading, tidy_tags
from emberwell.exchange.tree import Member, Tree, attachment_problem
from emberwell.journal.dates import local_date
from emberwell.journal.media import is_accepted, media_type, mention, shape_of

FORMAT = "dayone"
_MEDIA = {"photos": "photos", "videos": "videos", "audios": "audios", "pdfAttachments": "pdfs", "pdfs": "pdfs"}
"""Each list of an entry, and the folder its files lie in."""
_CALLED = {"photos": "photo", "videos": "video", "audios": "recording", "pdfs": "PDF"}
_OURS = frozenset({"text", "richText", "starred", "isAllDay", "uuid"})
"""What is kept as the page itself; everything else goes to `source.fields`."""
_JOURNALS = 200
"""JSON files that are looked at."""
_LINKS = 5_000
"""In one page."""
_TARGET = r"dayone-moment:/{1,2}(?:(?:photo|video|audio|pdfAttachment)/)?([0-9A-Za-z_-]{1,80})[^)\]\s]*"
_LINK = re.compile(rf"!?\[([^\[\]]*)\]\({_TARGET}(?:\s+\"[^\"]*\")?\)|\[\[{_TARGET}\]\]|{_TARGET}")
_EXTERNAL = re.compile(r"!\[[^\]]*\]\(dayone-external:/(?:video|audio)/([0-9A-Za-z_=-]{1,4000})\)")


def is_ours(start: bytes) -> bool:
    """Whether the first bytes of a JSON file look like Day One's."""
    has_list = re.search(rb'"entries"\s*:\s*\[', start) is not None
    return has_list and re.search(rb'"(creationDate|richText|timeZone)"\s*:|"metadata"\s*:\s*\{', start) is not None


def journals(tree: Tree) -> list[Member]:
    """The JSON files that hold journals: at the root, or one folder down."""
    return [member for member in _json_files(tree) if _starts_like_ours(tree, member)]


def _json_files(tree: Tree) -> list[Member]:
    found = [m for m in tree.members.values() if m.suffix == ".json" and m.path.count("/") <= 1]
    return found[:_JOURNALS]


def _starts_like_ours(tree: Tree, member: Member) -> bool:
    try:
        return is_ours(tree.start(member))
    except CannotRead:
        return False


def read(tree: Tree, zone: str) -> Reading:
    """Every page of every journal. `zone` is for the rare entry without one. Raises OverBound."""
    reading = Reading(FORMAT)
    reading.skipped.extend(tree.skipped)
    named, allowance = _json_files(tree), Allowance()
    for member in named or tree.members.values():
        try:
            _Journal(tree, member, zone, reading).read(allowance)
        except (CannotRead, OverBound) as problem:
            if len(named) < 2 or isinstance(problem, TooMuchText):
                raise
            reading.skip(member.path, problem.what)
    return reading


class _Journal:
    """One JSON file and the media it names."""

    def __init__(self, tree: Tree, member: Member, zone: str, reading: Reading) -> None:
        self._tree, self._member, self._zone, self._reading = tree, member, zone, reading
        self._files = _media_files(tree, member.path.rpartition("/")[0])

    def read(self, allowance: Allowance) -> None:
        text = JsonText(self._tree.text(self._member), allowance=allowance)
        text.rest()
        if "entries" not in text:
            raise CannotRead("This JSON is not a Day One journal: it has no list of entries.")
        for number, raw in enumerate(text.raw("entries"), start=1):
            item = f"{self._member.path}, entry {number}"
            try:
                self._take(decode_item(raw), item)
            except ItemProblem as problem:
                self._reading.skip(item, str(problem))

    def _take(self, entry: Any, item: str) -> None:
        if not isinstance(entry, dict):
            raise ItemProblem("It is not an entry.")
        when = _moment(entry, self._zone)
        if when is None:
            raise ItemProblem("It has no date that can be read.")
        item = f"{item} ({local_date(when.written_at, when.zone).isoformat()})"
        words = _words(entry)
        media = _Media(self, entry, item)
        title, body = split_heading(media.linked(words))
        if not title and not body.strip():
            raise ItemProblem("It is empty.")
        tags = tidy_tags(entry.get("tags"))
        fields = {name: plain(value) for name, value in entry.items() if name not in _OURS}
        if fields.get("tags") == list(tags):
            del fields["tags"]
        fields["journal"] = self._member.stem
        if media.left_out:
            fields["left_out"] = media.left_out
        uuid = entry.get("uuid")
        found = BroughtEntry(
            id=uuid if isinstance(uuid, str) and 0 < len(uuid) <= 100 else f"{when.written_at.isoformat()}",
            item=item,
            written_at=when.written_at,
            zone=when.zone,
            all_day=when.all_day,
            title=title,
            body=body,
            tags=tags,
            starred=entry.get("starred") is True,
            attachments=tuple(media.used.values()),
            fields=fields,
        )
        self._reading.add(found)

    def find(self, folder: str, thing: dict[str, Any]) -> Member | None:
        """The file of a photo, video ...: named by its md5, else by its identifier; its ending is not relied on."""
        for name in ("md5", "identifier", "filename"):
            stem = thing.get(name)
            if isinstance(stem, str) and stem:
                stem = stem.rpartition(".")[0] if name == "filename" and "." in stem else stem
                if found := self._files.get((folder, stem.lower())):
                    return found
        return None

    def attachment(self, member: Member) -> BroughtAttachment:
        return BroughtAttachment(
            key=key_of(member.path),
            name=member.name,
            media_type=media_type("", member.name),
            size=member.size,
            open=partial(self._tree.attachment, member),
        )

    def skip(self, item: str, reason: str) -> None:
        self._reading.skip(item, reason)


class _Media:
    """The attachments of one entry, and the links to them in its words."""

    def __init__(self, journal: _Journal, entry: dict[str, Any], item: str) -> None:
        self._journal, self._item = journal, item
        self.used: dict[str, BroughtAttachment] = {}
        self.left_out: list[str] = []
        self._by_identifier: dict[str, BroughtAttachment] = {}
        self._known: set[str] = set()
        for folder, thing in _things(entry):
            self._take(folder, thing)

    def _take(self, folder: str, thing: dict[str, Any]) -> None:
        names = [v.lower() for v in (thing.get("identifier"), thing.get("md5")) if isinstance(v, str)]
        self._known.update(names)
        called = _CALLED[folder]
        member = self._journal.find(folder, thing)
        if member is None:
            self._journal.skip(self._item, f"A {called} it names is not in what was brought.")
        elif not is_accepted(media_type("", member.name)):
            self._journal.skip(self._item, f"Its {called} {member.name} is of a kind Emberwell does not keep.")
        elif problem := attachment_problem(member):
            self._journal.skip(f"{self._item}, {member.name}", problem)
        else:
            attachment = self._journal.attachment(member)
            self.used[attachment.key] = attachment
            self._by_identifier.update(dict.fromkeys(names, attachment))

    def linked(self, text: str) -> str:
        """The words with their links turned to attachments; what they leave out is added at the end.

        Raises ItemProblem when there are too many.
        """
        mentioned: set[str] = set()

        def replace(found: re.Match[str]) -> str:
            words, inline, double, bare = found.groups()
            identifier = inline or double or bare
            attachment = self._by_identifier.get(identifier.lower())
            if attachment is None:
                self.left_out.append(found[0][:500])
                if identifier.lower() not in self._known:
                    self._journal.skip(self._item, "A link in it leads to a photo or file that is not there.")
                return words or ""
            mentioned.add(attachment.key)
            return _mention(attachment, words or "")

        if text.count("dayone-") > _LINKS:
            raise ItemProblem(f"It links to more than {_LINKS:,} photos and files.")
        if "dayone-" in text:
            text = _EXTERNAL.sub(_external, _LINK.sub(replace, text))
        rest = [a for a in self.used.values() if a.key not in mentioned]
        return "\n\n".join([text.rstrip(), *(_mention(attachment, "") for attachment in rest)]).strip("\n")


def _things(entry: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, folder in _MEDIA.items():
        listed = entry.get(name)
        things = [thing for thing in listed if isinstance(thing, dict)] if isinstance(listed, list) else []
        for thing in sorted(things, key=_order):
            yield folder, thing


def _order(thing: dict[str, Any]) -> int:
    order = thing.get("orderInEntry")
    return order if isinstance(order, int) else 0


def _mention(attachment: BroughtAttachment, words: str) -> str:
    if words:
        picture = "!" if shape_of(attachment.media_type) != "file" else ""
        return f"{picture}[{words}](attachment:{attachment.key})"
    return mention(attachment.name, attachment.media_type, attachment.key)


def _external(found: re.Match[str]) -> str:
    """A video from elsewhere becomes its address."""
    try:
        address = base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return found[0]
    return f"<{address}>" if re.fullmatch(r"https?://[^\s<>]{1,2000}", address) else found[0]


def _words(entry: dict[str, Any]) -> str:
    text, rich = entry.get("text"), entry.get("richText")
    if isinstance(text, str) and text.strip():
        words = dayone_text.unescaped(clean_text(text))
    elif isinstance(rich, str) and rich.strip():
        written = dayone_text.from_rich_text(clean_text(rich))
        if written is None:
            raise ItemProblem("Its text is in a form that cannot be read.")
        words = written
    elif isinstance(rich, dict):
        raise ItemProblem("Its text is in a form that cannot be read.")
    else:
        words = ""
    return words.replace("\u2028", "\n").replace("\u2029", "\n\n")


def _moment(entry: dict[str, Any], zone: str) -> Moment | None:
    """UTC beside the zone it was written in, as Day One keeps it."""
    written = entry.get("creationDate")
    if not isinstance(written, str):
        return None
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        return None
    location = entry.get("location")
    there = location.get("timeZoneName") if isinstance(location, dict) else None
    own = zone_of(entry.get("timeZone")) or zone_of(there) or zone
    return all_day(moment, own) if entry.get("isAllDay") is True else Moment(moment, own)


def _media_files(tree: Tree, root: str) -> dict[tuple[str, str], Member]:
    """Media by (folder, name without ending, lowercase)."""
    found: dict[tuple[str, str], Member] = {}
    folders = set(_MEDIA.values())
    for member in tree.members.values():
        place, _, _ = member.path.rpartition("/")
        above, _, folder = place.rpartition("/")
        if folder in folders and above == root:
            found.setdefault((folder, member.stem.lower()), member)
    return found
