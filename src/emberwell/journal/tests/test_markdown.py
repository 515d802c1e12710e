"""What a page looks like when read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.journal.markdown import excerpt, plain_text, to_html

A, B = "a" * 32, "b" * 32


def picture(id: str) -> str:
    return f"/journal/picture/{id}/"


def html(body: str, shape="picture") -> str:
    return to_html(body, picture, lambda _id: shape).strip()


def test_line_ends_stay_where_they_were_typed():
    assert html("One\ntwo\n\nthree") == "<p>One<br>\ntwo</p>\n<p>three</p>"


def test_headings_begin_below_the_pages_own():
    assert html("# One\n\n###### Six") == "<h2>One</h2>\n<h6>Six</h6>"


def test_a_picture_of_ours_is_shown_with_its_words():
    assert html(f"![The window]( attachment:{A} )") == (
        f'<p><img src="/journal/picture/{A}/" alt="The window" loading="lazy" decoding="async"></p>'
    )


def test_a_picture_elsewhere_is_a_link_with_its_words():
    link = '<p><a href="https://example.org/x.png" rel="noopener noreferrer">{}</a></p>'
    assert html("![The sea](https://example.org/x.png)") == link.format("The sea")
    assert html("![](https://example.org/x.png)") == link.format("https://example.org/x.png")


def test_sound_and_film_of_ours_get_players_and_files_a_link():
    assert html(f"![Rain](attachment:{A})", "audio").startswith(
        f'<p><audio src="/journal/picture/{A}/" controls="" preload="metadata" aria-label="Rain"></audio>'
    )
    assert "<video " in html(f"![Rain](attachment:{A})", "video")
    assert html(f"![Notes](attachment:{A})", "file") == (
        f'<p><a href="/journal/picture/{A}/" rel="noopener noreferrer">Notes</a></p>'
    )


def test_a_link_to_an_attachment_is_ours():
    assert f'href="/journal/picture/{A}/"' in html(f"[Notes](attachment:{A})")


@pytest.mark.parametrize("address", ["/settings/delete/", "notes.md", "#top", "obsidian://open", "javascript:x"])
def test_a_link_we_do_not_follow_keeps_its_words(address):
    assert "<a" not in html(f"[words]({address})")
    assert "words" in html(f"[words]({address})")


def test_tables_and_struck_words():
    assert "<table>" in html("|a|b|\n|-|-|\n|1|2|")
    assert html("~~gone~~") == "<p><s>gone</s></p>"


def test_no_paragraph_is_swallowed_by_depth():
    assert "still here" in html("> " * 30 + "still here")


def test_plain_text_is_the_words():
    body = (
        f"# Tuesday\n\nI **stayed**, *quietly*.\nThen [we](https://x.org) ![laughed](attachment:{A}).\n\n- one\n- two"
    )
    assert plain_text(body) == "Tuesday\n\nI stayed, quietly.\nThen we laughed.\n\none\n\ntwo"


def test_an_excerpt_is_cut_between_words():
    assert excerpt("She came late, and did not say why.", 20) == "She came late, and…"
    assert excerpt("**Short** and *done*.", 40) == "Short and done."
    assert excerpt(f"![x](attachment:{A})\n\n> Said # twice", 40) == "x Said # twice"
    assert excerpt("x" * 50, 10) == "x" * 9 + "…"


def test_a_heading_stays_apart_from_what_follows():
    assert excerpt("## What happened\n\nThree cancellations.", 80) == "What happened · Three cancellations."


def test_an_excerpt_leaves_ordinary_signs_alone():
    assert excerpt("2 * 3 * 4 and snake_case_name", 80) == "2 * 3 * 4 and snake_case_name"


@given(st.text(max_size=300), st.integers(10, 300))
def test_an_excerpt_is_one_line_and_no_longer_than_asked(body, characters):
    text = excerpt(body, characters)
    assert len(text) <= characters
    assert "\n" not in text


@given(st.text(alphabet=st.characters(categories=["L", "Nd"]), min_size=1, max_size=80))
def test_words_survive_in_every_form(word):
    assert plain_text(word) == word
    assert word in to_html(word, picture)


@given(st.integers(0, 3000))
def test_an_attachments_address_never_shows_in_an_excerpt(padding):
    body = "word " * (padding // 5) + f"![x](attachment:{B}) and on"
    assert "attachment:" not in excerpt(body, 280)
