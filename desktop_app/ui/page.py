"""A page of the main window: how it is described once, and what may be asked of any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop_app.services.outbox.dispatcher import News

Given = TypeVar("Given")


class Change(Enum):
    """What a page can listen to. A page of another environment is always another page."""

    JOURNAL = "journal"
    """Something was sent, or became of what was: `Page.journal_changed` is called."""
    UNITS = "units"
    """Other units are set: `Page.units_changed` is called."""


class Page(QWidget):
    """What the window's keys and the program ask of a page; a page overrides what it has an answer to.

    `kept`: what could not be saved is on the disk now.
    """

    kept = Signal()

    def find(self) -> None:  # type: ignore[override]  # Qt's own is a look-up of windows by number
        """Put the cursor where one searches (Ctrl+F)."""

    def refresh(self) -> None:
        """Ask again for what is shown (F5)."""

    def new(self) -> None:
        """Begin something new (Ctrl+N)."""

    def print_labels(self) -> None:
        """Show or print labels (Ctrl+P)."""

    def message_area(self) -> QWidget:
        """Return the part of the page that the window's messages may cover for as long as they are shown."""
        return self

    def take_scan(self, text: str) -> bool:  # noqa: ARG002 - for who overrides it
        """Do with a barcode that was scanned what there is to do here; False if it was not even said."""
        return False

    def units_changed(self) -> None:
        """Show weights and lengths in the units that are set now; called if the page listens to Change.UNITS."""

    @property
    def busy(self) -> bool:
        """Whether something is being sent or printed: who would leave now had better ask."""
        return False

    @property
    def unkept(self) -> bool:
        """Whether this page alone knows of edits that could not be saved."""
        return False

    def flush(
        self,
        done: Callable[[], None] = lambda: None,
        failed: Callable[[BaseException], None] = lambda _error: None,  # noqa: ARG002 - for who overrides it
    ) -> None:
        """Save now what is not saved yet; then `done()`, at once if nothing is left to save, or `failed(error)`."""
        done()

    def journal_changed(self) -> None:
        """Show what the journal knows now; called if the page listens to Change.JOURNAL."""


@dataclass(frozen=True, slots=True)
class PageDescription(Generic[Given]):
    """A page as it is registered: its place in the list is its place in the window, and Ctrl and its number lead to it.

    `title` is marked for translation with the context “Pages”. `make` is called when the page is first shown.
    `count` gives the number that is shown with the title after a change of the journal. `needs_environment`: it is
    there only while an environment is open.
    """

    id: str
    title: str
    icon: str
    make: Callable[[Given], Page]
    listens_to: frozenset[Change] = frozenset()
    count: Callable[[News], int] | None = None
    needs_environment: bool = True

    @property
    def words(self) -> str:
        """The title in the language of the program."""
        return QCoreApplication.translate("Pages", self.title)
