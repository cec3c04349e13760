"""Icons, drawn anew in whatever colours hold when they are painted; and the drawings of empty states."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_app.paths import resource
from desktop_app.ui.style.roles import Kind, Role, Tone, colour, tone


def icon(name: str, role: Role | None = None, kind: Kind = Kind.MARK) -> QIcon:
    """Return `resources/icons/<name>.svg`, tinted as text is (or a role) each time it is painted.

    Raises FileNotFoundError for a name that is not there.
    """
    return QIcon(_Tinted(_source("icons", name), role, kind, Tone.TEXT))


def toned_icon(name: str, which: Tone) -> QIcon:
    """Return the named icon in the colour of a tone. Raises FileNotFoundError for a name that is not there."""
    return QIcon(_Tinted(_source("icons", name), None, Kind.MARK, which))


def paint_drawing(painter: QPainter, name: str, rect: QRectF) -> None:
    """Paint `resources/drawings/<name>.svg`, in the colours of the moment.

    Raises FileNotFoundError for a name that is not there.
    """
    source = _source("drawings", name)
    for placeholder, which in _PLACEHOLDERS:
        source = source.replace(placeholder, tone(which).name().encode())
    QSvgRenderer(QByteArray(source)).render(painter, rect)


_PLACEHOLDERS = (
    (b"#111111", Tone.SUBDUED),
    (b"#222222", Tone.ACCENT),
    (b"#333333", Tone.SELECTION),
    (b"#444444", Tone.RAISED),
    (b"#555555", Tone.LINE),
)
"""What the drawings' colours stand for: strokes, what is meant, its ground, what lies on top, what lies behind."""


class _Tinted(QIconEngine):
    """Draws one SVG at whatever size is asked for, in the colour of that moment."""

    def __init__(self, source: bytes, role: Role | None, kind: Kind, which: Tone) -> None:
        super().__init__()
        self._source = source
        self._role = role
        self._kind = kind
        self._tone = which

    def clone(self) -> QIconEngine:
        return _Tinted(self._source, self._role, self._kind, self._tone)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        ink = self._ink(mode)
        painter.save()
        # A colour may let through what is beneath, and an SVG's stroke does not: opacity carries it.
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
        if mode is QIcon.Mode.Disabled:
            return tone(Tone.MUTED)
        return colour(self._role, self._kind) if self._role else tone(self._tone)


@cache
def _source(folder: str, name: str) -> bytes:
    return resource(folder, f"{name}.svg").read_bytes()
