"""A path made for these tests stands alone in the library while they run: shipped words change, these do not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from emberwell.library import paths
from emberwell.paths.tests.made import PATH, library_of


@pytest.fixture(autouse=True)
def made_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    library_of(monkeypatch, PATH)
    yield
    monkeypatch.undo()
    paths.forget()
