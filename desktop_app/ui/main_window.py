"""The main window: environment strip, pages, how one goes from one to another, and an orderly close."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QByteArray, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.pro.environments import Environment
from desktop_app.ui.go_to import GoTo
from desktop_app.ui.input_guard import InputGuard
from desktop_app.ui.page import Page, PageDescription
from desktop_app.ui.page_stack import PageStack
from desktop_app.ui.program_menu import ProgramMenu
from desktop_app.ui.screen_reader import mend_what_is_told
from desktop_app.ui.style.roles import Role
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.environment_strip import EnvironmentStrip
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.message_place import MessagePlace
from desktop_app.ui.widgets.rule import rule
from desktop_app.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from desktop_app.ui.palette.entries import Entry

Given = TypeVar("Given")

NUMBERED: Final = 9
"""So many pages can have a key of their own: Ctrl and a digit."""
RECENT: Final = 5
"""So many consignments that were looked at are offered again."""


class MainWindow(QWidget):
    """Holds the pages of the open environment; which pages there are is for who composes it to say.

    `closing` asks for an orderly stop: the window waits, disabled, until `close_now` or `stay` is called.
    `files_dropped` carries the paths of files that were dropped on it (a list of Path).
    """

    closing = Signal()
    reference_wanted = Signal(str)
    page_shown = Signal(str)
    files_dropped = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle(self.tr("Consignment Desk"))
        self.theme = self._theme = theme
        self._number_keys: list[QShortcut] = []
        self._may_close = False
        self._environment: Environment | None = None
        self.strip = EnvironmentStrip(theme, self)
        self.message = MessageBar(theme, self)
        self._recent: list[str] = []
        self._go_to = GoTo(theme, self._offers, self)
        self._go_to.chosen.connect(self._look_for)
        self.strip.add(self._go_to)
        self.menu = ProgramMenu(theme, self)
        self.strip.add(self.menu.button())
        if sys.platform == "darwin":
            self.menu.menu_bar()
        self.setAcceptDrops(True)
        self.sidebar = Sidebar(theme, self)
        self._navigation = self.sidebar.pages
        self._navigation.currentRowChanged.connect(self._row_chosen)
        self.pages = PageStack(self.tr("Opening…"), self)
        self._guard = InputGuard(self)
        mend_what_is_told()
        self._guard.scans.scanned.connect(self._scanned)
        self._lay_out()
        # At the bottom: at the top of a page one types and searches.
        self._messages = MessagePlace(self, self.pages, self.message, at_bottom=True)
        self.pages.currentChanged.connect(self._place_messages)
        self._add_shortcuts()

    def mark(self, environment: Environment) -> None:
        """Show which environment this window is of."""
        if environment != self._environment:
            self._recent.clear()
        self._environment = environment
        self.strip.mark(environment)

    def show_opening(self, text: str) -> None:
        """Take the pages away and say `text` in their place."""
        self.pages.clear(text)
        self._navigation.clear()

    def show_pages(self, pages: Sequence[PageDescription[Given]], given: Given, first: str) -> None:
        """Show these pages, the one with the id `first` in front; each is made from `given` when it is first shown."""
        self.show_opening("")
        self.pages.fill(pages, given)
        self._navigation.show_rows(
            (self._theme.icon(page.icon), page.words, self._hint(number, page))
            for number, page in enumerate(pages, start=1)
        )
        self._give_numbers()
        self.show_page(first)

    def show_count(self, page_id: str, count: int, said: str) -> None:
        """Show a count beside the title of a page, none for 0; `said` is both in words."""
        for row, page in enumerate(self.pages.descriptions):
            if page.id == page_id:
                self._navigation.set_count(row, count, said)

    def note_recent(self, reference: str) -> None:
        """Offer a consignment that was looked at in Go to…, until another environment is open."""
        self._recent = [reference, *(each for each in self._recent if each != reference)][:RECENT]

    def show_page(self, page_id: str) -> Page | None:
        """Bring the page with that id to the front, or the first one if there is none; return what is in front then."""
        ids = [page.id for page in self.pages.descriptions]
        self._navigation.setCurrentRow(ids.index(page_id) if page_id in ids else 0)
        return self.pages.current_page()

    def current_page(self) -> str:
        """Return the id of the page in front, or an empty string while an environment is being opened."""
        row, pages = self._navigation.currentRow(), self.pages.descriptions
        return pages[row].id if 0 <= row < len(pages) else ""

    def geometry_text(self) -> str:
        """Return the window's place on the screen as text to be kept."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore_from(self, text: str) -> None:
        """Put the window where `geometry_text` says it was; an empty text gives it a size that suits the screen."""
        if not (text and self.restoreGeometry(QByteArray.fromBase64(text.encode()))):
            room = self.screen().availableSize()
            self.resize(QSize(1280, 800).boundedTo(room))

    def come_forward(self) -> None:
        """Be seen, over other programs' windows and even if it was put away."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    def show_above(self, widget: QWidget) -> None:
        """Show `widget` between the environment strip and the pages."""
        self._column.insertWidget(1, widget)

    def stay(self) -> None:
        """Go on, after `closing` was emitted: there was a reason not to close."""
        self.setEnabled(True)

    def close_now(self) -> None:
        """Close, with nothing left to wait for."""
        self._may_close = True
        self.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from elsewhere; what is dragged inside the window is for its parts."""
        if _files_in(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.files_dropped.emit(_files_in(event.mimeData()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the icons of the pages alone where there is little room."""
        super().resizeEvent(event)
        self.sidebar.fit(self.width())

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
        body.addWidget(self.sidebar)
        body.addWidget(rule(Qt.Orientation.Vertical, self))
        body.addWidget(self.pages, stretch=1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addLayout(body, stretch=1)

    def _hint(self, number: int, page: PageDescription[Any]) -> str:
        if number > NUMBERED:
            return page.words
        keys = QKeySequence(f"Ctrl+{number}").toString(QKeySequence.SequenceFormat.NativeText)
        return self.tr("{page} ({keys})").format(page=page.words, keys=keys)

    def _give_numbers(self) -> None:
        # Those of earlier pages stay: without a page of that number they do nothing.
        for row in range(len(self._number_keys), min(len(self.pages.descriptions), NUMBERED)):
            keys = QKeySequence(f"Ctrl+{row + 1}")
            self._number_keys.append(QShortcut(keys, self, lambda row=row: self._navigation.choose(row)))

    def _add_shortcuts(self) -> None:
        actions: list[tuple[QKeySequence.StandardKey, Callable[[Page], None]]] = [
            (QKeySequence.StandardKey.Find, lambda page: page.find()),
            (QKeySequence.StandardKey.Refresh, lambda page: page.refresh()),
            (QKeySequence.StandardKey.New, lambda page: page.new()),
            (QKeySequence.StandardKey.Print, lambda page: page.print_labels()),
        ]
        for keys, action in actions:
            QShortcut(QKeySequence(keys), self, lambda action=action: self._on_page(action))
        QShortcut(QKeySequence("Ctrl+K"), self, self._go_to.begin)
        QShortcut(QKeySequence("F1"), self, self._show_keys)

    def _show_keys(self) -> None:
        # Here, since a start does without it.
        from desktop_app.ui.keys_help import KeysHelp

        strip = EnvironmentStrip(self._theme)
        if self._environment is not None:
            strip.mark(self._environment)
        KeysHelp(strip, self).open()

    def _on_page(self, action: Callable[[Page], None]) -> None:
        page = self.pages.current_page()
        if page is not None:
            action(page)

    def _row_chosen(self, row: int) -> None:
        if 0 <= row < len(self.pages.descriptions):
            page_id = self.pages.descriptions[row].id
            page = self.pages.show_page(page_id)
            if not self._navigation.hasFocus():
                page.setFocus(Qt.FocusReason.OtherFocusReason)
            self.page_shown.emit(page_id)

    def _place_messages(self) -> None:
        page = self.pages.current_page()
        if page is None:
            self._messages.be_over(self.pages)
        else:
            self._messages.be_over(page.message_area(), page.findChildren(MessagePlace))

    def _scanned(self, text: str) -> None:
        page = self.pages.current_page()
        if page is None or not page.take_scan(text):
            self.message.show_note(
                self.tr("“{code}” was scanned, and nothing here takes a barcode").replace("{code}", text),
                self.tr("Put the cursor into a field first to scan into it."),
                role=Role.NEUTRAL,
            )

    def _look_for(self, reference: str) -> None:
        self.note_recent(reference.strip())
        self.reference_wanted.emit(reference)

    def _offers(self) -> Sequence[Entry]:
        # Here, since the window does not wait for it.
        from desktop_app.ui.palette.offers import offers

        return offers(self.pages, self.show_page, self.menu, self._recent, self._look_for, self._show_keys, self._theme)


def _files_in(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
