"""Two chairs: for anybody. No account, no cookie, nothing recorded.

There is no address to keep a line at: that is `journal:keep`, as for any other line.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from emberwell.library import prompts
from emberwell.library.prompts import Audience
from emberwell.peers.pages import two_chairs_page
from emberwell.peers.rules import choose
from emberwell.site.access import public
from emberwell.site.show import show


@public
@require_safe
def two_chairs(request: HttpRequest) -> HttpResponse:
    """`/peers/two-chairs/`: `?minutes=`, `?seats=`, `?first=`, `?question=` as chosen; `?after=` other questions."""
    asked = {name: request.GET.get(name, "") for name in ("minutes", "seats", "first", "question")}
    chosen = choose(**asked)
    if chosen is None or not _is_question(chosen.question):
        raise Http404
    page = two_chairs_page(
        chosen,
        today=datetime.now(UTC).date(),
        after=request.GET.get("after", ""),
        kept=request.GET.get("said") == "kept",
    )
    return show(request, "peers/two_chairs.html", page)


def _is_question(id: str) -> bool:
    found = prompts.prompt(id) if id else None
    return not id or (found is not None and found.audience is Audience.COLLEAGUE)
