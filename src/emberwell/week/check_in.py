"""The form of a check-in: the five questions, any of them blank. Week's end has it, and a page of its own.

Shown by `week/_check_in.html`.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField

from emberwell.week.questions import QUESTIONS, Question
from emberwell.week.records import HIGHEST, LOWEST, CheckIn

ANSWER_CHOICES = [("", "Leave blank"), *((str(answer), str(answer)) for answer in range(LOWEST, HIGHEST + 1))]
UNREADABLE = {"invalid_choice": "This could not be read. Choose once more."}


class CheckInForm(forms.Form):
    """The five questions, any of them blank."""

    energy = forms.ChoiceField(choices=ANSWER_CHOICES, required=False, error_messages=UNREADABLE)
    meaning = forms.ChoiceField(choices=ANSWER_CHOICES, required=False, error_messages=UNREADABLE)
    connection = forms.ChoiceField(choices=ANSWER_CHOICES, required=False, error_messages=UNREADABLE)
    doubt = forms.ChoiceField(choices=ANSWER_CHOICES, required=False, error_messages=UNREADABLE)
    load = forms.ChoiceField(choices=ANSWER_CHOICES, required=False, error_messages=UNREADABLE)

    def questions(self) -> list[tuple[Question, BoundField]]:
        """Each question with its field, in order."""
        return [(question, self[question.name]) for question in QUESTIONS]

    def answers(self) -> dict[str, int | None]:
        """What a valid form said, by the name of the field of `CheckIn`."""
        return {
            question.name: int(said) if (said := self.cleaned_data[question.name]) else None for question in QUESTIONS
        }

    @staticmethod
    def initial_of(check_in: CheckIn | None) -> dict[str, Any]:
        """What the form is filled with."""
        return {question.name: _text(getattr(check_in, question.name, None)) for question in QUESTIONS}


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
