"""Colour roles and icons, in light and in dark: what a state or an environment looks like."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Final, Literal

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_app.paths import resource
from desktop_app.pro.states import State, known

Appearance = Literal["system", "light", "dark"]


class Role(Enum):
    """What a colour says: the severity of a state, or the environment. Never the only sign: a word goes with it."""

    NEUTRAL = "neutral"
    MOVING = "moving"
    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"
    DEMO = "demo"
    SANDBOX = "sandbox"
    PRODUCTION = "production"
    CUSTOM = "custom"


class Kind(Enum):
    """Which part is painted: a surface, the text on that surface, or a mark on the window's own background."""

    FILL = 0
    TEXT = 1
    MARK = 2


_LIGHT: Final = {
    Role.NEUTRAL: ("#e6e8eb", "#3c434c", "#5b636e"),
    Role.MOVING: ("#dbe8fb", "#174a8c", "#2463b4"),
    Role.GOOD: ("#d7f0dc", "#165c2d", "#1f7a3d"),
    Role.ATTENTION: ("#fdeac3", "#704500", "#8f5a00"),
    Role.BAD: ("#fbdcd9", "#93180f", "#b3261e"),
    Role.DEMO: ("#e8dffa", "#4e2c92", "#6a43b8"),
    Role.SANDBOX: ("#cfeeee", "#0b5258", "#0f6b73"),
    Role.PRODUCTION: ("#a81f17", "#ffffff", "#a81f17"),
    Role.CUSTOM: ("#dfe3f3", "#353d6b", "#4a5592"),
}
_DARK: Final = {
    Role.NEUTRAL: ("#3d4249", "#dde1e6", "#aab2bc"),
    Role.MOVING: ("#1d3c63", "#c3dbff", "#86b4f5"),
    Role.GOOD: ("#1b4528", "#bdeec9", "#74cf8d"),
    Role.ATTENTION: ("#543c08", "#ffdf9c", "#eab54a"),
    Role.BAD: ("#5e201b", "#ffcac4", "#ff938a"),
    Role.DEMO: ("#3f2c69", "#e0d2ff", "#b79bf0"),
    Role.SANDBOX: ("#0d474c", "#b5ecf0", "#5fc4cd"),
    Role.PRODUCTION: ("#b3261e", "#ffffff", "#ff938a"),
    Role.CUSTOM: ("#333b63", "#d5dbff", "#a1adf0"),
}
"""Fill, text and mark of each role. Text on its fill, and a mark on the window, hold 4.5:1 (WCAG AA)."""

_ATTENTION: Final = {
    State.UNALLOCATED,
    State.ALLOCATING,
    State.MANIFESTING,
    State.COLLECTION_FAILED,
    State.DELAYED,
    State.DELIVERY_FAILED,
    State.DELIVERY_FAILED_CARD_LEFT,
    State.PARTIALLY_DELIVERED,
}
_BAD: Final = {
    State.ALLOCATION_FAILED,
    State.MANIFEST_FAILED,
    State.RETURN_TO_SENDER,
    State.ACTION_REQUIRED,
    State.MISSING,
    State.LOST,
    State.DAMAGED,
}


def severity(state: str) -> Role:
    """Return the role of a state by its wire name; one that the table does not know is neutral."""
    found = known(state)
    if found is None or found is State.CANCELLED:
        return Role.NEUTRAL
    if found in _ATTENTION:
        return Role.ATTENTION
    if found in _BAD:
        return Role.BAD
    return Role.GOOD if found is State.DELIVERED else Role.MOVING


def is_dark() -> bool:
    """Say whether the program is shown light on dark, whoever decided that."""
    palette = QGuiApplication.palette()
    return palette.window().color().lightness() < palette.windowText().color().lightness()


def colour(role: Role, kind: Kind) -> QColor:
    """Return the colour of one part of a role under the present palette."""
    return QColor((_DARK if is_dark() else _LIGHT)[role][kind.value])


def icon(name: str, role: Role | None = None, kind: Kind = Kind.MARK) -> QIcon:
    """Return `resources/icons/<name>.svg`, tinted by the palette (or a role) each time it is painted.

    Raises FileNotFoundError for a name that is not there.
    """
    return QIcon(_Tinted(_source(name), role, kind))


