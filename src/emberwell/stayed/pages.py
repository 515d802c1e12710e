"""What the pages of what stayed may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from django.forms.boundfield import BoundField

from emberwell.clients.names import Sign, signs_of, signs_offered
from emberwell.journal.dates import in_zone, local_date
from emberwell.stayed import keeping
from emberwell.stayed.forms import WHAT, AgainForm, StayedForm
from emberwell.stayed.records import Stayed
from emberwell.stayed.rules import RAW_FIELDS, READY_FIELDS, WORDS, beginning, is_due
from emberwell.vault.record import RecordId, new_id

if TYPE_CHECKING:
    from emberwell.vault.vault import Draft, Saved, Vault

LABELS: dict[str, str] = {
    "happened": "What happened to you",
    "need_tonight": "What you need tonight",
    "who_can_know": "Who can know",
    "told_myself": "What you told yourself",
    "to_a_colleague": "What you would say to a colleague",
    "know_now": "What you know now",
    "next_step": "One next step",
    "is_now": "How it is now",
}
A_PAGE = 40
"""Pages in the list."""
BEGINNING = 160
"""Characters of a ready page in the list."""


@dataclass(frozen=True)
class Part:
    """One field, as it reads."""

    label: str
    words: str


@dataclass(frozen=True)
class Field:
    """One field, to write in."""

    label: str
    bound: BoundField
    is_first: bool


@dataclass(frozen=True)
class WaitingCard:
    """Something being written. Its words never stand on a card."""

    record: RecordId
    tab: str
    kept_at: datetime
    """In the person's zone, without it."""
    raw: bool


@dataclass(frozen=True)
class StayedRow:
    """One page in the list. A raw one shows its day and nothing more."""

    id: RecordId
    day: str
    raw: bool
    what: str
    """`A doubt`; "" when it was left open, or is raw."""
    beginning: str


@dataclass(frozen=True)
class StayedListPage:
    """`stayed/stayed.html`: every page, the newest first."""

    rows: tuple[StayedRow, ...]
    older: RecordId | None
    """`?after=` this page for the next ones."""
    is_top: bool
    waiting: tuple[WaitingCard, ...]
    said: Literal["", "trashed", "discarded"]
    trashed: str
    """What has just gone to the trash, to take it back; "" else."""


@dataclass(frozen=True)
class QuestionPage:
    """`stayed/new.html`: still raw, or ready to look?"""

    waiting: tuple[WaitingCard, ...]


@dataclass(frozen=True, kw_only=True)
class WritePage:
    """`stayed/write.html`: a page, to write."""

    form: StayedForm
    ids: Mapping[str, str]
    """The hidden fields."""
    raw: bool
    id: RecordId | None
    """Of the saved page; None for a new one."""
    fields: tuple[Field, ...]
    folded: tuple[Field, ...]
    """What was written while it was raw, for a page that is ready."""
    asks_client: bool
    going_on: datetime | None
    """When the draft in this form was sealed, in the person's zone; None when it holds none."""
    saved_meanwhile: tuple[Part, ...] | None
    """What another tab saved meanwhile; it may be without a word."""
    waiting: tuple[WaitingCard, ...]


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """`stayed/one.html`: a page, to read."""

    id: RecordId
    day: date
    raw: bool
    what: str
    client: Sign | None
    """The code name it is about."""
    parts: tuple[Part, ...]
    when_raw: tuple[Part, ...]
    """What was written while it was raw; empty while it is."""
    return_on: date | None
    asks: bool
    """Its day has come: how is it now?"""
    form: StayedForm
    """To answer that."""
    ids: Mapping[str, str]
    again: AgainForm
    waiting: tuple[WaitingCard, ...]
    said: Literal["", "saved", "taken", "asked", "unasked", "raw", "discarded"]


def list_page(vault: Vault, *, zone: str, after: str, said: str, trashed: str) -> StayedListPage:
    """One screenful of the pages, from the newest, or from the one after `after`."""
    stayed = sorted(vault.all(Stayed), key=lambda saved: (saved.value.written_at, saved.id), reverse=True)
    start = next((at + 1 for at, saved in enumerate(stayed) if saved.id == after), 0)
    shown = stayed[start : start + A_PAGE]
    return StayedListPage(
        rows=tuple(_row(saved) for saved in shown),
        older=shown[-1].id if start + A_PAGE < len(stayed) else None,
        is_top=start == 0,
        waiting=cards(keeping.waiting(vault), zone),
        said=said if said in {"trashed", "discarded"} else "",  # type: ignore[arg-type]
        trashed=trashed,
    )


def _row(saved: Saved[Stayed]) -> StayedRow:
    page = saved.value
    what = WHAT[page.what] if page.what and not page.raw else ""
    words = "" if page.raw else beginning(page, BEGINNING)
    return StayedRow(saved.id, _spoken(local_date(page.written_at, page.zone)), page.raw, what, words)


def _spoken(day: date) -> str:
    """`14 March 2026`; here since a template's date filter takes longer than all else of a row."""
    return f"{day.day} {day:%B %Y}"


def cards(drafts: list[Draft[Stayed]], zone: str, *, without: str = "") -> tuple[WaitingCard, ...]:
    """Drafts to offer, but for the one of the tab `without`."""
    return tuple(
        WaitingCard(draft.id, draft.tab, _clock(draft.kept_at, zone), draft.value.raw)
        for draft in drafts
        if draft.tab != without
    )


