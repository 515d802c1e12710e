"""Day One's zip: the right day, the right words, the photos where they stood, and nothing that stops the rest."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest

from emberwell.exchange import dayone
from emberwell.exchange.bounds import GIB, MIB, CannotRead, TooMuchText
from emberwell.exchange.brought import BroughtEntry, Reading
from emberwell.exchange.detect import opened
from emberwell.exchange.tests.makers import day_one_entry, day_one_json, day_one_photo, folder_of, photo, zip_of


def read(source: Any, zone: str = "Europe/Vienna") -> Reading:
    with opened(source, total=GIB) as found:
        assert found.format == "dayone"
        reading = dayone.read(found.tree, zone)
        for entry in reading.entries:
            for attachment in entry.attachments:
                with attachment.open() as stream:
                    assert len(stream.read()) == attachment.size
        return reading


def one(**changes: Any) -> BroughtEntry:
    (entry,) = read(zip_of({"Journal.json": day_one_json(day_one_entry(**changes))})).entries
    return entry


def test_a_page_keeps_its_day_its_words_and_its_marks() -> None:
    entry = one(starred=True, isPinned=True)
    assert entry.id == "0A3BFC9847BD4173881DE43749F23B58"
    assert (entry.day, entry.zone) == ("2024-03-01", "America/New_York")
    assert (entry.title, entry.body) == ("After the last session", "She said it herself. I only waited.")
    assert (entry.tags, entry.starred, entry.all_day) == (("supervision",), True, False)


def test_what_has_no_place_of_its_own_is_kept() -> None:
    fields = one(isPinned=True, somethingNew={"a": [1, 2]}).fields
    assert fields["isPinned"] is True
    assert fields["location"]["placeName"] == "12 Quay"
    assert fields["weather"]["temperatureCelsius"] == 7.5
    assert fields["somethingNew"] == {"a": [1, 2]}
    assert fields["modifiedDate"] == "2024-03-02T03:41:10Z"
    assert fields["journal"] == "Journal"
    assert "text" not in fields


@pytest.mark.parametrize(
    ("changes", "day", "zone"),
    [
        ({"timeZone": "Pacific/Auckland", "creationDate": "2024-03-01T22:00:00Z"}, "2024-03-02", "Pacific/Auckland"),
        ({"timeZone": "Etc\\/GMT"}, "2024-03-02", "Etc/GMT"),
        ({"timeZone": "GMT+0530"}, "2024-03-02", "+05:30"),
        ({"timeZone": "Nowhere/Town"}, "2024-03-01", "America/New_York"),
        ({"timeZone": ..., "location": ...}, "2024-03-02", "Europe/Vienna"),
        ({"creationDate": "2024-03-02T03:30:00.123Z"}, "2024-03-01", "America/New_York"),
    ],
)
def test_the_day_is_the_writers(changes: dict[str, Any], day: str, zone: str) -> None:
    entry = one(**changes)
    assert (entry.day, entry.zone) == (day, zone)


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("2024-03-01T05:00:00Z", "America/New_York"),
        ("2024-02-29T10:00:00Z", "Pacific/Kiritimati"),
        ("2024-03-01T00:00:00Z", "Etc/GMT"),
    ],
)
def test_an_all_day_page_is_local_midnight(written: str, zone: str) -> None:
    entry = one(creationDate=written, timeZone=zone, isAllDay=True)
    assert (entry.day, entry.all_day) == ("2024-03-01", True)


def test_photos_come_where_they_stood_in_every_form_of_link() -> None:
    content = [photo(colour) for colour in ("teal", "plum", "navy", "olive", "gray")]
    listed = [day_one_photo(one, f"{number:032X}", orderInEntry=number) for number, one in enumerate(content)]
    text = (
        f"![](dayone-moment://{0:032X}) words ![Quay](dayone-moment:/photo/{1:032X})\n"
        f"[[dayone-moment://{2:032X}]] and dayone-moment://{3:032x}"
    )
    files: dict[str, bytes | str] = {
        f"photos/{item['md5']}.jpeg": one for item, one in zip(listed, content, strict=True)
    }
    reading = read(zip_of({"Journal.json": day_one_json(day_one_entry(text=text, photos=listed)), **files}))
    (entry,) = reading.entries
    keys = [attachment.key for attachment in entry.attachments]
    assert entry.body == (
        f"![picture](attachment:{keys[0]}) words ![Quay](attachment:{keys[1]})\n"
        f"![picture](attachment:{keys[2]}) and ![picture](attachment:{keys[3]})\n\n![picture](attachment:{keys[4]})"
    )
    assert reading.skipped == []
    assert {attachment.media_type for attachment in entry.attachments} == {"image/jpeg"}


def test_videos_recordings_and_documents_come() -> None:
    media = {
        "videos": [{"identifier": "AA", "md5": "v" * 32, "type": "mov"}],
        "audios": [{"identifier": "BB", "md5": "a" * 32, "format": "aac"}],
        "pdfAttachments": [{"identifier": "CC", "md5": "p" * 32, "type": "pdf"}],
    }
    text = "![](dayone-moment:/video/AA)\n![](dayone-moment:/audio/BB)\n![](dayone-moment:/pdfAttachment/CC)"
    files = {f"videos/{'v' * 32}.mov": b"film", f"audios/{'a' * 32}.m4a": b"sound", f"pdfs/{'p' * 32}.pdf": b"%PDF-1.4"}
    (entry,) = read(zip_of({"Journal.json": day_one_json(day_one_entry(text=text, **media)), **files})).entries
    assert [a.media_type for a in entry.attachments] == ["video/quicktime", "audio/mp4", "application/pdf"]
    assert entry.body.count("attachment:") == 3
    assert "dayone-moment" not in entry.body


def test_a_missing_md5_or_type_does_not_stop_the_file() -> None:
    content = photo()
    no_md5 = day_one_photo(content, "AB" * 16, md5=...)
    no_type = day_one_photo(content, "CD" * 16, type=...)
    entries = [
        day_one_entry(uuid="1", text="![](dayone-moment://" + "AB" * 16 + ")", photos=[no_md5]),
        day_one_entry(
            uuid="2", text="![](dayone-moment://" + "CD" * 16 + ")", photos=[no_type, {"orderInEntry": "x"}, 7]
        ),
        day_one_entry(uuid="3", photos="none"),
    ]
    reading = read(
        zip_of(
            {
                "Journal.json": day_one_json(*entries),
                f"photos/{'AB' * 16}.jpeg": content,
                f"photos/{no_type['md5']}.jpeg": content,
            }
        )
    )
    assert [len(entry.attachments) for entry in reading.entries] == [1, 1, 0]
    assert len(reading.skipped) == 1


def test_links_that_lead_nowhere_are_reported_and_the_page_comes() -> None:
    reading = read(zip_of({"J.json": day_one_json(day_one_entry(text="Before ![](dayone-moment://DEAD) after"))}))
    (entry,) = reading.entries
    assert entry.body == "Before  after"
    assert entry.fields["left_out"] == ["![](dayone-moment://DEAD)"]
    assert "not there" in reading.skipped[0].reason


def test_a_named_photo_whose_file_is_missing_is_reported_once() -> None:
    reading = read(
        zip_of(
            {
                "J.json": day_one_json(
                    day_one_entry(text="![](dayone-moment://AB)", photos=[{"identifier": "AB"}]),
                    day_one_entry(uuid="2"),
                )
            }
        )
    )
    assert len(reading.entries) == 1
    assert len(reading.skipped) == 2  # the photo, and the page that is empty without it
    assert "not in what was brought" in reading.skipped[0].reason


def test_an_attachment_over_its_bound_is_reported_and_left_out() -> None:
    big = zip_of(
        {
            "J.json": day_one_json(
                day_one_entry(text="Words ![](dayone-moment:/video/AB)", videos=[{"identifier": "AB", "md5": "ab"}])
            ),
            "videos/ab.mov": bytes(50 * MIB + 1),
        },
        stored=True,
    )
    reading = read(big)
    assert reading.entries[0].body.startswith("Words")
    assert reading.entries[0].attachments == ()
    assert "51 MiB" in reading.skipped[0].reason


def test_rich_text_is_read_when_there_is_no_text() -> None:
    rich = json.dumps({"contents": [{"text": "Title\n", "attributes": {"line": {"header": 1}}}, {"text": "Words"}]})
    assert (one(text=..., richText=rich).title, one(text="", richText=rich).body) == ("Title", "Words")


def test_a_video_from_elsewhere_becomes_its_address() -> None:
    address = base64.urlsafe_b64encode(b"https://example.org/v?a=b").decode().rstrip("=")
    assert one(text=f"See ![](dayone-external:/video/{address})").body == "See <https://example.org/v?a=b>"


def test_several_journals_come_together_and_each_finds_its_own_photos() -> None:
    files = {
        "Work.json": day_one_json(day_one_entry()),
        "Home.json": day_one_json(day_one_entry(uuid="2")),
        "notes.json": '{"other": 1}',
    }
    reading = read(zip_of(files))
    assert sorted(entry.fields["journal"] for entry in reading.entries) == ["Home", "Work"]
    assert [skipped.item for skipped in reading.skipped] == ["notes.json"]


def test_a_broken_journal_does_not_stop_the_others() -> None:
    reading = read(zip_of({"A.json": day_one_json(day_one_entry()), "B.json": day_one_json(day_one_entry())[:-5]}))
    assert len(reading.entries) == 1
    assert reading.skipped[0].item == "B.json"


@pytest.mark.parametrize(
    "bad",
    [
        '{"creationDate":"2024-03-02T03:30:00Z","text":"a","text":"b"}',
        '{"creationDate":"2024-03-02T03:30:00Z","text":"a","x":NaN}',
        '{"creationDate":"yesterday","text":"a"}',
        '{"text":"a"}',
        '{"creationDate":"2024-03-02T03:30:00Z","text":""}',
        '{"creationDate":"2024-03-02T03:30:00Z"}',
        '{"creationDate":"0001-01-01T00:00:00+14:00","text":"a"}',
        "[]",
    ],
)
def test_one_bad_entry_is_reported_and_the_rest_come(bad: str) -> None:
    good = json.dumps(day_one_entry())
    reading = read(zip_of({"J.json": f'{{"metadata":{{"version":"1.0"}},"entries":[{bad},{good}]}}'}))
    assert len(reading.entries) == 1
    assert reading.skipped[0].item.startswith("J.json, entry 1")


def test_odd_values_never_stop_a_page() -> None:
    odd = day_one_entry(
        tags=["a", 7, None, "a", "b, c"],
        starred="yes",
        uuid=5,
        timeZone=["x"],
        location="here",
        duration=2**80,
        mood="\ud800",
    )
    (entry,) = read(zip_of({"J.json": day_one_json(odd, ensure_ascii=True)})).entries
    assert entry.tags == ("a", "b", "c")
    assert entry.starred is False
    assert entry.fields["duration"] == str(2**80)
    assert entry.fields["mood"] == "�"
    assert entry.fields["tags"] == ["a", 7, None, "a", "b, c"]


def test_a_folder_and_a_lone_file_are_read_too(tmp_path: Path) -> None:
    content = photo()
    listed = day_one_photo(content)
    entry = day_one_entry(text=f"![](dayone-moment://{listed['identifier']}) words", photos=[listed])
    folder = folder_of(
        tmp_path / "export", {"Journal.json": day_one_json(entry), f"photos/{listed['md5']}.jpeg": content}
    )
    assert len(read(folder).entries[0].attachments) == 1
    alone = read(folder / "Journal.json")
    assert alone.entries[0].attachments == ()
    assert "not in what was brought" in alone.skipped[0].reason


def test_pages_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emberwell.exchange.brought.TEXT_IN_MEMORY", 10_000)
    entries = [day_one_entry(uuid=str(number), text="words " * 100) for number in range(20)]
    with pytest.raises(TooMuchText):
        read(zip_of({"J.json": day_one_json(*entries), "K.json": day_one_json()}))


def test_what_is_kept_of_a_page_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emberwell.exchange.brought.TEXT_IN_MEMORY", 10_000)
    with pytest.raises(TooMuchText):
        one(text="words", mood=["ab"] * 500)


def test_a_long_report_names_some_and_counts_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emberwell.exchange.brought.REPORTED", 3)
    reading = read(zip_of({"J.json": day_one_json(day_one_entry(text="words dayone-moment://A " * 5))}))
    assert len(reading.skipped) == 3
    assert reading.all_notes() == ("2 more things could not come than are named.",)


def test_a_journal_that_is_none_is_refused() -> None:
    with pytest.raises(CannotRead), opened(io.BytesIO(b'{"metadata":{},"entries":{}}'), "dayone", total=GIB) as found:
        dayone.read(found.tree, "UTC")
