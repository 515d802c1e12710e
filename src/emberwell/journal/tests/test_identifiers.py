"""Possible identifiers: what has to be found, what must not be, and no text that breaks or slows the search."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.journal.identifiers import KNOWN_LIMIT, Kind, possible_identifiers

NAME, E_MAIL, WEB, PHONE = Kind.NAME, Kind.E_MAIL, Kind.WEB, Kind.PHONE
STREET, POSTCODE, RECORD, BIRTH, AGE = Kind.STREET, Kind.POSTCODE, Kind.RECORD, Kind.BIRTH, Kind.AGE

MUST_FIND = [
    ("I saw Anna again today.", "Anna", NAME),
    ("Anna cried for most of the hour.", "Anna", NAME),
    ("Anna-Lena came late.", "Anna-Lena", NAME),
    ("We talked about what Kestrelbridge had done to him.", "Kestrelbridge", NAME),
    ("My client Hope came late.", "Hope", NAME),
    ("A man called Will sat by the door.", "Will", NAME),
    ("I had thought of Will all week.", "Will", NAME),
    ("Mrs May brought tea.", "May", NAME),
    ("mrs smith was early", "smith", NAME),
    ("Dr. Okonkwo rang at noon.", "Okonkwo", NAME),
    ("He spoke of his mother, Grace, for the first time.", "Grace", NAME),
    ("her son Tadhg will not go to school", "Tadhg", NAME),
    ("Wrenna’s hands were shaking. I watched Wrenna leave.", "Wrenna", NAME),
    ("Mary Jane Watson-Parker signed it.", "Mary Jane Watson-Parker", NAME),
    ("Tadhg Murphy signed it.", "Tadhg Murphy", NAME),
    ("I read what J. Alderton wrote.", "Alderton", NAME),
    ("She lives in Leitrim now.", "Leitrim", NAME),
    ("“Siobhán,” I said, “stay.”", "Siobhán", NAME),
    ("Thinking of O’Driscoll, then.", "O’Driscoll", NAME),
    ("Aoibheann cancelled again.", "Aoibheann", NAME),
    ("Ask Fr. Dolan, he said.", "Dolan", NAME),
    ("Je pense à Camille, encore.", "Camille", NAME),
    ("Dann kam Jürgen, und die Stunde war zu Ende.", "Jürgen", NAME),
    ("Write to a.person+therapy@mail.example.co.uk soon", "a.person+therapy@mail.example.co.uk", E_MAIL),
    ("Пишите: ivan@пример.рф сегодня", "ivan@пример.рф", E_MAIL),
    ("連絡先はkumi@example.jpです", "kumi@example", E_MAIL),
    ("It is on https://example.org/anna?x=1.", "https://example.org/anna?x=1", WEB),
    ("She blogs at tidewords.co.uk/about now", "tidewords.co.uk/about", WEB),
    ("Call 020 7946 0958 after six", "020 7946 0958", PHONE),
    ("His mobile is 07700 900123.", "07700 900123", PHONE),
    ("+43 1 234 56 78 ist die Nummer", "+43 1 234 56 78", PHONE),
    ("ring (555) 010-4477 or not", "(555) 010-4477", PHONE),
    ("Tel: 555-0123", "555-0123", PHONE),
    ("the flat at 14 Marlow Road", "14 Marlow Road", STREET),
    ("we walked down Harrow Lane twice", "Harrow Lane", STREET),
    ("Sie wohnt Lindengasse 12 im dritten Stock", "Lindengasse 12", STREET),
    ("près du 12 rue de la Paix", "12 rue de la Paix", STREET),
    ("Postcode SW1A 1AA, the red door", "SW1A 1AA", POSTCODE),
    ("Springfield, IL 62704", "IL 62704", POSTCODE),
    ("80331 München", "80331 München", POSTCODE),
    ("near D02 X285 in the rain", "D02 X285", POSTCODE),
    ("1017 AB in Amsterdam", "1017 AB", POSTCODE),
    ("DOB 4/7/2011 on the form", "4/7/2011", BIRTH),
    ("born on 3 March 1984", "3 March 1984", BIRTH),
    ("geboren am 4.7.2001 in der Stadt", "4.7.2001", BIRTH),
    ("On 12.05.1961 everything changed for him", "12.05.1961", BIRTH),
    ("May 3, 1979 was the day", "May 3, 1979", BIRTH),
    ("He turned 93 in spring", "93", AGE),
    ("a 91-year-old widow", "91", AGE),
    ("She is 94, and sharp.", "94", AGE),
    ("a woman in her nineties", "nineties", AGE),
    ("NHS number 943 476 5919", "943 476 5919", RECORD),
    ("943 476 5919 was on the letter", "943 476 5919", RECORD),
    ("SSN 078-05-1120", "078-05-1120", RECORD),
    ("only 078-05-1120", "078-05-1120", RECORD),
    ("MRN: 00482913", "00482913", RECORD),
    ("file no. 2231/B", "2231/B", RECORD),
    ("policy number AX-55821-9", "AX-55821-9", RECORD),
    ("AB 12 34 56 C is hers", "AB 12 34 56 C", RECORD),
]

MUST_NOT_FIND = [
    "I sat with it until the silence was over.",
    "On Tuesday I met her again, and in March we stopped. Fridays are better.",
    "Supervision helped. Careful is not kind.",
    "What I know now: I can wait.",
    "I read Winnicott on the train, and some Yalom.",
    "CBT was not the answer, nor was EMDR.",
    "She said, “Maybe not today.” I nodded.",
    "We use Zoom on Fridays.",
    "It was 14 March 2026, a long day.",
    "The session of 2026-03-14 went well enough.",
    "I waited 45 minutes; 90 would have been too long.",
    "There were 12 of us, 3 in tears, at 10.30.",
    "I've been here before. I’m tired. I'd stay.",
    "Something True In The Room",
    "# What I Carried Home This Week",
    "- Rest\n- Call the office\n- Walk home",
    "The English word for it is dread.",
    "Happy New Year, she wrote.",
    "Thank God it is Friday.",
    "I said yes... Then no.",
    "It took 2019-2021 to learn this.",
    "10 15 20 25 30 seconds of breath",
    "My supervisor asked. My client laughed. Her mother rang.",
    "My client Monday, then supervision.",
    "Everyone laughed. Clients wept. Nobody nodded. Parents sighed, mother smiled.",
    "I told Mum about the week.",
    "It is 95 % done; we are 100 strong. He is 12.",
    "We stood on the street, by the road, in the close dark.",
    "Version 2.10 of the plan. Room 12. Step 3.",
    "He and I. Then nothing.",
    "Plan B. Then rest.",
    "Der Tag war lang, und die Stunde mit der Frau war ein Geschenk, obwohl der Regen an die Scheiben schlug und die Uhr "
    "in der Ecke zu laut war und der Tee kalt.",
    "",
    " \n ",
]


@pytest.mark.parametrize(("text", "wanted", "kind"), MUST_FIND)
def test_found(text: str, wanted: str, kind: Kind) -> None:
    assert any(wanted in one.text and one.kind is kind for one in possible_identifiers(text))


@pytest.mark.parametrize("text", MUST_NOT_FIND)
def test_not_found(text: str) -> None:
    assert possible_identifiers(text) == ()


def test_a_finding_says_where_it_stands() -> None:
    text = "Later Anna’s sister rang from 020 7946 0958."
    name, phone = possible_identifiers(text)
    assert (name.text, text[name.start : name.end], name.kind) == ("Anna", "Anna", NAME)
    assert (phone.text, phone.kind, phone.kind.value) == ("020 7946 0958", PHONE, "a phone number")


def test_ones_own_list_comes_first_and_has_no_case() -> None:
    found = possible_identifiers("the swallow came; Swallow sang, swallows flew. J+K", known=["Swallow", "j+k", "  "])
    assert [(one.text, one.kind) for one in found] == [
        ("swallow", Kind.KNOWN),
        ("Swallow", Kind.KNOWN),
        ("J+K", Kind.KNOWN),
    ]
    assert possible_identifiers("quiet", known=[str(number) for number in range(KNOWN_LIMIT * 2)]) == ()


def test_every_kind_has_words_for_a_page() -> None:
    assert all(" " in kind.value and kind.value == kind.value.strip() for kind in Kind)


ALPHABET = st.sampled_from(list("aAbBéßİ真שّ0123456789 @.,:;-–’'\"“”()/#+\n\t\u200b\u202e😀_*[]|")) | st.sampled_from(
    ["Anna ", "Dr. ", "my client ", "born ", "NHS no. ", "Road ", "@x.org", "http://", "+43 ", " 1961"]
)


@given(st.lists(ALPHABET, max_size=80).map("".join) | st.text(max_size=300), st.lists(st.text(max_size=8), max_size=4))
def test_it_never_fails_and_findings_stand_in_order(text: str, known: list[str]) -> None:
    end = 0
    for one in possible_identifiers(text, known=known):
        assert end <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        end = one.end


PATIENCE_SECONDS = 4.0
"""Of processor time; it takes about 0.3. What is not linear takes minutes."""
HOSTILE = (
    *(
        "a",
        "A",
        "1",
        "@",
        ".",
        "-",
        "'",
        "(",
        "\n",
        " ",
        "_",
        "+",
        "é",
        "\u200b",
        "A ",
        "Aa ",
        "Aa-",
        "A. ",
        "a@",
        "a.",
        "1 ",
    ),
    *(
        "1-",
        "12/",
        "(1",
        "+1",
        "www.",
        "http://",
        "x.x.",
        "nhs ",
        "file no ",
        "MRN ",
        "Calle ",
        "Via a b ",
        "12 rue aaaa ",
    ),
    *(
        "12 Aaaa ",
        "Aaaa Aaaa ",
        "12345 ",
        "ninety-",
        "born 1/1/",
        "she is ",
        "my client ",
        "Mr. ",
        "Anna ",
        "Abcdefghijk",
    ),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_200000_characters_of_anything_take_a_moment(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begun = time.process_time()
    possible_identifiers(text, known=("aaaa", "Anna Aaaa"))
    assert time.process_time() - begun < PATIENCE_SECONDS
