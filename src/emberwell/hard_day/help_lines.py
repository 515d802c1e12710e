"""The dated list of lines to call, shipped beside this module as `help_lines.toml`."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated

import msgspec

Words = Annotated[str, msgspec.Meta(min_length=1)]


class HelpLinesBroken(Exception):
    """The file of help lines breaks its own rules. The message names the country and what to mend."""


class HelpLine(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One service that answers."""

    name: Words
    """As whoever answers says it, in their own language."""
    call: Annotated[str, msgspec.Meta(pattern=r"^[*]?[0-9][0-9 -]*$")] | None = None
    """The number as people write it."""
    text: Annotated[str, msgspec.Meta(pattern=r"^[0-9][0-9 ]*$")] | None = None
    """The number for messages."""
    word: Words | None = None
    """What to send to `text`; any words will do when there is none."""
    hours: Words
    """Always said: a line without hours is read as open now."""
    note: str = ""
    source: Annotated[str, msgspec.Meta(pattern=r"^https://[^/ ]+/\S*$")]
    """The service's own page, to look at before relying on the number."""
    checked: date
    """The day this entry was compared with published pages."""

    @property
    def site(self) -> str:
        """The name of the place `source` leads to, such as `samaritans.org`."""
        return self.source.split("/")[2].removeprefix("www.")

    @property
    def call_link(self) -> str:
        """`tel:` and the number without its spaces; "" when it takes no calls."""
        return _link("tel", self.call)

    @property
    def text_link(self) -> str:
        """`sms:` and the number without its spaces; "" when it takes no messages."""
        return _link("sms", self.text)


class Country(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What to dial in one country."""

    code: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2}$")]
    """ISO 3166-1, two letters."""
    name: Words
    emergency: Annotated[tuple[Annotated[str, msgspec.Meta(pattern=r"^[0-9]{2,3}$")], ...], msgspec.Meta(min_length=1)]
    """When a life is in danger now; the first is the one to try."""
    line: Annotated[tuple[HelpLine, ...], msgspec.Meta(min_length=1)]


class HelpLines(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    compiled: date
    """The day the whole of it was last gone through: the date the page shows."""
    country: tuple[Country, ...]
    """In the order of their English names."""


@cache
def help_lines() -> HelpLines:
    """The lines as shipped. Read once. Raises `HelpLinesBroken`."""
    return read_help_lines((files(__package__) / "help_lines.toml").read_text("utf-8"))


def read_help_lines(text: str) -> HelpLines:
    """The lines in a TOML text.

    Raises `HelpLinesBroken`: a field missing, unknown or malformed; a line with neither call nor text; a country twice
    or out of order; an entry checked after the file was compiled.
    """
    try:
        read = msgspec.convert(tomllib.loads(text), HelpLines)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise HelpLinesBroken(f"help_lines.toml: {error}") from error
    if (names := [each.name for each in read.country]) != sorted(set(names)):
        raise HelpLinesBroken("help_lines.toml: countries stand once each, in the order of their names.")
    if len({each.code for each in read.country}) < len(read.country):
        raise HelpLinesBroken("help_lines.toml: two countries have the same code.")
    for country in read.country:
        for line in country.line:
            _check(country, line, read.compiled)
    return read


def _check(country: Country, line: HelpLine, compiled: date) -> None:
    where = f"help_lines.toml, {country.name}, {line.name}"
    if line.call is None and line.text is None:
        raise HelpLinesBroken(f"{where}: a line needs a number to call or to text.")
    if line.word is not None and line.text is None:
        raise HelpLinesBroken(f"{where}: a word to send needs a number to send it to.")
    if line.checked > compiled:
        raise HelpLinesBroken(f"{where}: checked after the file was compiled. Move `compiled` too.")


def _link(scheme: str, number: str | None) -> str:
    return f"{scheme}:{re.sub('[^0-9*]', '', number).replace('*', '%2A')}" if number else ""
