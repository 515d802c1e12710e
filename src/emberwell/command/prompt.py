"""`emberwell prompt`: today's prompt, or cards to print. No key needed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from emberwell.command.options import Asked, shared_options

PILLARS = ("why", "connection", "alignment", "growth")
AUDIENCES = ("therapist", "client", "colleague")
MOST_CARDS = 48
"""`library.cards.MOST_CARDS`, said here so that `--help` need not load the library (a test compares them)."""


@click.command("prompt")
@click.option("--pillar", type=click.Choice(PILLARS), help="Only of this pillar.")
@click.option("--for", "audience", type=click.Choice(AUDIENCES), help="For whom: therapist when not said.")
@click.option("--cards", type=click.Path(path_type=Path), metavar="FILE.pdf", help="A week of seven as cards to print.")
@click.option("--paper", type=click.Choice(("a4", "letter")), help="... on this paper; else what your language uses.")
@click.option("--count", type=click.IntRange(1, MOST_CARDS), help="... so many instead of seven.")
@click.option("--ids", metavar="A,B", help="... these prompts instead.")
@click.option("--backs", is_flag=True, help="... with backs, to print on both sides.")
@click.option("--lines", is_flag=True, help="... four to a sheet with lines to write on, for clients.")
@shared_options
def prompt_command(asked: Asked, pillar: str | None, audience: str | None, cards: Path | None, **sheet: Any) -> None:
    """Show today's prompt, or write cards to print. No file is overwritten."""
    _check_use(pillar, audience, cards, sheet)
    from emberwell.library.prompts import Audience, offered_to

    whom = Audience(audience or ("client" if sheet["lines"] else "therapist"))
    prompts = [each for each in offered_to(whom) if pillar in (None, each.pillar.value)]
    if not prompts:
        raise click.ClickException("There is no such prompt in the library.")
    if cards is not None:
        from emberwell.command.cards import Wanted, make_cards

        make_cards(asked, Wanted(file=cards, **sheet), prompts)
        return
    from emberwell.library.rules import prompt_of_the_day

    chosen = prompt_of_the_day(prompts, datetime.now().astimezone().date())
    asked.answer(
        chosen.text,
        {"id": chosen.id, "text": chosen.text, "pillar": chosen.pillar.value, "minutes": chosen.minutes},
    )


def _check_use(pillar: str | None, audience: str | None, cards: Path | None, sheet: dict[str, Any]) -> None:
    if cards is None and (given := [name for name, value in sheet.items() if value]):
        raise click.UsageError(f"--{given[0]} goes with --cards FILE.pdf.")
    if sheet["ids"] is not None and (pillar or audience or sheet["count"]):
        raise click.UsageError("--ids says which ones already: leave out --pillar, --for and --count.")
    if sheet["lines"] and audience not in (None, "client"):
        raise click.UsageError("--lines is for clients: leave out --for.")
    if sheet["lines"] and sheet["backs"]:
        raise click.UsageError("Cards with lines have no backs: they are for writing on. Leave out --backs.")
