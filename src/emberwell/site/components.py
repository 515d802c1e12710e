"""What `/components/` shows (in debug only): every part of a page once, with words of the length people write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms

from emberwell.journal.records import Pillar
from emberwell.library.prompts import Prompt, prompts_for
from emberwell.prompts.finding import found_in_library
from emberwell.site.pages import PromptCard
from emberwell.site.ring import YearRing, year_ring


class SampleForm(forms.Form):
    """One field of each kind a page has."""

    title = forms.CharField(label="Title", required=False)
    body = forms.CharField(label="Your words", widget=forms.Textarea(attrs={"class": "words", "rows": 4}))
    zone_name = forms.ChoiceField(
        label="Time zone", choices=[("Europe/Lisbon", "Europe/Lisbon"), ("Asia/Kolkata", "Asia/Kolkata")]
    )
    spellcheck = forms.BooleanField(label="Let the browser check my spelling", required=False)
    theme = forms.ChoiceField(
        label="Light or dark",
        choices=[("system", "As my system"), ("light", "Light"), ("dark", "Dark")],
        widget=forms.RadioSelect,
    )
    pillar = forms.ChoiceField(
        label="This page is about",
        required=False,
        choices=[("", "None of these"), *((pillar.value, pillar.value.title()) for pillar in Pillar)],
        widget=forms.RadioSelect,
    )


@dataclass(frozen=True)
class ComponentsPage:
    """`site/components.html`."""

    form: SampleForm
    refused: SampleForm
    """Sent with nothing in it."""
    prompt: Prompt
    card: PromptCard
    ring: YearRing
    empty_ring: YearRing
    pillars: tuple[str, ...]


def components_page() -> ComponentsPage:
    """The samples. The ring is one somebody might have: a busy spring, a summer away, evenings in autumn."""
    first = date(2026, 1, 1)
    days = [first + timedelta(days=n) for n in range(320) if (n * n * 7 + n) % 11 < _often(n)]
    return ComponentsPage(
        form=SampleForm(initial={"theme": "system", "pillar": "connection"}),
        refused=SampleForm(data={}),
        prompt=prompts_for()[0],
        card=PromptCard(prompt=found_in_library(prompts_for()[0]), is_written=False),
        ring=year_ring(2026, days, today=date(2026, 11, 16)),
        empty_ring=year_ring(2025, []),
        pillars=tuple(pillar.value for pillar in Pillar),
    )


def _often(day: int) -> int:
    """How many days of eleven have a page, around the given day of the year."""
    if 190 <= day < 235:
        return 0
    return 7 if 60 <= day < 120 else 3
