"""The panel of an action over many: the question before, the progress during, a row for each result after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyledItemDelegate,
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
from desktop_app.ui.consignments.result_delegate import ListedDelegate, ResultDelegate
from desktop_app.ui.detail.story import reasons
from desktop_app.ui.style.emphasis import Emphasis, emphasise
from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.style.roles import Role
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.icon_label import IconLabel
from desktop_app.ui.widgets.one_line import OneLine
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.wrap_layout import WrapLayout


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


class BulkPanel(QWidget):
    """Hidden while there is nothing to say: it stands beside the list, where else the details are, so nothing moves.

    Its signals are the person's answers; references are those of the rows. `changed`: it was shown, shows something
    else, or was put away.
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
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._title = PlainLabel(kind=Type.TITLE)
        self._title.setObjectName("bulk_title")
        self._ask = self._build_before()
        self._during = self._build_during()
        self._after = self._build_after()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self._title)
        for view in (self._ask, self._during, self._after):
            column.addWidget(view, 1)
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
        emphasise(self._go, Emphasis.DESTRUCTIVE if question.action is Action.CANCEL else Emphasis.PRIMARY)
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
        failed, unknown, skipped = (f(outcomes) for f in (words.failed, words.unknown, words.skipped))
        for button, text, rows in (
            (self._retry, self.tr("Retry the {n} that failed"), failed),
            (self._look, self.tr("Look again at the {n} unknown"), unknown),
            (self._rest, self.tr("Send the {n} not sent"), skipped),
        ):
            button.setText(text.format(n=len(rows)))
            button.setVisible(bool(rows))
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
        self._listed = self._table("bulk_listed", self.tr("What will be sent"), self._to_send, ListedDelegate(self))
        self._typed_label = PlainLabel(wrap=False)
        self._typed = QLineEdit()
        self._typed.setValidator(OneLine(self._typed))
        self._typed.setObjectName("bulk_count")
        self._typed.setMaximumWidth(self.fontMetrics().averageCharWidth() * 12)
        self._typed_label.setBuddy(self._typed)
        self._typed.setAccessibleName(self.tr("Type the number of consignments to confirm"))
        self._typed.textChanged.connect(lambda text: self._go.setEnabled(text.strip() == self._count))
        self._typed.returnPressed.connect(self._go.click)
        confirm = QWidget()
        row = QHBoxLayout(confirm)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._typed_label)
        row.addWidget(self._typed)
        row.addStretch(1)
        return self._page(
            [self._facts, self._warning_row, self._listed, confirm], [self._go, self._back], grows=self._listed
        )

    def _build_during(self) -> QWidget:
        self._bar = QProgressBar()
        self._bar.setObjectName("bulk_progress")
        self._bar.setFormat("%v / %m")
        self._bar.setAccessibleName(self.tr("Progress"))
        self._stop = self._button("bulk_stop", self.tr("Stop"), self.stop_wanted)
        self._stop.setToolTip(self.tr("Send no more; what has been sent stays done"))
        return self._page([self._bar], [self._stop])

    def _build_after(self) -> QWidget:
        self._found = Results(
            [self.tr("Result"), self.tr("Reference"), self.tr("Message"), self.tr("Correlation id")], self._theme, self
        )
        self._results = self._table("bulk_results", self.tr("Results"), self._found, ResultDelegate(self))
        # A message is often longer than its row: the whole of it is below, where it can be marked.
        self._whole = PlainLabel(selectable=True)
        self._whole.setObjectName("bulk_message")
        self._whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._about = QScrollArea()
        self._about.setFrameShape(QFrame.Shape.NoFrame)
        self._about.setWidgetResizable(True)
        self._about.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._about.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._about.setWidget(self._whole)
        for ground in (self._about.viewport(), self._whole):
            ground.setBackgroundRole(QPalette.ColorRole.Base)
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
        emphasise(self._retry, Emphasis.PRIMARY)
        buttons = [self._retry, self._look, self._rest, self._copy, self._close]
        return self._page([self._results, self._about], buttons, grows=self._results)

    def _page(self, above: Sequence[QWidget], row: Sequence[QWidget], grows: QWidget | None = None) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for widget in above:
            column.addWidget(widget, 3 if widget is grows else 2 if isinstance(widget, QScrollArea) else 0)
        buttons = WrapLayout(spacing=Space.S)
        for widget in row:
            buttons.addWidget(widget)
        column.addLayout(buttons)
        # Where the list is not shown, all stands at the top.
        column.addStretch(1 if grows is None else 0)
        return view

    def _button(self, name: str, text: str, heard: object) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAutoDefault(True)
        button.clicked.connect(heard)
        return button

    def _table(self, name: str, accessible: str, rows: QAbstractItemModel, delegate: QStyledItemDelegate) -> QTreeView:
        """Return a list of rows, each painted from all columns of its model."""
        table = QTreeView()
        table.setModel(rows)
        table.setObjectName(name)
        table.setAccessibleName(accessible)
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setHeaderHidden(True)
        for column in range(1, rows.columnCount()):
            table.setColumnHidden(column, True)
        table.header().setStretchLastSection(True)
        table.setItemDelegate(delegate)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        table.setMinimumHeight(table.fontMetrics().height() * 5)
        return table

    def _fill_listed(self, rows: Sequence[ConsignmentRow]) -> None:
        self._to_send.show_rows(rows)
        self._listed.setVisible(bool(rows))

    def _turn_to(self, view: QWidget, title: str = "") -> None:
        if title:
            self._title.setText(title)
        for each in (self._ask, self._during, self._after):
            each.setVisible(each is view)
        self.show()
        self.updateGeometry()
        self.changed.emit()

    def _show_copy(self) -> None:
        self._copy.setVisible(self._found.traceable)
        chosen = self._chosen()
        self._copy.setEnabled(any(self._found.text(row, CORRELATION_ID) for row in chosen))
        said = _as_list(self._found.text(chosen[0], MESSAGE)) if chosen else ""
        self._whole.setText(said)
        self._about.setVisible(bool(said))
        self._about.verticalScrollBar().setValue(0)
        self.changed.emit()

    def _copy_correlation(self) -> None:
        ids = (self._found.text(row, CORRELATION_ID) for row in self._chosen())
        QGuiApplication.clipboard().setText("\n".join(filter(None, ids)))

    def _chosen(self) -> list[int]:
        return [index.row() for index in self._results.selectionModel().selectedRows()]


def _as_list(said: str) -> str:
    """Return what was said with its reasons one below the other."""
    lead, listed = reasons(said)
    return "\n".join((f"{lead}:", *(f"• {reason}" for reason in listed))) if listed else said
