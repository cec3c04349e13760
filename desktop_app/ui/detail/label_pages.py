"""Labels on the screen: their pages one under the other, whole, as wide as the window, or at their true size."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.services.documents import Page
from desktop_app.ui.widgets.plain_label import PlainLabel


class Zoom(Enum):
    """How large a label is shown."""

    WHOLE = "whole"
    WIDTH = "width"
    ACTUAL = "actual"


class PagePicture(QWidget):
    """One page on white, with a line round it."""

    def __init__(self, page: Page, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._size_mm = page.width_mm, page.height_mm
        # The picture looks at the page's own pixels: it must keep them, and needs no copy.
        self._pixels = page.pixels
        self._image = QImage(self._pixels, page.width, page.height, page.width * 4, QImage.Format.Format_RGB32)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def zoom(self, zoom: Zoom, room: QSize) -> None:
        """Take the size that `zoom` asks for, where `room` pixels are to be seen at once."""
        width_mm, height_mm = self._size_mm
        if zoom is Zoom.ACTUAL:
            per_mm = self._dots_per_mm()
        else:
            per_mm = room.width() / width_mm
            if zoom is Zoom.WHOLE:
                per_mm = min(per_mm, room.height() / height_mm)
        self.setFixedSize(max(1, round(width_mm * per_mm)), max(1, round(height_mm * per_mm)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self._image)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _dots_per_mm(self) -> float:
        screen = self.screen()
        dots = screen.physicalDotsPerInch()
        # A screen that lies about its size (a virtual one, a projector) is taken at its word for text instead.
        return (dots if 50 <= dots <= 400 else screen.logicalDotsPerInch()) / 25.4


class LabelPages(QScrollArea):
    """The pages with a line above each that says whose label it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("label_pages")
        self.setAccessibleName(self.tr("Labels"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.Mid)
        self._zoom = Zoom.WHOLE
        self._pictures: list[PagePicture] = []
        self.clear()

    def clear(self) -> None:
        """Show none."""
        self._pictures = []
        page = QWidget()
        page.setAutoFillBackground(False)
        self._column = QVBoxLayout(page)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self.setWidget(page)

    def add(self, page: Page, caption: str) -> None:
        """Show one more."""
        label = PlainLabel(caption, wrap=False)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        picture = PagePicture(page, caption)
        for widget in (label, picture):
            self._column.insertWidget(self._column.count() - 1, widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self._pictures.append(picture)
        picture.zoom(self._zoom, self._room())

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self._pictures)

    def set_zoom(self, zoom: Zoom) -> None:
        """Show all of them larger or smaller."""
        self._zoom = zoom
        for picture in self._pictures:
            picture.zoom(zoom, self._room())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_zoom(self._zoom)

    def _room(self) -> QSize:
        margins = self._column.contentsMargins()
        caption = self.fontMetrics().height() + 2 * self._column.spacing()
        bar = self.verticalScrollBar().sizeHint().width()
        size = self.maximumViewportSize()
        return QSize(
            max(1, size.width() - margins.left() - margins.right() - bar),
            max(1, size.height() - margins.top() - margins.bottom() - caption),
        )
