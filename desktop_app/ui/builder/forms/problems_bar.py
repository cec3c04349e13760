"""The bottom of the page: what is to be mended before the consignment can go, and the button that sends it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.packing.checks import Code, Problem, Severity
from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment
from desktop_app.ui.builder import words
from desktop_app.ui.builder.forms.problem_words import mend_words, problem_words
from desktop_app.ui.counts import Counts
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.shown_text import shorten_line
from desktop_app.ui.style.measures import Density, Space, scaled
from desktop_app.ui.style.roles import Role
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.buttons import StrongButton, button
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.elided_label import ElidedLabel

_MOST_ROWS = 6


class ProblemsBar(QWidget):
    """«2 to mend: destination has no postcode [Show]», the list of all when opened, and Create.

    `shown` carries a problem's node and field, `create_wanted` asks to send. `mend_wanted(Problem)`: do what its mend
    says. `open_wanted(reference)`: show that consignment of the service.
    """

    shown = Signal(str, str)
    mend_wanted = Signal(object)
    open_wanted = Signal(str)
    create_wanted = Signal()

    def __init__(self, draft: Draft, theme: Theme, units: Units) -> None:
        super().__init__()
        self._draft = draft
        self._theme = theme
        self._units = units
        self._problems: tuple[Problem, ...] = ()
        self._consignment: Consignment | None = None
        self._busy = False
        self.why_not = ""
        """Why nothing can be created now; empty if it can, or if something is to be mended first."""
        self.setObjectName("problems_bar")
        self.chip = Chip()
        self.chip.setObjectName("problems_chip")
        # The sentence beside it gives way.
        self.chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.line = ElidedLabel()
        self.line.setObjectName("problems_line")
        self.show_first = button(self.tr("Show"))
        self.show_first.setObjectName("show_problem")
        self.show_first.clicked.connect(lambda: self._go(0))
        self.act_first = button(self.tr("Mend"))
        self.act_first.setObjectName("mend_problem")
        self.act_first.clicked.connect(self._act_on_first)
        self.all = QToolButton()
        self.all.setObjectName("all_problems")
        self.all.setCheckable(True)
        self.all.setArrowType(Qt.ArrowType.UpArrow)
        self.all.setAccessibleName(self.tr("List all that is to be mended"))
        self.all.setToolTip(self.tr("List all"))
        self.all.toggled.connect(self._open)
        self.list = QListWidget()
        self.list.setObjectName("problems_list")
        self.list.setAccessibleName(self.tr("To mend"))
        self.list.itemActivated.connect(lambda row: self._go(self.list.row(row)))
        self.list.itemClicked.connect(lambda row: self._go(self.list.row(row)))
        side = self.fontMetrics().height()
        self.list.setIconSize(QSize(side, side))
        self.list.hide()
        self.button = StrongButton(self.tr("Create"))
        self.button.setObjectName("create_button")
        self.button.setDefault(True)
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self._keys = keys
        self.button.clicked.connect(self.create_wanted)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.chip)
        row.addSpacing(Space.XS)
        row.addWidget(self.line, 1)
        for part in (self.act_first, self.show_first, self.all):
            row.addWidget(part)
        row.addSpacing(Space.S)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.M)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        column.addWidget(self.list)
        column.addLayout(row)
        theme.changed.connect(self._show_line)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, what must be mended first."""
        return self._problems

    def set_problems(self, problems: Sequence[Problem], consignment: Consignment | None, *, busy: bool) -> None:
        """Show what is wrong with the consignment that Create would send."""
        self._problems = tuple(sorted(problems, key=lambda p: p.severity is not Severity.MUST))
        self._consignment = consignment
        self._busy = busy
        self._open(self.all.isChecked())
        self._show_line()
        self._show_button(consignment, busy=busy)

    def first_must(self) -> Problem | None:
        """Return what must be mended first, or None if it can be sent."""
        return next((p for p in self._problems if p.severity is Severity.MUST), None)

    def _show_line(self) -> None:
        role, said, text = self._stands()
        self.chip.set_state(said, role)
        self.line.setText(text)
        what = self._act_words(self._problems[0]) if self._problems else ""
        if what:
            self.act_first.setText(isolated(shorten_line(what)).replace("&", "&&"))
        self.act_first.setVisible(bool(what))
        self.show_first.setVisible(bool(self._problems))
        self.all.setVisible(len(self._problems) > 1)

    def _stands(self) -> tuple[Role, str, str]:
        """Return how it stands with what Create would send: a role, in a word or two, and in a sentence."""
        must = [p for p in self._problems if p.severity is Severity.MUST]
        if must:
            return Role.ATTENTION, Counts().to_mend(len(must)), _sentence(self._words(must[0]))
        if self._problems:
            advice = Counts().advice(len(self._problems))
            return Role.NEUTRAL, advice, _sentence(self._words(self._problems[0]))
        consignment = self._consignment
        if consignment is None:
            return Role.NEUTRAL, self.tr("Nothing to create"), self._none()
        if created := consignment.created:
            said = self.tr("{reference} is under Consignments").replace("{reference}", created)
            return Role.GOOD, self.tr("Created"), said
        if self._busy:
            return Role.MOVING, self.tr("Creating…"), self.tr("It is on its way")
        if consignment.submission:
            return Role.ATTENTION, self.tr("Not known"), self.tr("It has been sent, and no answer came")
        said = f"{words.consignment_totals(consignment, self._units)} · {words.destination(consignment)}"
        return Role.GOOD, self.tr("Ready to create"), said

    def _show_button(self, consignment: Consignment | None, *, busy: bool) -> None:
        several = len(self._draft.consignments) > 1
        text = self.tr("Create")
        if busy:
            text, why = self.tr("Creating…"), self.tr("It is on its way")
        elif consignment is None:
            why = self._none()
        elif consignment.created:
            created = self.tr("{reference} has been created: select another consignment, or begin a new one")
            why = created.replace("{reference}", consignment.created)
        elif consignment.locked:
            why = self.tr("This consignment has been sent; select another one")
        else:
            why = ""
            if several:
                text = self.tr("Create consignment {number}").replace(
                    "{number}", str(self._draft.consignments.index(consignment) + 1)
                )
        self.why_not = why
        self.button.setText(text)
        self.button.setEnabled(not why)
        self.button.setToolTip(why or self.tr("Send it to SortedPRO ({keys})").replace("{keys}", self._keys))

    def _none(self) -> str:
        if self._draft.consignments:
            return self.tr("All of these have been created: begin a new consignment")
        return self.tr("There is no consignment on the bench yet")

    def _fill(self) -> None:
        self.list.clear()
        for problem in self._problems:
            said = self._words(problem)
            row = QListWidgetItem(isolated(_sentence(said)))
            role = Role.ATTENTION if problem.severity is Severity.MUST else Role.NEUTRAL
            row.setSizeHint(QSize(0, scaled(Density.NORMAL, self.fontMetrics())))
            row.setIcon(self._theme.icon("warning" if role is Role.ATTENTION else "info", role))
            self.list.addItem(row)
            if what := self._act_words(problem):
                self._add_button(row, problem, what)
        rows = min(self.list.count(), _MOST_ROWS)
        self.list.setMaximumHeight(rows * max(self.list.sizeHintForRow(0), 1) + 2 * self.list.frameWidth())

    def _add_button(self, row: QListWidgetItem, problem: Problem, what: str) -> None:
        place = QWidget()
        beside = QHBoxLayout(place)
        beside.setContentsMargins(0, 0, 0, 0)
        mend = QToolButton()
        mend.setObjectName("mend_row")
        mend.setText(isolated(shorten_line(what)).replace("&", "&&"))
        mend.clicked.connect(lambda: self._act(problem))
        beside.addStretch()
        beside.addWidget(mend)
        # What the row says leaves it room.
        row.setSizeHint(QSize(0, max(mend.sizeHint().height(), row.sizeHint().height())))
        self.list.setItemWidget(row, place)

    def _act_words(self, problem: Problem) -> str:
        """Return what can be done about a problem besides going to its field; empty for nothing."""
        match problem.code:
            case Code.REFERENCE_CREATED:
                return self.tr("Open {reference}").replace("{reference}", str(problem.params["first"]))
            case Code.SAME_REFERENCE:
                return self.tr("Go to consignment {number}").replace("{number}", str(problem.params["number"]))
        return mend_words(problem, self._units)

    def _act_on_first(self) -> None:
        for problem in self._problems[:1]:
            self._act(problem)

    def _act(self, problem: Problem) -> None:
        match problem.code:
            case Code.REFERENCE_CREATED:
                self.open_wanted.emit(str(problem.params["first"]))
            case Code.SAME_REFERENCE:
                self.shown.emit(str(problem.params["node"]), problem.field)
            case _:
                self.mend_wanted.emit(problem)

    def _words(self, problem: Problem) -> str:
        said = problem_words(problem, self._units)
        node = self._draft.find(problem.node)
        if node is None or isinstance(node, Consignment):
            return said
        return f"{words.title(self._draft, node)}: {said}"

    def _go(self, row: int) -> None:
        if row < len(self._problems):
            self.shown.emit(self._problems[row].node, self._problems[row].field)

    def _open(self, opened: bool) -> None:
        self.list.setVisible(opened and bool(self._problems))
        if not self.list.isHidden():
            self._fill()
        self.all.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.UpArrow)


def _sentence(said: str) -> str:
    return said[:1].upper() + said[1:]
