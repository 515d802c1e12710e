"""Finding words in opened text: an index in memory for the app, a plain scan for a command. Both read a query alike.

A query is words, all of which must stand in the text; the last one may be unfinished. `"quoted words"` must stand next
to each other. Case and accents do not matter. Scripts written without spaces (Han, kana, Thai, Lao, Khmer, Myanmar)
are cut into overlapping pairs, in the text and in the query, so any run of characters is found.

The index is SQLite's FTS5, in memory, contentless: it holds words and no text, and never touches a disk. Text with
other than ASCII characters is cut into words here, joined by spaces, so FTS5's `ascii` tokenizer only splits.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from emberwell.vault.contents import Saved, to_micros
from emberwell.vault.record import RecordId, Searchable

LONGEST_QUERY = 400
"""Characters; the rest is not read."""

_PENDING_BYTES = 32 * 2**20
"""What FTS5 gathers before it writes a segment: measured, it halves the time of the first search."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_UNSPACED}]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    """Letters, digits and the marks that belong to them (vowel signs of Indic and other scripts)."""
    marks = "".join(chr(code) for code in range(0x370, 0x10000) if unicodedata.category(chr(code)) in {"Mn", "Mc"})
    return re.compile(rf"(?:[^\W_]|[{marks}])+")


def fold(text: str) -> str:
    """Lower case, without accents: `Élan` and `elan` are one word. May change the length of the text."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in decomposed if not "\u0300" <= character <= "\u036f")
    return unicodedata.normalize("NFC", bare)


def tokens(text: str) -> list[str]:
    """The words of a text as they are indexed, in order."""
    folded = fold(text)
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    found: list[str] = []
    for word in _word().findall(folded):
        at = 0
        for run in _RUN.finditer(word):
            if run.start() > at:
                found.append(word[at : run.start()])
            found += _pairs(run.group())
            at = run.end()
        if at < len(word):
            found.append(word[at:])
    return found


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] + [run[-1]]


@dataclass(frozen=True)
class Term:
    """Words that must stand next to each other; `open_ended` when the last may go on."""

    words: tuple[str, ...]
    open_ended: bool


def terms(query: str) -> tuple[Term, ...]:
    """What a query asks for. An unclosed quotation mark is closed at the end."""
    found: list[Term] = []
    pieces = re.split(r'["\u201c\u201d\u201e]', query[:LONGEST_QUERY])
    for number, piece in enumerate(pieces):
        if number % 2:
            words = _query_words(piece)
            if words:
                found.append(Term(words[0], words[1]))
            continue
        for part in piece.split():
            words = _query_words(part)
            if words:
                found.append(Term(words[0], words[1]))
    last_is_open = len(pieces) % 2 == 1 and not query[:LONGEST_QUERY].endswith((" ", '"', "\u201d"))
    if found and last_is_open:
        found[-1] = Term(found[-1].words, True)
    return tuple(found)


def _query_words(text: str) -> tuple[tuple[str, ...], bool] | None:
    """The words of one part of a query; a final single character of an unspaced script is left to be a prefix."""
    words = tokens(text)
    if not words:
        return None
    if len(words) > 1 and len(words[-1]) == 1 and _RUN.fullmatch(words[-1]) and words[-2].endswith(words[-1]):
        return tuple(words[:-1]), False
    return tuple(words), bool(len(words[-1]) == 1 and _RUN.fullmatch(words[-1]))


def matches(query: str, title: str, text: str) -> bool:
    """Whether a search for `query` finds this text: the same answer as the index gives."""
    asked = terms(query)
    if not asked:
        return False
    folded = (fold(title), fold(text))
    if not all(any(_may_hold(part, term) for part in folded) for term in asked):
        return False
    columns = (tokens(title), tokens(text))
    return all(any(_holds(column, term) for column in columns) for term in asked)


def _may_hold(folded: str, term: Term) -> bool:
    return all(word in folded for word in term.words)


def _holds(column: list[str], term: Term) -> bool:
    size = len(term.words)
    *firm, last = term.words
    for at in range(len(column) - size + 1):
        end = column[at + size - 1]
        if (end.startswith(last) if term.open_ended else end == last) and column[at : at + size - 1] == firm:
            return True
    return False


@dataclass(frozen=True)
class Piece:
    """A stretch of a passage; `marked` when the search asked for it."""

    text: str
    marked: bool


