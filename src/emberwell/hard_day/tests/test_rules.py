"""How somebody is reached, and which country comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.hard_day.help_lines import help_lines
from emberwell.hard_day.rules import likely_country, phone_link

KNOWN = {country.code for country in help_lines().country}


@pytest.mark.parametrize(
    ("reach", "link"),
    [
        ("+49 30 123456", "tel:+4930123456"),
        ("0171/1234567", "tel:01711234567"),
        ("(020) 7946 0958", "tel:02079460958"),
        ("  112 ", "tel:112"),
        ("next door", ""),
        ("flat 12", ""),
        ("", ""),
        ("1", ""),
        ("javascript:alert(1)", ""),
        ("030 1234, after six", ""),
    ],
)
def test_only_a_phone_number_becomes_a_link(reach: str, link: str) -> None:
    assert phone_link(reach) == link


@given(st.text(max_size=80))
def test_a_link_only_ever_dials(reach: str) -> None:
    link = phone_link(reach)
    assert link == "" or set(link.removeprefix("tel:")) <= set("+0123456789")


@pytest.mark.parametrize(
    ("zone", "languages", "country"),
    [
        ("Europe/Vienna", "en-US", "AT"),
        ("Australia/Perth", "", "AU"),
        ("", "de-CH, de;q=0.9", "CH"),
        ("", "fr;q=0.9, en-GB;q=0.8", "GB"),
        ("", "zh-Hant-TW", "TW"),
        ("+02:00", "nl-NL", "NL"),
        ("Europe/Nowhere", "", ""),
        ("", "de", ""),
        ("", "en-XX", ""),
        ("", "", ""),
        ("Africa/Nairobi", "en-KE", ""),
    ],
)
def test_the_likely_country_comes_from_the_zone_then_the_languages(zone: str, languages: str, country: str) -> None:
    assert likely_country(zone=zone, languages=languages, known=KNOWN) == country


@given(st.text(max_size=40), st.text(max_size=200))
def test_any_header_is_survived(zone: str, languages: str) -> None:
    assert likely_country(zone=zone, languages=languages, known=KNOWN) in {"", *KNOWN}
