"""The forms of this folder. They check what was typed; keys and waits are the vault's.

`autocomplete` is exact: `username`, `new-password`, `current-password` where a password manager is welcome, `off`
wherever private words are typed (a browser writes what is typed into other fields to its disk, unsealed). A passphrase
shown in clear is `off` too: a browser remembers text fields, and that is then one.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.widgets import Input
from django.urls import reverse_lazy

from emberwell.accounts.passphrase import check_passphrase
from emberwell.accounts.records import (
    HARD_DAY_NAMES,
    LONGEST_IDLE_MINUTES,
    SHORTEST_IDLE_MINUTES,
    HardDayName,
    Theme,
)
from emberwell.accounts.rules import LONGEST_NAME, clean_name, is_same_name
from emberwell.journal.rules import BODY_LIMIT
from emberwell.sessions.rules import PUT_DOWN_LIMIT
from emberwell.vault.errors import WeakPassphrase
from emberwell.vault.kdf import LONGEST_PASSPHRASE
from emberwell.vault.letterbox import LONGEST_LINE

_CODE_ATTRIBUTES = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "class": "code",
}


_JUDGED_WHILE_TYPED: dict[str, Any] = {
    "hx-post": reverse_lazy("accounts:strength"),
    "hx-trigger": "input changed delay:300ms",
    "hx-target": "#strength",
    "hx-params": "csrfmiddlewaretoken,name,passphrase",
    "hx-sync": "this:replace",
}


def _passphrase_input(purpose: str, *, shown: bool = False) -> Input:
    attributes: dict[str, Any] = {
        "autocapitalize": "none",
        "autocorrect": "off",
        "spellcheck": "false",
        "class": "passphrase",
    }
    if purpose == "new-password":
        attributes |= _JUDGED_WHILE_TYPED
    if shown:
        return forms.TextInput(attrs={**attributes, "autocomplete": "off"})
    return forms.PasswordInput(attrs={**attributes, "autocomplete": purpose})


class CurrentPassphraseField(forms.CharField):
    """The passphrase a journal has: checked by opening it, so nothing is asked of it here."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_length=LONGEST_PASSPHRASE,
            widget=_passphrase_input("current-password"),
            error_messages={"required": "Type your passphrase."},
            **more,
        )


