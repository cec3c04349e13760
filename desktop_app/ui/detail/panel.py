"""The panel beside the grid: all of the consignment that is chosen, or what several add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.pro.models import Weight
from desktop_app.services.consignments import ConsignmentRow, Consignments, Opened
from desktop_app.ui.detail.contents import Contents
from desktop_app.ui.detail.summary import Summary
from desktop_app.ui.foreign_text import isolated, json_as_shown
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operation, Operations
from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.style.roles import severity
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.long_text import LongText
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.message_place import MessagePlace
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.state_panel import StatePanel
from desktop_app.ui.words import state_name

DEBOUNCE: Final = 120
"""Milliseconds that a selection must rest before its details are read: an arrow key held down reads one, not forty."""
SLOW: Final = 400
"""Milliseconds after which the wait for an answer is shown."""


class DetailPanel(QWidget):
    """Reads what it shows. `state_seen(reference, state)`: what was read is in this state now."""

    state_seen = Signal(str, str)

    def __init__(
        self,
        operations: Operations,
        consignments: Consignments,
        notifier: Notifier,
        theme: Theme,
        units: Units,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._consignments = consignments
        self._notifier = notifier
        self._units = units
        self._reference = ""
        self._reading: Operation | None = None
        self.opened: Opened | None = None
        """What is shown, once it is here."""
        self._rest = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._rest.timeout.connect(self._read)
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(lambda: self._views.setCurrentWidget(self._loading))
        self._build(theme)
        self.show_chosen((), None)

    def show_chosen(self, rows: Sequence[ConsignmentRow], current: ConsignmentRow | None) -> None:
        """Show the one that is chosen, the sum of several, or what to do where there is none."""
        if len(rows) == 1 and current is not None:
            self.open(current.reference)
            return
        self._drop()
        self._reference, self.opened = "", None
        if rows:
            states: Counter[str] = Counter()
            for state, count in Counter(map(attrgetter("state"), rows)).items():
                states[state_name(state)] += count
            lines = [f"{name}: {count}" for name, count in states.most_common()]
            weight = sum(filter(None, map(attrgetter("kilograms"), rows)), Decimal(0))
            lines += ["", self.tr("Together {weight}").format(weight=self._units.format_weight(Weight.kg(weight)))]
            self._several.set_words(self.tr("{n} consignments selected").format(n=len(rows)), "\n".join(lines))
        self._views.setCurrentWidget(self._several if rows else self._none)

    def open(self, reference: str) -> None:
        """Show the consignment with that reference, whether the grid has it or not."""
        if reference == self._reference and (self.opened or self._rest.isActive() or self._reading is not None):
            return
        self._drop()
        self._reference, self.opened = reference, None
        # What is shown is another's: it is greyed at once, and gone if the answer takes its time.
        self._one.setEnabled(False)
        self._loading.set_words(self.tr("Opening {reference}").format(reference=reference))
        if self._views.currentWidget() is self._one:
            self._slow.start()
        else:
            self._views.setCurrentWidget(self._loading)
        self._rest.start()

    @property
    def reference(self) -> str:
        """The reference of what is shown, or is being read; empty for none."""
        return self._reference

    def refresh(self) -> None:
        """Read what is shown once more; it stays until the answer is here."""
        if self._reference:
            self._read()

    def show_anew(self) -> None:
        """Show the same once more: units are others now."""
        if self.opened is not None:
            self._summary.show_consignment(self.opened.consignment)
            self._contents.show_consignment(self.opened.consignment)

    def _build(self, theme: Theme) -> None:
        self._title = PlainLabel(selectable=True, wrap=False, kind=Type.TITLE)
        self._title.setObjectName("detail_reference")
        self._chip = Chip()
        self._chip.setObjectName("detail_state")
        copy = QToolButton()
        copy.setAutoRaise(True)
        copy.setIcon(theme.icon("copy"))
        copy.setToolTip(self.tr("Copy the reference"))
        copy.setAccessibleName(self.tr("Copy the reference"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._title.original))
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(copy)
        head.addWidget(self._chip)
        head.addStretch(1)
        self._bar = MessageBar(theme)
        self._summary = Summary(self._units)
        self._contents = Contents(theme, self._units)
        self._raw = LongText(as_shown=json_as_shown)
        self._raw.setObjectName("detail_raw")
        self._raw.setAccessibleName(self.tr("Raw JSON"))
        self._raw.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._copy_raw = QPushButton(self.tr("Copy all"))
        self._copy_raw.clicked.connect(self._copy_all)
        raw = QWidget()
        column = QVBoxLayout(raw)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._raw)
        column.addWidget(self._copy_raw, 0, Qt.AlignmentFlag.AlignLeft)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("detail_tabs")
        self._tabs.setDocumentMode(True)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.addTab(self._summary, self.tr("Summary"))
        self._tabs.addTab(self._contents, self.tr("Packages"))
        self._tabs.addTab(raw, self.tr("Raw JSON"))
        self._one = QWidget()
        column = QVBoxLayout(self._one)
        column.setContentsMargins(Space.S, 0, 0, 0)
        column.addLayout(head)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._tabs, 1)
        inside.addStretch(0)
        column.addWidget(body, 1)
        MessagePlace(self._one, body, self._bar)
        self._none = StatePanel(
            self.tr("Nothing selected"), self.tr("Select a consignment to see what is in it."), "search"
        )
        self._several = StatePanel("")
        self._loading = StatePanel("", busy=True)
        self._views = QStackedWidget()
        for view in (self._one, self._none, self._several, self._loading):
            self._views.addWidget(view)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._views)

    def _head(self, reference: str, state: str) -> None:
        self._title.setText(reference)
        self._chip.set_state(state_name(state), severity(state))

    def _read(self) -> None:
        self._drop()
        reference = self._reference
        self._reading = self._operations.run(
            self,
            lambda _progress: self._consignments.open(reference),
            done=lambda opened: self._show(reference, opened),
            failed=lambda error: self._miss(reference, error),
            about=self.tr("Open {reference}").replace("{reference}", reference),
        )

    def _drop(self) -> None:
        self._rest.stop()
        self._slow.stop()
        if self._reading is not None:
            self._reading.drop()
            self._reading = None

    def _show(self, reference: str, opened: Opened) -> None:
        self._turn_to_one()
        self._bar.clear()
        self.opened = opened
        consignment = opened.consignment
        self._head(reference, consignment.consignment_state)
        self._summary.show_consignment(consignment)
        self._contents.show_consignment(consignment)
        self._raw.show_text(opened.raw)
        self._tabs.show()
        self.state_seen.emit(reference, consignment.consignment_state)

    def _miss(self, reference: str, error: BaseException) -> None:
        self._turn_to_one()
        if self.opened is None:
            self._head(reference, "")
            self._tabs.hide()
        about = self.tr("Open {reference}").format(reference=isolated(reference))
        self._notifier.report(error, about, self._bar, self.refresh)

    def _copy_all(self) -> None:
        if self.opened is not None:
            QGuiApplication.clipboard().setText(self.opened.raw)

    def _turn_to_one(self) -> None:
        self._reading = None
        self._slow.stop()
        self._one.setEnabled(True)
        self._views.setCurrentWidget(self._one)
