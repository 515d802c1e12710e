"""The fields of a small act, wherever one is chosen: at a week's end, on a step of a path."""

from __future__ import annotations

from django import forms

from emberwell.site.fields import WordsField
from emberwell.week.rules import DETAIL_LIMIT, WHAT_LIMIT


def _detail() -> WordsField:
    return WordsField(limit=DETAIL_LIMIT, too_long=f"At most {DETAIL_LIMIT} characters.", required=False)


class ActFields(forms.Form):
    """What, and if one likes when, where or with whom, and "if ... then ..."."""

    act_what = WordsField(
        limit=WHAT_LIMIT,
        too_long=f"A small act has at most {WHAT_LIMIT} characters. Smaller is easier to do.",
        required=False,
    )
    act_when = _detail()
    act_where = _detail()
    act_if = _detail()
    act_then = _detail()
