"""The parts of a page as cards, one below the other or side by side, and the list at the left that leads to each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui.style.measures import Space
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.navigation import Navigation
from desktop_app.ui.widgets.rule import rule

_CARD = 104
"""Letters that a card is wide at most: more are not read with ease."""
_SIDE_BY_SIDE = 80
"""Letters that each of several cards side by side needs."""
_COLUMNS = 3
"""So many cards may be side by side."""


class SectionList(QWidget):
    """Add the parts in their order with `add`. The one that is on top is marked in the list while one scrolls."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[Card] = []
        self._following = False
        self.index = Navigation(self, counts=False)
        self.index.setObjectName("section_index")
        self.index.setAccessibleName(self.tr("Sections of {page}").replace("{page}", name))
        for ground in (self.index, self.index.viewport()):
            ground.setBackgroundRole(QPalette.ColorRole.Window)
        self.index.itemClicked.connect(lambda _item: self._lead())
        self.index.currentRowChanged.connect(lambda _row: self._lead())
        self._inside = inside = QWidget()
        self._columns = [QVBoxLayout() for _ in range(_COLUMNS)]
        self._beside = beside = QHBoxLayout(inside)
        # Room below, so that what is last can be scrolled to above a message.
        beside.setContentsMargins(Space.L, Space.L, Space.L, Space.L + 5 * self.fontMetrics().lineSpacing())
        beside.setSpacing(Space.L)
        for column in self._columns:
            column.setSpacing(Space.M)
            beside.addLayout(column)
        beside.addStretch(0)
        self.area = QScrollArea(self)
        self.area.setAccessibleName(name)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(inside)
        inside.setBackgroundRole(QPalette.ColorRole.Window)
        self.area.verticalScrollBar().valueChanged.connect(self._follow)
        self.area.viewport().installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.NONE)
        row.addWidget(self.index)
        row.addWidget(rule(Qt.Orientation.Vertical))
        row.addWidget(self.area, 1)

    def add(self, title: str, icon: QIcon, *parts: QWidget) -> None:
        """Add a section of these parts, from the top down."""
        card = Card(title)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        card.setMaximumWidth(self.fontMetrics().averageCharWidth() * _CARD)
        card.body.setSpacing(Space.XXL)
        for part in parts:
            card.body.addWidget(part)
        card.close_up()
        self._cards.append(card)
        self.index.add_row(icon, title, title)
        self._arrange()
        self._mark(0)

    def show_part(self, part: QWidget) -> None:
        """Scroll to a part of a section."""
        self.area.ensureWidgetVisible(part)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Put the cards side by side where there is room."""
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return False

    def _arrange(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        fit = max(1, min(self.area.viewport().width() // (_SIDE_BY_SIDE * letter), _COLUMNS))
        each = -(-len(self._cards) // _COLUMNS) if fit > 1 else len(self._cards)
        starts = [n * each for n in range(fit)]
        wanted = [self._cards[at : at + each if at is not starts[-1] else None] for at in starts]
        wanted += [[] for _ in range(_COLUMNS - fit)]
        if [_cards_in(column) for column in self._columns] == wanted:
            return
        for column, cards in zip(self._columns, wanted, strict=True):
            while column.count():
                column.takeAt(0)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._beside.setStretchFactor(column, 1 if cards else 0)

    def _lead(self) -> None:
        row = self.index.currentRow()
        if self._following or not 0 <= row < len(self._cards):
            return
        top = self._top(self._cards[row])
        self._following = True
        self.area.verticalScrollBar().setValue(top - Space.M)
        self._following = False

    def _follow(self, value: int) -> None:
        if self._following or not self._cards:
            return
        bar, tops = self.area.verticalScrollBar(), [self._top(card) for card in self._cards]
        row = max((n for n, top in enumerate(tops) if top <= value + Space.HUGE), default=0)
        self._mark(len(tops) - 1 if value >= bar.maximum() else row)

    def _top(self, card: Card) -> int:
        return card.mapTo(self._inside, card.rect().topLeft()).y()

    def _mark(self, row: int) -> None:
        self._following = True
        self.index.setCurrentRow(row)
        self._following = False


def _cards_in(column: QVBoxLayout) -> list[QWidget]:
    widgets = (item.widget() for n in range(column.count()) if (item := column.itemAt(n)) is not None)
    return [widget for widget in widgets if widget is not None]
