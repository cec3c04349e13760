"""The main window: environment strip, pages, how one goes from one to another, and an orderly close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.pro.environments import Environment
from desktop_app.ui.go_to import GoTo
from desktop_app.ui.keys_help import KeysHelp
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.environment_strip import EnvironmentStrip
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.navigation import Navigation


@dataclass(slots=True)
class Page:
    """One page of the window, made by `make` when it is first shown.

    The window's shortcuts call what the widget has of `find`, `refresh`, `new` and `print_labels`.
    """

    name: str
    title: str
    icon: str
    make: Callable[[], QWidget]
    widget: QWidget | None = None


class MainWindow(QWidget):
    """Holds the pages of the open environment; which pages there are is for who composes it to say.

    `closing` asks for an orderly stop: the window waits, disabled, until `close_now` or `stay` is called.
    """

    closing = Signal()
    reference_wanted = Signal(str)
    page_shown = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle(self.tr("Consignment Desk"))
        self._theme = theme
        self._pages: list[Page] = []
        self._may_close = False
        self._environment: Environment | None = None
        self.strip = EnvironmentStrip(theme, self)
        self.message = MessageBar(theme, self)
        self._go_to = GoTo(self)
        self._go_to.chosen.connect(self._go)
        self.strip.add(self._go_to)
        self._navigation = Navigation(self)
        self._navigation.currentRowChanged.connect(self._row_chosen)
        self._stack = QStackedWidget(self)
        self._opening = QLabel(self.tr("Opening…"), self._stack)
        self._opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._opening)
        self._lay_out()
        self._add_shortcuts()

    def mark(self, environment: Environment) -> None:
        """Show which environment this window is of."""
        self._environment = environment
        self.strip.mark(environment)

    def show_opening(self, text: str) -> None:
        """Take the pages away and say `text` in their place."""
        for page in self._pages:
            self.forget(page.name)
        self._pages = []
        self._navigation.clear()
        self._opening.setText(text)
        self._stack.setCurrentWidget(self._opening)

    def show_pages(self, pages: list[Page], first: str) -> None:
        """Show these pages, the one named `first` in front."""
        self.show_opening("")
        self._pages = pages
        self._navigation.show_rows(
            (self._theme.icon(page.icon), page.title, self._hint(number, page))
            for number, page in enumerate(pages, start=1)
        )
        self._go_to.offer([page.title for page in pages])
        self.show_page(first)

    def retitle(self, name: str, title: str) -> None:
        """Show another title, with a count say, for a page; it is still gone to by the one that it was given."""
        for row, page in enumerate(self._pages):
            if page.name == name:
                self._navigation.item(row).setText(title)

    def forget(self, name: str) -> None:
        """Throw the widget of a page away; it is made anew when the page is shown again."""
        for page in self._pages:
            if page.name == name and page.widget is not None:
                self._stack.removeWidget(page.widget)
                page.widget.deleteLater()
                page.widget = None

    def show_page(self, name: str) -> None:
        """Bring the page with that name to the front, or the first one if there is none."""
        names = [page.name for page in self._pages]
        self._navigation.setCurrentRow(names.index(name) if name in names else 0)

    def current_page(self) -> str:
        """Return the name of the page in front, or an empty string while an environment is being opened."""
        row = self._navigation.currentRow()
        return self._pages[row].name if 0 <= row < len(self._pages) else ""

    def geometry_text(self) -> str:
        """Return the window's place on the screen as text to be kept."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore_from(self, text: str) -> None:
        """Put the window where `geometry_text` says it was; an empty text gives it a size that suits the screen."""
        if not (text and self.restoreGeometry(QByteArray.fromBase64(text.encode()))):
            room = self.screen().availableSize()
            self.resize(QSize(1280, 800).boundedTo(room))

    def stay(self) -> None:
        """Go on, after `closing` was emitted: there was a reason not to close."""
        self.setEnabled(True)

    def close_now(self) -> None:
        """Close, with nothing left to wait for."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask for an orderly stop first."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.setEnabled(False)
        self.closing.emit()

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._navigation)
        body.addWidget(self._stack, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.message)
        column.addLayout(body, stretch=1)

    def _hint(self, number: int, page: Page) -> str:
        keys = QKeySequence(f"Ctrl+{number}").toString(QKeySequence.SequenceFormat.NativeText)
        return self.tr("{page} ({keys})").format(page=page.title, keys=keys)

    def _add_shortcuts(self) -> None:
        for number in range(1, 7):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, lambda row=number - 1: self._navigation.choose(row))
        for keys, name in (
            (QKeySequence(QKeySequence.StandardKey.Find), "find"),
            (QKeySequence(QKeySequence.StandardKey.Refresh), "refresh"),
            (QKeySequence(QKeySequence.StandardKey.New), "new"),
            (QKeySequence(QKeySequence.StandardKey.Print), "print_labels"),
        ):
            QShortcut(keys, self, lambda name=name: self._on_page(name))
        QShortcut(QKeySequence("Ctrl+K"), self, self._go_to.begin)
        QShortcut(QKeySequence("F1"), self, self._show_keys)

    def _show_keys(self) -> None:
        strip = EnvironmentStrip(self._theme)
        if self._environment is not None:
            strip.mark(self._environment)
        KeysHelp(strip, self).open()

    def _on_page(self, name: str) -> None:
        action = getattr(self._stack.currentWidget(), name, None)
        if action is not None:
            action()

    def _row_chosen(self, row: int) -> None:
        if 0 <= row < len(self._pages):
            page = self._pages[row]
            if page.widget is None:
                page.widget = page.make()
                self._stack.addWidget(page.widget)
            self._stack.setCurrentWidget(page.widget)
            if not self._navigation.hasFocus():
                page.widget.setFocus(Qt.FocusReason.OtherFocusReason)
            self.page_shown.emit(page.name)

    def _go(self, text: str) -> None:
        for row, page in enumerate(self._pages):
            if page.title.casefold() == text.casefold():
                self._navigation.setCurrentRow(row)
                return
        self.reference_wanted.emit(text)
