"""Text from outside stays within itself where it is shown, and what is copied of it is the text as it came."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QTextLayout, QTextOption
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.ui.foreign_text import PLACEHOLDER, isolated, json_as_shown, original_part
from desktop_app.ui.widgets.broken_text import BrokenText
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.widgets.plain_label import PlainLabel

FSI, PDI, RLO = "\u2068", "\u2069", "\u202e"
TURNED = f"abc{RLO}gnp.exe"


@pytest.mark.parametrize(
    "text", ["", "EC-000-1", "Café × 2 – “ok”", "10 €", "日本", "👩🏽", "❤\ufe0f", "नमस्ते", "x\ny", "a\u00adb", "Ω"]
)
def test_most_texts_are_shown_as_they_are(text: str) -> None:
    assert isolated(text) is text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (TURNED, f"{FSI}abc{PLACEHOLDER}gnp.exe{PDI}"),
        ("שלום", f"{FSI}שלום{PDI}"),
        ("a\u200bb", f"{FSI}a{PLACEHOLDER}b{PDI}"),
        ("EC\u200e-1", f"{FSI}EC{PLACEHOLDER}-1{PDI}"),
        ("שלום\u200e (1)", f"{FSI}שלום\u200e (1){PDI}"),
        ("می\u200cخواهم", f"{FSI}می\u200cخواهم{PDI}"),
        ("👩\u200d🚀", f"{FSI}👩\u200d🚀{PDI}"),
        ("pay\u200dpal", f"{FSI}pay{PLACEHOLDER}pal{PDI}"),
        ("a\U000e0041b", f"{FSI}a{PLACEHOLDER}b{PDI}"),
        (f"{PDI}a{FSI}", f"{FSI}{PLACEHOLDER}a{PLACEHOLDER}{PDI}"),
        (f"a\n{RLO}b\nc", f"a\n{FSI}{PLACEHOLDER}b{PDI}\nc"),
        (f"{FSI}a\n{PDI}", f"{FSI}{PLACEHOLDER}a{PDI}\n{FSI}{PLACEHOLDER}{PDI}"),
    ],
)
def test_what_turns_or_hides_is_seen_and_kept_within(text: str, shown: str) -> None:
    assert isolated(text) == shown
    assert isolated(shown) == shown


CONTROLS = st.sampled_from(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u200d\ufeff\n"
)


@settings(deadline=None)
@given(st.text(st.one_of(st.characters(exclude_categories=["Cs"]), CONTROLS, st.sampled_from("אבج1 (a"))))
def test_nothing_reaches_out_and_the_original_comes_back(text: str) -> None:
    shown = isolated(text)
    assert isolated(shown) == shown
    for line in shown.split("\n"):
        depth = 0
        for place, character in enumerate(line):
            kind = unicodedata.bidirectional(character)
            assert kind not in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"}
            depth += (kind == "FSI") - (kind == "PDI")
            assert depth >= 0
            if kind in {"R", "AL", "AN"} or character in "\u200e\u200f\u061c":
                assert depth > 0, (line, place)
        assert depth == 0
    units = len(shown.encode("utf-16-le")) // 2
    assert original_part(text, 0, units) == text


@settings(deadline=None)
@given(st.text(st.one_of(st.characters(), CONTROLS)))
def test_json_says_the_same_without_what_turns_it(text: str) -> None:
    shown = json_as_shown(json.dumps([text], ensure_ascii=False))
    assert json.loads(shown) == json.loads(json.dumps([text]))
    assert not {unicodedata.bidirectional(c) for c in shown} & {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI"}


def order(text: str, needle: str, qtbot: QtBot) -> list[int]:
    """Return where Qt draws each character of `needle` in a line of `text`, from left to right."""
    layout = QTextLayout(text, QFont("DejaVu Sans", 10))
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    layout.endLayout()
    assert isinstance(layout.boundingRect(), QRectF)
    at = text.index(needle)
    places = [line.cursorToX(at + n)[0] for n in range(len(needle))]  # type: ignore[index]
    return sorted(range(len(needle)), key=lambda n: places[n])


def test_a_name_with_an_override_is_drawn_in_its_order(qtbot: QtBot) -> None:
    assert order(TURNED, "gnp.exe", qtbot) != list(range(7))
    assert order(isolated(TURNED), "gnp.exe", qtbot) == list(range(7))
    beside = f"{isolated(TURNED)} · 12 kg"
    assert order(beside, "12 kg", qtbot) == list(range(5))


def test_a_label_copies_the_original(qtbot: QtBot) -> None:
    label = PlainLabel(f"To {TURNED} 👩", selectable=True)
    qtbot.addWidget(label)
    label.show()
    assert label.text() == isolated(label.original)
    at = label.text().index("abc")
    label.setSelection(at, 5)
    label.setFocus()
    QTest.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"abc{RLO}g"


def test_broken_text_copies_the_original(qtbot: QtBot) -> None:
    shown = BrokenText(TURNED)
    qtbot.addWidget(shown)
    assert shown.toPlainText() == isolated(TURNED)
    shown.selectAll()
    shown.copy()
    assert QGuiApplication.clipboard().text() == TURNED


def test_an_elided_label_is_isolated_in_its_tooltip_too(qtbot: QtBot) -> None:
    label = ElidedLabel(f"<b>{TURNED}")
    qtbot.addWidget(label)
    label.resize(30, 20)
    label.show()
    assert isinstance(label, QLabel)
    assert label.toolTip() == f"{FSI}&lt;b&gt;abc{PLACEHOLDER}gnp.exe{PDI}"
    label.setText("short")
    assert label.text() == "short"
