"""How a row of goods is painted: a handle, its letter, its name, what is known of a piece, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import GRIP, LETTER, Density, Line, Radius, Space, Type, scaled, written
from desktop_app.ui.style.roles import Kind, Role, Tone, colour, is_dark, tint, tone

_Index = QModelIndex | QPersistentModelIndex

ID_ROLE: Final = Qt.ItemDataRole.UserRole
TITLE_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""The title as it was written, to be searched."""
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 3
"""What the row shows, as a RowWords."""

_DIMMED: Final = 0.35
_FLAT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_NEAR: Final = int(_FLAT | Qt.AlignmentFlag.AlignLeft)
"""Where a line begins: a painter turns it round with its widget."""


@dataclass(frozen=True, slots=True)
class RowWords:
    """What a row says: name, what is `missing`, then what is known of a piece, and the pieces («× 2», may be empty).

    Of what is known, the most important first: what does not fit is left out.
    """

    title: str
    missing: str
    known: tuple[str, ...]
    pieces: str


class ItemDelegate(QStyledItemDelegate):
    """Paints every row of goods, in the pane and in the packages; dimmed where `search` passes it over."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.search = ""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        metrics = QFontMetrics(option.font)  # a field of Qt's struct that the stubs lack
        return QSize(metrics.averageCharWidth() * 12, row_height())

    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        words = index.data(ROW_ROLE)
        if words is None:
            return
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = enabled and bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if chosen or over:
            painter.fillRect(box, tone(Tone.SELECTION if chosen else Tone.HOVER))
        if index.row():
            painter.fillRect(QRect(box.left(), box.top(), box.width(), Line.THIN), tone(Tone.LINE))
        if chosen:
            edge = box.left() if option.direction is Qt.LayoutDirection.LeftToRight else box.right() - Line.BAR + 1
            painter.fillRect(QRect(edge, box.top(), Line.BAR, box.height()), tone(Tone.ACCENT))
        if self.search and self.search.casefold() not in str(index.data(TITLE_ROLE)).casefold():
            painter.setOpacity(_DIMMED)
        _Row(painter, option, enabled=enabled).paint(words, grip=tone(Tone.SUBDUED if chosen or over else Tone.MUTED))
        if state & QStyle.StateFlag.State_HasFocus:
            drawing.ring(painter, box.adjusted(0, Line.THIN, 0, 0), radius=Radius.SMALL)
        painter.restore()


class _Row:
    """One row being painted: takes room from the left and from the right, mirrored where one reads from the right."""

    def __init__(self, painter: QPainter, option: Any, *, enabled: bool) -> None:
        self._painter = painter
        self._direction = option.direction
        self._from_left = option.direction is Qt.LayoutDirection.LeftToRight
        self._box = QRect(option.rect).adjusted(0, Line.THIN, 0, 0)
        self._left, self._right = self._box.left() + Space.XS, self._box.right() - Space.S
        # What was sent is still read.
        self._ink = tone(Tone.TEXT if enabled else Tone.SUBDUED)
        self._quiet = tone(Tone.SUBDUED)
        self._enabled = enabled

    def paint(self, words: RowWords, grip: QColor) -> None:
        if self._enabled:
            drawing.grip(self._painter, self._take(GRIP), grip)
        else:
            self._take(GRIP)
        self._letter(words.title)
        if words.pieces:
            self._pieces(words.pieces)
        self._lines(words)

    def _take(self, width: int, high: int = 0, *, right: bool = False) -> QRect:
        high = high or self._box.height()
        place = QRect(0, self._box.top() + (self._box.height() - high) // 2, width, high)
        if right:
            self._right -= width
            place.moveLeft(self._right + 1)
        else:
            place.moveLeft(self._left)
            self._left += width
        return self._placed(place)

    def _placed(self, rect: QRect) -> QRect:
        # Asked for six times in a row, and most are not mirrored.
        return rect if self._from_left else QStyle.visualRect(self._direction, self._box, rect)

    def _letter(self, title: str) -> None:
        self._left += Space.XS
        side = min(LETTER, self._box.height() - Space.XS)
        place = self._take(side, side)
        self._left += Space.S
        ratio = self._painter.device().devicePixelRatio()
        tile = _tile(first_letter(title), tint(title), is_dark(), side, ratio, QGuiApplication.font().key())
        self._painter.drawPixmap(place, tile)

    def _pieces(self, pieces: str) -> None:
        letters, metrics = written(Type.CAPTION_STRONG)
        high = metrics.height() + Space.HAIR
        place = self._take(max(metrics.horizontalAdvance(pieces) + 2 * Space.S, high), high, right=True)
        self._right -= Space.S
        drawing.box(self._painter, QRectF(place), tone(Tone.SUNKEN), tone(Tone.LINE), radius=high / 2)
        self._painter.setFont(letters)
        self._painter.setPen(self._ink)
        self._painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), pieces)

    def _lines(self, words: RowWords) -> None:
        title, over = written(Type.BODY)
        more, under = written(Type.CAPTION)
        room = max(self._right - self._left, 0)
        together = over.height() + under.height()
        top = self._box.top() + (self._box.height() - together) // 2
        self._say(QRect(self._left, top, room, over.height()), title, over, words.title, self._ink)
        place = QRect(self._left, top + over.height(), room, under.height())
        if words.missing:
            taken = self._say(place, more, under, words.missing, colour(Role.ATTENTION, Kind.MARK))
            place.setLeft(min(place.left() + taken, place.right()))
        said = "" if words.missing else words.known[0] if words.known else ""
        for part in words.known[0 if words.missing else 1 :]:
            if under.horizontalAdvance(more_said := f"{said} · {part}") > place.width():
                break
            said = more_said
        self._say(place, more, under, said, self._quiet)

    def _say(self, rect: QRect, letters: Any, metrics: QFontMetrics, text: str, ink: QColor) -> int:
        """Write a text into its place; returns how wide it is."""
        self._painter.setFont(letters)
        self._painter.setPen(ink)
        wide = metrics.horizontalAdvance(text)
        if wide > rect.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            wide = metrics.horizontalAdvance(text)
        self._painter.drawText(self._placed(rect), _NEAR, text)
        return wide


@lru_cache(maxsize=512)
def _tile(letter: str, role: Role, dark: bool, side: int, ratio: float, _font: str) -> QPixmap:
    """Return the square before a row: the same few are painted again and again while one scrolls."""
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    place = QRect(0, 0, side, side)
    drawing.box(painter, place, colour(role, Kind.FILL, dark=dark), None)
    painter.setFont(written(Type.BODY_STRONG)[0])
    painter.setPen(colour(role, Kind.TEXT, dark=dark))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), letter)
    painter.end()
    return made


def first_letter(title: str) -> str:
    """Return the letter or digit that a title is told by; empty for one that has none."""
    return next((letter.upper()[0] for letter in title if letter.isalnum()), "")


def row_height() -> int:
    """Return the height of a row in pixels: of a roomy table, or more where two lines of text need it."""
    over, under = written(Type.BODY)[1], written(Type.CAPTION)[1]
    return max(scaled(Density.ROOMY, over), over.height() + under.height() + Space.S)
