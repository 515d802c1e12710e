"""What a link to a prompt shows elsewhere."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from emberwell.library.checks import words
from emberwell.library.preview import TAB, TITLE, preview_words, tab_title
from emberwell.library.prompts import Prompt, all_prompts, prompts_for

PROMPTS = st.sampled_from(all_prompts())


def _meta(html: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', html)
    return {name: unescape(content) for name, content in found}


@pytest.fixture
def shown(visitor: Client) -> str:
    return visitor.get("/library/why-train-in-a-field/").content.decode()


def test_a_prompt_says_its_own_words(shown: str) -> None:
    meta = _meta(shown)
    assert meta["og:title"] == "A stranger on a train asks what you do."
    assert meta["og:description"].startswith("Write the answer you give when you would like to go back")
    assert meta["og:description"].endswith("6 minutes, or as long as you like.")
    assert meta["description"] == f"{meta['og:title']} {meta['og:description']}"
    assert (meta["og:site_name"], meta["twitter:card"]) == ("Emberwell", "summary")
    assert "<title>A stranger on a train asks what you do. Write… · Emberwell</title>" in shown


def test_addresses_are_whole(shown: str) -> None:
    meta = _meta(shown)
    assert meta["og:url"] == "http://testserver/library/why-train-in-a-field/"
    assert f'<link rel="canonical" href="{meta["og:url"]}">' in shown
    assert re.fullmatch(r"http://testserver/static/\w+/library/sign\.png", meta["og:image"])


def test_the_picture_is_ours_and_as_large_as_said(shown: str) -> None:
    meta = _meta(shown)
    path = find("library/sign.png")
    assert isinstance(path, str)
    with Image.open(path) as image:
        assert image.size == (int(meta["og:image:width"]), int(meta["og:image:height"]))
    assert shown.count("sign.png") == 1, "a page shows it to others, and never loads it itself"


def test_behind_tls_addresses_say_so(visitor: Client, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    headers = {"X-Forwarded-Proto": "https", "Host": "testserver"}
    html = visitor.get("/library/why-train-in-a-field/", headers=headers).content.decode()
    assert _meta(html)["og:url"] == "https://testserver/library/why-train-in-a-field/"


def test_a_query_is_no_part_of_the_address_of_a_prompt(visitor: Client) -> None:
    html = visitor.get("/library/why-train-in-a-field/?from=elsewhere").content.decode()
    assert _meta(html)["og:url"] == "http://testserver/library/why-train-in-a-field/"


def test_search_engines_may_find_the_library_but_not_every_way_through_it(visitor: Client) -> None:
    noindex = '<meta name="robots" content="noindex">'
    assert noindex not in visitor.get("/library/").content.decode()
    assert noindex not in visitor.get("/library/why-train-in-a-field/").content.decode()
    assert noindex in visitor.get("/library/?for=hard-day").content.decode()


@given(PROMPTS)
def test_title_and_description_read_on(prompt: Prompt) -> None:
    title, description = preview_words(prompt)
    assert len(title) <= TITLE
    said, time = f"{title} {description}", f"{prompt.minutes} minutes, or as long as you like."
    assert words(said) == words(f"{prompt.text} {time}")
    assert re.search(r"(^|… )[,;:.]", description) is None


@given(PROMPTS)
def test_a_tab_is_short_and_begins_as_the_prompt_does(prompt: Prompt) -> None:
    title = tab_title(prompt)
    assert 10 < len(title) <= TAB
    assert prompt.text.startswith(title.removesuffix("…"))


def test_no_two_tabs_read_alike() -> None:
    titles = [tab_title(each) for each in prompts_for()]
    assert len(set(titles)) == len(titles)
