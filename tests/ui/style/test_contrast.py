"""Whatever is written can be read on whatever it lies, in light and in dark; what tells by its shape can be seen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette

from desktop_app.ui.style import roles
from desktop_app.ui.style.contrast import asks_for_contrast, high_contrast
from desktop_app.ui.style.roles import GROUNDS, SURFACES, Kind, Role, Tone, colour, tone
from desktop_app.ui.style.theme import palette

LOOKS = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
READ = 4.5
"""WCAG 2.2, 1.4.3: text."""
SEEN = 3.0
"""WCAG 2.2, 1.4.11: what tells a control, a state or a sign."""


def luminance(ink: QColor) -> float:
    """As WCAG 2 has it."""
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (ink.redF(), ink.greenF(), ink.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def written() -> Iterator[tuple[Tone, Tone]]:
    """Yield each tone that text is written in, with each that it may lie on."""
    for ground in (*SURFACES, Tone.PRESSED):
        yield Tone.TEXT, ground
    for ground in SURFACES:
        yield from ((ink, ground) for ink in (Tone.SUBDUED, Tone.ACCENT))
    for ground in (Tone.ACCENT, Tone.ACCENT_HOVER, Tone.ACCENT_PRESSED):
        yield Tone.ON_ACCENT, ground
    yield Tone.ON_TIP, Tone.TIP


@LOOKS
@pytest.mark.parametrize(("ink", "ground"), list(written()), ids=lambda each: each.name)
def test_text_can_be_read(ink: Tone, ground: Tone, dark: bool) -> None:
    assert contrast(tone(ink, dark=dark), tone(ground, dark=dark)) >= READ


@LOOKS
@pytest.mark.parametrize("role", Role)
def test_what_a_role_says_can_be_read(role: Role, dark: bool) -> None:
    assert contrast(colour(role, Kind.TEXT, dark=dark), colour(role, Kind.FILL, dark=dark)) >= READ
    for ground in SURFACES:
        assert contrast(colour(role, Kind.MARK, dark=dark), tone(ground, dark=dark)) >= READ, ground


@LOOKS
@pytest.mark.parametrize("ground", GROUNDS)
def test_fields_boxes_and_rings_can_be_seen(ground: Tone, dark: bool) -> None:
    for line in (Tone.EDGE, Tone.FOCUS, Tone.ACCENT):
        assert contrast(tone(line, dark=dark), tone(ground, dark=dark)) >= SEEN, line


@LOOKS
def test_every_tone_and_role_has_its_colour(dark: bool) -> None:
    assert all(tone(each, dark=dark).isValid() for each in Tone)
    assert all(colour(role, kind, dark=dark).isValid() for role in Role for kind in Kind)


STRONG = 7.0
"""WCAG 2.2, 1.4.6: text with strong contrast."""


@LOOKS
def test_where_the_system_asks_for_strong_contrasts_nothing_is_quiet(
    dark: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roles, "high_contrast", lambda: True)
    for ground in GROUNDS:
        for ink in (Tone.TEXT, Tone.SUBDUED, Tone.EDGE):
            assert contrast(tone(ink, dark=dark), tone(ground, dark=dark)) >= STRONG, (ink, ground)
        assert contrast(tone(Tone.LINE, dark=dark), tone(ground, dark=dark)) >= SEEN
        assert contrast(tone(Tone.MUTED, dark=dark), tone(ground, dark=dark)) >= READ
    written = palette(dark=dark).color(QPalette.ColorRole.PlaceholderText)
    assert written == tone(Tone.TEXT, dark=dark)


@pytest.mark.parametrize(
    ("file", "text", "asked"),
    [
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-theme-name=HighContrastInverse\n", True),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-theme-name = HighContrast\n", True),
        ("kdeglobals", "[General]\nColorScheme=Breeze High Contrast\n", True),
        ("kdeglobals", "[General]\nColorScheme=BreezeDark\n", False),
        ("gtk-3.0/settings.ini", "no settings at all", False),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-theme-name=Adwaita\n", False),
    ],
)
def test_what_the_desktop_asks_for_is_read(tmp_path: Path, file: str, text: str, asked: bool) -> None:
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert asks_for_contrast(tmp_path) is asked


def test_a_missing_file_asks_for_nothing_and_a_theme_of_the_session_for_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not asks_for_contrast(tmp_path)
    if sys.platform.startswith("linux"):
        monkeypatch.setenv("GTK_THEME", "HighContrast:dark")
        assert high_contrast.__wrapped__()
