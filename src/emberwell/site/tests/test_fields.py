"""A field and the sentence that helps with it belong together for a screen reader too."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django import forms
from django.template import engines

from emberwell.site.fields import MomentField


class _Form(forms.Form):
    title = forms.CharField(label="Title")
    theme = forms.ChoiceField(label="Light or dark", choices=[("light", "Light")], widget=forms.RadioSelect)
    known = forms.CharField(label="Known", help_text="Django's own help.")


def _field(form: forms.Form, name: str, extra: str = "") -> str:
    template = engines["django"].from_string(f'{{% include "components/field.html" with field=form.{name} {extra} %}}')
    return str(template.render({"form": form}))


def test_help_is_tied_to_its_field() -> None:
    html = _field(_Form(), "title", 'help="A few words."')
    assert 'aria-describedby="id_title_helptext"' in html
    assert '<p class="field__help" id="id_title_helptext">A few words.</p>' in html


def test_errors_are_tied_too_and_said_in_words() -> None:
    html = _field(_Form(data={}), "title", 'help="A few words."')
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title_error"' in html


def test_without_help_only_errors_are_named() -> None:
    assert "aria-describedby" not in _field(_Form(), "title")
    assert 'aria-describedby="id_title_error"' in _field(_Form(data={}), "title")


def test_a_help_text_of_the_form_is_shown_and_tied() -> None:
    html = _field(_Form(), "known")
    assert 'aria-describedby="id_known_helptext"' in html
    assert "Django&#x27;s own help." in html


def test_choices_are_one_group_with_a_name() -> None:
    html = _field(_Form(), "theme")
    assert "<legend>Light or dark</legend>" in html
    assert html.count('type="radio"') == 1


@pytest.mark.parametrize("said", ["", "soon", "2026-03-05", "0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-12:00"])
def test_what_is_no_moment_in_utc_counts_as_not_said(said: str) -> None:
    assert MomentField(required=False).clean(said) is None


def test_a_moment_comes_in_utc() -> None:
    assert MomentField().clean("2026-03-05T14:00:00+02:00") == datetime(2026, 3, 5, 12, tzinfo=UTC)
