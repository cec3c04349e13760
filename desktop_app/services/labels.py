"""The labels of several consignments: fetched one after the other, in the order asked for, and saved as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import Final

from desktop_app.pro.errors import ProError
from desktop_app.services.documents import Document, Documents, Page
from desktop_app.services.threads import in_thread
from desktop_app.store.errors import store_errors

FORMATS: Final = ("PDF", "PNG", "ZPL")
SHARP, COARSE = 203, 110
"""Dots an inch on screen: a label printer's for a few labels, fewer for many, so that forty fit in memory."""
FEW: Final = 10

WriteFile = Callable[[Path, bytes], None]
"""Writes a file whole or not at all; raises StoreFailed or OSError."""


@dataclass(frozen=True, slots=True)
class FetchedLabel:
    """The label of one consignment and its pages, or why there is none."""

    reference: str
    document: Document | None = None
    pages: tuple[Page, ...] = ()
    error: ProError | None = None


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
    def first_page(self) -> Page | None:
        """The first page of the first label that is here."""
        return next((each.pages[0] for each in self.fetched if each.pages), None)

    @property
    def errors(self) -> tuple[tuple[str, ProError], ...]:
        """Why the others are not here, each with its consignment's reference."""
        return tuple((each.reference, each.error) for each in self.fetched if each.error is not None)

    @property
    def dpi(self) -> int:
        """The dots an inch that its pages are drawn at for the screen."""
        return SHARP if len(self.references) <= FEW else COARSE


class Labels:
    """Fetches and saves the labels of several consignments. `write_file` is called in a thread of its own."""

    def __init__(self, documents: Documents, write_file: WriteFile) -> None:
        self._documents = documents
        self._write_file = write_file

    async def fetch(self, wanted: LabelSet, told: Callable[[FetchedLabel], None]) -> None:
        """Fetch what is pending of `wanted` and tell each as it comes, or why it does not; one stops no other."""
        for reference in wanted.pending:
            try:
                document = await self._documents.label(reference)
                pages = await self._documents.pages(document.content, wanted.dpi)
            except ProError as error:
                told(FetchedLabel(reference, error=error))
            else:
                told(FetchedLabel(reference, document, pages))

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
