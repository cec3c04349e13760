"""The panel beside the list: what was asked and what came of it in words, and behind that the exchange itself."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
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
from desktop_app.ui.outbox.sentences import Sentences, address_lines, own_reference
from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.folding_section import FoldingSection
from desktop_app.ui.widgets.long_text import LongText
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.rule import rule
from desktop_app.ui.widgets.state_panel import StatePanel
from desktop_app.ui.widgets.toned_label import TonedLabel

_SENT_LINES = 16
"""Lines of what was sent that are seen at once."""


class EntryDetails(QWidget):
    """Shows one entry. `open_wanted(str)`: show the consignment with that reference."""

    open_wanted = Signal(str)

    def __init__(self, theme: Theme, sentences: Sentences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentences = sentences
        self._title = PlainLabel(kind=Type.TITLE)
        self._title.setObjectName("entry_title")
        self._chip = Chip()
        self._chip.setObjectName("entry_state")
        self._came = PlainLabel(kind=Type.BODY_STRONG)
        self._came.setObjectName("entry_came")
        self._meaning = TonedLabel()
        self._meaning.setObjectName("entry_meaning")
        self._to = self._value("entry_to")
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
        self._sent.setMinimumHeight(self._sent.fontMetrics().lineSpacing() * _SENT_LINES)
        self._none = StatePanel(self.tr("Nothing selected"), self.tr("Select an entry to see what was sent."), "search")
        self._views = QStackedWidget()
        self._views.addWidget(self._none)
        self._views.addWidget(self._lay_out())
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(Space.NONE)
        outer.addWidget(self._views, 1)

    def show_entry(self, listed: Listed | None) -> None:
        """Show this one, or that none is chosen."""
        self._views.setCurrentIndex(0 if listed is None else 1)
        if listed is None:
            return
        entry = listed.entry
        self._title.setText(self._sentences.asked(listed))
        self._came.setText(self._sentences.came(listed))
        self._chip.set_state(words.state_name(listed), words.role(listed))
        self._meaning.setText(words.meaning(listed))
        for label, text in (
            (self._to, address_lines(entry)),
            (self._about, own_reference(listed)),
            (self._reference, entry.reference),
            (self._entered, local_time(entry.created)),
            (self._changed, local_time(entry.changed)),
            (self._answer, entry.answer),
            (self._correlation, entry.correlation_id),
        ):
            label.setText(text)
            self._rows[label].setVisible(bool(text))
        self._entered.setToolTip(time_with_zone(entry.created))
        self._changed.setToolTip(time_with_zone(entry.changed))
        sent = self.tr("Removed for its age.")
        if entry.body_kept:
            sent = json.dumps(entry.body, indent=2, ensure_ascii=False)
        self._sent.show_text(sent)

    def _value(self, name: str) -> PlainLabel:
        label = PlainLabel(selectable=True)
        label.setObjectName(name)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        return label

    def _lay_out(self) -> QWidget:
        self._rows: dict[QWidget, QWidget] = {}
        facts = QVBoxLayout()
        facts.setSpacing(Space.M)
        for name, value, *buttons in (
            (self.tr("Consignment"), self._reference, self._open),
            (self.tr("Your reference"), self._about),
            (self.tr("To"), self._to),
            (self.tr("What came back"), self._answer),
            (self.tr("Entered"), self._entered),
            (self.tr("Last change"), self._changed),
            (self.tr("Call’s reference"), self._correlation, self._copy),
        ):
            fact = QWidget()
            beside = QHBoxLayout(fact)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.setSpacing(Space.S)
            words = QVBoxLayout()
            words.setSpacing(Space.HAIR)
            words.addWidget(TonedLabel(name, kind=Type.CAPTION, wrap=False))
            words.addWidget(value)
            beside.addLayout(words, 1)
            for button in buttons:
                beside.addWidget(button)
            self._rows[value] = fact
            facts.addWidget(fact)
        exchange = FoldingSection(self.tr("What was sent"), opened=False)
        exchange.head.setObjectName("entry_exchange")
        exchange.column.addWidget(self._sent)
        one = QWidget()
        down = QVBoxLayout(one)
        down.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        down.setSpacing(Space.S)
        down.addWidget(self._chip)
        down.addWidget(self._title)
        down.addWidget(self._came)
        down.addWidget(self._meaning)
        down.addSpacing(Space.S)
        down.addLayout(facts)
        down.addSpacing(Space.S)
        down.addWidget(rule())
        down.addWidget(exchange)
        down.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(self.tr("Details of the entry"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(one)
        for ground in (area.viewport(), one):
            ground.setBackgroundRole(QPalette.ColorRole.Base)
            ground.setAutoFillBackground(True)
        return area
