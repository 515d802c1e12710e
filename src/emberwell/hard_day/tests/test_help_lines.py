"""The dated list of lines, and what is refused in it."""

from __future__ import annotations

from datetime import date

import pytest

from emberwell.hard_day.help_lines import HelpLinesBroken, help_lines, read_help_lines

GOOD = """
compiled = 2026-11-22

[[country]]
code = "GB"
name = "United Kingdom"
emergency = ["999"]

[[country.line]]
name = "Samaritans"
call = "116 123"
hours = "day and night"
source = "https://www.samaritans.org/"
checked = 2026-11-22
"""

SURE = {
    ("US", "988"),
    ("CA", "988"),
    ("GB", "116 123"),
    ("IE", "116 123"),
    ("AU", "13 11 14"),
    ("NZ", "1737"),
    ("DE", "0800 111 0 111"),
    ("DE", "0800 111 0 222"),
    ("AT", "142"),
    ("CH", "143"),
    ("FR", "3114"),
    ("ES", "024"),
    ("NL", "113"),
}


def test_the_lines_named_in_the_issue_are_there() -> None:
    found = {(country.code, line.call) for country in help_lines().country for line in country.line}
    assert found >= SURE


def test_emergency_numbers_are_there() -> None:
    first = {country.code: country.emergency[0] for country in help_lines().country}
    assert first["US"] == first["CA"] == "911"
    assert (first["GB"], first["AU"], first["NZ"], first["FR"], first["DE"]) == ("999", "000", "111", "112", "112")


def test_every_entry_says_its_hours_its_source_and_its_day() -> None:
    for country in help_lines().country:
        for line in country.line:
            assert line.hours
            assert line.source.startswith("https://")
            assert date(2026, 1, 1) < line.checked <= help_lines().compiled


def test_links_dial_what_is_written() -> None:
    (line,) = read_help_lines(GOOD).country[0].line
    assert (line.call_link, line.text_link) == ("tel:116123", "")
    chile = next(country for country in help_lines().country if country.code == "CL")
    assert chile.line[0].call_link == "tel:%2A4141"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('hours = "day and night"', "", "hours"),
        ('source = "https://www.samaritans.org/"', "", "source"),
        ('source = "https://www.samaritans.org/"', 'source = "http://www.samaritans.org/"', "source"),
        ("checked = 2026-11-22", "checked = 2026-11-23", "checked after the file was compiled"),
        ('call = "116 123"', "", "a line needs a number"),
        ('call = "116 123"', 'call = "call us"', "call"),
        ('call = "116 123"', 'call = "116 123"\nword = "HELLO"', "needs a number to send it to"),
        ('emergency = ["999"]', "emergency = []", "emergency"),
        ('code = "GB"', 'code = "UK!"', "code"),
        ('name = "Samaritans"', 'name = "Samaritans"\ncost = 0', "cost"),
        ("compiled = 2026-11-22", "", "compiled"),
        ("[[country]]", "[[country", "line"),
    ],
)
def test_a_broken_list_is_refused(before: str, after: str, said: str) -> None:
    with pytest.raises(HelpLinesBroken, match=said):
        read_help_lines(GOOD.replace(before, after, 1))


def test_countries_stand_once_and_in_order() -> None:
    (head, country) = GOOD.split("[[country]]", 1)
    twice = head + "[[country]]" + country + "[[country]]" + country
    with pytest.raises(HelpLinesBroken, match="once each"):
        read_help_lines(twice)
    with pytest.raises(HelpLinesBroken, match="same code"):
        read_help_lines(twice.replace("United Kingdom", "A Kingdom", 1))
