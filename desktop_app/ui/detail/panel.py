"""The panel beside the grid: where the chosen consignment is now, what to do next, and all of it; or several summed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.pro.models import Consignment, Weight
from desktop_app.services.consignments import ConsignmentRow, Consignments, Opened
from desktop_app.ui.detail.chosen import Chosen
from desktop_app.ui.detail.contents import Contents
from desktop_app.ui.detail.story import since
from desktop_app.ui.detail.summary import Summary
from desktop_app.ui.foreign_text import isolated, json_as_shown
from desktop_app.ui.formats import brief_time, destination, one_line
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operation, Operations
from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.style.roles import Tone, severity
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.widgets.long_text import LongText
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.message_place import MessagePlace
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.skeleton import Skeleton
from desktop_app.ui.widgets.state_panel import StatePanel
from desktop_app.ui.words import state_name

DEBOUNCE: Final = 120
"""Milliseconds that a selection must rest before its details are read: an arrow key held down reads one, not forty."""
SLOW: Final = 400
"""Milliseconds after which the wait for an answer is shown."""
_LETTERS: Final = 60
"""Code points of a carrier service's name in the head."""


class DetailPanel(QWidget):
    """Reads what it shows. `actions` are shown above it, for the one that is chosen.

    `state_seen(reference, state)`: what was read is in this state now.
    """

    state_seen = Signal(str, str)

    def __init__(
        self,
        operations: Operations,
        consignments: Consignments,
        notifier: Notifier,
        theme: Theme,
        units: Units,
        actions: QWidget,
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
        self._slow.timeout.connect(lambda: self._body.setCurrentWidget(self._loading))
        self._build(theme, actions)
        self.show_chosen((), None)

    def show_chosen(self, rows: Sequence[ConsignmentRow], current: ConsignmentRow | None) -> Chosen:
        """Show the one that is chosen, the sum of several, or what to do where there is none; return what they are."""
        chosen = Chosen.of(rows)
        if len(rows) == 1 and current is not None:
            self.open(current.reference, current)
            return chosen
        self._drop()
        self._reference, self.opened = "", None
        if rows:
            states: Counter[str] = Counter()
            for state, count in chosen.states.items():
                states[state_name(state)] += count
            lines = [f"{name}: {count}" for name, count in states.most_common()]
            weight = self._units.format_weight(Weight.kg(chosen.kilograms))
            lines += ["", self.tr("Together {weight}").format(weight=weight)]
            self._several.set_words(self.tr("{n} consignments selected").format(n=len(rows)), "\n".join(lines))
        self._views.setCurrentWidget(self._several if rows else self._none)
        return chosen

    def open(self, reference: str, row: ConsignmentRow | None = None) -> None:
        """Show the consignment with that reference, whether the grid has it (`row`) or not."""
        if reference == self._reference and (self.opened or self._rest.isActive() or self._reading is not None):
            return
        self._drop()
        self._reference, self.opened = reference, None
        self._head(reference, row.state if row else "", _place_of_row(row), "")
        self._own.setText(row.consignment_reference_provided_by_customer if row else "")
        self._loading.setAccessibleName(self.tr("Opening {reference}").format(reference=isolated(reference)))
        # What was shown is another's, and goes at once; that this one is waited for is shown if it takes its time.
        self._bar.clear()
        self._body.setCurrentWidget(self._blank)
        self._views.setCurrentWidget(self._one)
        self._slow.start()
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

    def _build(self, theme: Theme, actions: QWidget) -> None:
        self._bar = MessageBar(theme)
        self._summary = Summary(self._units)
        self._contents = Contents(theme, self._units)
        self._tabs = self._build_tabs()
        self._summary.contents_wanted.connect(lambda: self._tabs.setCurrentWidget(self._contents))
        self._loading = Skeleton("")
        self._blank = QWidget()
        self._missed = StatePanel(
            self.tr("Its details could not be read"), self.tr("What can be done with it is above."), "trouble"
        )
        self._missed.setObjectName("detail_missed")
        self._body = QStackedWidget()
        for view in (self._blank, self._tabs, self._loading, self._missed):
            self._body.addWidget(view)
        self._one = QWidget()
        column = QVBoxLayout(self._one)
        column.setContentsMargins(Space.L, Space.L, Space.NONE, Space.NONE)
        column.setSpacing(Space.S)
        column.addWidget(self._build_head(theme, actions))
        column.addWidget(self._body, 1)
        MessagePlace(self._one, self._body, self._bar)
        self._none = StatePanel(
            self.tr("Nothing selected"),
            self.tr("Select a consignment to see where it is, and what to do next."),
            "search",
        )
        self._several = StatePanel("", "", "consignments")
        self._views = QStackedWidget()
        for view in (self._one, self._none, self._several):
            self._views.addWidget(view)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._views)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)

    def _build_head(self, theme: Theme, actions: QWidget) -> QWidget:
        self._title = PlainLabel(selectable=True, wrap=False, kind=Type.BODY_STRONG)
        self._title.setObjectName("detail_reference")
        copy = QToolButton()
        copy.setObjectName("action_copy_reference")
        copy.setAutoRaise(True)
        copy.setIcon(theme.icon("copy"))
        copy.setToolTip(self.tr("Copy the reference"))
        copy.setAccessibleName(self.tr("Copy the reference"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._title.original))
        self._own = ElidedLabel(ink=Tone.SUBDUED, kind=Type.CAPTION)
        self._own.setObjectName("detail_own_reference")
        self._own.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._own.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        names = QHBoxLayout()
        names.setSpacing(Space.XS)
        names.addWidget(self._title)
        names.addWidget(copy)
        names.addWidget(self._own, 1)
        self._where = PlainLabel(kind=Type.TITLE, most=80, lines=2)
        self._where.setObjectName("detail_where")
        self._chip = Chip()
        self._chip.setObjectName("detail_state")
        self._since = ElidedLabel(ink=Tone.SUBDUED, kind=Type.CAPTION)
        self._since.setObjectName("detail_since")
        self._since.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        now = QHBoxLayout()
        now.setSpacing(Space.S)
        now.addWidget(self._chip)
        now.addWidget(self._since, 1)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, Space.L, 0)
        column.setSpacing(Space.XS)
        column.addLayout(names)
        column.addWidget(self._where)
        column.addLayout(now)
        column.addSpacing(Space.S)
        column.addWidget(actions)
        return head

    def _build_tabs(self) -> QTabWidget:
        self._raw = LongText(as_shown=json_as_shown)
        self._raw.setObjectName("detail_raw")
        self._raw.setAccessibleName(self.tr("Raw JSON"))
        self._raw.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._copy_raw = QPushButton(self.tr("Copy all"))
        self._copy_raw.clicked.connect(self._copy_all)
        raw = QWidget()
        column = QVBoxLayout(raw)
        column.setContentsMargins(0, Space.S, Space.L, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(self._raw)
        column.addWidget(self._copy_raw, 0, Qt.AlignmentFlag.AlignLeft)
        tabs = QTabWidget()
        tabs.setObjectName("detail_tabs")
        tabs.setDocumentMode(True)
        # With long words or large letters they do not all fit.
        tabs.setUsesScrollButtons(True)
        tabs.addTab(self._summary, self.tr("Summary"))
        tabs.addTab(self._contents, self.tr("Packages"))
        tabs.addTab(raw, self.tr("Raw"))
        tabs.setTabToolTip(2, self.tr("All that the service says of it, as JSON"))
        return tabs

    def _head(self, reference: str, state: str, where: str, when: str) -> None:
        self._title.setText(reference)
        self._where.setText(where)
        self._where.setVisible(bool(where))
        self._chip.set_state(state_name(state), severity(state))
        self._since.setText(when)

    def _read(self) -> None:
        self._rest.stop()
        if self._reading is not None:
            self._reading.drop()
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
        self._turn_to(self._tabs)
        self._bar.clear()
        self.opened = opened
        consignment = opened.consignment
        self._own.setText(consignment.consignment_reference_provided_by_customer or "")
        self._head(reference, consignment.consignment_state, _place_of(consignment), self._now(consignment))
        self._summary.show_consignment(consignment)
        self._contents.show_consignment(consignment)
        self._raw.show_text(opened.raw)
        self.state_seen.emit(reference, consignment.consignment_state)

    def _now(self, consignment: Consignment) -> str:
        """Say since when it is so, and with whom it goes."""
        at = since(consignment)
        when = self.tr("since {time}").replace("{time}", brief_time(at)) if at else ""
        booked = consignment.allocation
        service = one_line(booked.mpd_carrier_service_name)[:_LETTERS] if booked else ""
        return " · ".join(filter(None, (when, service)))

    def _miss(self, reference: str, error: BaseException) -> None:
        self._turn_to(self._tabs if self.opened is not None else self._missed)
        about = self.tr("Open {reference}").format(reference=isolated(reference))
        self._notifier.report(error, about, self._bar, self.refresh)

    def _copy_all(self) -> None:
        if self.opened is not None:
            QGuiApplication.clipboard().setText(self.opened.raw)

    def _turn_to(self, view: QWidget) -> None:
        self._reading = None
        self._slow.stop()
        self._body.setCurrentWidget(view)


def _place_of_row(row: ConsignmentRow | None) -> str:
    """Return where it goes, as one says it."""
    if row is None:
        return ""
    return destination(row)


def _place_of(consignment: Consignment) -> str:
    address = consignment.address("Destination")
    if address is None:
        return ""
    code = address.country.iso_code.two_letter_code if address.country else ""
    return ", ".join(part.strip() for part in (address.town, address.postcode, code) if part and part.strip())
