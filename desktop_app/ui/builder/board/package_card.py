"""A package on the bench: its box, how full it is, and its items in rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_app.packing import totals
from desktop_app.packing.nodes import Package
from desktop_app.ui.builder import words
from desktop_app.ui.builder.board.item_list import ItemList
from desktop_app.ui.builder.board.item_row import row_height
from desktop_app.ui.builder.board.node_panel import NodePanel
from desktop_app.ui.builder.board.package_head import PackageHead
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.builder.drag.highlight import EDGE
from desktop_app.ui.builder.drag.mouse_drag import start_drag
from desktop_app.ui.counts import Counts
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.shown_text import as_tooltip
from desktop_app.ui.style.measures import Line, Space
from desktop_app.ui.style.roles import Tone, tone


class PackageCard(NodePanel):
    """Takes items; takes packages to its left or right. Its header is its handle."""

    def __init__(self, context: BuilderContext, package_id: str) -> None:
        super().__init__(context, package_id)
        self._pressed: QPoint | None = None
        self._number = 0
        self.setObjectName("package_card")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.head = PackageHead()
        self.list = ItemList(context, package_id, fit=True)
        self.list.setObjectName("package_items")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(Space.NONE)
        self._column.addWidget(self.list)
        self._column.addStretch()
        self.sync()

    @property
    def package(self) -> Package | None:
        """The package, while it is on the bench."""
        node = self.context.draft.find(self.node_id)
        return node if isinstance(node, Package) else None

    def sync(self) -> None:
        """Show the items that the package has now."""
        self.list.sync()
        package = self.package
        if package is not None:
            self.list.setVisible(bool(package.items))
        self.show_header()
        self._make_room()

    def show_header(self) -> None:
        """Show what the package is and weighs, or what it would weigh with what is moved over it."""
        package = self.package
        if package is None:
            return
        if not self._number:
            rows = self.context.draft.children(self.context.draft.parent_of(self.node_id))
            self._number = next(n for n, row in enumerate(rows, start=1) if row is package)
        change = self.weight_change(totals.weight(package))
        self._show(words.package_head(package, self._number, self.context.units, change))
        summary = change or words.package_totals(package, self.context.units)
        title = isolated(words.package_title(self.context.draft, package, self._number))
        self.setAccessibleName(f"{title}, {Counts().items(len(package.items))}, {summary}")
        self.list.setAccessibleName(self.tr("Items in {package}").replace("{package}", title))

    def show_number(self, number: int) -> None:
        """Show that it is the `number`th package now; what is in it is as it was."""
        if number != self._number:
            self._number = number
            self.show_header()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Have in the tooltip what the head may have no room for: made when the pointer comes, for cards are many."""
        super().enterEvent(event)
        package = self.package
        if package is not None:
            said = [words.package_title(self.context.draft, package, self._number)]
            said += [words.package_totals(package, self.context.units), words.how_full(package, self.context.units)]
            self.setToolTip(as_tooltip("\n".join(filter(None, said))))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, its head, and what to do where it is empty."""
        super().paintEvent(event)
        painter = QPainter(self)
        inside = self.rect().adjusted(Line.THIN, Line.THIN, -Line.THIN, -Line.THIN)
        below = inside.top() + self.head.height()
        # A strip of it is painted at each step of a scroll, its edge where it is lit or chosen.
        if event.region().intersects(QRect(EDGE, EDGE, self.width() - 2 * EDGE, below - EDGE)):
            self.head.paint(painter, inside, self.layoutDirection())
        painter.fillRect(inside.left(), below - Line.THIN, inside.width(), Line.THIN, tone(Tone.LINE))
        if self.list.isHidden():
            painter.setPen(tone(Tone.SUBDUED))
            place = inside.adjusted(Space.M, self.head.height(), -Space.M, 0)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self.tr("Drop items here"))

    def _show(self, head: PackageHead) -> None:
        if head == self.head:
            return
        self.head = head
        self.update(0, 0, self.width(), head.height() + Line.THIN)

    def _make_room(self) -> None:
        edge = EDGE
        empty = row_height() if self.package is not None and self.list.isHidden() else 0
        self._column.setContentsMargins(edge, self.head.height() + Line.THIN, edge, edge + empty)

    def show_selection(self) -> None:
        """Show whether the package, or items of it, are selected."""
        super().show_selection()
        self.list.show_selection()

    def target_at(self, position: QPoint, ids: Sequence[str]) -> Target:
        """Items go in; packages go before or behind this one."""
        draft = self.context.draft
        package = self.package
        if package is None or not ids or not isinstance(draft.find(ids[0]), Package):
            return Target(self.node_id)
        parent = draft.parent_of(self.node_id)
        row = next(n for n, node in enumerate(draft.children(parent)) if node is package)
        return Target(parent, row + (position.x() > self.width() // 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put down what was picked up; else select the package."""
        position = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.put_down_at(position):
            return
        self._pressed = position if event.button() == Qt.MouseButton.LeftButton else None
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.context.selection.toggle(self.node_id)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select_to_here()
        elif self.node_id not in self.context.selection:
            self.context.selection.set([self.node_id])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag all packages selected."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if moved >= QApplication.startDragDistance() and self.node_id in self.context.selection:
            self._pressed = None
            start_drag(self, self.moves, self.context.selection.ids)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select this one alone where several were and none was dragged."""
        more = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if self._pressed is not None and not event.modifiers() & more:
            self.context.selection.set([self.node_id])
        self._pressed = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from card to card, and down into the items; else do what the builder's keys mean."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and self._go(step):
            return
        if event.key() == Qt.Key.Key_Down and self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def _go(self, step: int) -> bool:
        parent = self.parentWidget()
        cards: list[PackageCard] = parent.findChildren(PackageCard) if isinstance(parent, QWidget) else []
        rows = [node.id for node in self.context.draft.children(self.context.draft.parent_of(self.node_id))]
        at = rows.index(self.node_id) + step
        near = next((card for card in cards if 0 <= at < len(rows) and card.node_id == rows[at]), None)
        if near is not None:
            near.setFocus(Qt.FocusReason.TabFocusReason)
        return near is not None

    def _select_to_here(self) -> None:
        rows = [node.id for node in self.context.draft.children(self.context.draft.parent_of(self.node_id))]
        ends = [rows.index(i) for i in (*self.context.selection.ids[:1], self.node_id) if i in rows]
        self.context.selection.set(rows[min(ends) : max(ends) + 1])
