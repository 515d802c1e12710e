"""What the forms of one's own prompts and sets accept, and the sentences they answer with."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from emberwell.journal.records import Pillar
from emberwell.prompts.records import Answer
from emberwell.prompts.set_file import (
    ABOUT_LIMIT,
    FEWEST_MINUTES,
    FILE_BYTES,
    MOST_MINUTES,
    NAME_LIMIT,
    TEXT_LIMIT,
    plain,
)
from emberwell.site.fields import WordsField

PILLARS = [("", "None of these"), *((pillar.value, pillar.value.capitalize()) for pillar in Pillar)]
_TOO_LONG = f"This has at most {TEXT_LIMIT} characters. It is all still here: see what can go."
_LINES = {"autocomplete": "off", "dir": "auto"}


class AnswerForm(forms.Form):
    """What was said of a prompt that stands before somebody."""

    prompt = forms.CharField(max_length=80)
    answer = forms.ChoiceField(choices=[(each.value, each.value) for each in Answer if each is not Answer.NONE])

    def answered(self) -> tuple[str, Answer]:
        """The prompt, and what was said."""
        return self.cleaned_data["prompt"], Answer(self.cleaned_data["answer"])


class OwnPromptForm(forms.Form):
    """A prompt of one's own."""

    text = WordsField(
        limit=TEXT_LIMIT,
        too_long=_TOO_LONG,
        required=False,
        label="The prompt",
        widget=forms.Textarea(attrs={**_LINES, "rows": 3, "class": "words"}),
    )
    note = WordsField(
        limit=TEXT_LIMIT,
        too_long=_TOO_LONG,
        required=False,
        label="A further question",
        widget=forms.Textarea(attrs={**_LINES, "rows": 2, "class": "words"}),
    )
    pillar = forms.ChoiceField(choices=PILLARS, required=False, widget=forms.RadioSelect, label="Belongs to")
    minutes = forms.IntegerField(
        required=False,
        min_value=FEWEST_MINUTES,
        max_value=MOST_MINUTES,
        label="Minutes it takes",
        error_messages={
            "invalid": "Give minutes as a number, or leave it blank.",
            "min_value": f"From {FEWEST_MINUTES} minutes, or leave it blank.",
            "max_value": f"Up to {MOST_MINUTES} minutes, or leave it blank.",
        },
    )
    is_offered = forms.BooleanField(required=False, label="Let it take its turn on Today")
    expected = forms.IntegerField(required=False, min_value=1, max_value=2**31, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        text = plain(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError("Write the prompt first.")
        return text

    def clean_note(self) -> str:
        return plain(self.cleaned_data["note"])

    def fields_of(self) -> dict[str, Any]:
        """The fields of an OwnPrompt that a valid form says."""
        said = self.cleaned_data
        return {
            "text": said["text"],
            "follow_up": said["note"],
            "pillar": Pillar(said["pillar"]) if said["pillar"] else None,
            "minutes": said["minutes"],
            "is_offered": said["is_offered"],
        }


class SetForm(forms.Form):
    """A set: its name, and which prompts stand in it."""

    name = WordsField(
        limit=NAME_LIMIT,
        too_long=f"A name has at most {NAME_LIMIT} characters.",
        required=False,
        label="Its name",
        widget=forms.TextInput(attrs=_LINES),
    )
    words = WordsField(
        limit=ABOUT_LIMIT,
        too_long=f"There is room for {ABOUT_LIMIT} characters here.",
        required=False,
        label="For whom, or when",
        widget=forms.Textarea(attrs={**_LINES, "rows": 2}),
    )
    prompts = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label="What is in it")
    expected = forms.IntegerField(required=False, min_value=1, max_value=2**31, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **options: Any) -> None:
        """`offered` are the ids that can be ticked, with their words."""
        super().__init__(*args, **options)
        field = cast(forms.MultipleChoiceField, self.fields["prompts"])
        field.choices = offered
        field.error_messages["invalid_choice"] = "One of these is gone by now. Tick what you see."

    def clean_name(self) -> str:
        name = plain(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError("Give it a name first: one word is enough.")
        return name

    def clean_words(self) -> str:
        return plain(self.cleaned_data["words"])


class AddForm(forms.Form):
    """A prompt to be put into a set."""

    prompt = forms.CharField(max_length=80)
    set = forms.RegexField(r"\A[0-9a-f]{32}\Z")


class FileForm(forms.Form):
    """A file of prompts from somebody."""

    file = forms.FileField(
        label="The file",
        allow_empty_file=True,
        error_messages={"required": "Choose the file first."},
    )

    def content(self) -> bytes:
        """The file, or a little more than may be read of it."""
        return cast(bytes, self.cleaned_data["file"].read(FILE_BYTES + 1))
