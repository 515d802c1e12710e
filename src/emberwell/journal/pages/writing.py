"""The writing page, and the page where two versions of one page meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.urls import reverse

from emberwell.clients.names import SignOffered, signs_offered
from emberwell.journal.compare import Part, differences
from emberwell.journal.dates import in_zone
from emberwell.journal.forms import EntryForm
from emberwell.journal.media import ACCEPTED
from emberwell.journal.pages.cards import DraftCard, Tag
from emberwell.journal.pages.margin import Margin
from emberwell.journal.records import Pillar
from emberwell.journal.values import Offered, values_offered
from emberwell.journal.writing import Clash
from emberwell.library.paths import step_prompt
from emberwell.library.prompts import prompt as library_prompt
from emberwell.library.purpose import scenes
from emberwell.vault.record import RecordId, new_id

if TYPE_CHECKING:
    from emberwell.journal.records import Entry
    from emberwell.library.prompts import Prompt
    from emberwell.prompts.finding import Found
    from emberwell.vault.vault import Saved, Vault


@dataclass(frozen=True)
class PromptPart:
    """`journal/_prompt.html`: the prompt beside the page, with what the form keeps of it."""

    id: str
    text: str
    pillar: Pillar | None
    """None for one that has left the library."""
    further: tuple[str, ...] = ()
    """Of a scene, or of a step on a path: what to go on with, one at a time."""
    of_path: bool = False
    """A step's: no other one is offered, since the page would then be of no step."""


@dataclass(frozen=True)
class PromptOffer:
    """`journal/_prompt.html` on its own."""

    prompt: PromptPart | None


@dataclass(frozen=True)
class PreviewPart:
    """`journal/_preview.html` on its own."""

    preview: str


@dataclass(frozen=True)
class WritingPage:
    """`journal/write.html`: a new page (`page_id` None) or one being edited."""

    form: EntryForm
    page_id: RecordId | None
    record: RecordId
    tab: str
    prompt: PromptPart | None
    status: str
    """What the save line says: empty, or when the draft on this page was sealed."""
    drafts: tuple[DraftCard, ...]
    """Other drafts of this page."""
    values: tuple[Offered, ...]
    """Today's five and those the page touches, to tick."""
    clients: tuple[SignOffered, ...]
    """Live code names and those the page is about, to tick."""
    tags: tuple[Tag, ...]
    """Tags in use, to press instead of typing."""
    next: str
    """The page of ours to go to when it is done; "" for the page itself."""
    preview: str | None
    """The page as it will read, when a preview was asked for without scripts."""
    margin: Margin | None = None
    """What could say who somebody is, when a preview was asked for without scripts; else a script asks for it."""
    takes: str = ACCEPTED

    @property
    def resume(self) -> str:
        """The address that goes on with this page; a script adds the tab."""
        place = reverse("journal:edit", args=[self.page_id]) if self.page_id else reverse("journal:write")
        return place + (f"?{urlencode({'next': self.next})}" if self.next else "")

    @property
    def back(self) -> str:
        """`next` for one who leaves without finishing: the same page, and not saying there that anything was saved."""
        place = urlsplit(self.next)
        rest = [(name, value) for name, value in parse_qsl(place.query) if name != "said"]
        return place._replace(query=urlencode(rest)).geturl()

    @property
    def thumbnails(self) -> str:
        """The address small pictures lie under, by their id."""
        return reverse("journal:thumbnail", args=["0" * 32]).removesuffix("0" * 32 + "/")

    @property
    def side_is_open(self) -> bool:
        """Whether a fault lies in a field that is folded away."""
        return any(name in self.form.errors for name in ("when", "zone", "tags", "pillar"))


@dataclass(frozen=True)
class Version:
    """One side of `journal/both.html`."""

    saved_at: datetime | None
    """In the person's zone, without it; None for what was being written here."""
    title: str
    parts: tuple[Part, ...]
    """Its words, with what the other side does not have marked ADDED."""


