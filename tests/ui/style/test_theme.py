"""Colours can be read in light and in dark, icons are there and follow, and states have the severity agreed on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette
from pytestqt.qtbot import QtBot

from desktop_app.paths import resource
from desktop_app.pro.states import State
from desktop_app.ui.style.roles import Kind, Role, severity
from desktop_app.ui.style.theme import Appearance, Theme

ICONS = sorted(path for path in resource("icons").glob("*.svg") if "#000" in path.read_text())
"""Those of one colour; the program's own has several."""


@pytest.fixture
def theme(qtbot: QtBot) -> Iterator[Theme]:
    yield Theme()
    Theme().set_appearance("system")


def luminance(colour: QColor) -> float:
    """As WCAG 2 has it."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    red, green, blue = parts
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize("role", Role)
def test_every_role_can_be_read(theme: Theme, appearance: Appearance, role: Role) -> None:
    theme.set_appearance(appearance)
    assert theme.dark == (appearance == "dark")
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    assert contrast(theme.colour(role, Kind.TEXT), theme.colour(role, Kind.FILL)) >= 4.5
    assert contrast(theme.colour(role, Kind.MARK), window) >= 4.5


def ink(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> QColor:
    """Return the colour of the most opaque pixel."""
    image = icon.pixmap(QSize(48, 48), 1.0, mode).toImage()
    pixels = (image.pixelColor(x, y) for x in range(48) for y in range(48))
    return max(pixels, key=QColor.alpha)


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_every_icon_is_drawn_in_the_text_colour_of_the_moment(theme: Theme, path: object) -> None:
    theme.set_appearance("light")
    icon = theme.icon(path.stem)  # type: ignore[attr-defined]
    assert ink(icon).lightness() < 60
    theme.set_appearance("dark")
    assert ink(icon).lightness() > 200
    assert ink(icon, QIcon.Mode.Disabled) != ink(icon)


def test_an_icon_is_as_sharp_as_the_screen(theme: Theme) -> None:
    pixmap = theme.icon("label").pixmap(QSize(16, 16), 3.0)
    assert pixmap.size() == QSize(48, 48)
    assert pixmap.devicePixelRatio() == 3.0


def test_an_unknown_icon_is_a_mistake(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-icon")


def test_a_change_of_appearance_is_told_once(theme: Theme, qtbot: QtBot) -> None:
    theme.set_appearance("light")
    heard: list[bool] = []
    theme.changed.connect(lambda: heard.append(theme.dark))
    theme.set_appearance("dark")
    theme.set_appearance("dark")
    theme.set_appearance("light")
    assert heard == [True, False]


def test_severity_is_as_agreed() -> None:
    """«Severity of a state on screen» in look.md, word for word."""
    said = {
        Role.ATTENTION: "Unallocated, Allocating, Manifesting, CollectionFailed, Delayed, DeliveryFailed, "
        "DeliveryFailedCardLeft, PartiallyDelivered",
        Role.BAD: "AllocationFailed, ManifestFailed, ReturnToSender, ActionRequired, Missing, Lost, Damaged",
        Role.GOOD: "Delivered",
        Role.NEUTRAL: "Cancelled",
    }
    wanted = {state: role for role, states in said.items() for state in states.split(", ")}
    assert {state.value: severity(state) for state in State} == {s.value: wanted.get(s, Role.MOVING) for s in State}
    assert severity("SomethingNew") is Role.NEUTRAL
    assert severity("allocationfailed") is Role.BAD
