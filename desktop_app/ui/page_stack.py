"""The pages of the window, one over the other: each made when it is first shown, and thrown away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from desktop_app.ui.page import Page, PageDescription

Given = TypeVar("Given")


class PageStack(QStackedWidget):
    """Shows one page at a time, or, while there is none, a line of words.

    `kept`: what a page could not save is on the disk now.
    """

    kept = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.descriptions: tuple[PageDescription[Any], ...] = ()
        """The pages that there are, made or not, in their order."""
        self._make: dict[str, Callable[[], Page]] = {}
        self._made: dict[str, Page] = {}
        self._words = QLabel(words, self)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(self._words)

    def fill(self, descriptions: Sequence[PageDescription[Given]], given: Given) -> None:
        """Have these pages in place of those before; each is made from `given` when it is first shown."""
        self.clear("")
        self.descriptions = tuple(descriptions)
        self._make = {each.id: partial(each.make, given) for each in descriptions}

    def clear(self, words: str) -> None:
        """Have no pages, and say `words` in their place."""
        for page_id in list(self._made):
            self.forget(page_id)
        self.descriptions, self._make = (), {}
        self._words.setText(words)
        self.setCurrentWidget(self._words)

    def clear_at_once(self) -> None:
        """Have no pages, and none left to be deleted later either. Not from inside a page's own event."""
        pages = self.made()
        self.clear("")
        for page in pages:
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)

    def forget(self, page_id: str) -> None:
        """Throw a page away; it is made anew when it is shown again."""
        page = self._made.pop(page_id, None)
        if page is not None:
            self.removeWidget(page)
            page.deleteLater()

    def show_page(self, page_id: str) -> Page:
        """Bring the page with that id to the front, made if need be; raises KeyError if there is none."""
        if page_id not in self._made:
            made = self._made[page_id] = self._make[page_id]()
            made.kept.connect(self.kept)
            self.addWidget(made)
        page = self._made[page_id]
        self.setCurrentWidget(page)
        return page

    def page(self, page_id: str) -> Page | None:
        """Return the page with that id, if it has been made."""
        return self._made.get(page_id)

    def made(self) -> list[Page]:
        """Return the pages that have been made."""
        return list(self._made.values())

    def current_page(self) -> Page | None:
        """Return the page in front."""
        widget = self.currentWidget()
        return widget if isinstance(widget, Page) else None
