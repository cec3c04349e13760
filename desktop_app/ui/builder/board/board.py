"""The middle of the page: consignment frames one below the other, and what to do where there is none yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.packing.tree import CONSIGNMENTS, LOOSE_PACKAGES, Notice
from desktop_app.ui.builder.board.consignment_frame import ConsignmentFrame
from desktop_app.ui.builder.board.package_card import PackageCard
from desktop_app.ui.builder.board.package_flow import PackageFlow
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.drag.drop_zone import DropZone
from desktop_app.ui.builder.drag.edge_scroll import EdgeScroll
from desktop_app.ui.builder.drag.highlight import Highlight, paint_panel
from desktop_app.ui.style.measures import Space
from desktop_app.ui.widgets.buttons import button
from desktop_app.ui.widgets.message_place import MessagePlace
from desktop_app.ui.widgets.state_panel import StatePanel


class Highlighted(Protocol):
    """What can be lit while things are moved."""

    @property
    def container(self) -> str:
        """The container that it stands for."""
        ...

    def set_highlight(self, highlight: Highlight) -> None:
        """Be lit, or not."""
        ...


class _Ground(DropZone):
    """What the frames stand on; a drop here makes a new consignment."""

    def __init__(self, context: BuilderContext, empty: QWidget) -> None:
        super().__init__(context.moves, CONSIGNMENTS)
        self._selection = context.selection
        self._empty = empty

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put down what was picked up; else select nothing."""
        if event.button() == Qt.MouseButton.LeftButton and not self.put_down_at(event.position().toPoint()):
            self._selection.set([])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Be lit while a new consignment may be made of what is moved."""
        legal = self.highlight is Highlight.LEGAL and self._empty.isVisible()
        if legal or self.highlight in {Highlight.AIMED, Highlight.REFUSED}:
            painter = QPainter(self)
            paint_panel(painter, self, self.highlight, selected=False, fill=QPalette.ColorRole.Window, dashed=True)


class Board(QScrollArea):
    """Frames and cards, kept by id: a Notice touches those that it names and no others.

    `added` hands out each frame that is new.
    """

    added = Signal(ConsignmentFrame)

    def __init__(self, context: BuilderContext) -> None:
        super().__init__()
        self._context = context
        self._draft = context.draft
        self._moves = context.moves
        self._loose: PackageFlow | None = None
        self._items: Highlighted | None = None
        self._cards: dict[str, PackageCard] = {}
        self._frames: dict[str, ConsignmentFrame] = {}
        self._gone: list[QWidget] = []
        self._lit: set[str] = set()
        self.setObjectName("board")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 40)
        self.empty = self._make_empty()
        self.ground = _Ground(context, self.empty)
        self.ground.setObjectName("board_ground")
        self._column = QVBoxLayout(self.ground)
        self._column.setContentsMargins(Space.M, Space.L, Space.M, Space.L)
        self._column.setSpacing(Space.L)
        self._column.addWidget(self.empty, 1)
        self._column.addStretch()
        self.setWidget(self.ground)
        self._messages = MessagePlace(self, self.viewport(), at_bottom=True)
        EdgeScroll(self, context.moves)
        context.moves.changed.connect(self._highlight_all)
        context.moves.aimed.connect(self._highlight_aimed)
        context.selection.changed.connect(self._show_selection)

    def set_loose(self, flow: PackageFlow, items: Highlighted) -> None:
        """Take charge of the cards of the loose packages too, and of the highlight of the loose items."""
        self._loose = flow
        self._items = items

    def show_all(self) -> None:
        """Show the whole draft."""
        self._sync_frames()
        for frame in self._frames.values():
            frame.sync()
        if self._loose is not None:
            self._loose.sync()

    def card_of(self, package_id: str) -> PackageCard:
        """Return the card of a package, made if it is new."""
        if package_id not in self._cards:
            self._cards[package_id] = PackageCard(self._context, package_id)
        return self._cards[package_id]

    def frame(self, consignment_id: str) -> ConsignmentFrame | None:
        """Return the frame of a consignment on the bench."""
        return self._frames.get(consignment_id)

    def frames(self) -> Iterator[ConsignmentFrame]:
        """Yield the frames in the draft's order."""
        return (self._frames[c.id] for c in self._draft.consignments if c.id in self._frames)

    def consignment_of(self, node_id: str) -> str:
        """Return the id of the consignment that a node is in; empty for one that is loose, or gone."""
        holder = self._draft.consignment_of(node_id) if self._draft.find(node_id) else None
        return holder.id if holder is not None else ""

    def card(self, package_id: str) -> PackageCard | None:
        """Return the card of a package on the bench."""
        return self._cards.get(package_id)

    def hear(self, notice: Notice) -> None:
        """Show what an edit touched."""
        draft = self._draft
        if CONSIGNMENTS in notice.containers:
            self._sync_frames()
        headers: set[str] = set()
        for container in notice.containers:
            if container in self._frames:
                self._frames[container].sync()
            elif container == LOOSE_PACKAGES and self._loose is not None:
                self._loose.sync()
                self._loose.show_headers()
        for container in notice.containers & self._cards.keys():
            if draft.find(container):
                self._cards[container].sync()
                headers.add(draft.parent_of(container))
        for node_id in notice.nodes:
            headers |= self._touch(node_id)
        for container in headers & self._frames.keys():
            self._frames[container].show_header()
        self._take_away()

    def place_of(self, container: str) -> QWidget | None:
        """Return the widget of a container of the board."""
        if container == CONSIGNMENTS:
            return self.ground
        return self._frames.get(container) or self._cards.get(container)

    def show_node(self, node_id: str) -> None:
        """Scroll to a node and give it the keyboard."""
        draft = self._draft
        node = draft.find(node_id)
        if isinstance(node, Item):
            card = self._cards.get(draft.parent_of(node_id))
            if card is not None:
                self.ensureWidgetVisible(card)
                card.list.show_selection()
                card.list.setFocus()
            return
        widget = self._frames.get(node_id) or self._cards.get(node_id)
        if widget is not None:
            self.ensureWidgetVisible(widget)
            widget.setFocus()

    def keyboard_place(self, node_id: str) -> QWidget | None:
        """Return the widget that has the keyboard when a node is worked on; None for what is not on the board."""
        if isinstance(self._draft.find(node_id), Item):
            card = self._cards.get(self._draft.parent_of(node_id))
            return None if card is None else card.list
        return self._frames.get(node_id) or self._cards.get(node_id)

    def reveal(self, node_id: str) -> None:
        """Scroll to a node that is new or was moved, once it has its place on the screen."""
        QTimer.singleShot(0, self, lambda: self._reveal(node_id))

    def show_anew(self) -> None:
        """Show everything in the units that are set now."""
        for card in self._cards.values():
            card.list.rows.show_anew()
            card.show_header()
        for frame in self._frames.values():
            frame.flow.show_headers()
            frame.show_header()

    def _reveal(self, node_id: str) -> None:
        widget = self.keyboard_place(node_id)
        if widget is None or not widget.isVisible():
            return
        for _ in range(3):  # cards, then the flow, then the column that they are in
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        area: QWidget | None = widget.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(widget)

    def _touch(self, node_id: str) -> set[str]:
        draft = self._draft
        node = draft.find(node_id)
        match node:
            case Consignment():
                return {node_id}
            case Package():
                self._cards[node_id].show_header()
                return {draft.parent_of(node_id)}
            case Item():
                card = self._cards.get(draft.parent_of(node_id))
                if card is not None:
                    card.list.rows.touched(node_id)
                    card.show_header()
                    return {draft.parent_of(card.node_id)}
        return set()

    def _sync_frames(self) -> None:
        here = [c.id for c in self._draft.consignments]
        for gone in self._frames.keys() - set(here):
            frame = self._frames.pop(gone)
            self._column.removeWidget(frame)
            frame.hide()
            self._messages.drop(frame.message)
            self._gone.append(frame)
        for row, consignment in enumerate(self._draft.consignments):
            known = self._frames.get(consignment.id)
            if known is None:
                self._add_frame(row, consignment)
            elif self._column.indexOf(known) != row:
                self._column.insertWidget(row, known)
        self.empty.setVisible(not here)
        for frame in self._frames.values():
            frame.show_header()

    def _add_frame(self, row: int, consignment: Consignment) -> None:
        frame = ConsignmentFrame(self._context, consignment.id, self.card_of)
        self._frames[consignment.id] = frame
        self._column.insertWidget(row, frame)
        self._messages.take(frame.message)
        frame.show()
        frame.sync()
        self.added.emit(frame)

    def _take_away(self) -> None:
        """Delete what left the bench, but never under a drag that began in it."""
        for gone in [i for i in self._cards if not self._draft.find(i)]:
            card = self._cards.pop(gone)
            card.hide()
            self._gone.append(card)
        if self._gone:
            QTimer.singleShot(0, self, self._bury)

    def _bury(self) -> None:
        if self._moves.dragging:
            return
        for widget in self._gone:
            widget.deleteLater()
        self._gone = []

    def _zones(self) -> Iterator[Highlighted]:
        yield self.ground
        yield from self._frames.values()
        yield from self._cards.values()
        if self._loose is not None:
            yield self._loose.place
        if self._items is not None:
            yield self._items

    def _highlight_all(self) -> None:
        for zone in self._zones():
            zone.set_highlight(self._moves.highlight(zone.container))
        if not self._moves.ids:
            self._bury()

    def _highlight_aimed(self) -> None:
        aimed = {self._moves.target.container} if self._moves.target else set()
        for zone in self._zones():
            if zone.container in self._lit | aimed:
                zone.set_highlight(self._moves.highlight(zone.container))
        self._lit = aimed
        if self._moves.active and self._moves.target is not None:
            widget = self.place_of(self._moves.target.container)
            if widget is not None and widget is not self.ground:
                top = widget.mapTo(self.ground, QPoint(0, 0))
                self.ensureVisible(top.x(), top.y())

    def _show_selection(self) -> None:
        for card in self._cards.values():
            card.show_selection()
        for frame in self._frames.values():
            frame.show_selection()

    def _make_empty(self) -> QWidget:
        editor, selection = self._context.editor, self._context.selection
        new = button(self.tr("New consignment"))
        new.setObjectName("new_consignment_empty")
        new.clicked.connect(lambda: selection.set([editor.add_consignment()]))
        return StatePanel(
            self.tr("What goes out today is packed here"),
            self.tr("Type goods at the left, then drag them here: each drop makes a package in a new consignment."),
            "bench",
            new,
        )
