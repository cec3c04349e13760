"""The components, each in all its states, put side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QSpinBox,
    QTableView,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.style.emphasis import Emphasis, emphasise
from desktop_app.ui.style.measures import Density, Space, Type
from desktop_app.ui.style.roles import Role
from desktop_app.ui.style.table_look import dress_table, paint_rows
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.tables.bulk_bar import BulkBar
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.buttons import SplitButton, StrongButton, button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.folding_section import FoldingSection
from desktop_app.ui.widgets.labelled_field import LabelledField
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.pill import Pill
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.progress_line import ProgressLine
from desktop_app.ui.widgets.side_panel import SidePanel
from desktop_app.ui.widgets.sidebar import Sidebar
from desktop_app.ui.widgets.skeleton import Skeleton
from desktop_app.ui.widgets.state_panel import StatePanel
from desktop_app.ui.widgets.steps import Step, Steps, StepState
from desktop_app.ui.widgets.toast import Toasts
from desktop_app.ui.widgets.toned_label import TonedLabel

DRAWINGS = ("bench", "consignments", "outbox", "search", "trouble", "done")


def specimens() -> dict[str, Callable[[Theme], QWidget]]:
    """Return what makes each sheet of the gallery, by its name."""
    return {
        "type": _type,
        "buttons": _buttons,
        "fields": _fields,
        "words": _words,
        "cards": _cards,
        "messages": _messages,
        "progress": _progress,
        "table": _table,
        "empty": _empty,
        "navigation": _navigation,
    }


def _sheet(rows: Sequence[Sequence[QWidget]]) -> QWidget:
    sheet = QWidget()
    down = QVBoxLayout(sheet)
    down.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.XXL)
    down.setSpacing(Space.L)
    for row in rows:
        across = QHBoxLayout()
        across.setSpacing(Space.L)
        for part in row:
            across.addWidget(part)
        across.addStretch(1)
        down.addLayout(across)
    down.addStretch(1)
    return sheet


def _wide(*parts: QWidget) -> QWidget:
    sheet = QWidget()
    down = QVBoxLayout(sheet)
    down.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.XXL)
    down.setSpacing(Space.L)
    for part in parts:
        down.addWidget(part)
    down.addStretch(1)
    return sheet


def _type(_theme: Theme) -> QWidget:
    return _wide(*(PlainLabel(f"{kind.name.capitalize()}: 2.09 kg to València", kind=kind) for kind in Type))


def _off(widget: QWidget) -> QWidget:
    widget.setEnabled(False)
    return widget


def _buttons(theme: Theme) -> QWidget:
    rows: list[list[QWidget]] = []
    for emphasis in Emphasis:
        pressed = button("Pressed", emphasis)
        pressed.setDown(True)
        plain = button(emphasis.value.capitalize(), emphasis)
        rows.append([plain, button("With icon", emphasis, theme.icon("print")), pressed, _off(button("Off", emphasis))])
    menu = QMenu()
    menu.addAction("Create only")
    second = QMenu()
    second.addAction("Cheapest")
    quiet = QToolButton(autoRaise=True)
    quiet.setIcon(theme.icon("undo"))
    loud = QToolButton()
    loud.setIcon(theme.icon("refresh"))
    rows.append([StrongButton("Create and ship · £6.40"), SplitButton("Create and ship", menu, Emphasis.PRIMARY)])
    rows.append([SplitButton("Allocate", second), quiet, loud])
    return _sheet(rows)


def _fields(_theme: Theme) -> QWidget:
    wrong = LabelledField("Postcode", QLineEdit("1200"), hint="Such as M1 5WG", needed=True)
    wrong.set_error("This postcode is not whole")
    chosen = QComboBox()
    chosen.addItems(["Manchester head office", "Leeds"])
    typed = QComboBox()
    typed.setEditable(True)
    typed.addItem("United Kingdom")
    on, partly = QCheckBox("on that day exactly"), QCheckBox("some of them")
    on.setChecked(True)
    partly.setTristate(True)
    partly.setCheckState(Qt.CheckState.PartiallyChecked)
    radio = QRadioButton("Sandbox")
    radio.setChecked(True)
    tabs = QTabWidget()
    for name in ("Summary", "Packages", "Raw"):
        tabs.addTab(QWidget(), name)
    sheet = QWidget()
    grid = QGridLayout(sheet)
    grid.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.XXL)
    grid.setSpacing(Space.L)
    empty = QLineEdit()
    empty.setPlaceholderText("Search, scan, or type an item")
    parts: list[QWidget] = [
        LabelledField("Town", QLineEdit("Manchester")),
        LabelledField("Weight", QLineEdit("0.12"), unit="kg", hint="With its wrapping"),
        wrong,
        _off(LabelledField("Company", QLineEdit("Wrenfold"))),
        empty,
        chosen,
        typed,
        QSpinBox(),
        QCheckBox("Queue what cannot be sent"),
        on,
        partly,
        _off(QCheckBox("not now")),
        radio,
        QRadioButton("Production"),
        QPlainTextEdit("Leave with a neighbour"),
        tabs,
    ]
    for n, part in enumerate(parts):
        grid.addWidget(part, n // 4, n % 4, Qt.AlignmentFlag.AlignTop)
    grid.setRowStretch(len(parts) // 4, 1)
    return sheet


def _words(theme: Theme) -> QWidget:
    chips: list[QWidget] = []
    for role in Role:
        chip = Chip()
        chip.set_state(role.value.capitalize(), role)
        chips.append(chip)
    counts: list[QWidget] = []
    for count, role in ((4, Role.NEUTRAL), (37, Role.NEUTRAL), (3, Role.BAD), (1200, Role.ATTENTION)):
        badge = Badge()
        badge.show_count(count, f"{count} wait", role)
        counts.append(badge)
    cross = theme.icon("close")
    pills: list[QWidget] = [Pill("State", "Unallocated", cross), Pill("Created", "last 7 days", cross)]
    steps = Steps("How far this is")
    steps.show_steps(
        (
            Step("Packed", StepState.DONE),
            Step("Address", StepState.DONE),
            Step("Check: 1 advice", StepState.HERE),
            Step("Send", StepState.TO_COME),
        )
    )
    late = Steps("How far that is")
    late.show_steps((Step("Packed", StepState.DONE), Step("Address: 2 to mend", StepState.WRONG)))
    return _sheet([chips[:5], chips[5:], counts, pills, [steps], [late]])


def _cards(theme: Theme) -> QWidget:
    card, chosen = Card("Package 1"), Card("Package 2")
    for each, name in ((card, "Package 1"), (chosen, "Package 2, chosen")):
        each.head.addWidget(PlainLabel(name, kind=Type.STRONG))
        each.head.addWidget(PlainLabel("0.09 kg", kind=Type.BODY_STRONG, wrap=False))
        each.body.addWidget(TonedLabel("Small box · 30 × 20 × 10 cm"))
        each.foot.addWidget(button("Move…"))
        each.foot.addStretch(1)
        each.close_up()
    chosen.set_chosen(True)
    opened, closed = FoldingSection("Customs"), FoldingSection("From", opened=False)
    opened.column.addWidget(TonedLabel("Not needed within the EU from this origin"))
    closed.set_summary("Manchester head office")
    folds = QWidget()
    down = QVBoxLayout(folds)
    down.addWidget(opened)
    down.addWidget(closed)
    down.addStretch(1)
    panel = SidePanel("València, Spain", theme.icon("close"))
    panel.column.addWidget(TonedLabel("Carmen Ibáñez, Carrer de la Pau 21"))
    panel.column.addStretch(1)
    panel.foot.addWidget(button("Print the label", Emphasis.PRIMARY))
    return _sheet([[card, chosen, folds, panel]])


def _messages(theme: Theme) -> QWidget:
    bars = [MessageBar(theme) for _ in range(4)]
    bars[0].show_problem("It was not sent", "Check the connection.", "timed out", "abc-123", lambda: None)
    bars[1].show_problem("There is no API key yet", "Enter it in Settings.", role=Role.ATTENTION)
    bars[2].show_note("Created EC-000-005-ETY")
    bars[3].show_note("“5012345” was scanned, and nothing here takes a barcode", role=Role.NEUTRAL)
    place = QWidget()
    toasts = Toasts(theme, place)
    place.setMinimumHeight(place.fontMetrics().height() * 12)
    toasts.show("Moved Hat to Package 3", Role.GOOD, ("Undo", lambda: None))
    toasts.show("The label could not be printed", Role.BAD)
    return _wide(*bars, place)


def _progress(_theme: Theme) -> QWidget:
    now = [0.0]
    line = ProgressLine(clock=lambda: now[0])
    line.begin("Creating 37 consignments", 37)
    now[0] = 12.0
    line.show_done(21)
    bar, busy = QProgressBar(), QProgressBar()
    bar.setValue(60)
    busy.setRange(0, 0)
    for each in (bar, busy):
        each.setTextVisible(False)
    rows = Skeleton("Looking for consignments…")
    rows.setMinimumHeight(rows.fontMetrics().height() * 14)
    return _wide(line, bar, busy, rows)


class _Rows(QAbstractTableModel):
    _HEAD = ("Reference", "Recipient", "Destination", "Weight")
    _ROWS = (
        ("EC-000-005-EUV", "Jo Fielding", "London SW9", "0.20 kg"),
        ("EC-000-005-ETW", "Aoife Byrne", "Manchester M1", "0.51 kg"),
        ("EC-000-005-ESX", "Łucja Żółć", "Belfast BT9", "0.82 kg"),
    )

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ROWS)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._HEAD)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._HEAD[section] if shown else None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._ROWS[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def _table(_theme: Theme) -> QWidget:
    views: list[QWidget] = []
    for density in Density:
        view = _Shown(density)
        if density is Density.NORMAL:
            view.selectRow(1)
            bar = BulkBar(view)
            allocate = button("Allocate")
            emphasise(allocate, Emphasis.QUIET)
            bar.add(allocate)
            bar.say("1 selected · 0.51 kg")
        views.append(view)
    return _wide(*views)


class _Shown(QTableView):
    def __init__(self, density: Density) -> None:
        super().__init__()
        self.setModel(_Rows(self))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        dress_table(self, density)
        self.setFixedHeight(self.fontMetrics().height() * 11)
        self.resizeColumnsToContents()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_rows(self, [(index.row(), index.row()) for index in self.selectionModel().selectedRows()])


def _empty(_theme: Theme) -> QWidget:
    sheet = QWidget()
    grid = QGridLayout(sheet)
    for n, name in enumerate(DRAWINGS):
        panel = StatePanel("Nothing to pack yet", "Import orders, or type what is to be sent.", name)
        panel.setMinimumHeight(panel.sizeHint().height())
        grid.addWidget(panel, n // 3, n % 3)
    return sheet


def _navigation(theme: Theme) -> QWidget:
    names = ("build", "consignments", "outbox", "settings")
    sheet = QWidget()
    across = QHBoxLayout(sheet)
    for folding in ("wide", "narrow"):
        sidebar = Sidebar(theme)
        sidebar.pages.show_rows((theme.icon(name), name.capitalize(), name) for name in names)
        sidebar.pages.set_count(1, 37, "Consignments (37)")
        sidebar.pages.set_count(2, 3, "Outbox (3)")
        sidebar.pages.setCurrentRow(0)
        sidebar.set_folding("wide" if folding == "wide" else "narrow")
        across.addWidget(sidebar)
    across.addStretch(1)
    return sheet
