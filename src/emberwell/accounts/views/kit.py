"""The recovery kit: shown, printed, proved; a new code; and the way in with it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.accounts import kit as keeping
from emberwell.accounts.arrival import arrive, first_step
from emberwell.accounts.forms import PassphraseForm, ProveForm, RecoverForm
from emberwell.accounts.pages import KitPage, NewCodePage, ProvePage, RecoverPage
from emberwell.accounts.people import address_of, chosen, next_address, people_here
from emberwell.accounts.rules import clean_code
from emberwell.accounts.views.begin import new_passphrase_part
from emberwell.accounts.views.opening import account_meant, tries_wait
from emberwell.journal.records import Entry
from emberwell.site.access import PrivateRequest, PublicRequest, public
from emberwell.site.show import show
from emberwell.vault.errors import TooSoon, WrongPassphrase
from emberwell.vault.keys import CodeMistyped, code_groups
from emberwell.vault.opening import Opened, check_passphrase_of, new_recovery_code, recover, unlock_unknown_code
from emberwell.vault.web import web_store


@require_safe
def kit(request: PrivateRequest) -> HttpResponse:
    """`/settings/kit/`: the code in groups, until it is proved."""
    vault = request.vault
    kept = keeping.waiting_kit(vault)
    proved = request.account.kit == "proved"
    page = KitPage(
        name=request.account.name,
        groups=tuple(code_groups(kept.value.code)) if kept else (),
        made_at=kept.value.made_at if kept else None,
        proved=proved,
        may_wait=kept is not None and keeping.may_be_put_off(kept.value),
        due=kept is not None and kept.value.due,
        begun=request.GET.get("begun") == "1",
        has_page=bool(vault.all(Entry)),
        recovered=request.GET.get("recovered") == "1",
        renewed=request.GET.get("renewed") == "1",
        next=first_step(request.account, vault, next=next_address(request)) if proved else next_address(request),
    )
    return show(request, "accounts/kit.html", page)


@require_safe
def kit_pdf(request: PrivateRequest) -> HttpResponse:
    """`/settings/kit/kit.pdf`: the kit as a PDF, while its code waits to be proved."""
    from emberwell.exchange.pdf import kit_pdf as drawn  # typst is loaded only when somebody prints

    kept = keeping.waiting_kit(request.vault)
    if kept is None:
        raise Http404
    pdf = drawn(request.account.name, kept.value.code, kept.value.made_at.date())
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="emberwell-recovery-kit.pdf"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: PrivateRequest) -> HttpResponse:
    """`/settings/kit/prove/`: two groups of the code."""
    kept = keeping.waiting_kit(request.vault)
    if kept is None:
        return HttpResponseRedirect(reverse("accounts:kit"))
    form = ProveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if keeping.prove(request.vault, (form.cleaned_data["first"], form.cleaned_data["second"])):
            return HttpResponseRedirect(_proved(request))
        form.add_error(None, "Those are not the two groups asked for. Your code is still the same: look once more.")
    first, second = keeping.groups_to_prove(kept.value.code)
    page = ProvePage(
        form=form,
        first=first + 1,
        second=second + 1,
        may_wait=keeping.may_be_put_off(kept.value),
        next=next_address(request),
    )
    return show(request, "accounts/prove.html", page, status=422 if form.is_bound else 200)


@require_POST
def put_off(request: PrivateRequest) -> HttpResponse:
    """`/settings/kit/later/`: let the kit wait until the next unlock. 409 when it has waited once."""
    keeping.put_off(request.vault, datetime.now(UTC))
    return HttpResponseRedirect(first_step(request.account, request.vault, next=next_address(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def new_code(request: PrivateRequest) -> HttpResponse:
    """`/settings/kit/new/`: the passphrase once more, and the old code stops working."""
    store = web_store()
    form = PassphraseForm(request.POST if request.method == "POST" else None)
    status, wait_seconds = 422 if form.is_bound else 200, 0
    if form.is_valid():
        try:
            check_passphrase_of(store, request.account.id, form.cleaned_data["passphrase"], address=address_of(request))
        except (WrongPassphrase, TooSoon) as error:
            form.add_error("passphrase", str(error))
            status, wait_seconds = error.status, tries_wait(request, request.account)
        else:
            code = new_recovery_code(store, request.vault)
            keeping.keep_until_proved(request.vault, code, datetime.now(UTC))
            return HttpResponseRedirect(reverse("accounts:kit"))
    page = NewCodePage(form=form, name=request.account.name, wait_seconds=wait_seconds)
    return show(request, "accounts/new_code.html", page, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def recover_journal(request: PublicRequest) -> HttpResponse:
    """`/recover/`: with the code, a new passphrase and a new code; every other session ends."""
    if request.method != "POST" or request.POST.get("do") in {"words", "use", "show", "hide"}:
        _, shown, typed = new_passphrase_part(request)
        sent = {name: request.POST.get(name, "") for name in ("account", "name", "code")}
        return _recover_page(request, RecoverForm(initial={**sent, "passphrase": typed}, shown=shown))
    form = RecoverForm(request.POST)
    if not form.is_valid():
        return _recover_page(request, form, status=422)
    try:
        opened = _recover(request, form.cleaned_data)
    except (CodeMistyped, WrongPassphrase, TooSoon) as error:
        form.add_error("code", str(error))
        return _recover_page(request, form, status=error.status)
    if opened.recovery_code:
        keeping.keep_until_proved(opened.vault, opened.recovery_code, datetime.now(UTC))
    return arrive(request, opened, to=reverse("accounts:kit") + "?recovered=1")


def _recover(request: PublicRequest, cleaned: dict[str, str]) -> Opened:
    """Raises CodeMistyped, WrongPassphrase, TooSoon. A name nobody has is counted and answered like a wrong code."""
    store, address = web_store(), address_of(request)
    code = clean_code(cleaned["code"])
    account = account_meant(cleaned)
    if account is None:
        unlock_unknown_code(store, cleaned.get("name", ""), code, address=address)
        raise WrongPassphrase("recovery code")
    return recover(store, account.id, code, cleaned["passphrase"], address=address)


def _recover_page(request: PublicRequest, form: RecoverForm, *, status: int = 200) -> HttpResponse:
    people = people_here(request)
    if not people and not settings.EMBERWELL_HOSTED:
        return HttpResponseRedirect(reverse("site:today"))
    person = chosen(request, people, request.POST.get("account") or request.GET.get("as", ""))
    part, _, _ = new_passphrase_part(request, known=(person.name,) if person else ())
    page = RecoverPage(
        form=form,
        person=person,
        others=tuple(account for account in people if account != person),
        asks_name=settings.EMBERWELL_HOSTED,
        new=part,
        wait_seconds=tries_wait(request, person) if person and status != 200 else 0,
    )
    return show(request, "accounts/recover.html", page, status=status)


def _proved(request: PrivateRequest) -> str:
    """After proving: the kit page says so, and leads on."""
    query = {"next": next_address(request)} if next_address(request) else {}
    return reverse("accounts:kit") + (f"?{urlencode(query)}" if query else "")
