"""The writing page laid out: blank, filled from a page or a draft, or given back with what was just sent in it."""

from __future__ import annotations

from datetime import UTC, datetime

from emberwell.clients.names import signs_offered
from emberwell.journal import writing
from emberwell.journal.calendar import Calendar
from emberwell.journal.forms import EntryForm
from emberwell.journal.pages.cards import DraftCard, draft_card, tags_of, waiting_cards
from emberwell.journal.pages.stream import TAGS_OFFERED
from emberwell.journal.pages.writing import PromptPart, WritingPage, initial_of, new_tab, prompt_kept
from emberwell.journal.records import Entry
from emberwell.journal.values import ids_in, values_offered
from emberwell.journal.writing import Typed
from emberwell.site.access import PrivateRequest
from emberwell.site.asked import next_asked, record_id, zone_of
from emberwell.vault.record import RecordId, new_id
from emberwell.vault.vault import Draft, Saved


def blank(request: PrivateRequest, prompt: PromptPart | None) -> WritingPage:
    """A new page, with a prompt beside it or without."""
    typed = Typed(
        record=new_id(),
        tab=new_tab(),
        based_on=0,
        body="",
        moment=datetime.now(UTC),
        zone=zone_of(request),
        prompt=prompt.id if prompt else None,
        prompt_text=prompt.text if prompt else "",
        pillar=prompt.pillar if prompt else None,
    )
    initial = initial_of(writing.page_of(typed, None), record=typed.record, tab=typed.tab, based_on=0)
    form = EntryForm(initial=initial, zone=typed.zone)
    return _page(request, form, page_id=None, record=typed.record, tab=typed.tab, prompt=prompt)


def opened(request: PrivateRequest, saved: Saved[Entry]) -> WritingPage:
    """A page to go on with, from its newest version."""
    tab = new_tab()
    initial = initial_of(saved.value, record=saved.id, tab=tab, based_on=saved.revision)
    return _page(
        request,
        EntryForm(initial=initial, zone=saved.value.zone),
        page_id=saved.id,
        record=saved.id,
        tab=tab,
        prompt=prompt_kept(saved.value.prompt or "", saved.value.prompt_text),
        drafts=waiting_cards(request.vault, zone_of(request), of=saved.id),
    )


def going_on(request: PrivateRequest, draft: Draft[Entry], *, page_id: RecordId | None) -> WritingPage:
    """A draft to go on with."""
    initial = initial_of(draft.value, record=draft.id, tab=draft.tab, based_on=draft.based_on)
    card = draft_card(request.vault, draft, zone_of(request))
    return _page(
        request,
        EntryForm(initial=initial, zone=draft.value.zone),
        page_id=page_id,
        record=draft.id,
        tab=draft.tab,
        prompt=prompt_kept(draft.value.prompt or "", draft.value.prompt_text),
        status=f"Saved and sealed {card.kept_at:%H:%M}",
    )


def typed_again(
    request: PrivateRequest, form: EntryForm, *, page_id: RecordId | None, preview: str | None = None
) -> WritingPage:
    """The writing page with what was just sent in it, whether or not it was valid."""
    form.is_valid()
    said = form.cleaned_data
    return _page(
        request,
        form,
        page_id=page_id,
        record=RecordId(said.get("record") or new_id()),
        tab=said.get("tab") or new_tab(),
        prompt=prompt_kept(said.get("prompt") or "", said.get("prompt_text") or ""),
        preview=preview,
    )


def _page(
    request: PrivateRequest,
    form: EntryForm,
    *,
    page_id: RecordId | None,
    record: RecordId,
    tab: str,
    prompt: PromptPart | None,
    status: str = "",
    preview: str | None = None,
    drafts: tuple[DraftCard, ...] = (),
) -> WritingPage:
    names = request.vault.index(Calendar).tags()[:TAGS_OFFERED]
    saved = request.vault.find(Entry, page_id) if page_id else None
    has, about = (saved.value.values, saved.value.clients) if saved else ((), ())
    return WritingPage(
        form=form,
        page_id=page_id,
        record=record,
        tab=tab,
        prompt=prompt,
        status=status,
        drafts=drafts,
        values=values_offered(request.vault, ids_in(form["values"].value()), has),
        clients=signs_offered(request.vault, ids_in(form["clients"].value()), about),
        tags=tags_of(request.vault, names),
        next=next_asked(request),
        preview=preview,
    )


def known_page(request: PrivateRequest) -> RecordId | None:
    """The page a form belongs to, when it was saved before."""
    sent = record_id(request.POST.get("record", ""))
    return sent if request.vault.find(Entry, sent) else None
