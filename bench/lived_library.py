"""What somebody here for some months has of the library: prompts of their own, a set, what they refused."""

from __future__ import annotations

from datetime import datetime, timedelta

from emberwell.journal.records import Pillar
from emberwell.library.prompts import prompts_for
from emberwell.prompts.offering import on_today, say
from emberwell.prompts.records import Answer, OwnPrompt, PromptSet, own_name
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Vault

OWN = (
    (
        "What was on the table between us, and who had put it there?",
        Pillar.CONNECTION,
        3,
        "And who cleared it away?",
    ),
    ("On the way home: which stop did you stop thinking of them at?", Pillar.ALIGNMENT, 2, ""),
    ("The sentence you swallowed today. Write it out, and then who it was really for.", None, None, ""),
)


def prompts(vault: Vault, now: datetime, zone: str) -> tuple[RecordId, RecordId]:
    """Thirty days of offers, some answered; a prompt of one's own and a set, by their ids."""
    own = [
        vault.put(
            OwnPrompt(
                text=text,
                follow_up=further,
                pillar=pillar,
                minutes=minutes,
                made_at=now - timedelta(days=40 - at),
                zone=zone,
                is_offered=at < 2,
            )
        )
        for at, (text, pillar, minutes, further) in enumerate(OWN)
    ]
    answers = {3: Answer.ANOTHER, 7: Answer.LATER, 12: Answer.NOT_FOR_ME, 19: Answer.LATER, 26: Answer.NOT_FOR_ME}
    for back in range(30, 0, -1):
        day = now - timedelta(days=back)
        offered = on_today(vault, now=day, zone=zone)
        if offered and back in answers:
            say(vault, offered.id, answers[back], now=day + timedelta(minutes=1), zone=zone)
    listed = tuple(each.id for each in prompts_for() if "endings" in each.tags)[:4]
    made = PromptSet(
        name="For the group, before the break",
        about="Four for the last evening in July.",
        prompts=(own_name(own[0].id), *listed),
        made_at=now - timedelta(days=20),
        zone=zone,
    )
    return own[0].id, vault.put(made).id
