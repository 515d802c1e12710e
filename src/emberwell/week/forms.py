"""What the forms of a week's end accept. Every part may stay blank, and no field cuts off what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any, cast

from django import forms

from emberwell.exchange.calendar_event import NEUTRAL
from emberwell.site.fields import WordsField
from emberwell.vault.record import RecordId, new_id
from emberwell.week.act_fields import ActFields
from emberwell.week.check_in import UNREADABLE, CheckInForm
from emberwell.week.keeping import ActSaid, Expected, Filled
from emberwell.week.records import CameOf, Place
from emberwell.week.ring import STEP_WORDS
from emberwell.week.rules import OBSTACLE_LIMIT

RECORD = r"[0-9a-f]{32}"
TAB = r"[A-Za-z0-9_-]{1,64}"
REVISIONS = r"\d{1,9}(-\d{1,9}){3}"
CAME_OF = {CameOf.DID: "Did it", CameOf.PARTLY: "Partly", CameOf.NOT_THIS_TIME: "Not this time"}
CAME_CHOICES = [("", "Leave open"), *((came.value, words) for came, words in CAME_OF.items())]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS = ("work", "home")
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)


class MatchField(forms.Field):
    """What a hidden field carries, when it looks like it; "" for anything else, so that the words are still taken."""

    widget = forms.HiddenInput

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        super().__init__(required=False)

    def to_python(self, value: Any) -> str:
        return value if isinstance(value, str) and self._pattern.fullmatch(value) else ""


class StepField(forms.ChoiceField):
    """A place on the ring: steps from the middle, or None."""

    def __init__(self) -> None:
        super().__init__(choices=STEP_WORDS, required=False, error_messages=UNREADABLE)


class WeekForm(ActFields):
    """A week's end but for the check-in. The ring's fields, `work-ID` and `home-ID`, depend on the values shown."""

    week = MatchField(RECORD)
    check_in = MatchField(RECORD)
    act = MatchField(RECORD)
    tab = MatchField(TAB)
    expected = MatchField(REVISIONS)
    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    in_the_way = WordsField(
        limit=OBSTACLE_LIMIT,
        too_long=f"This line has at most {OBSTACLE_LIMIT:,} characters. The rest can go on a page of the journal.",
        required=False,
    )
    act_value = forms.ChoiceField(required=False, error_messages=UNREADABLE)
    came_of = forms.ChoiceField(choices=CAME_CHOICES, required=False, error_messages=UNREADABLE)

    def __init__(
        self,
        *args: Any,
        values: Mapping[RecordId, str],
        served: Mapping[RecordId, str],
        may_drop_act: bool = True,
        **options: Any,
    ) -> None:
        """`values` are those of the ring and `served` those an act may serve, by id, with their names.

        `may_drop_act`: an act is kept, so what it is may be taken out, and it then goes to the trash.
        """
        super().__init__(*args, **options)
        self._values = tuple(values)
        self._may_drop_act = may_drop_act
        for part in PARTS:
            for id in values:
                self.fields[f"{part}-{id}"] = StepField()
        choices = [("", "None of them"), *served.items()]
        cast(forms.ChoiceField, self.fields["act_value"]).choices = choices

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        details = any(str(said.get(name) or "").strip() for name in ("act_when", "act_where", "act_if", "act_then"))
        if details and not self._may_drop_act and "act_what" in said and not said["act_what"].strip():
            self.add_error("act_what", "Say in a few words what it is, or empty the rest as well.")
        return said

    def filled(self, check_in: CheckInForm, *, zone: str) -> Filled:
        """What both valid forms said."""
        said = self.cleaned_data
        expected = [int(number) for number in (said["expected"] or "0-0-0-0").split("-")]
        return Filled(
            week_id=RecordId(said["week"] or new_id()),
            check_in_id=RecordId(said["check_in"] or new_id()),
            act_id=RecordId(said["act"] or new_id()),
            tab=said["tab"] or "plain",
            expected=(expected[0], expected[1], expected[2], expected[3]),
            zone=zone,
            places={
                id: Place(value=id, work=_number(said[f"work-{id}"]), home=_number(said[f"home-{id}"]))
                for id in self._values
            },
            in_the_way=said["in_the_way"].strip(),
            answers=check_in.answers(),
            act=ActSaid(
                what=said["act_what"].strip(),
                when=_line(said["act_when"]),
                where=_line(said["act_where"]),
                if_=_line(said["act_if"]),
                then=_line(said["act_then"]),
                value=RecordId(said["act_value"]) if said["act_value"] else None,
            ),
            came_of=CameOf(said["came_of"]) if said["came_of"] else None,
        )


def written(expected: Expected) -> str:
    """Revisions as the form carries them."""
    return "-".join(str(number) for number in expected)


def placed_in(sent: Mapping[str, Any]) -> tuple[RecordId, ...]:
    """The values that a form, as it was sent, has on its ring."""
    fields = (re.fullmatch(rf"(?:{'|'.join(PARTS)})-({RECORD})", name) for name, said in sent.items() if said)
    return tuple(dict.fromkeys(RecordId(field[1]) for field in fields if field))


def places_initial(places: Iterable[Place]) -> dict[str, str]:
    """What the ring's fields are filled with."""
    return {f"{part}-{place.value}": _text(getattr(place, part)) for place in places for part in PARTS}


class WeekDayForm(forms.Form):
    """The day on which one's week ends: ISO, 1 Monday .. 7 Sunday."""

    week_day = forms.TypedChoiceField(
        choices=[(number, name) for number, name in enumerate(DAYS, 1)], coerce=int, label="Your week ends on"
    )


class CameForm(forms.Form):
    """What came of a small act: one of three, each complete in itself."""

    came_of = forms.ChoiceField(
        choices=[(came.value, words) for came, words in CAME_OF.items()],
        error_messages={"required": "Choose one of the three, or leave it open."} | UNREADABLE,
    )


class CalendarForm(forms.Form):
    """When a small act stands in one's own calendar, and what the calendar says of it."""

    day = forms.DateField(
        label="Day", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), input_formats=["%Y-%m-%d"]
    )
    at = forms.TimeField(label="Time", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    minutes = forms.IntegerField(
        label="Minutes", min_value=5, max_value=1440, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    text = WordsField(limit=200, too_long="At most 200 characters.", required=False, label="What the calendar says")
    own_words = forms.BooleanField(required=False, label="Use the words of the act instead")
    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean_day(self) -> date:
        day = cast(date, self.cleaned_data["day"])
        if not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError("Calendars take days between 1970 and 2199.")
        return day

    def clean_text(self) -> str:
        return _line(self.cleaned_data["text"]) or NEUTRAL

    def starts(self) -> tuple[date, time]:
        """The day and the time on the wall."""
        return self.cleaned_data["day"], self.cleaned_data["at"]


def _line(text: str) -> str:
    return " ".join(text.split())


def _number(text: str) -> int | None:
    return int(text) if text else None


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
