"""What is shown of a text: all of a short one, the beginning of any other, cut between graphemes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ui.shown_text import (
    CELL,
    LINES,
    MARKS,
    TEXT,
    WRITINGS,
    as_tooltip,
    end_of_writings,
    shorten,
    shorten_line,
    writings,
)

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Blue coat",
        "x" * TEXT,
        "\n".join("ab" for _ in range(LINES)),
        "Zo\u00eb \u05d0\u05d1",
        FAMILY,
        "e\u0301\u0302" * 9,
        "\u041c\u0430\u0440\u0456\u044f \u0391\u03b8\u03ae\u03bd\u03b1 \u6771\u4eac",
        "\u30bf\u30ef\u30fc \u3072\u3089 \uc11c\uc6b8 \uff11",
        "\u05d0\u05d1 \u0627\u0628 \u0e01\u0e02 Leeds",
        "\u0926\u0947\u0935\u0947\u0928\u094d\u0926\u094d\u0930 \u0967\u0968",
    ],
)
def test_a_text_that_can_be_laid_out_is_shown_as_it_is(text: str) -> None:
    assert shorten(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x" * 11, "x" * 9 + "…"),
        ("a\nb\nc\nd\n", "a\nb\nc…"),
        ("a\r\nb\u2028c\vd", "a\r\nb\u2028c…"),
        ("12345678e\u0301abc", "12345678…"),
        ("1234567" + FAMILY + "abc", "1234567…"),
        ("1234567" + "\U0001f1ec\U0001f1e7" * 2, "1234567\U0001f1ec\U0001f1e7…"),
        ("a" + "\u0301" * 9 + "b", "a" + "\u0301" * MARKS + "b"),
        ("\u0301" * 99, "\u0301" * MARKS + "…"),
    ],
)
def test_too_much_is_cut_between_graphemes(text: str, shown: str) -> None:
    assert shorten(text, most=10, lines=3) == shown


def test_no_more_kinds_of_writing_are_shown_than_qt_finds_fonts_for_at_once() -> None:
    text = "Leeds \u0915\u0916 \u0995\u0996 \u0a95 \u0b15\u0b16 York"
    assert writings(text) == {"DEVANAGARI", "BENGALI", "GUJARATI", "ORIYA"}
    assert shorten(text) == "Leeds \u0915\u0916 \u0995\u0996 \u0a95 …"
    assert shorten_line(text) == shorten(text)
    assert end_of_writings(text, 1) == text.index("\u0995")
    assert end_of_writings(text, 1, {"DEVANAGARI"}) == text.index("\u0a95")
    assert end_of_writings(text, 0) == text.index("\u0915")


@given(st.text(st.characters(min_codepoint=0x500), max_size=300))
def test_whatever_it_is_written_in_few_kinds_are_shown(text: str) -> None:
    assert len(writings(shorten(text))) <= WRITINGS
    assert len(writings(shorten_line(text))) <= WRITINGS


def test_a_cell_is_one_line() -> None:
    assert shorten_line("a\tb\r\nc\u2028d") == "a b c d"
    assert shorten_line("line\n" * 500) == ("line " * 500)[: CELL - 1] + "…"


def test_a_tooltip_is_text_and_never_markup() -> None:
    assert as_tooltip("A & B") == "A & B"
    assert as_tooltip("<b> & c") == "&lt;b&gt; &amp; c"
    assert len(as_tooltip("x" * 99_999)) == TEXT


@given(st.text(st.characters(), max_size=60).map(lambda part: part * 9), st.integers(2, 80), st.integers(1, 5))
def test_whatever_the_text_is_what_is_shown_is_short_and_begins_like_it(text: str, most: int, lines: int) -> None:
    shown = shorten(text, most, lines)
    assert len(shown) <= most
    assert len(shown.splitlines()) <= lines
    if shown != text and not shown.endswith("…"):
        assert len(shown) < len(text)
    assert len(shorten_line(text, most).splitlines()) <= 1
    # An isolate is put round what has a direction of its own.
    assert len(shorten_line(text, most)) <= most + 2
