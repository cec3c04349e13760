"""A consignment on the bench, as a sheet: its head, how far it is, and its packages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout

from desktop_app.packing.nodes import Consignment
from desktop_app.ui.builder import words
from desktop_app.ui.builder.board.consignment_head import ConsignmentHead
from desktop_app.ui.builder.board.node_menu import NewPackageMenu
from desktop_app.ui.builder.board.node_panel import NodePanel
from desktop_app.ui.builder.board.package_card import PackageCard
from desktop_app.ui.builder.board.package_flow import NewPackagePlace, PackageFlow
from desktop_app.ui.builder.board.submission_banner import SubmissionBanner
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.drag.highlight import Highlight
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.style.emphasis import Emphasis, emphasise
from desktop_app.ui.style.measures import Line, Space
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.rule import rule
from desktop_app.ui.widgets.steps import Steps


class ConsignmentFrame(NodePanel):
    """Takes items (in a new package) and packages. `card_of` returns the card of a package, made if it is new."""

    fill = QPalette.ColorRole.Base
    tinted = False
    step_wanted = Signal(str, int)
    """Its id, and which of its steps is to be led to (a Stage)."""

    def __init__(self, context: BuilderContext, consignment_id: str, card_of: Callable[[str], PackageCard]) -> None:
        super().__init__(context, consignment_id)
        self.setObjectName("consignment_frame")
        self.head = ConsignmentHead()
        self.destination = self.head.destination
        self.steps = Steps(self.tr("How far this consignment is"), leads=True)
        self.steps.setObjectName("consignment_steps")
        self.steps.chosen.connect(lambda step: self.step_wanted.emit(consignment_id, step))
        self.add = QToolButton()
        self.add.setText(self.tr("Add package"))
        self.add.setIcon(context.theme.icon("add"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.add.setObjectName("add_package")
        self.add.setMenu(NewPackageMenu(context, consignment_id, self.add))
        self.add.clicked.connect(lambda: context.commands.add_package(consignment_id))
        self.banner = SubmissionBanner(context.theme)
        self.message = MessageBar(context.theme)
        """What came of sending it; the board shows it over its foot, so that no package moves or is hidden."""
        place = NewPackagePlace(context, consignment_id, self.tr("New package"))
        self.flow = PackageFlow(context.draft, place, card_of)
        self._lay_out()

    @property
    def consignment(self) -> Consignment | None:
        """The consignment, while it is on the bench."""
        node = self.context.draft.find(self.node_id)
        return node if isinstance(node, Consignment) else None

    def sync(self) -> None:
        """Show the packages that the consignment has now."""
        self.flow.sync()
        self.flow.show_headers()
        self.show_header()

    def show_header(self) -> None:
        """Show title, totals and destination, or what it would weigh with what is moved over it."""
        consignment = self.consignment
        if consignment is None:
            return
        title = words.consignment_title(self.context.draft, consignment)
        summary = words.consignment_totals(consignment, self.context.units)
        self.setAccessibleName(f"{isolated(title)}, {summary}")
        first, _, own = title.partition(" · ")
        self.head.title.setText(first)
        self.head.reference.setText(own or self.tr("no reference yet"))
        aimed = self.highlight is Highlight.AIMED
        then = self.moves.weight_at(self.node_id) if aimed else None
        self.head.figures.show_figures(words.consignment_figures(consignment, self.context.units, then))
        self.destination.setText(words.destination(consignment))
        self.flow.place.setVisible(not consignment.locked)
        self.add.setVisible(not consignment.locked)
        self.add.setEnabled(not consignment.locked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less on the button where there is little room."""
        super().resizeEvent(event)
        worded = self.width() >= self.fontMetrics().averageCharWidth() * _WORDED
        shown = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if worded else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.add.setToolButtonStyle(shown)

    def set_highlight(self, highlight: Highlight) -> None:
        """Be lit with the place for new packages."""
        super().set_highlight(highlight)
        self.flow.place.set_highlight(highlight)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put down what was picked up; else select the consignment."""
        if event.button() == Qt.MouseButton.LeftButton and self.put_down_at(event.position().toPoint()):
            return
        self.context.selection.set([self.node_id])
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _lay_out(self) -> None:
        self.add.setAccessibleName(self.tr("Add package"))
        self.add.setToolTip(self.tr("Add an empty package; the arrow offers the sizes of the account"))
        emphasise(self.add, Emphasis.QUIET)
        above, stand = QVBoxLayout(), QHBoxLayout()
        above.setContentsMargins(Space.L, Space.L, Space.L, Space.M)
        above.addWidget(self.head)
        stand.setContentsMargins(Space.L, Space.XS, Space.S, Space.XS)
        stand.setSpacing(Space.S)
        # One in the place of the other: that it was sent moves no package.
        stand.addWidget(self.steps, 1)
        stand.addWidget(self.banner, 1)
        stand.addWidget(self.add)
        packed = QVBoxLayout()
        packed.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        packed.addWidget(self.flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(Line.FOCUS, Line.FOCUS, Line.FOCUS, Line.FOCUS)
        column.setSpacing(Space.NONE)
        column.addLayout(above)
        column.addWidget(rule(parent=self))
        column.addLayout(stand)
        column.addWidget(rule(parent=self))
        column.addLayout(packed)
        self.banner.changed.connect(self._show_stand)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _show_stand(self) -> None:
        self.steps.setVisible(self.banner.isHidden())


_WORDED = 84
"""So many letters wide a frame is whose button has words."""
