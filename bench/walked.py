"""A path half walked, for the pictures: pages with text of the length people write, an act, one page still raw."""

from __future__ import annotations

from datetime import datetime, timedelta

from emberwell.journal.records import Entry
from emberwell.library.paths import Kind, all_paths, prompt_id
from emberwell.paths.records import Said, Walk, Word
from emberwell.vault.vault import Vault
from emberwell.week.records import Act

WORDS = (
    "The back door of the flat above the baker's. She had one shoe on. I was holding her other shoe the whole time, "
    "and I did not know what to do with it, so I kept it.\n\nWhen she had finished she said: *well, that's the bread*, "
    "and went down. I stood there with flour on my sleeve.",
    "A pen that leaked, two sandwiches, a book on attachment I was afraid somebody would ask me about. And the torch. "
    "I had forgotten the torch. My father gave it to me that morning, as if I were going down a mine.",
    "You will not need to know what to say.",
)


def walk_a_path(vault: Vault, now: datetime, zone: str) -> dict[str, str]:
    """The names that addresses of it take."""
    path = all_paths()[0]
    begun, said, written = now - timedelta(days=36), [], 0
    for number, step in enumerate(path.steps[:-1]):
        at = begun + timedelta(days=4 * number)
        if step.kind is Kind.PAGE:
            entry = Entry(
                written_at=at,
                zone=zone,
                body=WORDS[written % len(WORDS)],
                pillar=path.pillar,
                prompt=prompt_id(path.id, step.id),
                prompt_text=step.prompt or "",
                raw=written == 2,
            )
            vault.put(entry)
            written += 1
        elif step.kind is Kind.PRACTICE:
            said.append(Said(step=step.id, word=Word.DONE, at=at))
        else:
            act = Act(
                for_week=(at + timedelta(days=3)).date(),
                zone=zone,
                chosen_at=at,
                what=step.act or "",
                when="Tuesday, before the first hour",
            )
            said.append(Said(step=step.id, word=Word.DONE, at=at, act=vault.put(act).id))
    walk = vault.put(Walk(path=path.id, title=path.title, begun_at=begun, zone=zone, said=tuple(said)))
    last_page = [step for step in path.steps if step.kind is Kind.PAGE][-1]
    return {"path": path.id, "walk": walk.id, "step": last_page.id}
