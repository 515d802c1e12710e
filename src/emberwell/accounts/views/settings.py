"""Settings: the calm list, and the pages that concern no key."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings as django_settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from emberwell.accounts.backups import check_folder
from emberwell.accounts.forms import AppearanceForm, BackupFolderForm, HardDayNamesForm
from emberwell.accounts.pages import AppearancePage, BackupsPage, HardDayNamesPage, SettingsPage
from emberwell.accounts.rules import change_preferences, preferences
from emberwell.site import cookies
from emberwell.site.access import PrivateRequest
from emberwell.site.show import show
from emberwell.vault.daily import back_up_today, last_good
from emberwell.vault.errors import EmberwellError
from emberwell.vault.folder import DataFolder


@require_safe
def settings(request: PrivateRequest) -> HttpResponse:
    """`/settings/`."""
    keeps_backups = not django_settings.EMBERWELL_HOSTED
    page = SettingsPage(
        name=request.account.name,
        preferences=preferences(request.vault),
        kit=request.account.kit,
        last_backup=last_good(_folder()) if keeps_backups else None,
        keeps_backups=keeps_backups,
    )
    return show(request, "accounts/settings.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: PrivateRequest) -> HttpResponse:
    """`/settings/appearance/`: light or dark, and the spell-checker."""
    chosen = preferences(request.vault)
    if request.method != "POST":
        form = AppearanceForm(initial={"theme": chosen.theme, "spellcheck": chosen.spellcheck})
        page = AppearancePage(form=form, saved=request.GET.get("saved") == "1")
        return show(request, "accounts/appearance.html", page)
    form = AppearanceForm(request.POST)
    if not form.is_valid():
        return show(request, "accounts/appearance.html", AppearancePage(form=form, saved=False), status=422)
    kept = change_preferences(request.vault, theme=form.chosen_theme, spellcheck=form.cleaned_data["spellcheck"])
    response = HttpResponseRedirect(reverse("accounts:appearance") + "?saved=1")
    cookies.set_theme(response, kept.theme)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def hard_day_names(request: PrivateRequest) -> HttpResponse:
    """`/settings/hard-day/`: two people, written down when well."""
    if request.method != "POST":
        form = HardDayNamesForm.of(preferences(request.vault).hard_day_names)
        page = HardDayNamesPage(form=form, saved=request.GET.get("saved") == "1")
        return show(request, "accounts/hard_day_names.html", page)
    form = HardDayNamesForm(request.POST)
    if not form.is_valid():
        return show(request, "accounts/hard_day_names.html", HardDayNamesPage(form=form, saved=False), status=422)
    change_preferences(request.vault, hard_day_names=form.names)
    return HttpResponseRedirect(reverse("accounts:hard_day_names") + "?saved=1")


@require_http_methods(["GET", "HEAD", "POST"])
def backups(request: PrivateRequest) -> HttpResponse:
    """`/settings/backups/`: the last good one, and the folder; on one's own machine."""
    if django_settings.EMBERWELL_HOSTED:
        raise Http404
    folder = _folder()
    if request.method != "POST":
        return _backups_page(request, folder, BackupFolderForm(initial={"folder": folder.install().backup_folder}))
    form = BackupFolderForm(request.POST)
    if not form.is_valid():
        return _backups_page(request, folder, form, status=422)
    before = folder.install().backup_folder
    try:
        folder.change_install(backup_folder=check_folder(form.cleaned_data["folder"]))
        # At once, so that a folder that cannot be written says so today and not on the day it is needed.
        back_up_today(folder, datetime.now().astimezone().date())
    except EmberwellError as error:
        folder.change_install(backup_folder=before)
        form.add_error("folder", str(error))
        return _backups_page(request, folder, form, status=422)
    return HttpResponseRedirect(reverse("accounts:backups") + "?saved=1")


def _backups_page(
    request: PrivateRequest, folder: DataFolder, form: BackupFolderForm, *, status: int = 200
) -> HttpResponse:
    page = BackupsPage(
        form=form,
        last=last_good(folder),
        folder=str(folder.backups),
        is_own_choice=bool(folder.install().backup_folder),
        saved=request.GET.get("saved") == "1",
    )
    return show(request, "accounts/backups.html", page, status=status)


def _folder() -> DataFolder:
    return DataFolder(Path(django_settings.EMBERWELL_DATA))
