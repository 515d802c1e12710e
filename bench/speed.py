"""The issue's list *Speed and cost*: `python -m bench.speed [entries ...]`. Medians; Argon2id's time stands apart."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.app import figures
from bench.corpus import jrnl_text, pages, plain_bytes
from bench.made import NAME, PASSPHRASE, fill
from bench.measure import Report, run

A_DAY = 6


@dataclass(frozen=True)
class Targets:
    """Seconds, and MiB for `resident`. None: no target at this size."""

    opening: float
    first_search: float | None
    search: float
    journal: float
    save: float | None
    resident: float


TARGETS = {
    10_000: Targets(0.25, 0.6, 0.010, 0.025, 0.025, 200),
    100_000: Targets(3.0, None, 0.060, 0.040, None, 900),
}
SEALED_TO_PLAIN = 2.0
OPENING_TO_BARE = 3.0
PAGE_TO_PLAIN = 1.5
IMPORT_ENTRIES = 10_000
IMPORT_SECONDS = 10.0


def main(sizes: list[int]) -> int:
    """Measure at each size, then an import; how many targets were missed."""
    report = Report()
    with tempfile.TemporaryDirectory(prefix="emberwell-bench-") as folder:
        for size in sizes:
            _measure(Path(folder) / str(size), size, report)
        _import(Path(folder), report)
    return report.missed


def _measure(folder: Path, size: int, report: Report) -> None:
    made = list(pages(size, a_day=A_DAY))
    data = fill(folder, made)
    print(f"\n{size:,} entries of about 900 characters", flush=True)
    size_ratio = data.database.stat().st_size / plain_bytes(made)
    del made
    found = figures(data.path)
    targets = TARGETS.get(size)
    if targets is None:
        for name, value in found.items():
            report.note(name, value, "MiB" if name.startswith("resident") else "s")
        return
    report.note("Argon2id, apart", found["argon"], "s")
    report.most("opening the vault", found["opening"], targets.opening, "s")
    if targets.first_search is None:
        report.note("first search", found["first search"], "s")
    else:
        report.most("first search", found["first search"], targets.first_search, "s")
    _milliseconds(report, "later searches", found["search"], targets.search)
    report.note("... of which the vault's own part", found["search alone"] * 1000, "ms")
    report.note("first journal page", found["first page"] * 1000, "ms")
    _milliseconds(report, "a journal page", found["journal"], targets.journal)
    report.note("one entry", found["entry"] * 1000, "ms")
    if targets.save is None:
        report.note("a save", found["save"] * 1000, "ms")
    else:
        _milliseconds(report, "a save", found["save"], targets.save)
    report.most("resident memory", found["resident"], targets.resident, "MiB")
    report.most("opening against bare libraries", found["opening"] / found["bare opening"], OPENING_TO_BARE, "x")
    ratio = found["journal"] / found["journal from plain values"]
    report.most("a journal page against plain values", ratio, PAGE_TO_PLAIN, "x")
    report.most("sealed database against plain text", size_ratio, SEALED_TO_PLAIN, "x")


def _milliseconds(report: Report, what: str, seconds: float, target: float) -> None:
    report.most(what, seconds * 1000, target * 1000, "ms")


def _import(folder: Path, report: Report) -> None:
    """A jrnl text file through the whole command, Argon2id included."""
    secret, source, data = folder / "passphrase", folder / "journal.txt", folder / "import"
    secret.write_text(PASSPHRASE + "\n")
    with source.open("w", encoding="utf-8") as file:
        file.writelines(jrnl_text(page) for page in pages(IMPORT_ENTRIES, a_day=A_DAY))
    command = [Path(sys.executable).parent / "emberwell"]
    shared: list[str | Path] = ["--data", data, "--passphrase-file", secret]
    run([*command, "init", "--name", NAME, "--recovery-out", folder / "code", *shared])
    cost, _ = run([*command, "import", source, *shared])
    print()
    report.most(f"import of {IMPORT_ENTRIES:,} entries (jrnl text)", cost.seconds, IMPORT_SECONDS, "s")


if __name__ == "__main__":
    sys.exit(1 if main([int(size) for size in sys.argv[1:]] or [10_000, 100_000]) else 0)
