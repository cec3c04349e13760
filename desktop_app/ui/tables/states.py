"""The grid, or what stands in its place: loading, nothing yet, nothing matches, could not be loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.pro.errors import NoKey
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.skeleton import Skeleton
from desktop_app.ui.widgets.state_panel import StatePanel


class TableState(Enum):
    """What a table has to show."""

    LOADING = "loading"
    ROWS = "rows"
    EMPTY = "empty"
    NO_MATCH = "no match"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateWords:
    """What is said in place of rows, translated. `task` names the loading in a message about its failure."""

    loading: str
    empty: str
    empty_advice: str
    task: str
    no_match: str = ""
    no_match_advice: str = ""
    failed: str = ""
    failed_advice: str = ""
    no_key: str = ""


class TableStates(QStackedWidget):
    """Shows a grid or one of the states. `clear_wanted`: the person takes the filters away."""

    clear_wanted = Signal()

    def __init__(
        self,
        grid: QWidget,
        words: StateWords,
        notifier: Notifier,
        theme: Theme,
        *,
        empty_drawing: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._notifier = notifier
        clear = QPushButton(self.tr("Clear filters"))
        clear.setObjectName("no_match_clear")
        clear.clicked.connect(self.clear_wanted)
        self._error_bar = MessageBar(theme)
        self._error = StatePanel("", "", "trouble" if words.failed else "")
        error = QWidget()
        column = QVBoxLayout(error)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._error_bar)
        column.addWidget(self._error, 1)
        self._panels: dict[TableState, QWidget] = {
            TableState.LOADING: Skeleton(words.loading),
            TableState.EMPTY: StatePanel(words.empty, words.empty_advice, empty_drawing),
            TableState.ROWS: grid,
            TableState.NO_MATCH: StatePanel(words.no_match, words.no_match_advice, "search", clear),
            TableState.ERROR: error,
        }
        for panel in self._panels.values():
            self.addWidget(panel)

    @property
    def state(self) -> TableState:
        """What is shown."""
        return next(state for state, panel in self._panels.items() if panel is self.currentWidget())

    def show_state(self, state: TableState) -> None:
        """Show the grid, or that state in its place."""
        self.setCurrentWidget(self._panels[state])
        if state is not TableState.ERROR:
            self._error_bar.clear()

    def show_error(self, error: BaseException, retry: Callable[[], None]) -> None:
        """Say why nothing came, with Retry; without a key the window's own bar says so already."""
        self.show_state(TableState.ERROR)
        if isinstance(error, NoKey):
            self._error.set_words(self._words.no_key)
            return
        self._error.set_words(self._words.failed, self._words.failed_advice)
        self._notifier.report(error, self._words.task, self._error_bar, retry)
