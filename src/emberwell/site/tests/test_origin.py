"""What changes something comes from our own pages, with a token, or not at all."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from conftest import Person

ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": "http://testserver:9999"},
    {"Origin": "https://testserver"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://elsewhere.example"},
]


@pytest.mark.parametrize("headers", ELSEWHERE)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_unsafe_methods_from_elsewhere_are_refused(ana: Person, headers: dict[str, str], method: str) -> None:
    response = getattr(ana.client, method)("/close/", headers=headers)
    assert response.status_code == 403
    assert ana.client.get("/").context["page"].today


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}])
def test_our_own_pages_pass(ana: Person, headers: dict[str, str]) -> None:
    assert ana.client.post("/close/", headers=headers).status_code in {302, 303}


def test_reading_from_elsewhere_is_a_matter_of_cookies(visitor: Client) -> None:
    assert visitor.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_missing_token_is_refused(ana: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ana.client.cookies
    assert strict.post("/close/").status_code == 403
    page = strict.get("/").content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found
    assert strict.post("/close/", {"csrfmiddlewaretoken": found[1]}).status_code in {302, 303}


def test_the_token_cookie_is_ours_alone(visitor: Client) -> None:
    cookie = visitor.get("/").cookies["csrf"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


def test_a_page_without_a_form_sets_no_cookie(visitor: Client) -> None:
    assert not visitor.get("/source/").cookies
    assert not visitor.get("/library/").cookies
    assert not visitor.get("/hard-day/").cookies
