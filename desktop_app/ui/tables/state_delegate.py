"""A state in a table, painted as a word on its colour."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.ui.style.roles import Role, is_dark
from desktop_app.ui.tables.model import COLOUR_ROLE, Index
from desktop_app.ui.widgets.chip import chip_size, paint_chip

KEPT: Final = 300
"""Chips that are kept painted: there are some thirty states, each chosen or not, at one width or two."""


class StateDelegate(QStyledItemDelegate):
    """Paints a state as a chip; to a screen reader the cell stays its word.

    A chip is painted once, and copied into each row: in a scroll that is most of what its cell takes.
    """

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._chips: dict[tuple[object, ...], QPixmap] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, option.widget) + 1
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        room = option.rect.adjusted(margin, 1, -margin, -1)
        if room.isEmpty() or not text:
            return
        chip = self._chip(painter, option, room.size(), text, index.data(COLOUR_ROLE), ringed=selected)
        wide = round(chip.width() / chip.devicePixelRatio())
        at = room.topLeft()
        if option.direction is Qt.LayoutDirection.RightToLeft:
            at.setX(room.right() + 1 - wide)
        painter.drawPixmap(at, chip)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Have room for the chip."""
        return super().sizeHint(option, index).expandedTo(chip_size(option.font, f"{index.data()}  "))

    def _chip(self, painter: QPainter, option: Any, room: QSize, text: str, role: Role, *, ringed: bool) -> QPixmap:
        ratio = painter.device().devicePixelRatio()
        known = (text, role, ringed, room.width(), room.height(), ratio, is_dark(), option.font.key())
        chip = self._chips.get(known)
        if chip is None:
            if len(self._chips) >= KEPT:
                self._chips.clear()
            wide = min(chip_size(option.font, text).width(), room.width())
            chip = QPixmap(QSize(wide, room.height()) * ratio)
            chip.setDevicePixelRatio(ratio)
            chip.fill(Qt.GlobalColor.transparent)
            over = QPainter(chip)
            over.setFont(option.font)
            paint_chip(over, QRectF(0, 0, wide, room.height()), text, role, ringed=ringed)
            over.end()
            self._chips[known] = chip
        return chip
