"""A few hundred hostile sources of each form: read or refused, soon, in a sentence, and nothing is written."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from emberwell.exchange.bring import bring
from emberwell.exchange.tests.conftest import NewVault
from emberwell.exchange.tests.hostile import FORMS, case, nothing_written, outcome
from emberwell.journal.records import Entry
from emberwell.vault.errors import EmberwellError
from emberwell.vault.vault import Vault

CASES = 300
SECONDS = 10


@pytest.fixture
def vault(new_vault: NewVault) -> Iterator[Vault]:
    with new_vault() as opened:
        yield opened


@pytest.mark.parametrize("form", FORMS)
def test_every_source_is_read_or_refused(form: str) -> None:
    read = refused = 0
    outcome(case(form, 0))  # what is imported on first use is not written by a source
    for number in range(CASES):
        with nothing_written() as written:
            result = outcome(case(form, number))
        assert written == [], number
        assert result.seconds < SECONDS, number
        if result.refusal:
            refused += 1
            assert result.said.endswith("."), number
            assert "Nothing was changed" in result.said, number
            assert "\n" not in result.said, number
            assert len(result.said) < 500, number
        else:
            read += 1
            assert result.read > 0
    assert read > CASES / 20, "the cases are all too broken to say anything"
    assert refused > CASES / 20, "the cases are all too whole to say anything"


@pytest.mark.parametrize("form", FORMS)
def test_what_is_read_is_sealed_or_nothing_is(form: str, vault: Vault) -> None:
    for number in range(1000, 1060):
        source = case(form, number)
        before = vault.store.database.rows("SELECT COUNT(*) FROM record")[0][0]
        chunks = vault.store.database.rows("SELECT COUNT(*) FROM chunk")[0][0]
        try:
            bring(vault, io.BytesIO(source.content), name=source.name, zone="Europe/Vienna")
        except EmberwellError:
            assert vault.store.database.rows("SELECT COUNT(*) FROM record")[0][0] == before, number
            assert vault.store.database.rows("SELECT COUNT(*) FROM chunk")[0][0] == chunks, number
        else:
            again = bring(vault, io.BytesIO(source.content), name=source.name, zone="Europe/Vienna")
            assert again.added == 0, number
    assert all(saved.value.written_at.tzinfo for saved in vault.all(Entry))


def test_writing_would_have_been_noticed(tmp_path: object) -> None:
    from pathlib import Path

    with nothing_written() as written:
        (Path(str(tmp_path)) / "x").write_text("words")
    assert len(written) == 1
