"""Settings that concern keys: the idle lock, the passphrase, new keys for everything, and deleting the journal."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.accounts import kit, renewal
from emberwell.accounts.arrival import arrive
from emberwell.accounts.forms import ChangePassphraseForm, DeleteForm, IdleForm, PassphraseForm
from emberwell.accounts.pages import DeletePage, GonePage, NewKeysPage, PassphrasePage, SecurityPage
from emberwell.accounts.people import address_of
from emberwell.accounts.rules import change_preferences, preferences
from emberwell.accounts.views.begin import new_passphrase_part
from emberwell.accounts.views.opening import tries_wait
from emberwell.site import cookies
from emberwell.site.access import PrivateRequest, PublicRequest, public
from emberwell.site.show import show
from emberwell.vault import rotate, sessions
from emberwell.vault.errors import TooSoon, WeakPassphrase, WrongPassphrase
from emberwell.vault.opening import Opened, change_passphrase, check_passphrase_of, delete_account
from emberwell.vault.web import web_store


@require_safe
def security(request: PrivateRequest) -> HttpResponse:
    """`/settings/security/`."""
    return _security_page(request, IdleForm(initial={"idle_minutes": preferences(request.vault).idle_minutes}))


@require_POST
def idle_lock(request: PrivateRequest) -> HttpResponse:
    """`/settings/security/idle/`: how long the journal stays open untouched, here from now on."""
    form = IdleForm(request.POST)
    if not form.is_valid():
        return _security_page(request, form, status=422)
    minutes = form.cleaned_data["idle_minutes"]
    change_preferences(request.vault, idle_minutes=minutes)
    secret = cookies.unlock_secret(request)
    if secret:
        sessions.set_idle(web_store(), secret, minutes)
    return HttpResponseRedirect(reverse("accounts:security") + "?saved=idle")


@require_http_methods(["GET", "HEAD", "POST"])
def passphrase(request: PrivateRequest) -> HttpResponse:
    """`/settings/security/passphrase/`: change it; every other session ends."""
    account, store = request.account, web_store()
    if request.method != "POST" or request.POST.get("do") in {"words", "use", "show", "hide"}:
        _, shown, typed = new_passphrase_part(request)
        return _passphrase_page(request, ChangePassphraseForm(initial={"passphrase": typed}, shown=shown))
    form = ChangePassphraseForm(request.POST, known=(account.name,))
    if not form.is_valid():
        return _passphrase_page(request, form, status=422)
    try:
        check_passphrase_of(store, account.id, form.cleaned_data["current"], address=address_of(request))
    except (WrongPassphrase, TooSoon) as error:
        form.add_error("current", str(error))
        return _passphrase_page(request, form, status=error.status)
    try:
        change_passphrase(store, request.vault, form.cleaned_data["passphrase"])
    except WeakPassphrase as error:
        form.add_error("passphrase", str(error))
        return _passphrase_page(request, form, status=error.status)
    return arrive(request, Opened(account, request.vault), to=reverse("accounts:security") + "?saved=passphrase")


@require_http_methods(["GET", "HEAD", "POST"])
def new_keys(request: PrivateRequest) -> HttpResponse:
    """`/settings/security/new-keys/`: rotate everything, for when keys may have been seen."""
    form = PassphraseForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            opened = rotate.begin(
                web_store(), request.vault, form.cleaned_data["passphrase"], address=address_of(request)
            )
        except (WrongPassphrase, TooSoon) as error:
            form.add_error("passphrase", str(error))
            status = error.status
        else:
            if opened.recovery_code:
                kit.keep_until_proved(opened.vault, opened.recovery_code, datetime.now(UTC))
            renewal.go_on(opened.vault)
            return arrive(request, opened, to=reverse("accounts:kit") + "?renewed=1")
    page = NewKeysPage(
        form=form,
        name=request.account.name,
        wait_seconds=tries_wait(request, request.account) if status in {422, 429} else 0,
        under_way=renewal.progress(request.vault),
    )
    return show(request, "accounts/new_keys.html", page, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: PrivateRequest) -> HttpResponse:
    """`/settings/delete/`: take it with you first; then the name and the passphrase, and it is gone."""
    account, store = request.account, web_store()
    form = DeleteForm(request.POST if request.method == "POST" else None, account_name=account.name)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            check_passphrase_of(store, account.id, form.cleaned_data["passphrase"], address=address_of(request))
        except (WrongPassphrase, TooSoon) as error:
            form.add_error("passphrase", str(error))
            status = error.status
        else:
            sessions.end_all(store, account.id)
            delete_account(store, account.id)
            return _gone(request)
    wait_seconds = tries_wait(request, account) if status in {422, 429} else 0
    page = DeletePage(form=form, name=account.name, wait_seconds=wait_seconds)
    return show(request, "accounts/delete.html", page, status=status)


@require_safe
@public
def gone(request: PublicRequest) -> HttpResponse:
    """`/gone/`: what deleting did."""
    others_here = not settings.EMBERWELL_HOSTED and bool(web_store().accounts())
    return show(request, "accounts/gone.html", GonePage(others_here=others_here))


def _gone(request: PrivateRequest) -> HttpResponse:
    response = HttpResponseRedirect(reverse("accounts:gone"))
    cookies.clear_unlock_secret(response)
    cookies.forget_at_the_door(request, response, request.account.id)
    cookies.forget_seen_head(response, request.account.id)
    return response


def _security_page(request: PrivateRequest, idle: IdleForm, *, status: int = 200) -> HttpResponse:
    page = SecurityPage(
        idle=idle,
        kit=request.account.kit,
        code_waits=kit.waiting_kit(request.vault) is not None,
        saved=request.GET.get("saved", ""),
        renewing=rotate.is_under_way(request.vault),
    )
    return show(request, "accounts/security.html", page, status=status)


def _passphrase_page(request: PrivateRequest, form: ChangePassphraseForm, *, status: int = 200) -> HttpResponse:
    part, _, _ = new_passphrase_part(request, known=(request.account.name,))
    page = PassphrasePage(
        form=form,
        name=request.account.name,
        new=part,
        wait_seconds=tries_wait(request, request.account) if status in {422, 429} else 0,
    )
    return show(request, "accounts/passphrase.html", page, status=status)
