"""`emberwell check`."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from emberwell.command.findings import Finding, host, own_machine
from emberwell.command.options import Asked, shared_options
from emberwell.vault.errors import EmberwellError
from emberwell.vault.folder import DataFolder

_MARKS = {"ok": "ok     ", "advice": "advice ", "unsafe": "UNSAFE "}


class Unsafe(EmberwellError):
    """Something must be put right first."""

    status = 500

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("Not safe to use yet: " + " ".join(finding.text for finding in findings))


def is_host() -> bool:
    """Whether this environment describes a host."""
    return bool(os.environ.get("EMBERWELL_HOSTED") or os.environ.get("DATABASE_URL"))


def unsafe_on_host(folder: DataFolder) -> list[Finding]:
    """What keeps `serve` from starting."""
    return [finding for finding in host(folder) if finding.level == "unsafe"]


@click.command("check")
@shared_options
def check_command(asked: Asked) -> None:
    """Say what is missing or unsafe; exit 1 when something is unsafe. Opens nothing and changes nothing."""
    findings = list(host(asked.folder) if is_host() else own_machine(asked.folder))
    unsafe = [finding for finding in findings if finding.level == "unsafe"]
    lines = "\n".join(f"{_MARKS[finding.level]}{finding.text}" for finding in findings)
    told = [{"level": finding.level, "name": finding.name, "text": finding.text} for finding in findings]
    asked.answer(lines, {"safe": not unsafe, "findings": told})
    if unsafe:
        raise Unsafe(unsafe)
