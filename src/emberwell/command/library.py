"""`emberwell library check`: what is wrong with the writing, for whoever adds to it. No key needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from emberwell.command.options import Asked, shared_options
from emberwell.vault.errors import EmberwellError

if TYPE_CHECKING:
    from emberwell.library.checking import Wrong


class ToMend(EmberwellError):
    """The writing breaks a rule of its own."""

    status = 500


@click.command("library")
@click.argument("what", type=click.Choice(["check"]), expose_value=False)
@shared_options
def library_command(asked: Asked) -> None:
    """Count the prompts and say what is wrong with which file; exit 1 when something is."""
    from emberwell.library.checking import all_wrong, prompts_that_load
    from emberwell.library.spread import counts

    wrong, counted = all_wrong(), counts(prompts_that_load())
    told = [{"file": each.file, "id": each.id, "what": each.what} for each in wrong]
    asked.answer("\n".join([*_count_lines(counted), "", *_wrong_lines(wrong)]), {**counted, "wrong": told})
    if wrong:
        raise ToMend(f"{len(wrong)} things to mend in the library." if len(wrong) > 1 else "One thing to mend.")


def _count_lines(counted: dict[str, Any]) -> list[str]:
    audiences = counted["audiences"]
    columns = list(next(iter(audiences.values())))
    lines = [f"{counted['all']} prompts", "", " " * 12 + "".join(f"{name:>12}" for name in columns)]
    lines += [f"{who:<12}" + "".join(f"{row[name]:>12}" for name in columns) for who, row in audiences.items()]
    for name in ("depths", "minutes", "tags"):
        lines += ["", f"{name}:", *(f"  {what:<26}{count:>4}" for what, count in counted[name].items())]
    return [*lines, "", f"with a follow-up: {counted['with a follow-up']}"]


def _wrong_lines(wrong: tuple[Wrong, ...]) -> list[str]:
    """File by file."""
    if not wrong:
        return ["Nothing to mend."]
    lines: list[str] = []
    for file in dict.fromkeys(each.file for each in wrong):
        lines += [file or "the library as a whole", *_of_file(wrong, file)]
    return lines


def _of_file(wrong: tuple[Wrong, ...], file: str) -> list[str]:
    return [f"  {each.id}: {each.what}" if each.id else f"  {each.what}" for each in wrong if each.file == file]
