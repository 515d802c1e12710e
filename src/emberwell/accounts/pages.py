"""What the pages of this folder may show: one dataclass a page, and nothing else reaches a template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emberwell.accounts import forms
    from emberwell.accounts.passphrase import Strength
    from emberwell.accounts.records import Preferences
    from emberwell.accounts.renewal import Progress
    from emberwell.vault.daily import GoodBackup
    from emberwell.vault.store import AccountRow


@dataclass(frozen=True)
class Offer:
    """Five random words to take as a passphrase (`accounts/_offer.html`)."""

    words: str


@dataclass(frozen=True)
class NewPassphrasePart:
    """The part of a form that chooses a passphrase (`accounts/_new_passphrase.html`)."""

    offer: Offer
    strength: Strength
    shown: bool
    """The passphrase stands in clear while it is typed."""


@dataclass(frozen=True)
class BeginPage:
    """`accounts/begin.html`: the words already written, a name, a passphrase."""

    form: forms.BeginForm
    new: NewPassphrasePart
    prompt_text: str
    """The prompt the words answer; "" for none."""
    has_words: bool
    others_here: bool
    """Somebody keeps a journal on this computer already."""


@dataclass(frozen=True)
class CrowdedPage:
    """`accounts/crowded.html`: a host begins no more journals for a while."""


@dataclass(frozen=True)
class Letterbox:
    """The letterbox (`accounts/_letterbox.html`), on the lock page and alone."""

    form: forms.DoorForm
    person: AccountRow
    sealed: bool
    """A line has just been sealed and left."""
    alone: bool
    """The page is for this only: the field takes the focus, and the answer comes back here."""


@dataclass(frozen=True)
class OpenPage:
    """`accounts/open.html`: the lock page."""

    form: forms.OpenForm
    person: AccountRow | None
    """Whose journal is being opened; None while it has to be chosen, or on a host typed."""
    others: tuple[AccountRow, ...]
    asks_name: bool
    """On a host nobody is listed: the name is typed."""
    may_begin: bool
    wait_seconds: int
    """Seconds before the next try; 0 when there is no wait."""
    left: bool
    """A late save was sealed and left at the door."""
    closed: bool
    """The journal was closed on purpose, just now."""
    letterbox: Letterbox | None
    next: str


@dataclass(frozen=True)
class DoorPage:
    """`accounts/door.html`: the letterbox alone."""

    letterbox: Letterbox | None
    others: tuple[AccountRow, ...]


@dataclass(frozen=True)
class Left:
    """Something that waits at the door."""

    id: str
    text: str
    put_down: str
    """What was put down after a session; "" for none."""
    title: str
    left_at: datetime
    is_late_save: bool
    is_after: bool
    """The lines after a session; else a line of its own, or a late save."""
    may_be_line: bool
    has_page: bool
    """The page it belongs to still stands."""


@dataclass(frozen=True)
class WaitingPage:
    """`accounts/waiting.html`: what was left at the door, to take in or bin."""

    lines: tuple[Left, ...]
    late_saves: tuple[Left, ...]
    next: str


@dataclass(frozen=True)
class OlderPage:
    """`accounts/older.html`: the database is older than was seen here."""

    next: str


@dataclass(frozen=True)
class RecoverPage:
    """`accounts/recover.html`: the code, then a new passphrase."""

    form: forms.RecoverForm
    person: AccountRow | None
    others: tuple[AccountRow, ...]
    asks_name: bool
    new: NewPassphrasePart
    wait_seconds: int


@dataclass(frozen=True)
class KitPage:
    """`accounts/kit.html`: the code, to print or save."""

    name: str
    groups: tuple[str, ...]
    """The code in groups; empty when none is shown any more."""
    made_at: datetime | None
    proved: bool
    """The kit was proved: the code is not kept anywhere here."""
    may_wait: bool
    due: bool
    """It has waited: it stands before anything else now."""
    begun: bool
    """The journal was begun a moment ago."""
    has_page: bool
    """There is a page in it."""
    recovered: bool
    """The code before this one was just used."""
    renewed: bool
    """Everything is being sealed again under new keys."""
    next: str


@dataclass(frozen=True)
class ProvePage:
    """`accounts/prove.html`: two groups of the code."""

    form: forms.ProveForm
    first: int
    """Which group the first field asks for, from 1."""
    second: int
    may_wait: bool
    next: str


@dataclass(frozen=True)
class NewCodePage:
    """`accounts/new_code.html`: the passphrase once more, then a new code."""

    form: forms.PassphraseForm
    name: str
    wait_seconds: int


@dataclass(frozen=True)
class SettingsPage:
    """`accounts/settings.html`: the calm list."""

    name: str
    preferences: Preferences
    kit: str
    last_backup: GoodBackup | None
    keeps_backups: bool
    """On one's own machine; a host's backups are the host's."""


@dataclass(frozen=True)
class SecurityPage:
    """`accounts/security.html`."""

    idle: forms.IdleForm
    kit: str
    code_waits: bool
    """A code was made and not proved yet."""
    saved: str
    """What was just done: "idle", "passphrase", or ""."""
    renewing: bool
    """Everything is being sealed again under new keys."""


@dataclass(frozen=True)
class NewKeysPage:
    """`accounts/new_keys.html`: rotate everything."""

    form: forms.PassphraseForm
    name: str
    wait_seconds: int
    under_way: Progress | None
    """How far re-sealing has come; None when there is nothing to re-seal."""


@dataclass(frozen=True)
class PassphrasePage:
    """`accounts/passphrase.html`: change it."""

    form: forms.ChangePassphraseForm
    name: str
    new: NewPassphrasePart
    wait_seconds: int


@dataclass(frozen=True)
class AppearancePage:
    """`accounts/appearance.html`."""

    form: forms.AppearanceForm
    saved: bool


@dataclass(frozen=True)
class HardDayNamesPage:
    """`accounts/hard_day_names.html`."""

    form: forms.HardDayNamesForm
    saved: bool


@dataclass(frozen=True)
class BackupsPage:
    """`accounts/backups.html`: the last good one, and where they go."""

    form: forms.BackupFolderForm
    last: GoodBackup | None
    folder: str
    is_own_choice: bool
    """The person chose this folder; else it lies beside the journal, on the same disk."""
    saved: bool


@dataclass(frozen=True)
class DeletePage:
    """`accounts/delete.html`: take it with you, then say so, then it is gone."""

    form: forms.DeleteForm
    name: str
    wait_seconds: int


@dataclass(frozen=True)
class GonePage:
    """`accounts/gone.html`: it is deleted."""

    others_here: bool
