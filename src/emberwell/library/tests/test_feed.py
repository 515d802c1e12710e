"""The feed, against JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from conftest import Person
from emberwell.library.prompts import all_prompts, prompt

FEED = "/library/feed.json"
TOP = {
    "version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url", "icon", "favicon",
    "authors", "language", "expired", "hubs", "items",
}  # fmt: skip
ITEM = {
    "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image",
    "date_published", "date_modified", "authors", "tags", "language", "attachments",
}  # fmt: skip


def _keeps_to(known: set[str], found: Mapping[str, Any]) -> bool:
    """Only fields of the specification, or extensions: an underscore, then letters, and an object."""
    extra = set(found) - known
    return all(name[0] == "_" and name[1:].isalpha() and isinstance(found[name], dict) for name in extra)


@pytest.fixture
def feed(visitor: Client) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(visitor.get(FEED).content)
    return read


def test_it_keeps_to_the_specification(feed: dict[str, Any]) -> None:
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert _keeps_to(TOP, feed)
    assert isinstance(feed["title"], str)
    assert feed["home_page_url"] == "http://testserver/library/"
    assert feed["feed_url"] == "http://testserver" + FEED
    assert all(set(author) <= {"name", "url", "avatar"} and author for author in feed["authors"])
    for item in feed["items"]:
        assert _keeps_to(ITEM, item)
        assert isinstance(item["id"], str)
        assert isinstance(item["content_text"], str), "each item has content_text or content_html"
        assert all(isinstance(tag, str) for tag in item["tags"])


def test_it_holds_every_prompt_as_it_is(feed: dict[str, Any]) -> None:
    assert sorted(item["id"] for item in feed["items"]) == sorted(each.id for each in all_prompts())
    for item in feed["items"]:
        found = prompt(item["id"])
        assert found is not None
        assert item["url"] == f"http://testserver/library/{found.id}/"
        assert item["content_text"] == found.text
        assert item["tags"] == [tag.value for tag in found.tags]
        own = item["_emberwell"]
        assert (own["pillar"], own["audience"]) == (found.pillar, found.audience)
        assert (own["depth"], own["minutes"], own.get("follow_up", "")) == (found.depth, found.minutes, found.follow_up)


def test_it_says_what_may_be_done_with_it(feed: dict[str, Any]) -> None:
    assert feed["_emberwell"]["license"] == "CC BY 4.0"
    assert feed["_emberwell"]["license_url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "CC BY 4.0" in feed["description"]


def test_todays_prompt_comes_first_and_the_day_changes_nothing_else(feed: dict[str, Any], visitor: Client) -> None:
    assert feed["items"][0]["id"] == feed["_emberwell"]["today"]
    assert f'/library/{feed["items"][0]["id"]}/"' in visitor.get("/library/").content.decode()
    others = [item["id"] for item in feed["items"][1:]]
    assert others == [each.id for each in all_prompts() if each.id != feed["items"][0]["id"]]


def test_who_has_it_already_is_told_so(visitor: Client) -> None:
    first = visitor.get(FEED)
    assert first.headers["Content-Type"] == "application/feed+json"
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    assert not first.cookies
    again = visitor.get(FEED, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "public, max-age=3600"
    assert visitor.get(FEED, headers={"If-None-Match": '"another"'}).status_code == 200


def test_it_is_the_same_for_everybody_and_carries_nobodys_cookie(visitor: Client, ana: Person) -> None:
    hers = ana.client.get(FEED)
    assert hers.content == visitor.get(FEED).content
    assert not hers.cookies or hers.headers["Cache-Control"] == "no-store"


def test_wrong_method(visitor: Client) -> None:
    refused = visitor.post(FEED)
    assert refused.status_code == 405
    assert refused.headers["Cache-Control"] == "no-store"


def test_the_pages_name_it(visitor: Client) -> None:
    for address in ("/library/", f"/library/{all_prompts()[0].id}/", "/library/?for=hard-day"):
        html = visitor.get(address).content.decode()
        assert '<link rel="alternate" type="application/feed+json"' in html
        assert f'href="{FEED}"' in html


def test_a_name_this_server_does_not_go_by_is_refused(visitor: Client) -> None:
    assert visitor.get(FEED, headers={"Host": "elsewhere.example"}).status_code == 400