@dataclass(frozen=True)
class BothPage:
    """`journal/both.html`: the saved version, this one, and one to finish from."""

    form: EntryForm
    page_id: RecordId
    theirs: Version
    mine: Version
    both_changed: bool
    """Some paragraph was changed on both sides, so it stands twice in the merged text."""
    in_trash: bool
    tab: str
    values: tuple[Offered, ...]
    """The values of both are ticked."""
    clients: tuple[SignOffered, ...]
    """And the code names of both."""
    next: str
    """As in `WritingPage`."""


def initial_of(page: Entry, *, record: RecordId, tab: str, based_on: int) -> dict[str, Any]:
    """What a form for this page is filled with."""
    return {
        "record": record,
        "tab": tab,
        "based_on": based_on,
        "moment": page.written_at.isoformat(),
        "prompt": page.prompt or "",
        "prompt_text": page.prompt_text,
        "title": page.title,
        "body": page.body,
        "pillar": page.pillar.value if page.pillar else "",
        "tags": ", ".join(page.tags),
        "values": page.values,
        "clients": page.clients,
        "starred": page.starred,
        "raw": page.raw,
        "when": in_zone(page.written_at, page.zone).strftime("%Y-%m-%dT%H:%M"),
        "zone": page.zone,
    }


def new_tab() -> str:
    """A name for one tab's draft."""
    return new_id()[:16]


def prompt_part(prompt: Prompt | Found) -> PromptPart:
    """A prompt beside a page, of the library or of one's own."""
    return PromptPart(prompt.id, prompt.text, prompt.pillar, (prompt.follow_up,) if prompt.follow_up else ())


def prompt_named(id: str) -> PromptPart | None:
    """The library's prompt, the scene of the why or the step of a path with this id; None when there is none, or no
    more."""
    prompt, scene, step = library_prompt(id), scenes().get(id), step_prompt(id)
    if scene is not None:
        return PromptPart(scene.id, scene.opening, Pillar.WHY, scene.further)
    if step is not None:
        return PromptPart(step.id, step.text, step.pillar, (step.follow_up,) if step.follow_up else (), of_path=True)
    return prompt_part(prompt) if prompt is not None else None


def prompt_kept(id: str, text: str) -> PromptPart | None:
    """The prompt a page was written to: by its words, which may have changed, or left the library, since."""
    found = prompt_named(id)
    if found is not None and text in ("", found.text):
        return found
    of_path = found is not None and found.of_path
    return PromptPart(id, text, None, of_path=of_path) if id and text else None


def both_page(vault: Vault, clash: Clash, *, tab: str, zone: str, next: str) -> BothPage:
    """Both versions, differences marked on the side that has them, and the merged text in a form."""
    mine, theirs = clash.mine, clash.theirs
    merged = clash.merged()
    initial = initial_of(mine, record=theirs.id, tab=tab, based_on=theirs.revision) | {
        "body": merged.text,
        "title": mine.title or theirs.value.title,
        "tags": ", ".join(clash.merged_tags()),
        "values": clash.merged_values(),
        "clients": clash.merged_clients(),
        "raw": clash.merged_raw(),
    }
    return BothPage(
        form=EntryForm(initial=initial, zone=mine.zone),
        page_id=theirs.id,
        theirs=_version(theirs.value, mine.body, in_zone(theirs.saved_at, zone).replace(tzinfo=None)),
        mine=_version(mine, theirs.value.body, None),
        both_changed=merged.both_changed,
        in_trash=theirs.trashed_at is not None,
        tab=tab,
        values=values_offered(vault, clash.merged_values()),
        clients=signs_offered(vault, clash.merged_clients()),
        next=next,
    )


def _version(page: Entry, other: str, saved_at: datetime | None) -> Version:
    return Version(saved_at, page.title, without_removed(differences(other, page.body)))


def without_removed(parts: Sequence[Part]) -> tuple[Part, ...]:
    """One side of a comparison: what it has, what only it has marked."""
    return tuple(part for part in parts if part.change != "removed")


def is_stale(saved: Saved[Entry] | None, based_on: int) -> bool:
    """Whether the page was saved since the writing began."""
    return saved is not None and saved.revision != based_on
