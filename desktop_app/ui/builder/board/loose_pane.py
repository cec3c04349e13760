"""The left of the page: what waits to be packed, and the line that adds to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout

from desktop_app.packing.nodes import Package
from desktop_app.packing.tree import LOOSE_ITEMS, LOOSE_PACKAGES, Notice
from desktop_app.ui.builder.board.add_item_row import AddItemRow
from desktop_app.ui.builder.board.board import Board
from desktop_app.ui.builder.board.item_list import ItemList
from desktop_app.ui.builder.board.item_row import row_height
from desktop_app.ui.builder.board.package_flow import NewPackagePlace, PackageFlow
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.builder.drag.drop_zone import DropZone
from desktop_app.ui.builder.drag.edge_scroll import EdgeScroll
from desktop_app.ui.builder.drag.highlight import Highlight, paint_highlight
from desktop_app.ui.counts import Counts
from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.style.roles import Tone, tone
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.toned_label import TonedLabel


class LooseList(ItemList):
    """The loose items, as high as they are; says what to do where there are none, and is lit like every place."""

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

    def sync(self) -> None:
        """Show what waits now, and be as high as that."""
        super().sync()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for room for all rows, or for what is said where there are none."""
        rows = self.rows.rowCount()
        high = row_height() * rows if rows else self.fontMetrics().height() * _WORDS
        return QSize(self.fontMetrics().averageCharWidth() * 20, high + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """Show three rows at least, or all there are."""
        return QSize(0, min(self.sizeHint().height(), row_height() * _LEAST_ROWS))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or the hint."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.highlight is not Highlight.OFF:
            paint_highlight(painter, self.viewport(), self.highlight)
        if self.rows.ids:
            return
        painter.setPen(tone(Tone.SUBDUED))
        box = self.viewport().rect().adjusted(Space.L, Space.S, -Space.L, -Space.S)
        packed = bool(self._context.draft.consignments or self._context.draft.loose_packages)
        text = (
            self.tr("Everything is packed.")
            if packed
            else self.tr("Nothing on the bench yet.\n\nType above what is to be sent, and press Enter for each.")
        )
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)


class LoosePane(DropZone):
    """What waits: loose items, and below them loose packages. What is dropped beside them waits too."""

    def __init__(self, context: BuilderContext, board: Board) -> None:
        super().__init__(context.moves, LOOSE_ITEMS)
        self._draft = context.draft
        self._selection = context.selection
        self._title = PlainLabel(self.tr("To pack"), kind=Type.STRONG, wrap=False)
        self._count = TonedLabel(kind=Type.CAPTION, wrap=False)
        self._packages_title = PlainLabel(self.tr("Packages for later"), kind=Type.STRONG, wrap=False)
        self._packages_count = TonedLabel(kind=Type.CAPTION, wrap=False)
        self.add_row = AddItemRow(context)
        self.list = LooseList(context, LOOSE_ITEMS, fit=False)
        self.list.setObjectName("item_list")
        self.list.setAccessibleName(self.tr("Loose items"))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.list.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        place = NewPackagePlace(context, LOOSE_PACKAGES, self.tr("A package to keep for later"), low=True)
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
        self._tell()

    def target_at(self, position: QPoint, ids: Sequence[str]) -> Target:  # noqa: ARG002 - as every place has it
        """Items wait among the items, packages among the packages."""
        packages = bool(ids) and isinstance(self._draft.find(ids[0]), Package)
        return Target(LOOSE_PACKAGES if packages else LOOSE_ITEMS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put down what was picked up."""
        if event.button() != Qt.MouseButton.LeftButton or not self.put_down_at(event.position().toPoint()):
            super().mousePressEvent(event)

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
        self._tell()

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

    def _tell(self) -> None:
        draft = self._draft
        packages = [*draft.loose_packages, *(p for c in draft.consignments for p in c.packages)]
        lines = len(draft.loose_items) + sum(len(package.items) for package in packages)
        self._count.setText(Counts().lines_of(len(draft.loose_items), lines) if lines else "")
        self._packages_count.setText(str(len(draft.loose_packages)) if draft.loose_packages else "")
        self._fit()
        if not draft.loose_items:
            self.list.viewport().update()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.L, Space.M, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(_heading(self._title, self._count))
        column.addWidget(self.add_row)
        column.addWidget(self.list)
        column.addSpacing(Space.XS)
        column.addLayout(_heading(self._packages_title, self._packages_count))
        column.addWidget(self._scroll)
        column.addStretch(1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the loose packages no more room than they fill."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = max(self._scroll.viewport().width(), 1)
        least = self.flow.place.sizeHint().height()
        high = max(self.flow.heightForWidth(width), least)
        self._scroll.setMaximumHeight(high)
        # With little room the items and the packages share it.
        self._scroll.setMinimumHeight(min(high, max(least, self.height() // 3)))


def _heading(title: PlainLabel, count: TonedLabel) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(Space.S)
    line.addWidget(title)
    line.addWidget(count)
    line.addStretch(1)
    return line


_WORDS = 7
"""Lines that what is said of an empty list takes, with room round it."""
_LEAST_ROWS = 3
