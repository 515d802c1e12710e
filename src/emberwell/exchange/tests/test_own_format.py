"""The format of `emberwell.json`: what is written is read again, whole, and nothing else is taken for it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.exchange import own_format as own
from emberwell.journal.records import Entry, KeptLine, Source
from emberwell.vault.errors import NewerRecord
from emberwell.vault.record import Record, new_id

MOMENT = datetime(2026, 3, 1, 8, 15, 0, 120, tzinfo=UTC)
HEAD = own.OwnHead(made_at=MOMENT, made_by="Emberwell 0.1.0", revisions="all")

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
moments = st.datetimes(timezones=st.just(UTC))
plain_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
sources = st.builds(Source, format=words, id=words, fields=st.dictionaries(words, plain_json, max_size=3))
entries = st.builds(
    Entry,
    written_at=moments,
    zone=st.sampled_from(["Europe/Zurich", "+02:00", "Asia/Kolkata"]),
    title=words,
    body=words,
    tags=st.lists(words, max_size=3).map(tuple),
    starred=st.booleans(),
    source=st.none() | sources,
)
lines = st.builds(KeptLine, text=words, kept_at=moments, zone=st.just("UTC"), rested_on=st.none() | st.dates())


def item(value: Record, **more: object) -> own.OwnRecord:
    given = {"id": new_id(), "revision": 1, "saved_at": MOMENT, **more}
    return own.OwnRecord(kind=value.kind, schema=value.schema, value=own.encode_value(value), **given)


def earlier(value: Record, revision: int) -> own.OwnEarlier:
    return own.OwnEarlier(
        id=new_id(),
        kind=value.kind,
        schema=value.schema,
        revision=revision,
        saved_at=MOMENT - timedelta(days=1),
        value=own.encode_value(value),
    )


def files(items: list[own.OwnItem], **bound: int) -> list[bytes]:
    return [b"".join(part) for part in own.parts(HEAD, items, **bound)]


@given(st.lists(entries | lines, max_size=6), st.sampled_from([300, 2000, own.FILE_BYTES]))
def test_whatever_is_written_is_read_again_however_it_is_split(values: list[Record], file_bytes: int) -> None:
    items = [item(value) for value in values]
    read = [own.read_part(content) for content in files(items, file_bytes=file_bytes)]
    back = [record for part in read for record in part.records]
    assert [own.decode_value(one.kind, one.schema, one.value) for one in back] == values
    assert [(one.id, one.revision, one.saved_at) for one in back] == [(o.id, 1, MOMENT) for o in items]
    assert [part.part for part in read] == list(range(1, len(read) + 1))
    assert [part.last for part in read] == [False] * (len(read) - 1) + [True]


def test_every_section_comes_back_and_other_programs_can_read_it() -> None:
    entry = Entry(written_at=MOMENT, zone="UTC", title="Zürich", body="真 true")
    line = KeptLine(text="I stayed.", kept_at=MOMENT, zone="UTC", rested_on=date(2026, 3, 2))
    draft = own.OwnDraft(
        id=new_id(),
        tab="t",
        kind=entry.kind,
        schema=entry.schema,
        based_on=0,
        kept_at=MOMENT,
        value=own.encode_value(entry),
    )
    left = own.OwnLeftLine(id=new_id(), left_at=MOMENT, text="after the last hour")
    attachment = own.OwnFile(path="attachments/a.jpg", sha256="0" * 64, size=3)
    items = [item(entry, trashed_at=MOMENT), item(line, file=attachment), earlier(entry, 1), draft, left]
    (content,) = files(items)
    part = own.read_part(content)
    assert (part.records, part.earlier, part.drafts, part.left_at_door) == (
        items[:2],
        items[2:3],
        [draft],
        [left],
    )
    plain = json.loads(content)
    assert plain["records"][0]["value"]["body"] == "真 true"
    assert plain["records"][0]["trashed_at"] == "2026-03-01T08:15:00.000120Z"
    assert plain["made_by"] == "Emberwell 0.1.0"
    assert plain["last"] is True


def test_no_file_is_longer_than_the_bound() -> None:
    items = [item(Entry(written_at=MOMENT, zone="UTC", body="x" * size)) for size in range(0, 3000, 37)]
    written = files(items, file_bytes=6000)
    assert len(written) > 10
    assert max(map(len, written)) <= 6000
    assert sum(len(own.read_part(content).records) for content in written) == len(items)


def test_an_empty_vault_is_one_complete_file() -> None:
    (content,) = files([])
    assert own.read_part(content) == own.OwnPart(
        format="emberwell",
        version=1,
        made_at=MOMENT,
        made_by="Emberwell 0.1.0",
        revisions="all",
        part=1,
        last=True,
    )


@given(st.data())
def test_a_cut_or_changed_file_is_refused_in_words(data: st.DataObject) -> None:
    (content,) = files([item(Entry(written_at=MOMENT, zone="UTC", body="hello"))])
    cut = data.draw(st.integers(0, len(content) - 2))
    with pytest.raises(own.OwnFormatRefused):
        own.read_part(content[:cut])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"entries": []}', "not written by Emberwell"),
        (b"[]", "not complete"),
        (b'{"format":"emberwell","version":2}', "newer Emberwell"),
        (b'{"format":"emberwell","version":true}', "which version"),
        (b'{"format":"emberwell","version":1}', "changed or damaged"),
        (b'{"format":"emberwell","version":1,"records":' + b"[" * 100_000, "not complete"),
        (b"\xff\xfe", "not complete"),
    ],
)
def test_what_is_not_ours_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(own.OwnFormatRefused, match=says):
        own.read_part(content)


def test_a_newer_kind_or_schema_and_ill_fitting_fields_are_told_apart() -> None:
    value = msgspec.Raw(b"{}")
    with pytest.raises(NewerRecord):
        own.decode_value("garden.rose", 1, value)
    with pytest.raises(NewerRecord):
        own.decode_value("journal.entry", 99, value)
    with pytest.raises(own.OwnFormatRefused):
        own.decode_value("journal.entry", 1, value)
    with pytest.raises(own.OwnFormatRefused):
        own.decode_value("journal.entry", 0, value)


def test_names_and_first_bytes_are_known_again() -> None:
    names = [own.file_name(number) for number in (1, 2, 17)]
    assert names == ["emberwell.json", "emberwell-2.json", "emberwell-17.json"]
    assert [own.part_number("folder/" + name) for name in names] == [1, 2, 17]
    assert [own.part_number(name) for name in ("emberwell-1.json", "emberwell.txt", "a.json")] == [None] * 3
    (content,) = files([])
    assert own.looks_like_ours(content[:40])
    assert not own.looks_like_ours(b'{"entries"')
