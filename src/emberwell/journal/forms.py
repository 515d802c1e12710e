"""What the journal's forms accept, and the sentences they answer with.

A writing form must take whatever a browser without scripts, an older tab or the letterbox sends: everything but the
words has a sensible default, and no field cuts off what was typed.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import UTC, date, datetime
from typing import Any, cast

from django import forms

from emberwell.journal.calendar import Wanted
from emberwell.journal.dates import is_zone
from emberwell.journal.keeping import clean_line
from emberwell.journal.margin import MARGIN_LIMIT
from emberwell.journal.records import Pillar
from emberwell.journal.rules import BODY_LIMIT, LINE_LIMIT, TAG_LIMIT, TAGS_LIMIT, TITLE_LIMIT, clean_tags
from emberwell.journal.values import ids_in
from emberwell.journal.writing import Typed
from emberwell.site.fields import MomentField, WordsField
from emberwell.vault.record import RecordId, new_id

RECORD = r"\A[0-9a-f]{32}\Z"
TAB = r"\A[A-Za-z0-9_-]{1,64}\Z"
LARGEST = 2**31
"""Of a number that a form carries; what a database counts in."""
PILLARS = [("", "None"), *((pillar.value, pillar.value.capitalize()) for pillar in Pillar)]


class WallClockField(forms.Field):
    """A date and a time without a zone, as `datetime-local` sends them."""

    def to_python(self, value: Any) -> datetime | None:
        if not value:
            return None
        try:
            when = datetime.fromisoformat(str(value))
        except ValueError:
            raise forms.ValidationError("Give a date and a time, such as 2026-03-14 16:40.") from None
        return when.replace(tzinfo=None)


class IdsField(forms.Field):
    """Ids of values, or of code names: a tick each, or all of them in one field, as a script sends them.

    What is no id is left out.
    """

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> tuple[RecordId, ...]:
        return ids_in(value)


class EntryForm(forms.Form):
    """A page being written."""

    record = forms.RegexField(RECORD, required=False, widget=forms.HiddenInput)
    tab = forms.RegexField(TAB, required=False, widget=forms.HiddenInput)
    based_on = forms.IntegerField(required=False, min_value=0, max_value=LARGEST, widget=forms.HiddenInput)
    moment = MomentField(required=False)
    prompt = WordsField(limit=200, too_long="This prompt is not known here.", required=False, widget=forms.HiddenInput)
    prompt_text = WordsField(limit=2000, too_long="This prompt is too long.", required=False, widget=forms.HiddenInput)
    title = WordsField(
        limit=TITLE_LIMIT,
        too_long=f"A title has at most {TITLE_LIMIT} characters. The rest can go on the page.",
        required=False,
    )
    body = WordsField(
        limit=BODY_LIMIT,
        too_long=f"A page holds at most {BODY_LIMIT:,} characters. Nothing is lost: divide it in two.",
        required=False,
    )
    pillar = forms.ChoiceField(choices=PILLARS, required=False, widget=forms.RadioSelect, label="Belongs to")
    tags = WordsField(limit=TAG_LIMIT * TAGS_LIMIT, too_long="These are too many tags for one page.", required=False)
    values = IdsField(required=False)
    clients = IdsField(required=False)
    starred = forms.BooleanField(required=False)
    raw = forms.BooleanField(required=False)
    when = WallClockField(required=False)
    zone = forms.CharField(required=False, max_length=64)

    def __init__(self, *args: Any, zone: str, needs_words: bool = False, **options: Any) -> None:
        """`zone` is what an absent one means, and accepted whatever it is; `needs_words` refuses an empty page."""
        self._zone = zone
        self._needs_words = needs_words
        super().__init__(*args, **options)

    def clean_title(self) -> str:
        return " ".join(cast(str, self.cleaned_data["title"]).split())

    def clean_zone(self) -> str:
        zone = cast(str, self.cleaned_data["zone"]) or self._zone
        if zone != self._zone and not is_zone(zone):
            raise forms.ValidationError("This zone is not known here. Try a city, such as Europe/Lisbon, or +02:00.")
        return zone

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if self._needs_words and "body" in cleaned and not (cleaned["body"].strip() or cleaned.get("title")):
            self.add_error("body", "There is nothing on this page yet. Write something, or leave it without saving.")
        return cleaned

    def typed(self) -> Typed:
        """What a valid form said."""
        said = self.cleaned_data
        return Typed(
            record=RecordId(said["record"] or new_id()),
            tab=said["tab"] or "plain",
            based_on=said["based_on"] or 0,
            body=said["body"],
            title=said["title"],
            pillar=Pillar(said["pillar"]) if said["pillar"] else None,
            tags=clean_tags(said["tags"]),
            values=said["values"],
            clients=said["clients"],
            starred=said["starred"],
            raw=said["raw"],
            prompt=said["prompt"] or None,
            prompt_text=said["prompt_text"],
            moment=said["moment"] or datetime.now(UTC),
            when=said["when"],
            zone=said["zone"],
        )


class LineForm(forms.Form):
    """A line to keep, or one being changed (then it may be emptied)."""

    text = WordsField(
        limit=LINE_LIMIT,
        too_long=f"A kept line has at most {LINE_LIMIT:,} characters. The rest can go on a page.",
        required=False,
        label="A line",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    entry = forms.RegexField(RECORD, required=False, widget=forms.HiddenInput)
    values = IdsField(required=False)
    expected = forms.IntegerField(required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, may_be_empty: bool = False, **options: Any) -> None:
        self._may_be_empty = may_be_empty
        super().__init__(*args, **options)

    def clean_text(self) -> str:
        text = clean_line(cast(str, self.cleaned_data["text"]))
        if not text and not self._may_be_empty:
            raise forms.ValidationError("Write the line first, or select the words to keep.")
        return text

    def page_id(self) -> RecordId | None:
        """The page it is taken from."""
        said = self.cleaned_data["entry"]
        return RecordId(said) if said else None


class MarginForm(forms.Form):
    """Words to look for possible identifiers in: as much as a script sends of a long page."""

    body = WordsField(limit=MARGIN_LIMIT, too_long="Too long to be looked at in one piece.", required=False)
    clients = forms.CharField(required=False)
    """Ids of the code names ticked for the page."""


class FilterForm(forms.Form):
    """Which pages the stream shows. Anything it cannot read is as if it had not been said."""

    pillar = forms.ChoiceField(choices=PILLARS, required=False)
    tag = forms.RegexField(r"\A[0-9a-f]{16}\Z", required=False)
    value = forms.RegexField(RECORD, required=False)
    client = forms.RegexField(RECORD, required=False)
    starred = forms.BooleanField(required=False)
    pictures = forms.BooleanField(required=False)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)

    def wanted(self, tag_of: Mapping[str, str], known: Container[str]) -> Wanted:
        """`tag_of` turns the sign of a tag into the tag; of a value and a code name it must be `known` by which name to
        call it.
        """
        self.full_clean()
        said = self.cleaned_data
        return Wanted(
            pillar=Pillar(said["pillar"]) if said.get("pillar") else None,
            tag=tag_of.get(said.get("tag", ""), ""),
            value=RecordId(value) if (value := said.get("value", "")) and value in known else "",
            client=RecordId(client) if (client := said.get("client", "")) and client in known else "",
            starred=said.get("starred", False),
            pictured=said.get("pictures", False),
            since=cast("date | None", said.get("since")),
            until=cast("date | None", said.get("until")),
        )
