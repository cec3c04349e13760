"""Package cards side by side, with the place that makes a new package of what is dropped there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette

from desktop_app.packing.draft import Draft
from desktop_app.ui.builder.board.package_card import PackageCard
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.drag.drop_zone import DropZone
from desktop_app.ui.builder.drag.highlight import paint_panel
from desktop_app.ui.widgets.flow_box import FlowBox


class NewPackagePlace(DropZone):
    """The dashed place: drop items for a new package of them; click, or press Space, for an empty one."""

    def __init__(self, context: BuilderContext, container: str, text: str) -> None:
        super().__init__(context.moves, container)
        self._commands = context.commands
        self._text = text
        self.setObjectName("new_package_place")
        self.setProperty("container", container)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("New package"))
        self.setToolTip(self.tr("Drop items here, or click for an empty package"))

    def sizeHint(self) -> QSize:
        """Ask for the height of a card with one item."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + metrics.height() * 2, metrics.height() * 5)

    def minimumSizeHint(self) -> QSize:
        """Be as high as is asked for."""
        return QSize(0, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put down what was picked up, or add an empty package."""
        if event.button() == Qt.MouseButton.LeftButton and not self.put_down_at(event.position().toPoint()):
            self._commands.add_package(self.container)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add an empty package."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._commands.add_package(self.container)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dashed outline and what it is for."""
        painter = QPainter(self)
        paint_panel(painter, self, self.highlight, selected=False, fill=QPalette.ColorRole.Window, dashed=True)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        margin = self.fontMetrics().height() // 2
        painter.drawText(self.rect().adjusted(margin, margin, -margin, -margin), int(wrapped), self._text)


class PackageFlow(FlowBox):
    """The cards of one container, in the draft's order, and the place for a new one behind them."""

    def __init__(self, draft: Draft, place: NewPackagePlace, card_of: Callable[[str], PackageCard]) -> None:
        metrics = place.fontMetrics()
        super().__init__(metrics.averageCharWidth() * 36, metrics.height() // 2)
        self._draft = draft
        self.container = place.container
        self.place = place
        self._card_of = card_of
        self._cards: list[PackageCard] = []
        self.set_parts([place])

    @property
    def cards(self) -> list[PackageCard]:
        """The cards shown, in order."""
        return self._cards

    def sync(self) -> None:
        """Show the cards of the packages that are here now."""
        self._cards = [self._card_of(node.id) for node in self._draft.children(self.container)]
        self.set_parts([*self._cards, self.place])

    def show_headers(self) -> None:
        """Number the packages anew."""
        for number, card in enumerate(self._cards, start=1):
            card.show_number(number)
