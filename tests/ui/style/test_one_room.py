"""Colours, type and sizes are named in one room: no widget elsewhere has one of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import desktop_app

UI = Path(desktop_app.__file__).parent / "ui"
ROOM = UI / "style"

NAMES = {
    "a colour by its number": re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{8}\b|QColor\((?:\"|'|\d)|fromRgb|qRgb"),
    "a colour of Qt's": re.compile(r"GlobalColor\.(?!transparent)\w+|Qt\.(?:red|white|black|gray)\b"),
    "a style sheet": re.compile(r"setStyleSheet"),
    "a font": re.compile(r"QFont\(|setPointSize|setPixelSize|setBold\(|setWeight\(|setFamil"),
    "a role of the palette that is no ground": re.compile(
        r"\.color\((?:QPalette\.ColorGroup\.\w+, )?QPalette\.ColorRole\.(?:Highlight|Mid|Dark|Link)\b"
    ),
    "a size in pixels": re.compile(
        r"\.set(?:ContentsMargins|Spacing|HorizontalSpacing|VerticalSpacing|FixedSize|FixedWidth|FixedHeight|"
        r"MinimumSize|MinimumWidth|MinimumHeight|MaximumWidth|MaximumHeight|IconSize)"
        r"\([^)]*(?<![\w.])(?<![*/] )[1-9]\d*\b(?! [*/])[^)]*\)"
    ),
    "a line or a corner in pixels": re.compile(
        r"drawRoundedRect\([^)]*\b\d+\)|QPen\([^)]*,\s*\d|setWidth(?:F)?\(\d|addSpacing\(\d"
    ),
}


def named(text: str) -> list[str]:
    """Return what a source names that only the room of the style may name, with its line."""
    found: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        code = line.split("  #")[0]
        found += [f"{number}: {what}: {line.strip()}" for what, pattern in NAMES.items() if pattern.search(code)]
    return found


@pytest.mark.parametrize(
    "line",
    [
        'painter.setPen(QColor("red"))',
        'self.ink = "#b3261e"',
        "painter.fillRect(box, Qt.GlobalColor.white)",
        'self.setStyleSheet("color: red")',
        "font.setPointSizeF(12)",
        "font.setBold(True)",
        "row.setContentsMargins(8, 0, 8, 0)",
        "column.setSpacing(6)",
        "self.setFixedHeight(36)",
        "painter.drawRoundedRect(box, 6, 6)",
        "painter.setPen(QPen(ink, 2))",
        "tint = palette.color(QPalette.ColorRole.Highlight)",
    ],
)
def test_the_look_out_sees_what_it_is_for(line: str) -> None:
    assert named(line)


@pytest.mark.parametrize(
    "line",
    [
        "row.setContentsMargins(0, 0, 0, 0)",
        "row.setContentsMargins(Space.S, 0, Space.S, 0)",
        "self.setMinimumWidth(letter * 40)",
        "pixmap.fill(Qt.GlobalColor.transparent)",
        "painter.setPen(tone(Tone.TEXT))",
    ],
)
def test_it_lets_pass_what_is_named_there(line: str) -> None:
    assert not named(line)


def test_no_widget_has_a_look_of_its_own() -> None:
    sources = [path for path in sorted(UI.rglob("*.py")) if not path.is_relative_to(ROOM)]
    assert len(sources) > 100
    wrong = [f"{path.relative_to(UI)}:{each}" for path in sources for each in named(path.read_text(encoding="utf-8"))]
    assert not wrong, "\n".join(wrong)
