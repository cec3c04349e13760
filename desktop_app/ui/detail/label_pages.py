"""Labels on the screen: their pages one under the other, whole, as wide as the window, or at their true size.

Only the pages that are in view are drawn, as many dots as the screen shows; what has been drawn is kept for a while.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QImage, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.services.documents import Document
from desktop_app.services.pdf import Picture, Size
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.roles import Tone, tone

_Index = QModelIndex | QPersistentModelIndex

MOST_KEPT: Final = 24 * 1024 * 1024
"""Bytes of the pictures that are kept though they are not in view."""
LONGEST_SIDE: Final = 20_000
"""Pixels that a page is shown at, at most."""
SHORTEST_SIDE: Final = 24
SPACE: Final = Space.S
FRESH_ENOUGH: Final = 0.95
"""A picture with so many of the dots that are wanted need not be drawn again."""


class Zoom(Enum):
    """How large a label is shown."""

    WHOLE = "whole"
    WIDTH = "width"
    ACTUAL = "actual"


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page as it is listed: page `number` (from 0) of a document, or, with a `problem`, why there is no picture."""

    caption: str
    document: Document | None
    number: int = 0
    size: Size | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page that is in view and wants drawing, at `dpi`."""

    row: int
    page: ShownPage
    dpi: float


class PageList(QAbstractListModel):
    """The pages, by their captions."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pages: list[ShownPage] = []

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.pages)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        page = self.pages[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return page.caption
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{page.caption}. {page.problem}" if page.problem else page.caption
        return None

    def add(self, pages: Sequence[ShownPage]) -> None:
        """List some more."""
        self.beginInsertRows(QModelIndex(), len(self.pages), len(self.pages) + len(pages) - 1)
        self.pages += pages
        self.endInsertRows()

    def change(self, row: int, page: ShownPage) -> None:
        """List another in the place of one."""
        self.pages[row] = page
        index = self.index(row)
        self.dataChanged.emit(index, index)

    def clear(self) -> None:
        """List none."""
        self.beginResetModel()
        self.pages = []
        self.endResetModel()


class LabelPages(QListView):
    """The pages with a line above each that says whose label it is. `drawing_wanted`: `next_wanted` has one."""

    drawing_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("label_pages")
        self.setAccessibleName(self.tr("Labels"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Midlight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.sharpest = 200.0
        """The dots an inch at most that are asked for."""
        self._zoom = Zoom.WHOLE
        self._pages = PageList(self)
        self._pictures: OrderedDict[int, tuple[QImage, Picture, float]] = OrderedDict()
        self._painted: set[int] = set()
        self._tell = QTimer(self, singleShot=True, interval=0)
        self._tell.timeout.connect(self.drawing_wanted)
        self.setModel(self._pages)
        self.setItemDelegate(_PageDelegate(self))

    def page(self, row: int) -> ShownPage:
        """Return what is listed there."""
        return self._pages.pages[row]

    @property
    def count(self) -> int:
        """How many pages are listed."""
        return len(self._pages.pages)

    @property
    def kept(self) -> int:
        """Bytes of the pictures that are kept."""
        return sum(len(picture.pixels) for _image, picture, _dpi in self._pictures.values())

    def clear(self) -> None:
        """Show none."""
        self._pictures.clear()
        self._painted.clear()
        self._pages.clear()

    def add(self, pages: Sequence[ShownPage]) -> None:
        """Show some more."""
        if pages:
            self._pages.add(pages)

    def set_zoom(self, zoom: Zoom) -> None:
        """Show all of them larger or smaller; what was at the top stays there."""
        top = self.indexAt(self.viewport().rect().center())
        self._zoom = zoom
        self._pages.layoutChanged.emit()
        if top.isValid():
            self.scrollTo(top, QAbstractItemView.ScrollHint.PositionAtTop)

    def next_wanted(self) -> Wanted | None:
        """Return the first page in view that has yet to be drawn."""
        view = self.viewport().rect()
        for row in sorted(self._painted):
            if row >= self.count or not self.visualRect(self._pages.index(row)).intersects(view):
                self._painted.discard(row)
                continue
            dpi = self._missing_dpi(row)
            if dpi is not None:
                return Wanted(row, self._pages.pages[row], dpi)
        return None

    def show_picture(self, wanted: Wanted, picture: Picture) -> None:
        """Show what was drawn, if that page is still listed there."""
        if not self._still_there(wanted):
            return
        # The image looks at the picture's own pixels: they are kept beside it, and need no copy.
        image = QImage(picture.pixels, picture.width, picture.rows, picture.stride, QImage.Format.Format_RGB32)
        self._pictures[wanted.row] = image, picture, wanted.dpi
        self._pictures.move_to_end(wanted.row)
        self._let_go()
        self._pages.change(wanted.row, wanted.page)

    def show_problem(self, wanted: Wanted, problem: str) -> None:
        """Say in the place of a page why it is not shown."""
        if self._still_there(wanted):
            self._pages.change(wanted.row, replace(wanted.page, problem=problem))
            self._pages.layoutChanged.emit()

    def picture(self, row: int) -> QImage | None:
        """Return the page as it was drawn last, and have it drawn again if that is not as it is wanted."""
        self._painted.add(row)
        if self._missing_dpi(row) is not None and not self._tell.isActive():
            self._tell.start()
        found = self._pictures.get(row)
        if found is None:
            return None
        self._pictures.move_to_end(row)
        return found[0]

    def shown_size(self, row: int) -> QSize:
        """Return how large a page is shown, in pixels, without its caption."""
        size, room = self._pages.pages[row].size, self._room()
        if size is None or self._pages.pages[row].problem:
            return QSize(room.width(), self.fontMetrics().lineSpacing() * 6)
        if self._zoom is Zoom.ACTUAL:
            per_mm = self.dots_per_mm()
        else:
            per_mm = room.width() / size.width_mm
            if self._zoom is Zoom.WHOLE:
                per_mm = min(per_mm, room.height() / size.height_mm)
        sides = (max(SHORTEST_SIDE, min(LONGEST_SIDE, round(mm * per_mm))) for mm in (size.width_mm, size.height_mm))
        return QSize(*sides)

    def row_size(self, row: int) -> QSize:
        """Return the size of a page with its caption and the space round both."""
        shown = self.shown_size(row)
        return QSize(
            max(self.viewport().width(), shown.width() + 2 * SPACE), shown.height() + self.caption_height() + 2 * SPACE
        )

    def dots_per_mm(self) -> float:
        """Return how many pixels of this screen a millimetre has."""
        screen = self.screen()
        dots = screen.physicalDotsPerInch()
        # A screen that lies about its size (a virtual one, a projector) is taken at its word for text instead.
        return (dots if 50 <= dots <= 400 else screen.logicalDotsPerInch()) / 25.4

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pages.layoutChanged.emit()

    def caption_height(self) -> int:
        """Return the pixels of the line above a page."""
        return self.fontMetrics().lineSpacing() + SPACE

    def _room(self) -> QSize:
        size = self.viewport().size()
        return QSize(max(1, size.width() - 2 * SPACE), max(1, size.height() - self.caption_height() - 3 * SPACE))

    def _missing_dpi(self, row: int) -> float | None:
        """Return the dots an inch that a page is still to be drawn at, None if it is there, or cannot be."""
        page = self._pages.pages[row]
        if page.size is None or page.problem or page.document is None:
            return None
        shown = self.shown_size(row).width() * self.devicePixelRatioF()
        dpi = min(self.sharpest, shown / page.size.width_mm * 25.4)
        found = self._pictures.get(row)
        return None if found is not None and found[2] >= dpi * FRESH_ENOUGH else dpi

    def _still_there(self, wanted: Wanted) -> bool:
        return wanted.row < self.count and self._pages.pages[wanted.row] is wanted.page

    def _let_go(self) -> None:
        view, kept = self.viewport().rect(), self.kept
        for row in list(self._pictures):
            if kept <= MOST_KEPT:
                return
            if not self.visualRect(self._pages.index(row)).intersects(view):
                kept -= len(self._pictures.pop(row)[1].pixels)


class _PageDelegate(QStyledItemDelegate):
    """Paints a page on white with a line round it, its caption above; the text is plain."""

    def __init__(self, view: LabelPages) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        return self._view.row_size(index.row())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view, row = self._view, index.row()
        rect: QRect = option.rect
        page = view.page(row)
        painter.save()
        caption = QRect(rect.x() + SPACE, rect.y() + SPACE, rect.width() - 2 * SPACE, view.caption_height() - SPACE)
        painter.setPen(tone(Tone.TEXT))
        words = view.fontMetrics().elidedText(page.caption, Qt.TextElideMode.ElideRight, caption.width())
        painter.drawText(caption, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine), words)
        shown = QRect(0, 0, *view.shown_size(row).toTuple())
        shown.moveCenter(rect.center())
        shown.moveTop(rect.y() + SPACE + view.caption_height())
        if page.problem:
            painter.drawText(shown, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), page.problem)
        else:
            painter.fillRect(shown, tone(Tone.PAPER))
            image = view.picture(row)
            if image is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(QRectF(shown), image)
            painter.setPen(tone(Tone.LINE))
            painter.drawRect(shown.adjusted(0, 0, -1, -1))
        painter.restore()
