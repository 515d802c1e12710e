"""Pages on paper: they come out whole, from the shortest page to the longest, and say what they could not draw."""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from emberwell.exchange import pdf, sheets, typesetting
from emberwell.exchange.tests.conftest import NewVault
from emberwell.exchange.words_tree import blocks
from emberwell.journal.records import Entry, KeptLine, Pillar
from emberwell.vault.errors import RecordMissing, TooLarge
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Vault

MARCH = datetime(2026, 3, 3, 15, 40, tzinfo=UTC)
MADE = datetime(2026, 11, 22, 20, 0, 1, 5, tzinfo=UTC)
CODE = "4QX7-M2KD-9RTB-W8HC-5NJF-3VPG-T6YA-ZE1S-0B7K"


@pytest.fixture
def vault(new_vault: NewVault) -> Iterator[Vault]:
    with new_vault() as opened:
        yield opened


@pytest.fixture
def orders(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What would be set in type, instead of setting it."""
    seen: list[dict[str, Any]] = []

    def note(template: str, name: str, words: dict[str, Any], **more: Any) -> bytes:
        seen.append({"words": words, **more})
        return b"%PDF-"

    monkeypatch.setattr(sheets, "typeset", note)
    return seen


def put(vault: Vault, body: str = "Rain.", **fields: Any) -> RecordId:
    return vault.put(Entry(**{"written_at": MARCH, "zone": "Europe/Zurich", "body": body, **fields})).id


def photo(width: int, height: int, form: str = "JPEG", mode: str = "RGB") -> io.BytesIO:
    content = io.BytesIO()
    Image.new(mode, (width, height), 120 if mode == "L" else None).save(content, form)
    content.seek(0)
    return content


def test_one_page_becomes_a_pdf(vault: Vault) -> None:
    made = pdf.page_pdf(vault, put(vault, title="Careful"), author="Ana", made_on=MADE)
    assert made.startswith(b"%PDF-1.7")
    assert b"Careful" in made


def test_a_missing_or_trashed_page_is_missing(vault: Vault) -> None:
    gone = put(vault)
    vault.trash(gone)
    for record_id in (gone, RecordId("0" * 32)):
        with pytest.raises(RecordMissing):
            pdf.page_pdf(vault, record_id, author="Ana", made_on=MADE)


def test_a_range_is_a_book_by_months_with_lines_among_the_pages(vault: Vault, orders: list[dict[str, Any]]) -> None:
    put(vault, "second", written_at=MARCH + timedelta(hours=1))
    first = put(vault, "first and *kept* words", title="T", pillar=Pillar.WHY, tags=("a",))
    put(vault, "april", written_at=MARCH + timedelta(days=30))
    put(vault, "outside", written_at=MARCH - timedelta(days=4))
    vault.put(KeptLine(text="kept words", kept_at=MARCH, zone="UTC", entry=first))
    vault.put(KeptLine(text="edited since", kept_at=MARCH, zone="UTC", entry=first))
    vault.put(KeptLine(text="on its own", kept_at=MARCH - timedelta(hours=2), zone="UTC"))
    (printed,) = pdf.pages_pdf(vault, since=date(2026, 3, 1), until=date(2026, 4, 30), author="Ana", made_on=MADE)
    assert printed.name == "Pages 2026-03-03 to 2026-04-02.pdf"
    words = orders[0]["words"]
    assert words["cover"] == {"title": "Pages", "days": "3 March to 2 April 2026"}
    assert [part["month"] for part in words["parts"]] == ["March 2026", "April 2026"]
    line, entry, _ = words["parts"][0]["items"]
    assert (line["t"], line["words"]) == ("line", "on its own")
    assert (entry["day"], entry["time"]) == ("Tuesday 3 March", "16:40")
    assert entry["kept"] == ["edited since"]
    assert [run["x"] for run in entry["blocks"][0]["runs"] if "k" in run] == ["kept", " words"]
    assert words["colophon"][0] == "Underlined in ember: words you kept."


def test_the_day_is_the_one_where_it_was_written(vault: Vault, orders: list[dict[str, Any]]) -> None:
    put(vault, written_at=datetime(2026, 3, 31, 23, 30, tzinfo=UTC), zone="Pacific/Auckland")
    with pytest.raises(pdf.NothingToPrint):
        pdf.pages_pdf(vault, since=date(2026, 3, 31), until=date(2026, 3, 31), author="Ana", made_on=MADE)
    assert pdf.pages_pdf(vault, since=date(2026, 4, 1), until=date(2026, 4, 1), author="Ana", made_on=MADE)


def test_long_stretches_become_several_books(
    vault: Vault, orders: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "BOOK_CHARACTERS", 100)
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 200)
    for month in range(1, 7):
        put(vault, "x" * 40, written_at=datetime(2026, month, 5, tzinfo=UTC))
    seen: list[tuple[int, int]] = []
    whole = {"since": date(2026, 1, 1), "until": date(2026, 12, 31), "author": "Ana", "made_on": MADE}
    printed = pdf.pages_pdf(vault, **whole, progress=lambda *at: seen.append(at))
    assert [one.name for one in printed] == [
        "Pages 2026-01-05 to 2026-02-05.pdf",
        "Pages 2026-03-05 to 2026-04-05.pdf",
        "Pages 2026-05-05 to 2026-06-05.pdf",
    ]
    assert seen == [(2, 6), (4, 6), (6, 6)]
    put(vault, "x" * 201, written_at=datetime(2026, 8, 5, tzinfo=UTC))
    with pytest.raises(TooLarge, match="August 2026"):
        pdf.pages_pdf(vault, **whole)


def test_pictures_go_along_and_what_is_none_is_named(vault: Vault, orders: list[dict[str, Any]]) -> None:
    wide = vault.attach(photo(2400, 1200), name="wide.jpg", media_type="image/jpeg")
    clear = vault.attach(photo(60, 40, "PNG", "RGBA"), name="clear.png", media_type="image/png")
    broken = vault.attach(io.BytesIO(b"no picture"), name="no.jpg", media_type="image/jpeg")
    paper = vault.attach(io.BytesIO(b"%PDF-"), name="paper.pdf", media_type="application/pdf")
    body = f"![the path](attachment:{wide.id})\n\n![](attachment:{'0' * 32})"
    entry = put(vault, body, attachments=(wide.id, clear.id, broken.id, paper.id))
    pdf.page_pdf(vault, entry, author="Ana", made_on=MADE)
    item = orders[0]["words"]["parts"][0]["items"][0]
    assert [block["t"] for block in item["blocks"]] == ["picture", "file"]
    assert item["blocks"][0]["caption"] == "the path"
    assert [(more["t"], more["words"]) for more in item["more"]] == [
        ("picture", "A picture"),
        ("file", "no.jpg"),
        ("file", "paper.pdf"),
    ]
    pictures = orders[0]["pictures"]
    assert sorted(pictures) == sorted(f"picture-{one.id}.svg" for one in (wide, clear))
    assert re.search(rb'width="1500" height="750"', pictures[f"picture-{wide.id}.svg"])


def test_above_the_bound_pictures_are_named(
    vault: Vault, orders: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_PICTURES", 1)
    ids = tuple(vault.attach(photo(60, 40), name=f"{n}.jpg", media_type="image/jpeg").id for n in range(2))
    pdf.page_pdf(vault, put(vault, attachments=ids), author="Ana", made_on=MADE)
    words = orders[0]["words"]
    assert [more["t"] for more in words["parts"][0]["items"][0]["more"]] == ["picture", "file"]
    assert any("One PDF takes 1 pictures" in sentence for sentence in words["colophon"])


def test_scripts_that_cannot_be_drawn_are_named(vault: Vault, orders: list[dict[str, Any]]) -> None:
    put(vault, "Привет, Καλημέρα, Tiếng Việt, שלום, مرحبا: all drawn. 日本語 ひらがな สวัสดี 한국어 😀 ❤️")
    pdf.pages_pdf(vault, since=date(2026, 3, 1), until=date(2026, 3, 31), author="Ana", made_on=MADE)
    (sentence,) = (one for one in orders[0]["words"]["colophon"] if "boxes" in one)
    assert "Thai, Japanese, Chinese characters, Korean, emoji and other signs" in sentence


def test_what_is_said_to_be_drawn_is_drawn() -> None:
    """Draws some of every stretch of `covered.txt`, and of what lies between, and looks for the empty box."""
    starts, ends = typesetting._covered()
    rng = random.Random(4)
    inside = [rng.randint(start, end) for start, end in zip(starts, ends, strict=True)]
    outside = [0xE01, 0x3042, 0x30AB, 0x4E00, 0x9FFF, 0xAC00, 0x1200, 0xB85, 0x1F600, 0x500]
    inside = [
        code for code in inside if chr(code).isprintable() and typesetting.unicodedata.category(chr(code))[0] != "M"
    ]
    source = (
        '#set page(width: 200pt, height: auto, margin: 0pt)\n#import "room.typ": faces\n#set text(font: faces)\n'
        "#for (i, c) in json(bytes(sys.inputs.codes)).enumerate() "
        "{ place(top + left, dy: i * 20pt, text(str.from-unicode(c))) }\n#v(9000pt)"
    )
    files = {"main.typ": source.encode(), "room.typ": typesetting._template("room.typ")}
    drawn = typesetting.typst.compile(
        files,
        format="svg",
        font_paths=typesetting._fonts(),
        sys_inputs={"codes": json.dumps([0x4E00, *inside, *outside])},
    ).decode()
    glyphs = re.findall(r'matrix\(1 0 0 -1 \S+ ([\d.]+)\)"><use xlink:href="#(g\w+)"', drawn.split("<defs")[0])
    box = glyphs[0][1]
    empty = {int(float(y) / 20) for y, glyph in glyphs if glyph == box}
    assert empty == {0, *range(1 + len(inside), 1 + len(inside) + len(outside))}


def test_the_kit_is_one_sheet_with_the_whole_code() -> None:
    made = pdf.kit_pdf("Ana", CODE, date(2026, 11, 22))
    assert made.startswith(b"%PDF-1.7")
    long_name = "Dr. María-Magdalena von Hohenstein-Überlingen, Praxis am See, Haus drei " * 3
    for name in ("A", long_name):
        address = "https://a-rather-long-name.journal.practice-at-the-lake.example.org/and/a/path/"
        words = {"name": name[:120], "groups": CODE.split("-"), "made_on": "30 September 2026", "address": address}
        assert _sheets("kit.typ", "kit", words) == 1


def _sheets(template: str, name: str, words: dict[str, Any]) -> int:
    made = typesetting.compiled(template, name, words, {}, format="svg")
    return len(made) if isinstance(made, list) else 1


HOSTILE = st.text(
    alphabet=st.sampled_from(list("ab *_`#>-1.\n[]()!|~\\$@<>{}\"'/=+&ש真\t\u200b\u202e\x00😀e\u0301")), max_size=80
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(HOSTILE, HOSTILE)
def test_no_words_break_the_typesetting(body: str, title: str) -> None:
    def attached(record_id: str, words: str) -> dict[str, Any]:
        return {"t": "file", "words": words}

    tree, _ = blocks(body, attached)
    item = {
        "t": "entry",
        "day": "Sunday 1 March",
        "time": "10:00",
        "title": title,
        "pillar": "growth",
        "prompt": title,
        "tags": "#" + title,
        "blocks": tree,
        "kept": [title],
        "more": [],
    }
    words = {
        "title": title,
        "author": title,
        "cover": None,
        "months": False,
        "parts": [{"month": "", "items": [item]}],
        "colophon": [title],
    }
    assert typesetting.compiled("book.typ", "book", words, {}, format="pdf").startswith(b"%PDF")


def test_deep_wide_and_long_pages_are_set(vault: Vault) -> None:
    deep = "\n".join("> " * depth + "- deep" for depth in range(1, 60))
    table = "|" + "a|" * 30 + "\n|" + "-|" * 30 + "\n|" + "long word|" * 30
    body = f"{deep}\n\n{table}\n\n{'x' * 5000}\n\n{'真' * 3000}\n\n" + "word " * 20_000
    made = pdf.page_pdf(vault, put(vault, body, title="t" * 300), author="Ana", made_on=MADE)
    assert made.startswith(b"%PDF")


def test_when_typst_fails_no_word_of_the_page_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(typesetting.CannotSet) as raised:
        typesetting.typeset("kit.typ", "kit", {"name": "secret words"}, made_on=MADE)
    assert "secret" not in str(raised.value)
    assert raised.value.__suppress_context__


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 3, 1), date(2026, 3, 1), "1 March 2026"),
        (date(2026, 3, 1), date(2026, 3, 31), "1 to 31 March 2026"),
        (date(2026, 3, 1), date(2026, 5, 2), "1 March to 2 May 2026"),
        (date(2025, 12, 31), date(2026, 1, 1), "31 December 2025 to 1 January 2026"),
    ],
)
def test_a_stretch_of_days_is_said_shortly(first: date, last: date, said: str) -> None:
    assert sheets.between(first, last) == said