def _clock(moment: datetime, zone: str) -> datetime:
    return in_zone(moment, zone).replace(tzinfo=None)


def form_for(vault: Vault, named: RecordId | None, *args: object, **options: object) -> StayedForm:
    """A form that offers the code names in use, and the one that is named already."""
    offered = signs_offered(vault, [named] if named else [])
    return StayedForm(*args, clients={each.id: each.sign.name for each in offered if each.sign}, **options)


def initial_of(page: Stayed | None) -> dict[str, object]:
    """What a form is filled with."""
    if page is None:
        return {}
    words = {name: getattr(page, name) for name in WORDS}
    return words | {"what": page.what.value if page.what else "", "client": page.client or ""}


def ids_of(saved: Saved[Stayed] | None, draft: Draft[Stayed] | None, *, raw: bool) -> dict[str, str]:
    """The hidden fields of a form that begins now, or goes on with a draft."""
    return {
        "record": (saved or draft).id if saved or draft else new_id(),  # type: ignore[union-attr]
        "tab": draft.tab if draft else new_id()[:16],
        "based_on": str(draft.based_on if draft else saved.revision if saved else 0),
        "raw": "1" if raw else "",
    }


def write_page(
    vault: Vault,
    *,
    zone: str,
    raw: bool,
    saved: Saved[Stayed] | None = None,
    draft: Draft[Stayed] | None = None,
) -> WritePage:
    """A form that begins now, changes what is saved, or goes on with a draft."""
    shown = draft.value if draft else saved.value if saved else None
    raw = draft.value.raw if draft else raw
    form = form_for(vault, shown.client if shown else None, initial=initial_of(shown))
    return _write_page(vault, form, ids_of(saved, draft, raw=raw), zone=zone, saved=saved, draft=draft)


def typed_again(vault: Vault, form: StayedForm, *, zone: str, saved: Saved[Stayed] | None, clash: bool) -> WritePage:
    """The form with what was just sent in it. After a clash it is based on what is saved now."""
    sent = {name: str(form.cleaned_data.get(name) or "") for name in ("record", "tab", "based_on", "raw", "returned")}
    ids = ids_of(saved, None, raw=bool(sent["raw"])) | {name: value for name, value in sent.items() if value}
    if clash and saved:
        ids |= {"based_on": str(saved.revision)}
    meanwhile = parts_of(saved.value, WORDS) if clash and saved else None
    return _write_page(vault, form, ids, zone=zone, saved=saved, meanwhile=meanwhile)


def _write_page(
    vault: Vault,
    form: StayedForm,
    ids: dict[str, str],
    *,
    zone: str,
    saved: Saved[Stayed] | None,
    draft: Draft[Stayed] | None = None,
    meanwhile: tuple[Part, ...] | None = None,
) -> WritePage:
    raw = bool(ids["raw"])
    offered = {name for name in WORDS if form[name].value() or form[name].errors}
    names = RAW_FIELDS if raw else READY_FIELDS + (("is_now",) if "is_now" in offered else ())
    folded = () if raw else tuple(name for name in RAW_FIELDS if name in offered)
    waits = keeping.waiting(vault, saved.id if saved else None)
    return WritePage(
        form=form,
        ids=ids,
        raw=raw,
        id=saved.id if saved else None,
        fields=_fields(form, names),
        folded=_fields(form, folded),
        asks_client=not raw and (len(form.fields["client"].choices) > 1),  # type: ignore[attr-defined]
        going_on=_clock(draft.kept_at, zone) if draft else None,
        saved_meanwhile=meanwhile,
        waiting=cards(waits, zone, without=ids["tab"]),
    )


def _fields(form: StayedForm, names: tuple[str, ...]) -> tuple[Field, ...]:
    return tuple(Field(LABELS[name], form[name], number == 0) for number, name in enumerate(names))


def parts_of(page: Stayed, names: tuple[str, ...]) -> tuple[Part, ...]:
    """The fields of those names that hold words."""
    return tuple(Part(LABELS[name], words) for name in names if (words := getattr(page, name)))


def one_page(
    vault: Vault,
    saved: Saved[Stayed],
    *,
    today: date,
    zone: str,
    said: str,
    form: StayedForm | None = None,
    again: AgainForm | None = None,
) -> OnePage:
    """A page to read."""
    page = saved.value
    asks = is_due(page, today)
    ready = tuple(name for name in (*READY_FIELDS, "is_now") if not (asks and name == "is_now"))
    return OnePage(
        id=saved.id,
        day=local_date(page.written_at, page.zone),
        raw=page.raw,
        what=WHAT[page.what] if page.what else "",
        client=next(iter(signs_of(vault, [page.client] if page.client else [])), None),
        parts=parts_of(page, (*RAW_FIELDS, *ready) if page.raw else ready),
        when_raw=() if page.raw else parts_of(page, RAW_FIELDS),
        return_on=page.return_on,
        asks=asks,
        form=form or form_for(vault, page.client, initial=initial_of(page)),
        ids=ids_of(saved, None, raw=page.raw),
        again=again or AgainForm(today=today),
        waiting=cards(keeping.waiting(vault, saved.id), zone),
        said=said if said in {"saved", "taken", "asked", "unasked", "raw", "discarded"} else "",  # type: ignore[arg-type]
    )
