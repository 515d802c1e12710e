"""Addresses of beginning, opening, the door, the kit and settings. Mounted at `/`."""

from __future__ import annotations

from django.urls import path

from emberwell.accounts.views import begin, door, kit, opening, security, settings

app_name = "accounts"

urlpatterns = [
    path("begin/", begin.begin, name="begin"),
    path("begin/discard/", begin.discard, name="begin_discard"),
    path("words/", begin.other_words, name="other_words"),
    path("strength/", begin.passphrase_strength, name="strength"),
    path("open/", opening.open_journal, name="open"),
    path("open/older/", opening.older, name="older"),
    path("close/", opening.close_journal, name="close"),
    path("still-open/", opening.still_open, name="still_open"),
    path("recover/", kit.recover_journal, name="recover"),
    path("door/", door.door, name="door"),
    path("door/waiting/", door.waiting, name="waiting"),
    path("door/waiting/<str:id>/", door.take_in, name="take_in"),
    path("gone/", security.gone, name="gone"),
    path("settings/", settings.settings, name="settings"),
    path("settings/appearance/", settings.appearance, name="appearance"),
    path("settings/hard-day/", settings.hard_day_names, name="hard_day_names"),
    path("settings/backups/", settings.backups, name="backups"),
    path("settings/security/", security.security, name="security"),
    path("settings/security/idle/", security.idle_lock, name="idle_lock"),
    path("settings/security/passphrase/", security.passphrase, name="passphrase"),
    path("settings/security/new-keys/", security.new_keys, name="new_keys"),
    path("settings/security/close-everywhere/", opening.close_everywhere, name="close_everywhere"),
    path("settings/kit/", kit.kit, name="kit"),
    path("settings/kit/kit.pdf", kit.kit_pdf, name="kit_pdf"),
    path("settings/kit/prove/", kit.prove, name="prove"),
    path("settings/kit/later/", kit.put_off, name="put_off"),
    path("settings/kit/new/", kit.new_code, name="new_code"),
    path("settings/delete/", security.delete, name="delete"),
]
