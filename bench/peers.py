"""Emberwell beside jrnl and zecret over the same pages: `python -m bench.peers [entries ...]`.

Times drift from machine to machine and from minute to minute, so everybody takes turns, round by round, and ratios of
one run are what counts. Targets: shared/design/peers.md.
"""

from __future__ import annotations

import itertools
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench.app import LINE, figures
from bench.corpus import RARE, RARE_PAGES, pages
from bench.jrnl import Jrnl
from bench.made import PASSPHRASE, fill, small_kdf, store_in
from bench.measure import Report, median_call, peak, run
from bench.zecret import Zecret, python_3_13
from emberwell.vault.folder import DataFolder
from emberwell.vault.kdf import fresh_parameters, passphrase_keys
from emberwell.vault.opening import change_passphrase, unlock_passphrase

OPERATIONS = ("append", "search", "last 10", "export")
ROUNDS = 5
Command = list[str | Path]


@dataclass(frozen=True)
class Targets:
    """peers.md, *Where to be*, for one size of journal."""

    app_jrnl: float
    app_zecret: float
    append: float
    search_jrnl: float
    search_zecret: float | None
    export: float
    memory: float


TARGETS = {
    10_000: Targets(50, 20, 4, 1, None, 2, 1),
    50_000: Targets(150, 40, 50, 2, 1, 20, 0.5),
}


@dataclass
class Contender:
    """Somebody's four operations, each a whole process from a cold start."""

    calls: dict[str, Callable[[], Command]]
    """A fresh command each time: an export of ours never overwrites."""
    password: str = ""
    """What goes to standard input."""
    measured_by: dict[str, Callable[[], Command]] | None = None
    """Commands whose memory is measured instead: ours with Argon2id at its test setting."""
    seconds: dict[str, list[float]] = field(default_factory=dict)
    megabytes: dict[str, float] = field(default_factory=dict)

    def time(self, operation: str) -> None:
        cost, _ = run(self.calls[operation](), text=self.password)
        self.seconds.setdefault(operation, []).append(cost.seconds)

    def weigh(self, operation: str) -> None:
        """Also warms the disk's cache."""
        calls = self.measured_by or self.calls
        self.megabytes[operation] = peak(calls[operation](), text=self.password)

    def median(self, operation: str) -> float:
        return statistics.median(self.seconds[operation])

    def check(self) -> None:
        """It must find what is there, or nothing it does is worth measuring."""
        said = run(self.calls["search"](), text=self.password)[1]
        # jrnl asks for its password on standard output.
        found = json.loads(said[min(at for at in (said.find("{"), said.find("[")) if at >= 0) :])
        entries = found["entries"] if isinstance(found, dict) else found
        assert len(entries) == RARE_PAGES, f"{len(entries)} pages found"


def main(sizes: list[int]) -> int:
    """Measure at each size; how many targets were missed."""
    report = Report()
    python = python_3_13()
    if python is None:
        print("zecret is not measured: it needs Python 3.13, which is not here.")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="emberwell-bench-") as folder:
            _measure(Path(folder), size, python, report)
    return report.missed


def _measure(folder: Path, size: int, python: str | None, report: Report) -> None:
    made = list(pages(size))
    print(f"\n{size:,} entries", flush=True)
    contenders: dict[str, Contender] = {}
    jrnl = Jrnl(folder / "jrnl")
    jrnl.fill(made)
    contenders["jrnl"] = Contender(_calls(jrnl), password=PASSPHRASE + "\n")
    if python is not None:
        zecret = Zecret(folder / "zecret", python)
        zecret.fill(made)
        contenders["zecret"] = Contender(_calls(zecret))
    data = fill(folder / "data", made)
    contenders["emberwell"] = _ours(data, folder)
    for contender in contenders.values():
        contender.check()
        for operation in OPERATIONS:
            contender.weigh(operation)
    argon: list[float] = []
    for _ in range(ROUNDS):
        argon.append(median_call(_argon2id, times=1))
        for operation, contender in itertools.product(OPERATIONS, contenders.values()):
            contender.time(operation)
    found = figures(data.path)
    in_app = {"search": found["search"], "page": found["entry"], "save": found["save"]}
    _print_table(contenders, in_app, statistics.median(argon))
    if targets := TARGETS.get(size):
        _hold_app_against(report, targets, contenders, in_app)
        _hold_commands_against(report, targets, contenders)


