"""A year of CPD as a PDF: a plain table on A4, for whoever asks for one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from emberwell.exchange.sheets import long_date
from emberwell.exchange.typesetting import not_drawn, typeset
from emberwell.keepsakes.words import with_breaks
from emberwell.supervision.rules import spoken_time

if TYPE_CHECKING:
    from emberwell.supervision.records import Cpd


def cpd_pdf(learned: Sequence[Cpd], *, year: int, name: str, made_on: datetime) -> bytes:
    """The sheet; `name` is whose it is, `made_on` (aware) stands at its foot."""
    return typeset("cpd.typ", "cpd", cpd_words(learned, year=year, name=name, made_on=made_on), made_on=made_on)


def cpd_words(learned: Sequence[Cpd], *, year: int, name: str, made_on: datetime) -> dict[str, object]:
    """What `cpd.typ` finds as `cpd`."""
    boxes = not_drawn([name, *(words for each in learned for words in (each.title, each.form, each.changed))])
    return {
        "year": str(year),
        "name": name,
        "made_on": long_date(made_on.date(), weekday=False),
        "total": spoken_time(sum(each.minutes for each in learned)),
        "rows": [
            {
                "day": f"{each.done_on.day} {each.done_on:%B}",
                "title": with_breaks(each.title),
                "kind": with_breaks(each.form),
                "time": spoken_time(each.minutes),
                "changed": with_breaks(each.changed),
            }
            for each in learned
        ],
        "remark": f"Shown as boxes, since no font here has them: {', '.join(boxes)}." if boxes else "",
    }