def passage(query: str, text: str, length: int = 160) -> list[Piece]:
    """About `length` characters of `text` around the first place the search found, with every found word marked."""
    flat = " ".join(text.split())
    words = [word for term in terms(query) for word in term.words]
    spans = _spans(flat, words)
    start = 0
    if spans and spans[0][0] > length // 2:
        start = flat.rfind(" ", 0, max(0, spans[0][0] - length // 3)) + 1
    end = min(len(flat), start + length)
    if end < len(flat):
        cut = flat.rfind(" ", start + length // 2, end)
        end = cut if cut > start else end
    pieces = [Piece("…", False)] if start else []
    at = start
    for left, right in spans:
        if left < at or right > end:
            continue
        if left > at:
            pieces.append(Piece(flat[at:left], False))
        pieces.append(Piece(flat[left:right], True))
        at = right
    if at < end:
        pieces.append(Piece(flat[at:end], False))
    if end < len(flat):
        pieces.append(Piece("…", False))
    return pieces


def _spans(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Where folded `words` begin a word of `text`, as offsets into the unfolded text, in order, not overlapping."""
    if not words:
        return []
    folded, origin = _fold_with_origin(text)
    found = []
    for word in set(words):
        lead = "" if _RUN.match(word) else r"(?<![^\W_])"
        for match in re.finditer(lead + re.escape(word), folded):
            found.append((origin[match.start()], origin[match.end() - 1] + 1))
    found.sort(key=lambda span: (span[0], -span[1]))
    apart: list[tuple[int, int]] = []
    for span in found:
        if apart and span[0] < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], span[1]))
        else:
            apart.append(span)
    return apart


def _fold_with_origin(text: str) -> tuple[str, list[int] | range]:
    """The folded text and, for each of its characters, where it came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    folded: list[str] = []
    origin: list[int] = []
    for at, character in enumerate(text):
        for piece in fold(character):
            folded.append(piece)
            origin.append(at)
    return "".join(folded), origin


class SearchIndex:
    """The index of one open vault. Row ids follow time, so newest first costs nothing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._connection.executescript(
            "PRAGMA temp_store=MEMORY; "
            "CREATE VIRTUAL TABLE words USING fts5 (title, text, content='', tokenize='ascii');"
            f"INSERT INTO words (words, rank) VALUES ('hashsize', {_PENDING_BYTES});"
        )
        self._row_of: dict[RecordId, int] = {}
        self._record_at: dict[int, RecordId] = {}

    def add_many(self, records: Iterable[Saved[Any]]) -> None:
        """Fill an empty index."""
        with self._lock:
            self._connection.execute("BEGIN")
            self._connection.executemany(
                "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
                (self._row(saved) for saved in records if isinstance(saved.value, Searchable)),
            )
            self._connection.execute("COMMIT")

    def replace(self, record_id: RecordId, old: Saved[Any] | None, new: Saved[Any] | None) -> None:
        """Take out the words of `old`, exactly those that were put in, and put in those of `new`."""
        with self._lock:
            row = self._row_of.pop(record_id, None)
            if row is not None and old is not None and isinstance(old.value, Searchable):
                del self._record_at[row]
                self._connection.execute(
                    "INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
                    (row, *_indexed(old.value)),
                )
            if new is not None and isinstance(new.value, Searchable):
                self._connection.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", self._row(new))

    def find(self, query: str) -> list[RecordId]:
        """Newest first."""
        asked = terms(query)
        if not asked:
            return []
        expression = " AND ".join(
            '"' + " ".join(term.words) + '"' + (" *" if term.open_ended else "") for term in asked
        )
        with self._lock:
            rows = self._connection.execute(
                "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC", (expression,)
            ).fetchall()
            return [self._record_at[row[0]] for row in rows if row[0] in self._record_at]

    def _row(self, saved: Saved[Any]) -> tuple[int, str, str]:
        row = to_micros(saved.value.search_when())
        while row in self._record_at:
            row += 1
        self._record_at[row] = saved.id
        self._row_of[saved.id] = row
        return (row, *_indexed(saved.value))


def _indexed(value: Searchable) -> tuple[str, str]:
    title, text = value.search_text()
    return _index_text(title), _index_text(text)


def _index_text(text: str) -> str:
    if text.isascii():
        return text.lower()
    return " ".join(tokens(text))
