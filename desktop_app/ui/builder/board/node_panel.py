"""What the card of a package and the frame of a consignment have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QRegion,
)

from desktop_app.pro.models import Weight
from desktop_app.ui.builder.board.node_menu import NodeMenu
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.drag.drop_zone import DropZone
from desktop_app.ui.builder.drag.highlight import Highlight, edge_of, paint_panel, touched


class NodePanel(DropZone):
    """Takes the keyboard and selects its node when it gets there; keys and menu are those of the builder."""

    fill = QPalette.ColorRole.Base
    """The role of the colour of its surface."""
    tinted = True
    """Whether all of it is lit, and not its edge alone."""

    def __init__(self, context: BuilderContext, node_id: str) -> None:
        super().__init__(context.moves, node_id)
        self.node_id = node_id
        self.context = context
        self._chosen = False
        self.setProperty("node_id", node_id)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_header(self) -> None:
        """Show title and totals as they are now."""
        raise NotImplementedError

    def weight_change(self, now: Weight | None) -> str:
        """Return «1 kg → 1.2 kg» while something is aimed here that would change its weight; else an empty string."""
        then = self.moves.weight_at(self.node_id)
        if self.highlight is not Highlight.AIMED or now == then:
            return ""
        write = self.context.units.format_weight
        return f"{write(now)} → {write(then)}"

    def set_highlight(self, highlight: Highlight) -> None:
        """Be lit, and say what it would weigh."""
        if highlight is not self.highlight:
            aimed = Highlight.AIMED in {highlight, self.highlight}
            super().set_highlight(highlight)
            if aimed:
                self.show_header()

    def touched(self, before: Highlight) -> QRegion:
        """Return the edge alone, unless it is tinted now or was."""
        return touched(self, before, self.highlight) if self.tinted else edge_of(self)

    def show_selection(self) -> None:
        """Show whether the node is selected."""
        chosen = self.node_id in self.context.selection
        if chosen != self._chosen:
            self._chosen = chosen
            self.update(edge_of(self))

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Go to the node's fields."""
        self.context.commands.edit_node(self.node_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the builder's keys mean."""
        if not self.context.commands.key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the node when the keyboard comes here."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.context.selection.set([self.node_id])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the node, or with all that are selected if it is one of them."""
        if self.node_id not in self.context.selection:
            self.context.selection.set([self.node_id])
        NodeMenu(self.context, self).popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface."""
        self._chosen = self.node_id in self.context.selection
        paint_panel(
            QPainter(self),
            self,
            self.highlight,
            selected=self._chosen,
            fill=self.fill,
            tinted=self.tinted,
            exposed=event.rect(),
        )
