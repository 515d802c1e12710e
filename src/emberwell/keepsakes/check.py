"""The look at a book before it is set: what in it could say who somebody is, in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from emberwell.clients.watching import watched
from emberwell.exchange.sheets import long_date
from emberwell.journal.dates import local_moment
from emberwell.journal.identifiers import possible_identifiers
from emberwell.journal.in_sentences import Sentence, sentences
from emberwell.journal.markdown import unmarked
from emberwell.keepsakes.choice import Content, check_length
from emberwell.prompts.records import OWN
from emberwell.vault.attachments import Attachment

if TYPE_CHECKING:
    from emberwell.journal.records import Entry
    from emberwell.vault.vault import Vault


@dataclass(frozen=True)
class Checked:
    """One thing of a book in which something was found."""

    id: str
    what: str
    """`A kept line`, `A page`, `Your why`."""
    title: str
    """Of a page that has one; "" when something in it was found, since it is then among the sentences."""
    day: date
    sentences: tuple[Sentence, ...]

    @property
    def when(self) -> str:
        return long_date(self.day, weekday=False)


def checked(vault: Vault, content: Content) -> tuple[Checked, ...]:
    """Everything of `content` in which something was found: whys, then lines and pages by their days.

    The vault's own list of words to look for counts. Raises TooLarge.
    """
    check_length(content)
    known = watched(vault)
    found = [_look("Your why", one.id, "", one.since, one.text, known) for one in content.whys]
    dated = [_look("A kept line", line.id, "", line.day, line.text, known) for line in content.lines]
    for page in content.pages:
        entry = page.value
        text = _text_of(vault, entry)
        dated.append(_look("A page", page.id, entry.title, local_moment(entry).date(), text, known))
    dated.sort(key=lambda one: one.day)
    return tuple(one for one in [*found, *dated] if one.sentences)


def _text_of(vault: Vault, entry: Entry) -> str:
    """All of a page that would be set, a line for each part. Of prompts only one's own may say who somebody is."""
    attached = (vault.find(Attachment, id) for id in entry.attachments)
    names = [saved.value.name for saved in attached if saved is not None]
    own = [entry.prompt_text] if (entry.prompt or "").startswith(OWN) else []
    return "\n".join([entry.title, *own, unmarked(entry.body), *entry.tags, *names])


def _look(what: str, id: str, title: str, day: date, text: str, known: Sequence[str]) -> Checked:
    found = possible_identifiers(text, known=known)
    if found and found[0].start < len(title):
        title = ""
    return Checked(id, what, title, day, tuple(sentences(text, found)))
