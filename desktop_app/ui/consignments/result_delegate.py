"""Rows of a panel beside the list: what it is about and what became of it, and below that why; painted when seen."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.ui.consignments.bulk_models import HAPPENED, MESSAGE, REFERENCE, ROLE, Index, Results
from desktop_app.ui.detail.story import reasons
from desktop_app.ui.shown_text import shorten_line
from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import ICON, Line, Space, Type, font
from desktop_app.ui.style.roles import Role, Tone, tone
from desktop_app.ui.widgets.chip import chip_size, paint_chip

_LINES: Final = 2
"""Lines of a reason that are shown in its row; the whole of it is below the list."""
_WIDEST: Final = "EC-000-000-WWW"
"""A reference as wide as they get: whether a chip has room beside it is the same for all rows."""
_READ: Final = 2000
"""Code points of a reason in which its parts are looked for."""
_TEXT: Final = 240
"""Code points of a reason that are looked at for those."""


class _Rows(QStyledItemDelegate):
    """Paints the ground of a row, and gives its parts to `paint_row`."""

    lines = 1

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of every row: a heading, and so many lines below it."""
        high = option.fontMetrics.height()
        return QSize(0, high * (1 + self.lines) + Space.XS + 2 * Space.S)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Paint a row."""
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        over = option.state & QStyle.StateFlag.State_MouseOver
        painter.fillRect(rect, tone(Tone.SELECTION if chosen else Tone.HOVER if over else Tone.RAISED))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), Line.THIN), tone(Tone.LINE))
        inside = rect.adjusted(Space.S, Space.S, -Space.S, -Space.S)
        self.paint_row(painter, inside, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            drawing.ring(painter, rect.adjusted(0, 0, 0, -1), radius=0)
        painter.restore()

    def paint_row(self, painter: QPainter, inside: QRect, option: Any, index: Index) -> None:
        """Paint what is in a row."""

    def _heading(self, painter: QPainter, rect: QRect, option: Any, text: str) -> None:
        painter.setFont(font(Type.BODY_STRONG))
        painter.setPen(tone(Tone.TEXT))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(QStyle.visualRect(option.direction, self._row(option), rect), _line(option), shown)

    def _row(self, option: Any) -> QRect:
        return QRect(option.rect).adjusted(Space.S, Space.S, -Space.S, -Space.S)


class ResultDelegate(_Rows):
    """One result: its sign, the reference, what happened, and the beginning of why."""

    lines = _LINES

    def paint_row(self, painter: QPainter, inside: QRect, option: Any, index: Index) -> None:
        model, row = index.model(), index.row()
        reference = str(model.index(row, REFERENCE).data() or "")
        happened, role = str(model.index(row, HAPPENED).data() or ""), index.data(ROLE) or Role.NEUTRAL
        high = option.fontMetrics.height() + Space.XS
        icon: QIcon = index.data(Qt.ItemDataRole.DecorationRole)
        sign = QRect(inside.left(), inside.top() + (high - ICON) // 2, ICON, ICON)
        icon.paint(painter, QStyle.visualRect(option.direction, inside, sign))
        top = QRect(inside.left() + ICON + Space.S, inside.top(), inside.width() - ICON - Space.S, high)
        taken = chip_size(option.font, happened).width()
        said = model.text(row, MESSAGE)[:_READ] if isinstance(model, Results) else ""
        # What all of them begin with says little of this one.
        said = shorten_line("; ".join(reasons(said)[1]) or said, _TEXT)
        painter.setFont(font(Type.BODY_STRONG))
        if painter.fontMetrics().horizontalAdvance(_WIDEST) + Space.S + taken <= top.width():
            chip = QRect(top.right() + 1 - taken, top.top(), taken, high)
            painter.setFont(option.font)
            paint_chip(painter, QRectF(QStyle.visualRect(option.direction, inside, chip)), happened, role)
        else:
            # The reference is never cut for it: the sign says the same, and the word goes before why.
            taken = 0
            said = f"{happened}: {said}" if said else happened
        self._heading(painter, top.adjusted(0, 0, -taken, 0), option, reference)
        below = QRect(top.left(), top.bottom() + 1, top.width(), inside.bottom() - top.bottom())
        painter.setFont(font(Type.CAPTION))
        painter.setPen(tone(Tone.SUBDUED))
        _paint_lines(painter, QStyle.visualRect(option.direction, inside, below), said, _LINES, option)


class ListedDelegate(_Rows):
    """One consignment: its reference and one's own, and below them its state and where it goes."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Have room for a chip in the second line."""
        return super().sizeHint(option, index) + QSize(0, Space.XS)

    def paint_row(self, painter: QPainter, inside: QRect, option: Any, index: Index) -> None:
        model, row = index.model(), index.row()
        reference, own, state, where = (str(model.index(row, column).data() or "") for column in range(4))
        high = option.fontMetrics.height() + Space.XS
        painter.setFont(font(Type.BODY_STRONG))
        taken = painter.fontMetrics().horizontalAdvance(reference) + Space.S
        top = QRect(inside.left(), inside.top(), inside.width(), high)
        self._heading(painter, top, option, reference)
        self._quiet(painter, top.adjusted(taken, 0, 0, 0), option, own, far=True)
        taken = min(chip_size(option.font, state).width(), inside.width() * 2 // 3)
        chip = QRect(inside.left(), top.bottom() + 1, taken, high)
        painter.setFont(option.font)
        place = QRectF(QStyle.visualRect(option.direction, inside, chip))
        paint_chip(painter, place, state, index.data(ROLE) or Role.NEUTRAL)
        rest = QRect(chip.right() + 1 + Space.S, chip.top(), inside.right() - chip.right() - Space.S, high)
        self._quiet(painter, rest, option, where)

    def _quiet(self, painter: QPainter, rect: QRect, option: Any, text: str, *, far: bool = False) -> None:
        painter.setFont(font(Type.CAPTION))
        painter.setPen(tone(Tone.SUBDUED))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
        place = QStyle.visualRect(option.direction, self._row(option), rect)
        painter.drawText(place, _line(option, far=far), shown)


def _line(option: Any, *, far: bool = False) -> int:
    left_to_right = (option.direction is Qt.LayoutDirection.LeftToRight) is not far
    near = Qt.AlignmentFlag.AlignLeft if left_to_right else Qt.AlignmentFlag.AlignRight
    return int(near | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignAbsolute)


def _paint_lines(painter: QPainter, rect: QRect, text: str, lines: int, option: Any) -> None:
    """Paint a text in as many lines, the last of them elided."""
    metrics = painter.fontMetrics()
    high = metrics.height()
    rest = text
    for number in range(lines):
        if not rest:
            return
        line = QRect(rect.left(), rect.top() + number * high, rect.width(), high)
        fits = rest
        if number < lines - 1 and metrics.horizontalAdvance(rest) > rect.width():
            words, fits = rest.split(" "), ""
            for word in words:
                longer = f"{fits} {word}" if fits else word
                if fits and metrics.horizontalAdvance(longer) > rect.width():
                    break
                fits = longer
        rest = rest[len(fits) :].lstrip()
        painter.drawText(line, _line(option), metrics.elidedText(fits, Qt.TextElideMode.ElideRight, rect.width()))
