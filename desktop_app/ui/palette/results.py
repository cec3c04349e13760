"""What fits what was typed, in a list over the window, below the field that is typed into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QVBoxLayout, QWidget

from desktop_app.ui.announce import announce
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.palette.entries import Entry, Found, Kind
from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import ICON, NAVIGATION_ROW, PALETTE, Space, Type, font, scaled
from desktop_app.ui.style.roles import Tone, tone

ROWS = 9
"""Rows that are seen at once."""
_FOUND = int(Qt.ItemDataRole.UserRole)


class Results(QFrame):
    """Lies over the window that `field` is in, and never has the keyboard. `chosen(Entry)`: one was clicked."""

    chosen = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self.setObjectName("palette")
        self._field = field
        self._model = _Model(self)
        self._list = QListView(self)
        self._list.setObjectName("palette_results")
        self._list.setAccessibleName(self.tr("What can be gone to or done"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Painter(self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(lambda index: self._click(index.row()))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.XS, Space.S, Space.S)
        column.addWidget(self._list)
        self.hide()

    @property
    def current(self) -> Entry | None:
        """What Enter would do now; None where that cannot be done."""
        row = self._list.currentIndex().row()
        entry = self._model.found[row].entry if 0 <= row < len(self._model.found) else None
        return entry if entry is not None and not entry.why_not else None

    def show_found(self, found: Sequence[Found]) -> None:
        """Show these, with the first one to be done by Enter."""
        self._model.fill(found)
        self._list.setCurrentIndex(self._model.index(0))
        self._place()
        self.setVisible(bool(found))
        self.raise_()
        self._tell()

    def step(self, rows: int) -> None:
        """Go so many rows down, or up; from the ends to the other one."""
        count = len(self._model.found)
        if count:
            at = self._list.currentIndex().row() + rows
            at = at % count if abs(rows) == 1 else max(0, min(at, count - 1))
            self._list.setCurrentIndex(self._model.index(at))
            self._tell()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet and its soft shadow."""
        painter = QPainter(self)
        sheet = QRectF(self.rect()).adjusted(Space.XS, 0, -Space.XS, -Space.XS)
        drawing.shadow(painter, sheet, depth=Space.XS)
        drawing.box(painter, sheet, tone(Tone.RAISED), tone(Tone.LINE))
        painter.end()

    def _place(self) -> None:
        window = self._field.window()
        rows = min(len(self._model.found), ROWS)
        high = rows * scaled(NAVIGATION_ROW, self.fontMetrics()) + Space.M
        wide = min(max(PALETTE, self._field.width()), window.width())
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + Space.XS))
        left = corner.x()
        if self.layoutDirection() is Qt.LayoutDirection.LeftToRight:
            left += self._field.width() - wide
        self.setGeometry(max(0, min(left, window.width() - wide)), corner.y(), wide, high)

    def _click(self, row: int) -> None:
        entry = self._model.found[row].entry
        if not entry.why_not:
            self.chosen.emit(entry)

    def _tell(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            announce(self._field, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: tuple[Found, ...] = ()

    def fill(self, found: Sequence[Found]) -> None:
        self.beginResetModel()
        self.found = tuple(found)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.found[index.row()]
        entry = found.entry
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return isolated(entry.words)
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(filter(None, (isolated(entry.words), self.beside(entry))))
            case _ if role == _FOUND:
                return found
        return None

    def beside(self, entry: Entry) -> str:
        """Return what stands at the far end of the row."""
        if entry.why_not or entry.keys:
            return isolated(entry.why_not) if entry.why_not else entry.keys
        return {
            Kind.PAGE: self.tr("Page"),
            Kind.ACTION: "",
            Kind.RECENT: self.tr("Looked at before"),
            Kind.REFERENCE: "",
        }[entry.kind]


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: Any, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, scaled(NAVIGATION_ROW, option.fontMetrics))

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        found, model = index.data(_FOUND), index.model()
        assert isinstance(found, Found)
        assert isinstance(model, _Model)
        entry, box, state = found.entry, QRect(option.rect), option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            drawing.box(painter, box, tone(Tone.SELECTION), None)
        elif state & QStyle.StateFlag.State_MouseOver:
            drawing.box(painter, box, tone(Tone.HOVER), None)
        icon = QRect(box.left() + Space.S, box.top() + (box.height() - ICON) // 2, ICON, ICON)
        mode = QIcon.Mode.Disabled if entry.why_not else QIcon.Mode.Normal
        entry.icon.paint(painter, QStyle.visualRect(option.direction, box, icon), mode=mode)
        rest = box.adjusted(Space.S + ICON + Space.M, 0, -Space.M, 0)
        painter.setFont(font(Type.CAPTION))
        beside = model.beside(entry)
        metrics = painter.fontMetrics()
        beside = metrics.elidedText(beside, Qt.TextElideMode.ElideRight, rest.width() // 2)
        wide = metrics.horizontalAdvance(beside)
        far = QRect(rest.right() + 1 - wide, rest.top(), wide, rest.height())
        painter.setPen(tone(Tone.SUBDUED))
        painter.drawText(QStyle.visualRect(option.direction, box, far), int(_FLAT), beside)
        words = rest.adjusted(0, 0, -wide - Space.M, 0)
        painter.setPen(tone(Tone.MUTED if entry.why_not else Tone.TEXT))
        self._paint_words(painter, QStyle.visualRect(option.direction, box, words), found, option.direction)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, found: Found, direction: Qt.LayoutDirection) -> None:
        """Paint the words, the letters that were typed stronger; as one text where letters join or run leftwards."""
        words = found.entry.words
        parts = [(words[n], n in found.places) for n in range(len(words))]
        fonts: dict[bool, QFont] = {False: font(Type.BODY), True: font(Type.BODY_STRONG)}
        runs: list[tuple[str, bool]] = []
        for letter, strong in parts:
            if runs and runs[-1][1] is strong:
                runs[-1] = runs[-1][0] + letter, strong
            else:
                runs.append((letter, strong))
        wide = sum(QFontMetrics(fonts[strong]).horizontalAdvance(text) for text, strong in runs)
        if wide > rect.width() or not words.isascii() or direction is Qt.LayoutDirection.RightToLeft:
            painter.setFont(fonts[False])
            shown = painter.fontMetrics().elidedText(isolated(words), Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, int(_FLAT), shown)
            return
        at = rect.left()
        for text, strong in runs:
            painter.setFont(fonts[strong])
            painter.drawText(QRect(at, rect.top(), rect.right() + 1 - at, rect.height()), int(_FLAT), text)
            at += painter.fontMetrics().horizontalAdvance(text)


# At the left is where a line begins: a painter turns it round with its widget.
_FLAT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
