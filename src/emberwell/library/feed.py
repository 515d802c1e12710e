"""All prompts as one JSON Feed (version 1.1, jsonfeed.org), for whoever wants them somewhere else.

The format has no field for a licence: it stands in `_emberwell`, in the description and in `user_comment`. Extensions
begin with an underscore and say under `about` where they are explained.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from emberwell.library.prompts import Prompt

VERSION = "https://jsonfeed.org/version/1.1"
MEDIA_TYPE = "application/feed+json"
LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
CREDIT = "Emberwell, CC BY 4.0"
"""What to say about where a prompt comes from."""


def feed(prompts: Sequence[Prompt], today: Prompt, day: date, *, url_of: Callable[[str], str]) -> bytes:
    """The feed of `day` as UTF-8: today's prompt first, then the others in the library's own order.

    `url_of` gives the absolute address of "" (the library), "feed", "picture" or a prompt's id. The same all day.
    """
    in_order = [today, *(each for each in prompts if each.id != today.id)]
    whole = {
        "version": VERSION,
        "title": "Emberwell: prompts for psychotherapists",
        "home_page_url": url_of(""),
        "feed_url": url_of("feed"),
        "description": "Something to write to, to take home to, or to ask a colleague. Written for Emberwell and "
        f"free to use, copy, translate and change under {LICENCE} ({LICENCE_URL}), saying where it comes from.",
        "user_comment": "This feed holds every prompt of the library, today’s first. Open it in a feed reader, or read "
        f"it with a program. What to say about its source: “{CREDIT}”.",
        "icon": url_of("picture"),
        "language": "en",
        "authors": [{"name": "The Emberwell authors", "url": url_of("")}],
        "_emberwell": {
            "about": url_of(""),
            "license": LICENCE,
            "license_url": LICENCE_URL,
            "attribution": CREDIT,
            "day": day.isoformat(),
            "today": today.id,
        },
        "items": [_item(each, url_of) for each in in_order],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _item(prompt: Prompt, url_of: Callable[[str], str]) -> dict[str, Any]:
    own = {
        "pillar": prompt.pillar.value,
        "audience": prompt.audience.value,
        "depth": prompt.depth,
        "minutes": prompt.minutes,
    }
    return {
        "id": prompt.id,
        "url": url_of(prompt.id),
        "content_text": prompt.text,
        "language": prompt.language,
        "tags": [tag.value for tag in prompt.tags],
        "_emberwell": own | ({"follow_up": prompt.follow_up} if prompt.follow_up else {}),
    }
