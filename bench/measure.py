"""Whole processes timed as a person would wait for them, and how targets are printed."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What one command cost."""

    seconds: float
    """Wall time of the whole process."""


def environment(**more: str) -> dict[str, str]:
    """Ours without what would make a comparison unfair: compiled modules are kept, output is buffered."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "EMBERWELL", "DATABASE"))
    }
    return {**kept, **more}


def run(command: Sequence[str | Path], *, text: str = "", env: dict[str, str] | None = None) -> tuple[Cost, str]:
    """Run one command to its end in a session of its own (no terminal to ask at). Raises CalledProcessError."""
    begun = time.perf_counter()
    child = subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env or environment(),
        text=True,
        start_new_session=True,
    )
    said, errors = child.communicate(text)
    took = time.perf_counter() - begun
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, child.args, said, errors)
    return Cost(took), said


def peak(command: Sequence[str | Path], *, text: str = "", env: dict[str, str] | None = None) -> float:
    """Peak resident memory of one command, MiB, from a parent that has run nothing else."""
    if sys.platform == "win32":
        return 0.0
    script = (
        "import resource, subprocess, sys; text = sys.stdin.read();"
        "ran = subprocess.run(sys.argv[1:], input=text, text=True, capture_output=True, start_new_session=True);"
        "assert ran.returncode == 0, ran.stderr;"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    _, said = run([sys.executable, "-c", script, *command], text=text, env=env)
    return int(said) / (1024 if sys.platform != "darwin" else 1024 * 1024)


def median_call(call: Callable[[], object], *, times: int) -> float:
    """The median time of a call, in seconds."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def resident_megabytes() -> float:
    """What this process holds in memory now, MiB (Linux; elsewhere its peak)."""
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


@dataclass
class Report:
    """Lines of figures beside their targets."""

    missed: int = 0

    def most(self, what: str, value: float, target: float, unit: str) -> None:
        """A figure that must not be above its target."""
        self._line(what, value, f"<= {target:g} {unit}", unit, met=value <= target)

    def least(self, what: str, value: float, target: float, unit: str = "x") -> None:
        """A figure that must not be below its target."""
        self._line(what, value, f">= {target:g} {unit}", unit, met=value >= target)

    def note(self, what: str, value: float, unit: str) -> None:
        """A figure without a target."""
        print(f"  {what:<58} {value:>10.4g} {unit}", flush=True)

    def _line(self, what: str, value: float, target: str, unit: str, *, met: bool) -> None:
        self.missed += not met
        print(f"  {what:<58} {value:>10.4g} {unit:<4} {target:<14} {'met' if met else 'MISSED'}", flush=True)