class Theme(QObject):
    """The appearance that the user chose, and the colours and icons that follow from it.

    `changed` is emitted after light became dark or the other way round, by the system or by the user.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_dark = is_dark()
        hints = QGuiApplication.styleHints()
        # Queued: the palette follows the scheme, and who repaints now would still meet the old one.
        hints.colorSchemeChanged.connect(self._look_again, Qt.ConnectionType.QueuedConnection)

    def set_appearance(self, appearance: Appearance) -> None:
        """Show the program light, dark, or as the system is."""
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(appearance, Qt.ColorScheme.Unknown)
        QGuiApplication.setPalette(QPalette())
        QGuiApplication.styleHints().setColorScheme(wanted)
        # A bare X server has no theme that could follow the wish: then the palette is ours.
        if wanted is not Qt.ColorScheme.Unknown and is_dark() != (wanted is Qt.ColorScheme.Dark):
            QGuiApplication.setPalette(_dark_palette() if wanted is Qt.ColorScheme.Dark else _light_palette())
        self._look_again()

    @property
    def dark(self) -> bool:
        """Whether the program is shown light on dark."""
        return is_dark()

    def colour(self, role: Role, kind: Kind = Kind.MARK) -> QColor:
        """Return the colour of one part of a role under the present palette."""
        return colour(role, kind)

    def severity(self, state: str) -> Role:
        """Return the role of a state by its wire name."""
        return severity(state)

    def icon(self, name: str, role: Role | None = None, kind: Kind = Kind.MARK) -> QIcon:
        """Return the named icon, tinted; it follows light and dark by itself."""
        return icon(name, role, kind)

    def _look_again(self) -> None:
        if is_dark() != self._was_dark:
            self._was_dark = is_dark()
            self.changed.emit()


class _Tinted(QIconEngine):
    """Draws one SVG at whatever size is asked for, in the palette's text colour of that moment."""

    def __init__(self, source: bytes, role: Role | None, kind: Kind) -> None:
        super().__init__()
        self._source = source
        self._role = role
        self._kind = kind

    def clone(self) -> QIconEngine:
        return _Tinted(self._source, self._role, self._kind)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        ink = self._ink(mode)
        painter.save()
        # A disabled palette colour is see-through in some styles, and an SVG's stroke is not: opacity carries it.
        painter.setOpacity(painter.opacity() * ink.alphaF())
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        tinted = self._source.replace(b"#000", ink.name().encode())
        QSvgRenderer(QByteArray(tinted)).render(painter, square)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802
        pixmap = QPixmap(size * scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def _ink(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        if mode is QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
        if mode is QIcon.Mode.Selected:
            return palette.color(QPalette.ColorRole.HighlightedText)
        return colour(self._role, self._kind) if self._role else palette.color(QPalette.ColorRole.WindowText)


@cache
def _source(name: str) -> bytes:
    return resource("icons", f"{name}.svg").read_bytes()


def _light_palette() -> QPalette:
    return _palette("#f3f3f3", "#1b1d20", "#ffffff", "#f6f7f8", "#f7f7f7", "#2463b4", "#8b9199", "#1d5fb8", "#d4d7db")


def _dark_palette() -> QPalette:
    # Fields lighter than the window: a style draws their edges darker than it, and a dark one on dark is not seen.
    return _palette("#1e2124", "#e6e8ea", "#2a2e33", "#24282c", "#33383d", "#2f6fc4", "#80868d", "#86b4f5", "#3a3f45")


def _palette(
    window: str, text: str, base: str, alternate: str, button: str, highlight: str, faint: str, link: str, line: str
) -> QPalette:
    role = QPalette.ColorRole
    made = QPalette(QColor(button), QColor(window))
    for roles, value in (
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), text),
        ((role.Base,), base),
        ((role.AlternateBase,), alternate),
        ((role.ToolTipBase,), button),
        ((role.Highlight, role.Accent), highlight),
        ((role.HighlightedText, role.BrightText), "#ffffff"),
        ((role.PlaceholderText,), faint),
        ((role.Link,), link),
        ((role.LinkVisited,), link),
        ((role.Mid,), line),
    ):
        for each in roles:
            made.setColor(each, QColor(value))
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(faint))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(line))
    return made
