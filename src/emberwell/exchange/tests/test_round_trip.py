"""What is taken and brought back is the same vault: ids, every revision, its moment, the trash, drafts, the door."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from emberwell.exchange.bring import bring
from emberwell.exchange.take import take
from emberwell.exchange.tests.any_kind import kinds_taken, records_of
from emberwell.exchange.tests.conftest import NewVault
from emberwell.vault.attachments import Attachment
from emberwell.vault.letterbox import leave
from emberwell.vault.record import Kind, Record, new_id
from emberwell.vault.vault import Vault, Write

START = datetime(2020, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC)


def everything(vault: Vault) -> dict[str, Any]:
    """All that two equal vaults share. Attachments by their bytes too."""
    return {
        saved.id: (
            kind,
            [
                (one.revision, one.saved_at, one.trashed_at, one.value)
                for one in vault.history(type(saved.value), saved.id)
            ],
            b"".join(vault.read_attachment(saved.id)) if kind == "vault.attachment" else b"",
        )
        for kind, saved in vault.everything()
    }


def newest(vault: Vault) -> dict[str, Any]:
    return {saved.id: (saved.value, saved.trashed_at, saved.saved_at) for _, saved in vault.everything()}


def drafts(vault: Vault) -> set[tuple[str, str, int, str]]:
    return {(draft.id, draft.tab, draft.based_on, repr(draft.value)) for draft in vault.drafts()}


def fill(vault: Vault, pasts: list[tuple[list[Record], bool]]) -> None:
    moment = START
    writes: list[Write[Record]] = []
    for values, trashed in pasts:
        id = new_id()
        for revision, value in enumerate(values):
            moment += timedelta(seconds=1, microseconds=7)
            writes.append(Write(value=value, id=id, expected=revision or None, saved_at=moment))
        if trashed:
            writes.append(Write(value=values[-1], id=id, expected=len(values), state="trash", saved_at=moment))
    vault.put_many(writes)


records = st.sampled_from(kinds_taken()).flatmap(lambda kind: st.lists(records_of(kind), min_size=1, max_size=3))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    pasts=st.lists(st.tuples(records, st.booleans()), min_size=1, max_size=5),
    name=st.sampled_from(["a", "a.zip", "a.json"]),
)
def test_any_vault_comes_back_equal(new_vault: NewVault, pasts: list[tuple[list[Record], bool]], name: str) -> None:
    with tempfile.TemporaryDirectory() as folder, new_vault() as mine, new_vault() as other:
        path = Path(folder) / name
        fill(mine, pasts)
        take(mine, path, revisions="all")
        outcome = bring(other, path)
        assert outcome.skipped == ()
        assert everything(other) == everything(mine)
        again = bring(other, path)
        assert (again.added, again.skipped) == (0, ())
        assert everything(other) == everything(mine)


@pytest.mark.parametrize("kind", kinds_taken(), ids=lambda kind: kind.name)
def test_each_kind_comes_back_equal(new_vault: NewVault, tmp_path: Path, kind: Kind) -> None:
    """So that no kind is left to chance."""

    @settings(max_examples=3, deadline=None, database=None)
    @given(
        pasts=st.lists(
            st.tuples(st.lists(records_of(kind), min_size=1, max_size=2), st.booleans()), min_size=1, max_size=3
        )
    )
    def comes_back(pasts: list[tuple[list[Record], bool]]) -> None:
        with tempfile.TemporaryDirectory(dir=tmp_path) as folder, new_vault() as mine, new_vault() as other:
            fill(mine, pasts)
            take(mine, Path(folder) / "a.json", revisions="all")
            assert bring(other, Path(folder) / "a.json").skipped == ()
            assert everything(other) == everything(mine)

    comes_back()


def test_the_kinds_of_the_why_and_the_week_are_among_them() -> None:
    names = {kind.name for kind in kinds_taken()}
    assert {"journal.entry", "why.value", "why.sort", "why.importance", "week.week", "week.act", "week.fine"} <= names


@pytest.fixture
def photo() -> Callable[[], io.BytesIO]:
    content = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(content, "JPEG", quality=70)
    return lambda: io.BytesIO(content.getvalue())


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_pictures_drafts_and_the_door_come_back_too(
    new_vault: NewVault, photo: Callable[[], io.BytesIO], tmp_path: Path, name: str
) -> None:
    from emberwell.journal.records import Entry

    with new_vault() as mine, new_vault() as other:
        picture = mine.attach(photo(), name="garden.jpg", media_type="image/jpeg")
        plain = mine.attach(io.BytesIO(b""), name="empty.bin", media_type="application/octet-stream")
        page = Entry(
            written_at=START, zone="+02:00", body=f"![](attachment:{picture.id})", attachments=(picture.id, plain.id)
        )
        entry = mine.put(page)
        mine.keep_draft(entry.id, "tab-1", page, based_on=1)
        mine.keep_draft(new_id(), "tab-2", page, based_on=0)
        leave(mine.store, mine.account_id, "after the last hour", now=START)
        take(mine, tmp_path / name)
        outcome = bring(other, tmp_path / name)
        assert outcome.skipped == ()
        assert newest(other) == newest(mine)
        assert drafts(other) == drafts(mine)
        assert [line.text for line in other.left_at_door()] == ["after the last hour"]
        back = other.get(Attachment, picture.id).value
        assert b"".join(other.read_attachment(picture.id)) == b"".join(mine.read_attachment(picture.id))
        assert other.read_thumbnail(picture.id) is not None
        assert back == mine.get(Attachment, picture.id).value
