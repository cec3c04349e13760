"""A filter as a chip: its name, an editor for its value, and a cross that takes it away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDate, QEvent, QObject, QSignalBlocker, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from desktop_app.pro.states import State
from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import CONTROL, Space, Type, font, scaled
from desktop_app.ui.style.roles import Tone, tone
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.one_line import OneLine
from desktop_app.ui.widgets.toned_label import TonedLabel
from desktop_app.ui.words import state_name


@dataclass(frozen=True, slots=True)
class Filter:
    """One term of a Query: its field's name, what it is called, and how wide its editor is in letters."""

    field: str
    title: object
    chars: int = 14

    @property
    def name(self) -> str:
        """What it is called on screen."""
        return QCoreApplication.translate("Filter", str(self.title))


FILTERS: Final = (
    Filter("state", QT_TRANSLATE_NOOP("Filter", "State")),
    Filter("reference", QT_TRANSLATE_NOOP("Filter", "Reference"), 16),
    Filter("customer_reference", QT_TRANSLATE_NOOP("Filter", "Customer reference"), 16),
    Filter("postcode", QT_TRANSLATE_NOOP("Filter", "Postcode"), 10),
    Filter("created_from", QT_TRANSLATE_NOOP("Filter", "Created from")),
    Filter("created_to", QT_TRANSLATE_NOOP("Filter", "Created to")),
)


def _contents(text: str) -> int:
    """Return how many letters as wide as an X a field asks room for, so that a text of usual letters is shown whole."""
    return len(text) * 4 // 5 + 2


class FilterChip(QFrame):
    """`edited`: the value is another; `entered`: and the person pressed Enter; `removed`: the cross was pressed."""

    edited = Signal()
    entered = Signal()
    removed = Signal()

    def __init__(self, filter_: Filter, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = filter_
        self.setObjectName(f"filter_{filter_.field}")
        label = TonedLabel(filter_.name, wrap=False)
        self.editor, self._value, self._set_value = self._make_editor()
        self.editor.setObjectName(f"filter_{filter_.field}_value")
        self.editor.setAccessibleName(filter_.name)
        label.setBuddy(self.editor)
        cross = QToolButton(autoRaise=True)
        cross.clicked.connect(self.removed)
        cross.setObjectName(f"filter_{filter_.field}_remove")
        cross.setIcon(theme.icon("close"))
        words = self.tr("Remove the filter “{name}”").format(name=filter_.name)
        cross.setToolTip(words)
        cross.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(label)
        row.addWidget(self.editor)
        row.addWidget(cross)
        self.setFixedHeight(scaled(CONTROL, self.fontMetrics()))
        self.editor.setFont(font(Type.BODY_STRONG))
        self.editor.installEventFilter(self)
        theme.changed.connect(self.update)

    @property
    def value(self) -> str | date | None:
        """What is looked for: text (empty: any), or a day."""
        return self._value()

    def set_value(self, value: str | date | None) -> None:
        """Look for something else; it is not told as an edit."""
        with QSignalBlocker(self.editor):
            self._set_value(value)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        drawing.box(painter, self.rect(), tone(Tone.RAISED), tone(Tone.EDGE), radius=self.height() / 2)
        if self.editor.hasFocus():
            drawing.ring(painter, self.rect(), radius=self.height() / 2)
        painter.end()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Show at its edge that the keyboard is in it: the value has no frame of its own."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return False

    def _make_editor(
        self,
    ) -> tuple[QWidget, Callable[[], str | date | None], Callable[[str | date | None], None]]:
        if self.filter.field == "state":
            return self._state_editor()
        if self.filter.field.startswith("created"):
            return self._day_editor()
        field = QLineEdit()
        field.setFrame(False)
        field.setValidator(OneLine(field))
        field.setMinimumWidth(self.fontMetrics().averageCharWidth() * self.filter.chars)
        field.textEdited.connect(self.edited)
        field.returnPressed.connect(self.entered)
        return field, field.text, lambda value: field.setText(str(value or ""))

    def _state_editor(self) -> tuple[QWidget, Callable[[], str], Callable[[str | date | None], None]]:
        combo = QComboBox()
        combo.setFrame(False)
        combo.setPlaceholderText(self.tr("Choose a state"))
        combo.setMaxVisibleItems(18)
        for state in State:
            combo.addItem(state_name(state), state.value)
        combo.setCurrentIndex(-1)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.currentTextChanged.connect(lambda text: combo.setMinimumContentsLength(_contents(text)))
        combo.setMinimumContentsLength(self.filter.chars)
        combo.currentIndexChanged.connect(self.entered)

        def choose(value: str | date | None) -> None:
            # A state that this program does not know can still be looked for.
            if value and combo.findData(value) < 0:
                combo.addItem(state_name(str(value)), value)
            combo.setCurrentIndex(combo.findData(value))

        return combo, lambda: str(combo.currentData() or ""), choose

    def _day_editor(self) -> tuple[QWidget, Callable[[], date], Callable[[str | date | None], None]]:
        today = QDate.currentDate()
        days = QDateEdit(today if self.filter.field == "created_to" else today.addDays(-7))
        days.setFrame(False)
        days.setCalendarPopup(True)
        # While a day is typed digit by digit it names other days: only the whole one is looked for.
        days.setKeyboardTracking(False)
        days.dateChanged.connect(self.edited)

        def choose(value: str | date | None) -> None:
            if isinstance(value, date):
                days.setDate(QDate(value.year, value.month, value.day))

        return days, lambda: date(days.date().year(), days.date().month(), days.date().day()), choose
