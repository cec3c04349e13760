"""A consignment on the bench: header with totals, how its sending stands, and its packages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout

from desktop_app.packing import totals
from desktop_app.packing.nodes import Consignment
from desktop_app.ui.builder import words
from desktop_app.ui.builder.board.node_menu import NewPackageMenu
from desktop_app.ui.builder.board.node_panel import NodePanel
from desktop_app.ui.builder.board.package_card import PackageCard
from desktop_app.ui.builder.board.package_flow import NewPackagePlace, PackageFlow
from desktop_app.ui.builder.board.submission_banner import SubmissionBanner
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.drag.highlight import Highlight
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.style.measures import Type, font
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.widgets.message_bar import MessageBar


class ConsignmentFrame(NodePanel):
    """Takes items (in a new package) and packages. `card_of` returns the card of a package, made if it is new."""

    fill = QPalette.ColorRole.AlternateBase

    def __init__(self, context: BuilderContext, consignment_id: str, card_of: Callable[[str], PackageCard]) -> None:
        super().__init__(context, consignment_id)
        self.setObjectName("consignment_frame")
        self.title = ElidedLabel()
        self.title.setFont(font(Type.TITLE))
        self.totals = ElidedLabel()
        self.destination = ElidedLabel()
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
        place = NewPackagePlace(context, consignment_id, self.tr("Drop here: new package"))
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
        self.title.setText(title)
        self.totals.setText(self.weight_change(totals.of_consignment(consignment).weight) or summary)
        self.destination.setText(words.destination(consignment))
        self.flow.place.setVisible(not consignment.locked)
        self.add.setEnabled(not consignment.locked)

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
        unit = self.fontMetrics().height() // 2
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self.title, 1)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit, unit, unit, unit)
        column.setSpacing(unit)
        said = QVBoxLayout()
        said.setSpacing(unit // 2)
        said.addLayout(head)
        said.addWidget(self.totals)
        # A line of its own, so that the country at its end is read.
        said.addWidget(self.destination)
        column.addLayout(said)
        for part in (self.banner, self.flow):
            column.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