def _calls(peer: Jrnl | Zecret) -> dict[str, Callable[[], Command]]:
    return {
        "append": lambda: peer.append(LINE),
        "search": peer.search,
        "last 10": peer.last_ten,
        "export": peer.export,
    }


def _argon2id() -> None:
    passphrase_keys(PASSPHRASE, fresh_parameters(), bytes(32))


def _ours(data: DataFolder, folder: Path) -> Contender:
    """The commands as they are; memory on a copy of the folder whose key was derived at the test setting."""
    small = DataFolder(folder / "small")
    shutil.copytree(data.path, small.path)
    store = store_in(small)
    vault = unlock_passphrase(store, store.accounts()[0].id, PASSPHRASE).vault
    with small_kdf():
        change_passphrase(store, vault, PASSPHRASE)
    secret, page = folder / "passphrase", folder / "page.md"
    secret.write_text(PASSPHRASE + "\n")
    page.write_text(LINE)
    turns = itertools.count()

    def calls(start: Command, into: DataFolder) -> dict[str, Callable[[], Command]]:
        shared: Command = ["--data", into.path, "--passphrase-file", secret, "--json"]
        return {
            "append": lambda: [*start, "write", page, *shared],
            "search": lambda: [*start, "search", RARE, *shared],
            "last 10": lambda: [*start, "list", "--last", "10", *shared],
            "export": lambda: [*start, "export", folder / f"out-{next(turns)}.json", *shared],
        }

    command: Command = [Path(sys.executable).parent / "emberwell"]
    tiny: Command = [sys.executable, "-m", "bench.small_kdf_command"]
    return Contender(calls(command, data), measured_by=calls(tiny, small))


def _print_table(contenders: dict[str, Contender], in_app: dict[str, float], argon: float) -> None:
    for name, contender in contenders.items():
        costs = (f"{what} {contender.median(what):6.2f} s {contender.megabytes[what]:4.0f} MiB" for what in OPERATIONS)
        print(f"  {name:<22} {'  '.join(costs)}", flush=True)
    apart = (f"{what} {contenders['emberwell'].median(what) - argon:6.2f} s         " for what in OPERATIONS)
    print(f"  {'... Argon2id apart':<22} {'  '.join(apart)}")
    warm = ", ".join(f"{what} {seconds * 1000:.1f} ms" for what, seconds in in_app.items())
    print(f"  Argon2id alone {argon:.2f} s. In the app, unlocked: {warm}", flush=True)


def _hold_app_against(
    report: Report, targets: Targets, contenders: dict[str, Contender], in_app: dict[str, float]
) -> None:
    like = {"search": "search", "page": "last 10", "save": "append"}
    for what, seconds in in_app.items():
        ratio = contenders["jrnl"].median(like[what]) / seconds
        report.least(f"in the app, {what}: faster than jrnl", ratio, targets.app_jrnl)
        if "zecret" in contenders:
            ratio = contenders["zecret"].median(like[what]) / seconds
            report.least(f"in the app, {what}: faster than zecret", ratio, targets.app_zecret)


def _hold_commands_against(report: Report, targets: Targets, contenders: dict[str, Contender]) -> None:
    jrnl, ours = contenders["jrnl"], contenders["emberwell"]
    for what, target in (("append", targets.append), ("search", targets.search_jrnl), ("export", targets.export)):
        report.least(f"a command, {what}: faster than jrnl", jrnl.median(what) / ours.median(what), target)
    if targets.search_zecret is not None and "zecret" in contenders:
        ratio = contenders["zecret"].median("search") / ours.median("search")
        report.least("a command, search: as fast as zecret", ratio, targets.search_zecret)
    for what in OPERATIONS:
        ratio = ours.megabytes[what] / max(jrnl.megabytes[what], 1)
        report.most(f"a command, {what}: memory against jrnl's", ratio, targets.memory, "x")


if __name__ == "__main__":
    sys.exit(1 if main([int(size) for size in sys.argv[1:]] or [10_000, 50_000]) else 0)