class NewPassphraseField(forms.CharField):
    """A passphrase being chosen."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_length=LONGEST_PASSPHRASE,
            widget=_passphrase_input("new-password"),
            error_messages={"required": "Choose a passphrase: take the five words, or write your own."},
            **more,
        )


class NewPassphrase(forms.Form):
    """What every form that takes a new passphrase shares: its strength, and whether it is shown while typed."""

    passphrase = NewPassphraseField(label="New passphrase")

    def __init__(self, *args: Any, known: tuple[str, ...] = (), shown: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self._known = known
        # What was chosen comes back with the page when something else was wrong: retyping five words is a poor
        # welcome, and the page is kept nowhere (no-store; and a browser keeps no form that holds a password).
        widget = _passphrase_input("new-password", shown=shown)
        widget.attrs["aria-describedby"] = f"{self['passphrase'].auto_id}_help strength"
        if isinstance(widget, forms.PasswordInput):
            widget.render_value = True
        self.fields["passphrase"].widget = widget

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        passphrase = cleaned.get("passphrase")
        if passphrase:
            try:
                check_passphrase(passphrase, known=(*self._known, cleaned.get("name", "")))
            except WeakPassphrase as error:
                self.add_error("passphrase", str(error))
        return cleaned


class BeginForm(NewPassphrase):
    """The first page, a name, a passphrase."""

    passphrase = NewPassphraseField(label="Passphrase")
    body = forms.CharField(
        label="Your page",
        required=False,
        max_length=BODY_LIMIT,
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 6, "class": "words"}),
    )
    prompt = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput())
    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput())
    name = forms.CharField(
        label="What should your journal call you?",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "words", "spellcheck": "false"}),
        error_messages={"required": "Choose a name. It need not be your own."},
    )

    field_order = ("body", "name", "passphrase")

    def __init__(self, *args: Any, taken: tuple[str, ...] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self._taken = taken

    def clean_name(self) -> str:
        name = clean_name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError("Choose a name. It need not be your own.")
        if any(is_same_name(name, other) for other in self._taken):
            raise forms.ValidationError("A journal here already goes by that name. Choose another.")
        return name


class OpenForm(forms.Form):
    """The lock page: whose journal, and its passphrase."""

    account = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput())
    next = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput())
    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput())
    name = forms.CharField(
        label="Your name here",
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    passphrase = CurrentPassphraseField(label="Passphrase")


class DoorForm(forms.Form):
    """The letterbox."""

    account = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput())
    text = forms.CharField(
        label="Leave a line",
        required=False,
        max_length=LONGEST_LINE,
        strip=True,
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 3, "class": "words"}),
        error_messages={
            "max_length": f"The door takes {LONGEST_LINE:,} characters at a time. "
            "Your words are still here: shorten or divide them.",
        },
    )
    put_down = forms.CharField(
        label="What I put down before the next one",
        required=False,
        max_length=PUT_DOWN_LIMIT,
        strip=True,
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 2, "class": "words"}),
        error_messages={
            "max_length": f"The door takes {PUT_DOWN_LIMIT:,} characters of this. "
            "Your words are still here: shorten them, or leave them as a line.",
        },
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.errors and not (cleaned["text"] or cleaned["put_down"]):
            self.add_error("text", "There is nothing written yet.")
        return cleaned


class RecoverForm(NewPassphrase):
    """The recovery code, and a new passphrase."""

    account = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput())
    name = forms.CharField(
        label="Your name here",
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label="Recovery code",
        max_length=400,
        widget=forms.TextInput(attrs=_CODE_ATTRIBUTES),
        error_messages={"required": "Type the code from your kit: nine groups of four."},
    )

    field_order = ("name", "code", "passphrase")


class ChangePassphraseForm(NewPassphrase):
    """The passphrase as it is, and as it shall be."""

    current = CurrentPassphraseField(label="Your passphrase now")

    field_order = ("current", "passphrase")


class PassphraseForm(forms.Form):
    """The passphrase once more, before something that matters."""

    passphrase = CurrentPassphraseField(label="Your passphrase")


class ProveForm(forms.Form):
    """Two groups of the recovery code."""

    first = forms.CharField(max_length=40, widget=forms.TextInput(attrs=_CODE_ATTRIBUTES))
    second = forms.CharField(max_length=40, widget=forms.TextInput(attrs=_CODE_ATTRIBUTES))


class TakeInForm(forms.Form):
    """What becomes of a line that was left at the door."""

    do = forms.ChoiceField(choices=[(do, do) for do in ("line", "after", "page", "into", "bin")])
    zone = forms.CharField(required=False, max_length=64)


class IdleForm(forms.Form):
    """Minutes of stillness before the journal closes itself."""

    idle_minutes = forms.IntegerField(
        label="Minutes",
        min_value=SHORTEST_IDLE_MINUTES,
        max_value=LONGEST_IDLE_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class AppearanceForm(forms.Form):
    """Light or dark, and the browser's spell-checker."""

    theme = forms.ChoiceField(
        label="Light or dark",
        choices=[(Theme.SYSTEM, "As my system"), (Theme.LIGHT, "Light"), (Theme.DARK, "Dark")],
        widget=forms.RadioSelect,
    )
    spellcheck = forms.BooleanField(label="Let the browser check my spelling", required=False)

    @property
    def chosen_theme(self) -> Theme:
        return Theme(self.cleaned_data["theme"])


class HardDayNamesForm(forms.Form):
    """Two people, written down when well. Either may be left empty."""

    first_name = forms.CharField(label="Name", required=False, max_length=80)
    first_reach = forms.CharField(label="How to reach them", required=False, max_length=200)
    second_name = forms.CharField(label="Name", required=False, max_length=80)
    second_reach = forms.CharField(label="How to reach them", required=False, max_length=200)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    @classmethod
    def of(cls, names: tuple[HardDayName, ...]) -> HardDayNamesForm:
        """The form as it stands now."""
        initial = {}
        for place, known in zip(("first", "second"), names, strict=False):
            initial[f"{place}_name"], initial[f"{place}_reach"] = known
        return cls(initial=initial)

    @property
    def names(self) -> tuple[HardDayName, ...]:
        """The people written down, in order; a way to reach somebody without a name is kept too."""
        typed = (
            HardDayName(self.cleaned_data[f"{place}_name"], self.cleaned_data[f"{place}_reach"])
            for place in ("first", "second")
        )
        return tuple(known for known in typed if known.name or known.reach)[:HARD_DAY_NAMES]


class BackupFolderForm(forms.Form):
    """Where daily backups go, on one's own machine."""

    folder = forms.CharField(
        label="Folder",
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class DeleteForm(forms.Form):
    """The name and the passphrase, retyped."""

    name = forms.CharField(
        label="Your name here",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Type the name of this journal."},
    )
    passphrase = CurrentPassphraseField(label="Passphrase")

    def __init__(self, *args: Any, account_name: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self._account_name = account_name

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if not is_same_name(name, self._account_name):
            raise forms.ValidationError(f"That is not the name of this journal. It is called {self._account_name}.")
        return name
