"""Package cards side by side, with the place that makes a new package of what is dropped there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette

from desktop_app.packing.draft import Draft
from desktop_app.ui.builder.card import PackageCard
from desktop_app.ui.builder.carry import Carry
from desktop_app.ui.builder.zone import Zone, paint_panel
from desktop_app.ui.widgets.flow_box import FlowBox

MakeCard = Callable[[str], PackageCard]


class NewPackagePlace(Zone):
    """The dashed place: drop items for a new package of them; click, or press Space, for an empty one."""

    def __init__(self, carry: Carry, container: str, text: str, add: Callable[[], None]) -> None:
        super().__init__()
        self.init_zone(carry, container)
        self._add = add
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
        if event.button() == Qt.MouseButton.LeftButton and not self.clicked_down(event.position().toPoint()):
            self._add()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add an empty package."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._add()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the focus has gone."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dashed outline and what it is for."""
        painter = QPainter(self)
        paint_panel(painter, self, self.light, selected=False, fill=QPalette.ColorRole.Window, dashed=True)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        margin = self.fontMetrics().height() // 2
        painter.drawText(self.rect().adjusted(margin, margin, -margin, -margin), int(wrapped), self._text)


class Shelf(FlowBox):
    """The cards of one container, in the draft's order, and the place for a new one behind them."""

    def __init__(self, draft: Draft, container: str, place: NewPackagePlace, make_card: MakeCard) -> None:
        metrics = place.fontMetrics()
        super().__init__(metrics.averageCharWidth() * 36, metrics.height() // 2)
        self._draft = draft
        self.container = container
        self.place = place
        self._make_card = make_card
        self._cards: list[PackageCard] = []
        self.set_parts([place])

    @property
    def cards(self) -> list[PackageCard]:
        """The cards shown, in order."""
        return self._cards

    def sync(self) -> None:
        """Show the cards of the packages that are here now."""
        self._cards = [self._make_card(node.id) for node in self._draft.children(self.container)]
        self.set_parts([*self._cards, self.place])

    def show_headers(self) -> None:
        """Number the packages anew."""
        for number, card in enumerate(self._cards, start=1):
            card.show_number(number)
