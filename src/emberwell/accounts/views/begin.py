"""Write first; then a name and a passphrase, and the page is sealed as the first of a new journal."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.accounts.arrival import arrive
from emberwell.accounts.forms import BeginForm
from emberwell.accounts.pages import BeginPage, CrowdedPage, NewPassphrasePart, Offer
from emberwell.accounts.passphrase import LONGEST, five_words, strength
from emberwell.accounts.records import UnprovedKit
from emberwell.accounts.rules import change_preferences, clean_name, is_crowded, zone_for
from emberwell.journal.records import Entry
from emberwell.library.prompts import prompt
from emberwell.site.access import PublicRequest, public
from emberwell.site.show import show
from emberwell.vault.errors import NameTaken
from emberwell.vault.opening import Opened, create_account, delete_account
from emberwell.vault.vault import Write
from emberwell.vault.web import web_store


@require_http_methods(["GET", "HEAD", "POST"])
@public
def begin(request: PublicRequest) -> HttpResponse:
    """`/begin/`: a POST without `do` brings the words of `/`; `do=keep` makes the journal; others help choose."""
    if request.vault is not None and request.method != "POST":
        return HttpResponseRedirect(reverse("site:today"))
    if settings.EMBERWELL_HOSTED and is_crowded(web_store().accounts(), time.time()):
        return show(request, "accounts/crowded.html", CrowdedPage(), status=429)
    if request.POST.get("do") != "keep":
        return _choosing(request)
    taken = tuple(account.name for account in web_store().accounts())
    form = BeginForm(request.POST, taken=taken)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        opened = _create(form)
    except NameTaken as error:
        form.add_error("name", str(error))
        return _page(request, form, status=422)
    return arrive(request, opened, to=reverse("accounts:kit") + "?begun=1")


@require_POST
@public
def discard(_: PublicRequest) -> HttpResponse:
    """`/begin/discard/`: the words were only ever in the page; nothing has to be erased."""
    return HttpResponseRedirect(reverse("site:today"))


@require_safe
@public
def other_words(request: PublicRequest) -> HttpResponse:
    """`/words/`: five other random words, as a fragment."""
    return show(request, "accounts/_offer.html", Offer(words=five_words()))


@require_POST
@public
def passphrase_strength(request: PublicRequest) -> HttpResponse:
    """`/strength/`: how hard the passphrase in the field is to guess, as a fragment."""
    typed = request.POST.get("passphrase", "")[: LONGEST + 1]
    found = strength(typed, known=(clean_name(request.POST.get("name", "")[:200]),))
    return show(request, "accounts/_strength.html", found)


def new_passphrase_part(request: HttpRequest, *, known: tuple[str, ...] = ()) -> tuple[NewPassphrasePart, bool, str]:
    """What stands around a field for a new passphrase, whether it is shown, and what stands in it.

    Without JavaScript the buttons beside it send the form with `do`: `words` offers others, `use` takes those
    offered, `show` and `hide` do what they say.
    """
    do = request.POST.get("do", "")
    offered = request.POST.get("offered", "")[:LONGEST]
    typed = offered if do == "use" else request.POST.get("passphrase", "")[: LONGEST + 1]
    shown = do in {"use", "show"}
    offer = Offer(words=five_words() if do in {"", "words"} or not offered else offered)
    part = NewPassphrasePart(offer=offer, strength=strength(typed.strip(), known=known), shown=shown)
    return part, shown, typed


def _choosing(request: PublicRequest) -> HttpResponse:
    """Not yet keeping: the page with what is there so far, and nothing said about what is missing."""
    _, shown, typed = new_passphrase_part(request)
    sent = {name: request.POST.get(name, "") for name in ("body", "prompt", "zone", "name")}
    return _page(request, BeginForm(initial={**sent, "passphrase": typed}, shown=shown))


def _page(request: PublicRequest, form: BeginForm, *, status: int = 200) -> HttpResponse:
    part, _, _ = new_passphrase_part(request, known=(clean_name(request.POST.get("name", "")[:200]),))
    page = BeginPage(
        form=form,
        new=part,
        prompt_text=_prompt_text(request.POST.get("prompt", "")),
        has_words=bool(request.POST.get("body", "").strip()),
        others_here=not settings.EMBERWELL_HOSTED and bool(web_store().accounts()),
    )
    return show(request, "accounts/begin.html", page, status=status)


def _create(form: BeginForm) -> Opened:
    """The journal, its first page and the code still to be proved. Raises NameTaken: then there is no journal.

    Deriving the keys takes half a second, in which the database is left to others: the account is made first, and
    taken back when its first page cannot be saved.
    """
    store, cleaned, now = web_store(), form.cleaned_data, datetime.now(UTC)
    opened = create_account(store, cleaned["name"], cleaned["passphrase"])
    try:
        zone = zone_for(None, cleaned["zone"])
        with store.database.transaction():
            if cleaned["body"]:
                opened.vault.put_many([Write(value=_first_page(cleaned, zone, now))])
            if opened.recovery_code:
                opened.vault.put(UnprovedKit(code=opened.recovery_code, made_at=now))
            change_preferences(opened.vault, zone=zone)
    except Exception:
        delete_account(store, opened.account.id)
        raise
    return opened


def _first_page(cleaned: dict[str, str], zone: str, now: datetime) -> Entry:
    answered = prompt(cleaned["prompt"]) if cleaned["prompt"] else None
    if answered is None:
        return Entry(written_at=now, zone=zone, body=cleaned["body"])
    return Entry(
        written_at=now,
        zone=zone,
        body=cleaned["body"],
        prompt=answered.id,
        prompt_text=answered.text,
        pillar=answered.pillar,
    )


def _prompt_text(id: str) -> str:
    found = prompt(id) if id else None
    return found.text if found else ""
