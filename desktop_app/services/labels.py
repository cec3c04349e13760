"""The labels of several consignments: fetched one after the other, in the order asked for, and saved as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import Final

from desktop_app.pro.errors import ProError
from desktop_app.services.documents import Document, Documents
from desktop_app.services.pdf import CannotDraw, Picture, Size
from desktop_app.services.threads import in_thread
from desktop_app.store.errors import store_errors

FORMATS: Final = ("PDF", "PNG", "ZPL")
SHARP, COARSE = 203, 110
"""Dots an inch on screen at most: a label printer's for a few labels, fewer for many, through which one leafs."""
FEW: Final = 10
MOST_HELD: Final = 32 * 1024 * 1024
"""Bytes of all files that are shown together; 408 labels have twelve million."""

WriteFile = Callable[[Path, bytes], None]
"""Writes a file whole or not at all; raises StoreFailed or OSError."""


class TooManyAtOnce(ProError):
    """The file is not kept, as those that are shown with it are as large as may be."""


@dataclass(frozen=True, slots=True)
class FetchedLabel:
    """The label of one consignment and its pages, or why there is none.

    With both a document and an error it cannot be drawn, only saved. `pages` are the sizes of those that are shown,
    None for one that is bad; `page_count` is of all.
    """

    reference: str
    document: Document | None = None
    pages: tuple[Size | None, ...] = ()
    error: ProError | None = None
    page_count: int = 0


@dataclass(frozen=True, slots=True)
class LabelSet:
    """The labels asked for, in that order, and what has come of them so far."""

    references: tuple[str, ...] = ()
    fetched: tuple[FetchedLabel, ...] = ()

    def with_label(self, label: FetchedLabel) -> LabelSet:
        """Return the set with this one taken in, in its place; what was not asked for is left out."""
        known = {each.reference: each for each in self.fetched} | {label.reference: label}
        return replace(self, fetched=tuple(known[each] for each in self.references if each in known))

    def without(self, references: Sequence[str]) -> LabelSet:
        """Return the set with what came of these forgotten, so that they are pending again."""
        return replace(self, fetched=tuple(each for each in self.fetched if each.reference not in references))

    @property
    def pending(self) -> tuple[str, ...]:
        """The references that nothing has come of yet."""
        answered = {each.reference for each in self.fetched}
        return tuple(reference for reference in self.references if reference not in answered)

    @property
    def complete(self) -> bool:
        """Whether something has come of each: a label, or why there is none."""
        return not self.pending

    @property
    def documents(self) -> tuple[tuple[str, Document], ...]:
        """The labels that are here, each with its consignment's reference."""
        return tuple((each.reference, each.document) for each in self.fetched if each.document is not None)

    @property
    def first_page(self) -> Size | None:
        """The size of the first page that can be drawn."""
        return next((size for each in self.fetched for size in each.pages if size is not None), None)

    @property
    def errors(self) -> tuple[tuple[str, ProError], ...]:
        """Why the others are not here, each with its consignment's reference."""
        return tuple((each.reference, each.error) for each in self.fetched if each.error and each.document is None)

    @property
    def undrawable(self) -> tuple[tuple[str, ProError], ...]:
        """Why some that are here cannot be drawn, each with its consignment's reference."""
        return tuple((each.reference, each.error) for each in self.fetched if each.error and each.document is not None)

    @property
    def dpi(self) -> int:
        """The dots an inch at most that its pages are drawn at for the screen."""
        return SHARP if len(self.references) <= FEW else COARSE


class Labels:
    """Fetches and saves the labels of several consignments. `write_file` is called in a thread of its own."""

    def __init__(self, documents: Documents, write_file: WriteFile) -> None:
        self._documents = documents
        self._write_file = write_file

    async def fetch(self, wanted: LabelSet, told: Callable[[FetchedLabel], None]) -> None:
        """Fetch what is pending of `wanted` and tell each as it comes, or why it does not; one stops no other."""
        held = sum(len(document.content) for _reference, document in wanted.documents)
        for reference in wanted.pending:
            try:
                document = await self._documents.label(reference)
            except ProError as error:
                told(FetchedLabel(reference, error=error))
                continue
            if held + len(document.content) > MOST_HELD:
                told(FetchedLabel(reference, error=TooManyAtOnce()))
                continue
            held += len(document.content)
            try:
                measured = await self._documents.measure(document.content)
            except CannotDraw as error:
                told(FetchedLabel(reference, document, error=error))
            else:
                told(FetchedLabel(reference, document, measured.sizes, page_count=measured.count))

    async def picture(self, document: Document, number: int, dpi: float) -> Picture:
        """Return a page of a PDF as Documents.picture does."""
        return await self._documents.picture(document.content, number, dpi)

    async def rest(self) -> None:
        """Draw no more, and give back what drawing took."""
        await self._documents.rest()

    async def save(self, labels: Sequence[tuple[str, Document]], label_format: str, destination: Path) -> int:
        """Save labels, each given with its consignment's reference, in one of FORMATS; return how many files.

        A single one goes to the file `destination`, several into that folder under names of their own, and what is
        there already is not written over. Those given are PDFs; in another format each is asked for again.
        Raises a ProError, DiskFull or StoreFailed; what was saved before that stays.
        """
        for reference, pdf in labels:
            document = pdf if label_format == "PDF" else await self._documents.label(reference, label_format)
            await in_thread(partial(self._write, document, destination, alone=len(labels) == 1))
        return len(labels)

    def _write(self, document: Document, destination: Path, *, alone: bool) -> None:
        with store_errors(destination):
            path = destination if alone else _free(destination / document.file_name)
            self._write_file(path, document.content)


def _free(path: Path) -> Path:
    """Return `path`, or the first of «name (2)», «name (3)»… that is not there yet."""
    numbered = (path.with_stem(f"{path.stem} ({number})") for number in count(2))
    return next(each for each in chain([path], numbered) if not each.exists())
