"""Ten thousand hostile sources of each form, and the worst single ones: `python -m bench.fuzz_importers [CASES]`.

Each form, and each of the worst, runs in a process of its own, so that its memory is its own. Passes when every source
is read or refused with a sentence, within 10 s of processor time and 512 MiB, with nothing written, started or asked of
the network. Ends with 1 otherwise. (Processor time, because a busy machine is no fault of a source; the time on the
wall stands beside it.)
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

CASES = 10_000
SECONDS = 10.0
MIB = 512.0


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--form"]:
        return _form(arguments[1], int(arguments[2]))
    if arguments[:1] == ["--worst"]:
        return _worst(arguments[1])
    from bench.worst_sources import WORST
    from emberwell.exchange.tests.hostile import FORMS

    cases = int(arguments[0]) if arguments else CASES
    missed = 0
    titles = ("cases", 7), ("read", 7), ("refused", 8), ("slowest s", 10), ("MiB", 6), ("writes", 7), ("unclear", 8)
    print(f"{'form':<10} " + " ".join(f"{title:>{width}}" for title, width in titles))
    for form in FORMS:
        told = _run("--form", form, str(cases))
        missed += _missed(told)
        print(
            f"{form:<10} {cases:>7,} {told['read']:>7,} {told['refused']:>8,} {told['slowest']:>10.2f} "
            f"{told['mib']:>6.0f} {told['writes']:>7} {told['unclear']:>8}"
        )
        print(f"{'':<10} refusals: " + ", ".join(f"{name} {count:,}" for name, count in told["refusals"].items()))
    print(f"\n{'the worst of each kind':<48} {'s':>6} {'wall':>6} {'MiB':>6}  what was said")
    for name in WORST:
        told = _run("--worst", name)
        missed += _missed(told)
        print(f"{name:<48} {told['slowest']:>6.2f} {told['wall']:>6.2f} {told['mib']:>6.0f}  {str(told['said'])[:80]}")
    print("\nall within bounds" if not missed else f"\n{missed} MISSED")
    return 1 if missed else 0


def _missed(told: dict[str, object]) -> int:
    over = float(str(told["slowest"])) > SECONDS or float(str(told["mib"])) > MIB
    return int(over or bool(told["writes"]) or bool(told["unclear"]))


def _run(*arguments: str) -> dict[str, object]:
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-m", "bench.fuzz_importers", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return {
            "read": 0,
            "refused": 0,
            "slowest": 0,
            "wall": 0,
            "mib": 0,
            "writes": 0,
            "unclear": 1,
            "refusals": {},
            "said": "died",
        }
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def _form(form: str, cases: int) -> int:
    from emberwell.exchange.tests.hostile import case, nothing_written, outcome

    outcome(case(form, 0))
    read = refused = writes = unclear = 0
    slowest, refusals = 0.0, Counter[str]()
    for number in range(cases):
        one = case(form, number)
        with nothing_written() as written:
            result = outcome(one)
        writes += len(written)
        slowest = max(slowest, result.seconds)
        if result.refusal:
            refused += 1
            refusals[result.refusal] += 1
            unclear += not _is_clear(result.said)
        else:
            read += 1
    print(
        json.dumps(
            {
                "read": read,
                "refused": refused,
                "slowest": slowest,
                "mib": _peak_mib(),
                "writes": writes,
                "unclear": unclear,
                "refusals": dict(refusals.most_common()),
            }
        )
    )
    return 0


def _worst(name: str) -> int:
    from bench.worst_sources import WORST
    from emberwell.exchange.bring import preview
    from emberwell.exchange.tests.hostile import nothing_written
    from emberwell.vault.errors import EmberwellError

    with WORST[name]() as (source, called):
        began, wall, said = time.process_time(), time.perf_counter(), ""
        with nothing_written() as written:
            try:
                seen = preview(source, name=called, zone="Europe/Vienna")
                said = f"read {seen.read:,}, left out {len(seen.skipped):,}"
            except EmberwellError as error:
                said = str(error)
        seconds, wall = time.process_time() - began, time.perf_counter() - wall
    unclear = 0 if said.startswith("read ") or _is_clear(said) else 1
    told = {
        "slowest": seconds,
        "wall": wall,
        "mib": _peak_mib(),
        "writes": len(written),
        "unclear": unclear,
        "said": said,
    }
    print(json.dumps(told))
    return 0


def _is_clear(said: str) -> bool:
    return said.endswith(".") and "Nothing was changed" in said and "\n" not in said and len(said) < 500


def _peak_mib() -> float:
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / (1024 if sys.platform == "darwin" else 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
