"""The panel beside the list: what was sent, what came back, and what finds the call in the service's log."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.services.outbox.dispatcher import Listed
from desktop_app.ui.foreign_text import json_as_shown
from desktop_app.ui.formats import local_time, time_with_zone
from desktop_app.ui.outbox import words
from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.long_text import LongText
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.state_panel import StatePanel


class EntryDetails(QWidget):
    """Shows one entry. `open_wanted(str)`: show the consignment with that reference."""

    open_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel(wrap=False, kind=Type.TITLE)
        self._title.setObjectName("entry_title")
        self._chip = Chip()
        self._chip.setObjectName("entry_state")
        self._meaning = PlainLabel()
        self._meaning.setObjectName("entry_meaning")
        self._about = self._value("entry_about")
        self._reference = self._value("entry_reference")
        self._open = QPushButton(self.tr("Open"))
        self._open.setObjectName("entry_open")
        self._open.setToolTip(self.tr("Show the consignment on the Consignments page"))
        self._open.clicked.connect(lambda: self.open_wanted.emit(self._reference.original))
        self._entered = self._value("entry_entered")
        self._changed = self._value("entry_changed")
        self._answer = self._value("entry_answer")
        self._correlation = self._value("entry_correlation")
        self._copy = QToolButton()
        self._copy.setObjectName("entry_copy")
        self._copy.setAutoRaise(True)
        self._copy.setIcon(theme.icon("copy"))
        self._copy.setToolTip(self.tr("Copy the reference by which SortedPRO’s support finds this call"))
        self._copy.setAccessibleName(self.tr("Copy the call’s reference"))
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._correlation.original))
        self._sent = LongText(as_shown=json_as_shown)
        self._sent.setObjectName("entry_sent")
        self._sent.setAccessibleName(self.tr("What was sent"))
        self._sent.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._none = StatePanel(self.tr("Nothing selected"), self.tr("Select an entry to see what was sent."), "search")
        self._views = QStackedWidget()
        self._views.addWidget(self._none)
        self._views.addWidget(self._lay_out())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._views)

    def show_entry(self, listed: Listed | None) -> None:
        """Show this one, or that none is chosen."""
        self._views.setCurrentIndex(0 if listed is None else 1)
        if listed is None:
            return
        entry = listed.entry
        self._title.setText(words.kind_name(entry.kind))
        self._chip.set_state(words.state_name(listed), words.role(listed))
        self._meaning.setText(words.meaning(listed))
        for label, text in (
            (self._about, words.about(listed)),
            (self._reference, entry.reference),
            (self._entered, local_time(entry.created)),
            (self._changed, local_time(entry.changed)),
            (self._answer, entry.answer),
            (self._correlation, entry.correlation_id),
        ):
            label.setText(text)
            for part in self._rows[label]:
                part.setVisible(bool(text))
        self._entered.setToolTip(time_with_zone(entry.created))
        self._changed.setToolTip(time_with_zone(entry.changed))
        sent = self.tr("Removed for its age.")
        if entry.body_kept:
            sent = json.dumps(entry.body, indent=2, ensure_ascii=False)
        self._sent.show_text(sent)

    def _value(self, name: str) -> PlainLabel:
        label = PlainLabel(selectable=True)
        label.setObjectName(name)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        return label

    def _lay_out(self) -> QWidget:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._chip)
        head.addStretch(1)
        self._rows: dict[QWidget, tuple[QWidget, ...]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(1, 1)
        for name, value, *buttons in (
            (self.tr("About"), self._about),
            (self.tr("Consignment"), self._reference, self._open),
            (self.tr("Entered"), self._entered),
            (self.tr("Last change"), self._changed),
            (self.tr("What came back"), self._answer),
            (self.tr("Call’s reference"), self._correlation, self._copy),
        ):
            label = PlainLabel(name, wrap=False)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._rows[value] = (label, value, *buttons)
            place = grid.rowCount()
            grid.addWidget(label, place, 0)
            grid.addWidget(value, place, 1, 1, 1 if buttons else 2)
            for button in buttons:
                grid.addWidget(button, place, 2, Qt.AlignmentFlag.AlignTop)
        one = QWidget()
        down = QVBoxLayout(one)
        down.setContentsMargins(Space.S, 0, 0, 0)
        down.setSpacing(Space.S)
        down.addLayout(head)
        down.addWidget(self._meaning)
        down.addLayout(grid)
        down.addWidget(PlainLabel(self.tr("What was sent"), bold=True))
        down.addWidget(self._sent, 1)
        return one
