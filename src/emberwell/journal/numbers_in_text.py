"""Identifiers that have a shape: addresses, numbers, dates. Spans of text, for `journal.identifiers`.

Every pattern is bounded in what it may try from one place, so that no text can make it slow; each begins where a word
or a number begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"(?<![\w./-])(?:"
    rf"\d{{1,2}}(?P<a>[./-])\d{{1,2}}(?P=a)(?P<y1>\d{{4}}|\d{{2}})"
    rf"|(?P<y2>\d{{4}})(?P<b>[./-])\d{{1,2}}(?P=b)\d{{1,2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.)?\ (?:of\ )?{_MONTH},?\ (?P<y3>\d{{4}})"
    rf"|{_MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?,?\ (?P<y4>\d{{4}})"
    rf")(?![\w/-])",
    re.IGNORECASE,
)
_DAY_OF_YEAR = re.compile(
    rf"(?<![\w./-])(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\ (?:of\ )?{_MONTH}(?!\w)"
    rf"|{_MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?(?![\w:.]\w))",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(
    r"\b(?:birthday|birth|born|d\.?o\.?b|turn(?:s|ed|ing)? \w{1,12})[^.;!?\d]{0,12}$",
    re.IGNORECASE,
)
"""Before a day without a year."""
_BORN = re.compile(r"\b(?:born|birth|birthday|birthdate|d\.?o\.?b|geboren|née?|nacid[oa]|nat[oa])\b", re.IGNORECASE)
_NEAR = 24
"""Characters between `born` and the date."""

_AFTER_AT = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_WEB = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{3,2000}"
    r"|(?<![\w.@-])[a-z0-9-]{2,63}(?:\.[a-z0-9-]{1,63}){0,3}\.(?:com|org|net|info|io|uk|ie|de|at|ch|fr|nl|it|es|eu|us|ca|au)"
    r"(?:/[^\s<>\"]{0,500})?(?![\w@])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.,/+-])(?:\+ ?)?\(?\d(?:[ \u00a0.()/-]{0,2}\d){5,16}(?![\w/-])")
_PHONE_CUE = re.compile(
    r"(?:(?:tele)?phones?|tel|mobile|cell|call|ring|rang|text|whatsapp|fax|pager|landline|voicemail|the number|"
    r"dial|signal)\b"
    r"[^\d\n]{0,16}$",
    re.IGNORECASE,
)
_US_PHONE = re.compile(r"(?:\+?1[ .-]?)?(?:\(\d{3}\)[ .-]?|\d{3}[ .-])\d{3}[ .-]\d{4}|\d{3}-\d{4}")

_RECORD = re.compile(
    r"\b(?:"
    # Said to be a number: `file no. 2231/B`, `MRN: 00482913`, `case #1044`
    r"(?:(?:nhs|file|case|record|chart|patient|client|policy|insurance|hospital|reference|ref|account|passport|licen[cs]e|"
    r"member|membership|medicare|medicaid|chi|ppsn?|student|staff|employee|prison|prisoner|court|claim|referral|booking|"
    r"invoice|certificate|registration|docket|warrant|visa|permit|tax|national\ insurance|"
    r"social\ (?:security|insurance))"
    r"(?:\ (?:id|file|ref|record|card|case))?"
    r"(?:\ ?(?:no\b\.?|nr\b\.?|number|num\b\.?|\#|:|id\b|ref\b\.?)){1,2}|mrn|ssn|nhs|ppsn?)(?:\ is)?,?[ :#.]{0,3}"
    # Or only of something that has one, and too long or too mixed to count anything: `passport, XK1185527`
    r"|(?:passport|policy|reference|ref|licen[cs]e|claim|file|chart|case|account|referral|medicare|docket)"
    r"(?:\ is)?,?[ :#]{1,3}(?!(?:19|20)\d\d\b)"
    r"(?=[\w/-]{0,12}\d[/-]?\d[/-]?\d)(?=[\d/-]{0,12}[A-Za-z][\w/-]*\d|[A-Za-z]|\d{5})"
    r")(?P<number>"
    r"(?=[a-z/-]{0,6}\d)[a-z0-9]{1,16}(?:[/.-][a-z0-9]{1,12}){0,4}(?:\ (?=\d)[a-z0-9/-]{1,12}){0,5}(?:\ [A-Z](?!\w))?)",
    re.IGNORECASE,
)
_SHAPED = re.compile(
    r"(?<![\w-])(?:\d{3}-\d{2}-\d{4}|[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D])(?![\w-])"
    r"|(?<![\w.,/+-])\d{8,20}(?![\w/-])"
)
_FEWEST_DIGITS = 3
_NHS = re.compile(r"(?<![\w-])\d{3}[ -]\d{3}[ -]\d{4}(?![\w-])")

_WAY = (
    r"Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Ln\.?|Drive|Dr\.?|Close|Court|Ct\.?|Crescent|Cres\.?|Square|Sq\.?|"
    r"Terrace|Place|Pl\.?|Gardens|Boulevard|Blvd\.?|Mews|Grove|Parade|Quay|Row|Way|View|Green|Hill|Rise|Walk|Park|Heights|"
    r"Circle|Trail|Highway|Hwy\.?|Parkway|Pkwy\.?|Wharf|Yard|Vale|Villas|Passage|Esplanade|Bank|Common"
)
_DOOR = r"(?:Flat|Apartment|Apt\.?|Unit|Suite|Room|House|No\.?|\#) ?\d{1,4}[a-zA-Z]?(?!\w)"
_STREET = re.compile(
    rf"(?<![\w.])(?:(?:{_DOOR},? )?\d{{1,5}}[a-zA-Z]?,? (?:[A-Z][\w’'.]{{0,30}} ){{1,3}}(?:{_WAY})(?!\w)(?:,? {_DOOR})?"
    r"|\d{1,5}[a-zA-Z]? The (?:[A-Z][a-z]{2,20} )?"
    r"(?:Green|Close|Mews|Avenue|Crescent|Grove|Square|Terrace|Lane|Street|Drive|Court|Row|Parade|Hill|Quay|Orchard|Glebe)(?!\w)"
    r"|(?:[A-Z][\w’']{2,30} ){1,2}(?:Street|Road|Avenue|Lane|Crescent|Terrace|Mews|Grove)(?!\w)"
    r"|[A-ZÄÖÜ][\w-]{2,40}(?:straße|strasse|gasse|weg|platz|allee|straat|laan) \d{1,4}[a-z]?(?!\w)"
    r"|\d{1,4},? (?:rue|avenue|boulevard|place|chemin|impasse|quai) (?:(?:de|du|des|la|le|les|d’|d'|l’|l') ?){0,3}"
    r"[A-ZÀ-Ý][\w’'-]{2,30}(?: [A-ZÀ-Ý][\w’'-]{2,30}){0,2}"
    r"|(?:Calle|Via|Viale|Rua|Avenida|Carrer|Plaza|Piazza) (?:\w{1,20} ){0,3}\w{2,30},? \d{1,4}(?!\w)"
    r"|P\.? ?O\.? Box \d{1,7}(?!\w))"
)
_POSTCODE = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"  # United Kingdom
    r"|[AC-FHKNPRTV-Y]\d[\dW] ?(?=[A-Z\d]{0,3}\d)[AC-FHKNPRTV-Y\d]{4}"  # Ireland
    r"|[A-Z]\d[A-Z] ?\d[A-Z]\d"  # Canada
    r"|\d{5}-\d{4}|[A-Z]{2},? \d{5}"  # United States
    r"|[1-9]\d{3} ?[A-Z]{2}"  # Netherlands
    r"|(?:[A-Z]{1,2}-)?(?!19\d\d |20\d\d )\d{4,5} (?=[A-ZÄÖÜÉÎ][a-zà-ÿ]{2})[\w-]{3,30})(?![\w-])"
)

_POSTCODE_SAID = re.compile(
    r"\b(?:post ?code|zip(?: ?code)?|postal code|eircode|plz|code postal)(?: is)?:?,? "
    r"(?P<code>\d{4,6}(?:-\d{4})?)(?!\w)",
    re.IGNORECASE,
)

_OLD = r"(?:9\d|1[0-2]\d|ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|a hundred)"
_SPELLED = r"ninety[- ](?:one|two|three|four|five|six|seven|eight|nine)"
_AGE = re.compile(
    rf"(?<![\w.,£$€])(?:(?P<a>{_OLD})[- ](?:years?[- ]olds?|yrs?[- ]old)(?!\w)|(?P<b>{_OLD}) ?(?:y/o|yo)(?!\w)"
    rf"|(?:aged?|turn(?:ed|s|ing)?) (?P<c>{_OLD})(?![\w%]|[.,:]\d)"
    rf"|(?:man|woman|lady|widow|widower|person|someone|somebody) of (?P<d>{_OLD})(?![\w%]|[.,:]\d)"
    rf"|at (?P<e>{_OLD}),? (?=(?:he|she|they|you)\b)"
    rf"|(?:he|she|they|who|mother|father|mum|mom|dad|grandmother|grandfather|grandma|grandpa|gran|aunt|uncle)"
    rf"(?:[’']s| is| was| will be) (?:now |nearly |almost )?(?P<f>{_OLD})"
    rf"(?=[.,;!?)]|\s(?:and|now|but|this|in|years? old)\b|\s*$)"
    rf"|(?<=, )(?P<g>{_SPELLED})(?=[.,;!?])"
    r"|in (?:his|her|their) (?:early |late |mid[- ])?(?P<h>nineties))",
    re.IGNORECASE | re.MULTILINE,
)


def e_mails(text: str) -> Iterator[Span]:
    """Whatever stands around an @ like an address."""
    at = text.find("@")
    done = 0
    while at >= 0:
        start = at
        while start > done and at - start < 64 and (text[start - 1].isalnum() or text[start - 1] in "._%+-'’"):
            start -= 1
        while start < at and text[start] in "'’":
            start += 1
        after = _AFTER_AT.match(text, at + 1)
        if start < at and after is not None:
            done = after.end()
            yield start, done
        at = text.find("@", max(at + 1, done))


def web_addresses(text: str) -> Iterator[Span]:
    """Addresses with http or www, and names under the usual endings."""
    for found in _WEB.finditer(text):
        end = found.start() + len(found[0].rstrip(".,;:!?)]}’”'"))
        if end > found.start():
            yield found.start(), end


def record_numbers(text: str) -> Iterator[Span]:
    """Numbers said to be of a file, a case, a policy; and those of the shape of a social security number."""
    for found in _RECORD.finditer(text):
        if sum(character.isdigit() for character in found["number"]) >= _FEWEST_DIGITS:
            yield found.span("number")
    for found in _SHAPED.finditer(text):
        may_be_phone = found[0].isdigit() and found[0].startswith("0") and len(found[0]) <= 12
        if not may_be_phone:
            yield found.span()
    for found in _NHS.finditer(text):
        if _is_nhs_number(found[0]):
            yield found.span()


def _is_nhs_number(text: str) -> bool:
    """Ten digits whose last is the check digit (modulus 11; NHS Data Dictionary, NHS NUMBER)."""
    digits = [int(character) for character in text if character.isdigit()]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[-1] and check != 10


def birth_dates(text: str) -> Iterator[Span]:
    """Full dates of the twentieth century; of another year, or of none, when they stand beside `born` or the like.

    Dates of this century stand in every journal, and are those of its days; nobody would read a warning at each.
    """
    for found in _DATE.finditer(text):
        year = next(year for year in found.group("y1", "y2", "y3", "y4") if year)
        if len(year) == 4 and year.startswith("19"):
            yield found.span()
            continue
        before, after = text[max(0, found.start() - _NEAR) : found.start()], text[found.end() : found.end() + _NEAR]
        if _BORN.search(before) or (_BORN.search(after.split(".")[0])):
            yield found.span()
    for found in _DAY_OF_YEAR.finditer(text):
        if _BIRTHDAY.search(text[max(0, found.start() - 2 * _NEAR) : found.start()]):
            yield found.span()


def phones(text: str) -> Iterator[Span]:
    """Numbers written as phone numbers are: with +, with a leading 0, in American groups, or after `call`."""
    for found in _NUMBER.finditer(text):
        if _is_phone(text, found):
            yield found.span()


def _is_phone(text: str, found: re.Match[str]) -> bool:
    shown = found[0]
    digits = sum(character.isdigit() for character in shown)
    if shown[0] == "+":
        return 8 <= digits <= 15
    if _DATE.match(shown):
        return False
    if _PHONE_CUE.search(text[max(0, found.start() - 24) : found.start()]):
        return True
    if shown.lstrip("(").startswith("0"):
        return 9 <= digits <= 15
    return _US_PHONE.fullmatch(shown) is not None


def streets(text: str) -> Iterator[Span]:
    """A number and a street, as some languages write them; or a street by its name."""
    for found in _STREET.finditer(text):
        yield found.span()


def postcodes(text: str) -> Iterator[Span]:
    """Of the United Kingdom, Ireland, Canada, the United States, the Netherlands; elsewhere, digits before a town."""
    for found in _POSTCODE.finditer(text):
        yield found.span()
    for found in _POSTCODE_SAID.finditer(text):
        yield found.span("code")


def ages(text: str) -> Iterator[Span]:
    """Ages of 90 and more, which name somebody by themselves."""
    for found in _AGE.finditer(text):
        yield found.span(found.lastgroup or 0)
