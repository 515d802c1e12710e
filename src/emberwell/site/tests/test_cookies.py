"""Every cookie there is, and how far each reaches."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from emberwell.site import cookies
from emberwell.vault.record import AccountId

ANA, BEN = AccountId("a" * 32), AccountId("b" * 32)


@pytest.fixture
def request_with(rf: RequestFactory) -> Any:
    """A request from the browser that received `response`."""

    def make(response: HttpResponse) -> HttpRequest:
        request = rf.get("/")
        request.COOKIES = {name: morsel.value for name, morsel in response.cookies.items()}
        return request

    return make


@pytest.mark.parametrize(("hosted", "name"), [(False, "vault_secret"), (True, "__Host-vault_secret")])
def test_the_unlock_secret(hosted: bool, name: str, settings: Any, request_with: Any) -> None:
    settings.EMBERWELL_HOSTED = hosted
    response = HttpResponse()
    cookies.set_unlock_secret(response, "s3cret")
    cookie = response.cookies[name]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Strict", "/", "")
    assert bool(cookie["secure"]) is hosted
    assert cookie["max-age"] == ""
    assert cookies.unlock_secret(request_with(response)) == "s3cret"
    cookies.clear_unlock_secret(response)
    assert response.cookies[name]["max-age"] == 0
    assert cookies.unlock_secret(request_with(response)) is None


def test_the_door_remembers_who_opened_here(rf: RequestFactory, request_with: Any) -> None:
    first = HttpResponse()
    cookies.remember_at_the_door(rf.get("/"), first, ANA)
    second = HttpResponse()
    cookies.remember_at_the_door(request_with(first), second, BEN)
    assert cookies.at_the_door(request_with(second)) == (BEN, ANA)
    third = HttpResponse()
    cookies.forget_at_the_door(request_with(second), third, BEN)
    assert cookies.at_the_door(request_with(third)) == (ANA,)
    assert third.cookies["door"]["httponly"]


def test_a_forged_door_is_no_door(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.COOKIES = {"door": f'["{ANA}"]:forged:signature'}
    assert cookies.at_the_door(request) == ()


def test_the_theme(rf: RequestFactory, request_with: Any) -> None:
    response = HttpResponse()
    cookies.set_theme(response, "dark")
    assert cookies.theme(request_with(response)) == "dark"
    odd = rf.get("/")
    odd.COOKIES = {"theme": "javascript:"}
    assert cookies.theme(odd) == "system"
