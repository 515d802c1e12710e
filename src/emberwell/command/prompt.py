"""`emberwell prompt`: today's prompt, no key needed."""

from __future__ import annotations

from datetime import datetime

import click

from emberwell.command.options import Asked, shared_options

PILLARS = ("why", "connection", "alignment", "growth")


@click.command("prompt")
@click.option("--pillar", type=click.Choice(PILLARS), help="Only of this pillar.")
@shared_options
def prompt_command(asked: Asked, pillar: str | None) -> None:
    """Show today's prompt."""
    from emberwell.library.prompts import prompts_for
    from emberwell.library.rules import prompt_of_the_day

    prompts = [each for each in prompts_for() if pillar in (None, each.pillar.value)]
    chosen = prompt_of_the_day(prompts, datetime.now().astimezone().date())
    asked.answer(
        chosen.text,
        {"id": chosen.id, "text": chosen.text, "pillar": chosen.pillar.value, "minutes": chosen.minutes},
    )
