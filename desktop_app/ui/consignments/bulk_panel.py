"""The panel of an action over many: the question before, the progress during, a row for each result after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.pro.states import Action
from desktop_app.services.actions import Outcome
from desktop_app.services.consignments import ConsignmentRow
from desktop_app.ui.announce import announce
from desktop_app.ui.consignments import bulk_words as words
from desktop_app.ui.consignments.bulk_models import CORRELATION_ID, MESSAGE, REFERENCE, ListedRows, Results
from desktop_app.ui.style.emphasis import Emphasis, emphasise
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.roles import Role
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.icon_label import IconLabel
from desktop_app.ui.widgets.one_line import OneLine
from desktop_app.ui.widgets.plain_label import PlainLabel


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before an action: `facts` says what it covers, `warning` what cannot be taken back.

    `listed` are the rows to show (none: no list); with `typed` the number must be typed to go on.
    """

    action: Action
    count: int
    facts: str
    warning: str = ""
    listed: Sequence[ConsignmentRow] = ()
    typed: bool = False


class BulkPanel(QFrame):
    """Hidden while there is nothing to say. Its signals are the person's answers; references are those of the rows.

    `changed`: it was shown, shows something else, or was put away.
    """

    agreed = Signal()
    declined = Signal()
    stop_wanted = Signal()
    send_wanted = Signal(object)
    look_wanted = Signal(object)
    closed = Signal()
    changed = Signal()
    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._outcomes: tuple[Outcome, ...] = ()
        self.setObjectName("bulk_panel")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._title = PlainLabel(bold=True)
        self._title.setObjectName("bulk_title")
        self._ask = self._build_before()
        self._during = self._build_during()
        self._after = self._build_after()
        column = QVBoxLayout(self)
        column.setSpacing(Space.S)
        column.addWidget(self._title)
        for view in (self._ask, self._during, self._after):
            column.addWidget(view)
        self.hide()

    def ask(self, question: Question) -> None:
        """Show what the action covers and wait for an answer."""
        verb = words.verb(question.action, question.count)
        self._facts.setText(question.facts)
        self._warning.setText(question.warning)
        self._warning_row.setVisible(bool(question.warning))
        self._fill_listed(question.listed)
        self._count = str(question.count)
        self._typed_label.setText(self.tr("Type {count} to confirm:").format(count=question.count))
        self._typed.clear()
        for widget in (self._typed_label, self._typed):
            widget.setVisible(question.typed)
        self._go.setText(verb)
        self._go.setEnabled(not question.typed and question.count > 0)
        self._turn_to(self._ask, f"{verb}?")
        if question.typed:
            self._typed.setFocus()
        else:
            # What cannot be taken back is not one Enter away.
            (self._back if question.action is Action.CANCEL else self._go).setFocus()

    def start(self, action: Action, total: int) -> None:
        """Show progress from nought to `total`."""
        self._action, self._bar_total = action, total
        self._bar.setRange(0, total)
        self._stop.setEnabled(True)
        self._stop.setText(self.tr("Stop"))
        # Before it is shown: a bar that can be seen paints each new value at once, and all that lies around it.
        self.advance(0)
        self._turn_to(self._during)
        self._stop.setFocus()

    def advance(self, done: int) -> None:
        """Show how many have been answered."""
        self._bar.setValue(done)
        self._title.setText(words.running(self._action, done, self._bar_total))

    def stopping(self) -> None:
        """Show that no more is sent, and what is under way is waited for."""
        self._stop.setEnabled(False)
        self._stop.setText(self.tr("Stopping…"))

    def show_outcomes(self, action: Action, outcomes: tuple[Outcome, ...]) -> None:
        """Show a row for each result, those that want attention first, until the person closes it."""
        self._outcomes = outcomes
        self._found.show_outcomes(action, outcomes)
        self._results.setColumnHidden(CORRELATION_ID, not self._found.traceable)
        failed, unknown, skipped = (f(outcomes) for f in (words.failed, words.unknown, words.skipped))
        for button, text, rows in (
            (self._retry, self.tr("Retry the {n} that failed"), failed),
            (self._look, self.tr("Look again at the {n} unknown"), unknown),
            (self._rest, self.tr("Send the {n} not sent"), skipped),
        ):
            button.setText(text.format(n=len(rows)))
            button.setVisible(bool(rows))
        self._fit(self._results)
        self._show_copy()
        if not all(outcome.ok for outcome in outcomes):
            self._results.setCurrentIndex(self._found.index(0, 0))
        summary = words.summed_up(action, outcomes)
        self._turn_to(self._after, summary)
        self._close.setFocus()
        announce(self, summary)

    def put_away(self) -> None:
        """Hide, and tell that the person is done with it."""
        self.hide()
        self.closed.emit()

    def setVisible(self, visible: bool) -> None:  # noqa: N802 - Qt's name
        """Tell that there is something to be shown, or nothing any more."""
        super().setVisible(visible)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._ask.isVisible():
            self.declined.emit()
        elif self._after.isVisible():
            self.put_away()

    def _build_before(self) -> QWidget:
        self._go = self._button("bulk_continue", self.tr("Continue"), self.agreed)
        emphasise(self._go, Emphasis.PRIMARY)
        self._back = self._button("bulk_back", self.tr("Back"), self.declined)
        self._facts = PlainLabel()
        self._facts.setObjectName("bulk_facts")
        self._warning = PlainLabel()
        self._warning_row = QWidget()
        warning = QHBoxLayout(self._warning_row)
        warning.setContentsMargins(0, 0, 0, 0)
        sign = IconLabel(self._theme.icon("warning", Role.ATTENTION))
        warning.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        warning.addWidget(self._warning, 1)
        self._to_send = ListedRows(
            [self.tr("Reference"), self.tr("Customer reference"), self.tr("State"), self.tr("Destination")], self
        )
        self._listed = self._table("bulk_listed", self.tr("What will be sent"), self._to_send)
        self._typed_label = PlainLabel(wrap=False)
        self._typed = QLineEdit()
        self._typed.setValidator(OneLine(self._typed))
        self._typed.setObjectName("bulk_count")
        self._typed.setMaximumWidth(self.fontMetrics().averageCharWidth() * 12)
        self._typed_label.setBuddy(self._typed)
        self._typed.setAccessibleName(self.tr("Type the number of consignments to confirm"))
        self._typed.textChanged.connect(lambda text: self._go.setEnabled(text.strip() == self._count))
        self._typed.returnPressed.connect(self._go.click)
        return self._page(
            [self._facts, self._warning_row, self._listed], [self._typed_label, self._typed, self._go, self._back]
        )

    def _build_during(self) -> QWidget:
        self._bar = QProgressBar()
        self._bar.setObjectName("bulk_progress")
        self._bar.setFormat("%v / %m")
        self._bar.setAccessibleName(self.tr("Progress"))
        self._stop = self._button("bulk_stop", self.tr("Stop"), self.stop_wanted)
        self._stop.setToolTip(self.tr("Send no more; what has been sent stays done"))
        view = QWidget()
        row = QHBoxLayout(view)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        return view

    def _build_after(self) -> QWidget:
        self._found = Results(
            [self.tr("Result"), self.tr("Reference"), self.tr("Message"), self.tr("Correlation id")], self._theme, self
        )
        self._results = self._table("bulk_results", self.tr("Results"), self._found)
        header = self._results.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)
        # A message is often longer than its cell: the whole of it is below, where it can be marked.
        self._whole = PlainLabel(selectable=True)
        self._whole.setObjectName("bulk_message")
        self._results.selectionModel().selectionChanged.connect(self._show_copy)
        self._results.activated.connect(lambda index: self.opened.emit(self._found.text(index.row(), REFERENCE)))
        self._retry = self._button(
            "bulk_retry", self.tr("Retry"), lambda: self.send_wanted.emit(words.failed(self._outcomes))
        )
        self._look = self._button(
            "bulk_look_again", self.tr("Look again"), lambda: self.look_wanted.emit(words.unknown(self._outcomes))
        )
        self._rest = self._button(
            "bulk_send_rest", self.tr("Send the rest"), lambda: self.send_wanted.emit(words.skipped(self._outcomes))
        )
        self._copy = self._button("bulk_copy", self.tr("Copy correlation id"), self._copy_correlation)
        self._close = self._button("bulk_close", self.tr("Close"), self.put_away)
        return self._page([self._results, self._whole], [self._retry, self._look, self._rest, self._copy, self._close])

    def _page(self, above: Sequence[QWidget], row: Sequence[QWidget]) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for widget in above:
            column.addWidget(widget)
        buttons = QHBoxLayout()
        for widget in row:
            buttons.addWidget(widget)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return view

    def _button(self, name: str, text: str, heard: object) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAutoDefault(True)
        button.clicked.connect(heard)
        return button

    def _table(self, name: str, accessible: str, rows: QAbstractItemModel) -> QTreeView:
        table = QTreeView()
        table.setModel(rows)
        table.setObjectName(name)
        table.setAccessibleName(accessible)
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setAlternatingRowColors(True)
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # As wide as what is seen: to measure a thousand rows takes as long as to paint them.
        table.header().setResizeContentsPrecision(0)
        return table

    def _fill_listed(self, rows: Sequence[ConsignmentRow]) -> None:
        self._to_send.show_rows(rows)
        self._listed.setVisible(bool(rows))
        self._fit(self._listed)

    def _fit(self, table: QTreeView) -> None:
        """Make room for the rows, up to eight; the others are scrolled to."""
        row = max(table.sizeHintForRow(0), table.fontMetrics().height())
        shown = min(max(table.model().rowCount(), 1), 8)
        table.setFixedHeight(table.header().sizeHint().height() + row * shown + 2 * table.frameWidth() + row // 2)

    def _turn_to(self, view: QWidget, title: str = "") -> None:
        if title:
            self._title.setText(title)
        for each in (self._ask, self._during, self._after):
            each.setVisible(each is view)
        self.show()
        self.updateGeometry()
        self.changed.emit()

    def _show_copy(self) -> None:
        self._copy.setVisible(not self._results.isColumnHidden(CORRELATION_ID))
        chosen = self._chosen()
        self._copy.setEnabled(any(self._found.text(row, CORRELATION_ID) for row in chosen))
        self._whole.setText(self._found.text(chosen[0], MESSAGE) if chosen else "")
        self._whole.setVisible(bool(self._whole.text()))
        # Once the layouts within know of it.
        QTimer.singleShot(0, self, self.changed.emit)

    def _copy_correlation(self) -> None:
        ids = (self._found.text(row, CORRELATION_ID) for row in self._chosen())
        QGuiApplication.clipboard().setText("\n".join(filter(None, ids)))

    def _chosen(self) -> list[int]:
        return [index.row() for index in self._results.selectionModel().selectedRows()]
