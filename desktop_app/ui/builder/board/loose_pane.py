"""The left of the page: what waits to be packed, and the line that adds to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.packing.tree import LOOSE_ITEMS, LOOSE_PACKAGES, Notice
from desktop_app.ui.builder.board.add_item_row import AddItemRow
from desktop_app.ui.builder.board.board import Board
from desktop_app.ui.builder.board.item_list import ItemList
from desktop_app.ui.builder.board.package_flow import NewPackagePlace, PackageFlow
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.drag.edge_scroll import EdgeScroll
from desktop_app.ui.builder.drag.highlight import Highlight, paint_highlight
from desktop_app.ui.style.measures import Type, font
from desktop_app.ui.widgets.elided_label import ElidedLabel


class LooseList(ItemList):
    """The loose items; says what to do where there are none, and is lit like every place to put things down."""

    highlight = Highlight.OFF

    @property
    def container(self) -> str:
        """Where it is."""
        return LOOSE_ITEMS

    def set_highlight(self, highlight: Highlight) -> None:
        """Be lit, or not."""
        if highlight is not self.highlight:
            self.highlight = highlight
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or the hint."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.highlight is not Highlight.OFF:
            paint_highlight(painter, self.viewport(), self.highlight)
        if self.rows.ids:
            return
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        margin = self.fontMetrics().height()
        box = self.viewport().rect().adjusted(margin, margin, -margin, -margin)
        packed = bool(self._context.draft.consignments or self._context.draft.loose_packages)
        text = (
            self.tr("Everything is packed.")
            if packed
            else self.tr("Nothing on the bench yet.\n\nType above what is to be sent, and press Enter for each.")
        )
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)


class LoosePane(QWidget):
    """Loose items over loose packages."""

    def __init__(self, context: BuilderContext, board: Board) -> None:
        super().__init__()
        self._draft = context.draft
        self._selection = context.selection
        self._title = self._heading()
        self._packages_title = self._heading()
        self.add_row = AddItemRow(context)
        self.list = LooseList(context, LOOSE_ITEMS, fit=False)
        self.list.setObjectName("item_list")
        self.list.setAccessibleName(self.tr("Loose items"))
        place = NewPackagePlace(context, LOOSE_PACKAGES, self.tr("Drop here: package to keep for later"))
        place.setObjectName("loose_package_place")
        self.flow = PackageFlow(context.draft, place, board.card_of)
        board.set_loose(self.flow, self.list)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.flow)
        EdgeScroll(self._scroll, context.moves)
        self._lay_out()
        self.add_row.searched.connect(self.list.search)
        self.add_row.down.connect(self._into_list)
        self.add_row.added.connect(self._added)
        context.selection.changed.connect(self.list.show_selection)
        self._count()

    def go_to_box(self) -> None:
        """Go to the search box."""
        self.add_row.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.add_row.name.selectAll()

    def show_units(self) -> None:
        """Show everything in the units that are set now."""
        self.list.rows.show_anew()
        self.flow.show_headers()
        self.add_row.show_units()

    def hear(self, notice: Notice) -> None:
        """Show what an edit touched among the loose items."""
        if LOOSE_ITEMS in notice.containers:
            self.list.sync()
        for node_id in notice.nodes:
            self.list.rows.touched(node_id)
        self._count()

    def _added(self, item_id: str) -> None:
        ids = self.list.rows.ids
        if item_id in ids:
            self.list.scrollTo(self.list.rows.index(ids.index(item_id)))

    def _into_list(self) -> None:
        index = self.list.first_match()
        if index.isValid():
            self._selection.set([self.list.rows.ids[index.row()]])
            self.list.setCurrentIndex(index)
            self.list.setFocus()

    def _count(self) -> None:
        draft = self._draft
        self._title.setText(self.tr("Items (%n loose)", "", len(draft.loose_items)))
        self._packages_title.setText(self.tr("Packages (%n loose)", "", len(draft.loose_packages)))
        self._fit()
        if not draft.loose_items:
            self.list.viewport().update()

    def _heading(self) -> ElidedLabel:
        label = ElidedLabel()
        label.setFont(font(Type.STRONG))
        return label

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height() // 2
        head = QHBoxLayout()
        head.addWidget(self._title)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit, unit, unit, unit)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(self.add_row)
        column.addWidget(self.list, 3)
        column.addWidget(self._packages_title)
        column.addWidget(self._scroll, 2)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the loose packages no more room than they fill."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = max(self._scroll.viewport().width(), 1)
        self._scroll.setMaximumHeight(max(self.flow.heightForWidth(width), self.flow.place.sizeHint().height()))
