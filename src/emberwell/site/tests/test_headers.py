"""Security headers stand on every response there is."""

from __future__ import annotations

from typing import Any

import pytest
from django.templatetags.static import static
from django.test import Client

from conftest import Person
from emberwell.site.middleware.headers import CONTENT_SECURITY_POLICY


def test_the_policy_allows_nothing_unsafe() -> None:
    assert CONTENT_SECURITY_POLICY == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )


@pytest.mark.parametrize("address", ["/", "/no/such/page/", "/journal/", "/open/", "/source/"])
def test_every_page_carries_them(visitor: Client, address: str) -> None:
    headers = visitor.get(address).headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


def test_private_pages_are_never_stored(ana: Person) -> None:
    assert ana.client.get("/").headers["Cache-Control"] == "no-store"


def test_refusals_carry_them_too(visitor: Client) -> None:
    for response in (
        visitor.post("/open/", headers={"Sec-Fetch-Site": "cross-site"}),
        visitor.get("/", headers={"Host": "elsewhere.example"}),
    ):
        assert response.status_code in {400, 403}
        assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert response.headers["Cache-Control"] == "no-store"


def test_static_files_are_kept_for_good_under_an_address_with_a_digest(visitor: Client) -> None:
    response = visitor.get(static("emberwell/css/base.css"))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response)
    response.close()


def test_a_missing_static_file_is_not_kept(visitor: Client) -> None:
    response = visitor.get(static("emberwell/css/none.css"))
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"


def test_a_host_asks_for_tls_from_then_on(visitor: Client, settings: Any) -> None:
    settings.EMBERWELL_HOSTED = True
    assert visitor.get("/").headers["Strict-Transport-Security"] == "max-age=63072000"


def test_an_unknown_host_name_is_refused(visitor: Client) -> None:
    assert visitor.get("/", headers={"Host": "rebound.example"}).status_code == 400
    assert visitor.get(static("emberwell/css/base.css"), headers={"Host": "rebound.example"}).status_code == 400
