"""Draws the pages of labels that are in view, one after the other, and lists what there is of each label."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_app.services.labels import FetchedLabel, Labels
from desktop_app.services.pdf import CannotDraw, Flaw
from desktop_app.ui.detail.label_pages import LabelPages, ShownPage, Wanted
from desktop_app.ui.error_words import draw_words
from desktop_app.ui.operation import Operation, Operations


class PageDrawer(QObject):
    """Draws for `pages`. A page that is scrolled by before its turn comes is not drawn. `bug(error)`: the program's."""

    def __init__(
        self, operations: Operations, labels: Labels, pages: LabelPages, bug: Callable[[BaseException], None]
    ) -> None:
        super().__init__(pages)
        self._operations = operations
        self._labels = labels
        self._pages = pages
        self._bug = bug
        self._drawing: Operation | None = None
        self._used = False
        pages.drawing_wanted.connect(self._draw)

    def show(self, label: FetchedLabel) -> None:
        """Show the pages of one more label, or in their place why they cannot be shown."""
        if label.document is None:
            return
        self._used = True
        self._pages.add(self._listed(label))

    def clear(self) -> None:
        """Show none, draw no more, and give back what drawing took."""
        if self._drawing is not None:
            self._drawing.drop()
            self._drawing = None
        self._pages.clear()
        if self._used:
            self._used = False
            self._operations.run(self, lambda _progress: self._labels.rest(), failed=self._bug)

    def _listed(self, label: FetchedLabel) -> list[ShownPage]:
        if label.error is not None:
            return [ShownPage(label.reference, label.document, problem=draw_words(label.error))]
        several = self.tr("{reference} · label {number} of {count}")
        pages = []
        for number, page in enumerate(label.pages):
            caption, problem = label.reference, ""
            if label.page_count > 1:
                caption = several.format(reference=label.reference, number=number + 1, count=label.page_count)
            if page is None:
                problem = draw_words(CannotDraw(Flaw.BAD_PAGE))
            else:
                size = self.tr("{width} × {height} mm")
                caption = f"{caption} · {size.format(width=round(page.width_mm), height=round(page.height_mm))}"
            pages.append(ShownPage(caption, label.document, number, page, problem))
        if label.page_count > len(pages):
            more = self.tr("Further pages in the file: {count}. Save it to see them.")
            rest = more.format(count=label.page_count - len(pages))
            pages.append(ShownPage(label.reference, label.document, problem=rest))
        return pages

    def _draw(self) -> None:
        wanted = self._pages.next_wanted()
        if self._drawing is not None or wanted is None or wanted.page.document is None:
            return
        document, number, dpi = wanted.page.document, wanted.page.number, wanted.dpi
        self._drawing = self._operations.run(
            self,
            lambda _progress: self._labels.picture(document, number, dpi),
            done=lambda picture: self._pages.show_picture(wanted, picture),
            failed=lambda error: self._cannot_draw(wanted, error),
            finished=self._drawn,
        )

    def _drawn(self) -> None:
        self._drawing = None
        self._draw()

    def _cannot_draw(self, wanted: Wanted, error: BaseException) -> None:
        self._pages.show_problem(wanted, draw_words(error))
        if not isinstance(error, CannotDraw):
            self._bug(error)
