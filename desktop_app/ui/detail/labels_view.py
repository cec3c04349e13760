"""The labels of one or several consignments: seen, saved and printed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.pro.errors import ProError
from desktop_app.services.documents import Document, Documents, Page
from desktop_app.store.errors import store_errors
from desktop_app.ui.detail.label_pages import LabelPages, Zoom
from desktop_app.ui.detail.printing import print_labels, printer_for
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.theme import Role, Theme
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.worker import Progress, Task, Worker

FORMATS: Final = ("PDF", "PNG", "ZPL")
SHARP, COARSE = 203, 110
"""Dots an inch on screen: a label printer's for a few labels, fewer for many, so that forty fit in memory."""
FEW: Final = 10


@dataclass(frozen=True, slots=True)
class Got:
    """The label of one consignment and its pages, or why there is none."""

    reference: str
    document: Document | None = None
    pages: tuple[Page, ...] = ()
    error: ProError | None = None


class LabelsView(QWidget):
    """Fetches and shows labels. `closed`: back to the list. `fetched(references)`: marked as printed by the service."""

    closed = Signal()
    fetched = Signal(object)

    def __init__(
        self, worker: Worker, documents: Documents, notifier: Notifier, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._documents = documents
        self._notifier = notifier
        self._got: dict[str, Got] = {}
        self._wanted: tuple[str, ...] = ()
        self._fetching: Task | None = None
        self._tasks: list[Task] = []
        self.setObjectName("labels_view")
        self._build(theme)

    def show_for(self, references: Sequence[str], left_out: int = 0) -> None:
        """Fetch the labels of these consignments and show them as they come; `left_out` more have none yet."""
        self._got.clear()
        self._pages.clear()
        self._bar.clear()
        if left_out:
            self._bar.show_note(
                self.tr("%n of the selected consignments have no labels in their present state", "", left_out),
                role=Role.ATTENTION,
            )
        self._wanted = tuple(references)
        self._fetch(self._wanted)
        self._back.setFocus()

    def print_now(self) -> None:
        """Ask for a printer and print what is shown."""
        labels = self._labels()
        first = next((got.pages[0] for got in self._got.values() if got.pages), None)
        if not labels or first is None:
            return
        printer = printer_for(first)
        dialog = QPrintDialog(printer, self)
        dialog.setObjectName("print_dialog")
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, False)
        # Not open(): Windows shows its own dialog from exec alone.
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._print(printer, labels)
        dialog.deleteLater()

    def dispose(self) -> None:
        """Fetch no more and tell no more; a file or a print that was begun ends by itself."""
        self._stop_fetching()
        for task in self._tasks:
            task.blockSignals(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _build(self, theme: Theme) -> None:
        self._pages = LabelPages()
        self._back = QPushButton(self.tr("Back to the list"))
        self._back.setObjectName("labels_back")
        self._back.setAutoDefault(True)
        self._back.clicked.connect(self._close)
        self._title = PlainLabel(bold=True, wrap=False)
        self._title.setObjectName("labels_title")
        self._progress = QProgressBar()
        self._progress.setAccessibleName(self.tr("Labels fetched"))
        self._save = QToolButton()
        self._save.setObjectName("label_save")
        self._save.setText(self.tr("Save…"))
        self._save.setToolTip(self.tr("Save as a PDF; other formats are in the menu"))
        self._save.setIcon(theme.icon("save"))
        self._save.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self._save.clicked.connect(lambda: self._ask_where("PDF"))
        menu = QMenu(self._save)
        for label_format in FORMATS:
            action = menu.addAction(self.tr("Save as {format}…").format(format=label_format))
            action.setObjectName(f"label_save_{label_format.lower()}")
            action.triggered.connect(lambda _on=False, f=label_format: self._ask_where(f))
        self._save.setMenu(menu)
        self._print_button = QToolButton()
        self._print_button.setObjectName("label_print")
        self._print_button.setText(self.tr("Print…"))
        self._print_button.setToolTip(self.tr("Print at true size"))
        self._print_button.setIcon(theme.icon("print"))
        self._print_button.clicked.connect(self.print_now)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._back)
        row.addWidget(self._title)
        row.addWidget(self._progress)
        row.addStretch(1)
        zooms = QComboBox()
        zooms.setObjectName("label_zoom")
        zooms.setAccessibleName(self.tr("Size on screen"))
        zooms.addItem(self.tr("Whole label"), Zoom.WHOLE)
        zooms.addItem(self.tr("Fit width"), Zoom.WIDTH)
        zooms.addItem(self.tr("Actual size (100 %)"), Zoom.ACTUAL)
        zooms.currentIndexChanged.connect(lambda: self._pages.set_zoom(zooms.currentData()))
        row.addWidget(zooms)
        for tool in (self._save, self._print_button):
            tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(tool)
        self._bar = MessageBar(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self._pages, 1)

    def _fetch(self, references: Sequence[str]) -> None:
        dpi = SHARP if len(self._wanted) <= FEW else COARSE

        async def fetch(progress: Progress) -> None:
            for reference in references:
                try:
                    label = await self._documents.label(reference)
                    progress(Got(reference, label, await self._documents.pages(label.content, dpi)))
                except ProError as error:
                    progress(Got(reference, error=error))

        for reference in references:
            self._got.pop(reference, None)
        self._fetching = self._run(fetch, self._fetch_ended, self.tr("Labels"))
        self._fetching.progress.connect(self._take)
        self._say_how_far()

    def _take(self, got: Got) -> None:
        self._got[got.reference] = got
        for number, page in enumerate(got.pages, start=1):
            of = self.tr("{reference} · label {number} of {count}")
            one = (
                got.reference
                if len(got.pages) == 1
                else of.format(reference=got.reference, number=number, count=len(got.pages))
            )
            size = self.tr("{width} × {height} mm").format(width=round(page.width_mm), height=round(page.height_mm))
            self._pages.add(page, f"{one} · {size}")
        self._say_how_far()

    def _fetch_ended(self, _none: object) -> None:
        self._say_how_far()
        missing = [got for got in self._got.values() if got.error]
        if missing:
            about = self.tr("Labels of {references}").format(references=", ".join(got.reference for got in missing))
            error = missing[0].error
            assert error is not None
            self._notifier.report(error, about, self._bar, lambda: self._fetch([got.reference for got in missing]))
        self.fetched.emit([reference for reference, got in self._got.items() if got.document])

    def _say_how_far(self) -> None:
        answered = len(self._got)
        self._progress.setRange(0, len(self._wanted))
        self._progress.setValue(answered)
        self._progress.setVisible(answered < len(self._wanted))
        one = self.tr("Labels of {reference}").format(reference=self._wanted[0])
        several = self.tr("Labels: {count} of {all} consignments").format(
            count=sum(got.document is not None for got in self._got.values()), all=len(self._wanted)
        )
        self._title.setText(one if len(self._wanted) == 1 else several)
        ready = bool(self._labels()) and answered == len(self._wanted)
        self._save.setEnabled(ready)
        self._print_button.setEnabled(ready)

    def _labels(self) -> list[Document]:
        kept = (self._got.get(reference) for reference in self._wanted)
        return [got.document for got in kept if got and got.document]

    def _ask_where(self, label_format: str) -> None:
        labels = self._labels()
        if not labels:
            return
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog = QFileDialog(self, self.tr("Save labels"), str(folder))
        dialog.setObjectName("label_save_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(labels) == 1:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setFileMode(QFileDialog.FileMode.AnyFile)
            dialog.setDefaultSuffix(label_format.lower())
            dialog.setNameFilter(
                self.tr("{format} file (*.{ending})").format(format=label_format, ending=label_format.lower())
            )
            dialog.selectFile(str(Path(labels[0].file_name).with_suffix(f".{label_format.lower()}")))
        else:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
            dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Save here"))
        dialog.fileSelected.connect(lambda chosen: self._write(Path(chosen), label_format))
        dialog.open()

    def _write(self, chosen: Path, label_format: str) -> None:
        """Save to the file `chosen`, or one file each into that folder; what is there already is not written over."""
        references = [reference for reference in self._wanted if self._got[reference].document]

        async def write(_progress: Progress) -> tuple[int, Path]:
            for reference in references:
                label = self._got[reference].document
                if label is None or label_format != "PDF":
                    label = await self._documents.label(reference, label_format)
                path = chosen if len(references) == 1 else _free(chosen / label.file_name)
                with store_errors(path):
                    await self._documents.save(label.content, path)
            return len(references), chosen

        self._run(write, self._saved, self.tr("Save labels"), write=True)

    def _saved(self, saved: tuple[int, Path]) -> None:
        files, path = saved
        words = self.tr("Saved {path}") if files == 1 else self.tr("Saved {count} files in {path}")
        self._bar.show_note(words.format(count=files, path=path))

    def _print(self, printer: QPrinter, labels: Sequence[Document]) -> None:
        self._run(
            lambda _progress: print_labels(printer, self._documents, labels),
            lambda sent: self._bar.show_note(self.tr("Sent to the printer: {count} labels").format(count=sent)),
            self.tr("Print labels"),
            write=True,
        )

    def _close(self) -> None:
        self._stop_fetching()
        self.closed.emit()

    def _stop_fetching(self) -> None:
        if self._fetching is not None:
            self._fetching.blockSignals(True)
            self._fetching.cancel()
            self._fetching = None

    def _run(
        self,
        call: Callable[[Progress], Awaitable[Any]],
        done: Callable[[Any], None],
        about: str,
        *,
        write: bool = False,
    ) -> Task:
        task = self._worker.submit(call, write=write)
        self._tasks.append(task)
        task.done.connect(done)
        task.failed.connect(lambda error: self._notifier.report(error, about, self._bar))
        task.finished.connect(lambda: self._tasks.remove(task))
        return task


def _free(path: Path) -> Path:
    """Return `path`, or the first of «name (2)», «name (3)»… that is not there yet."""
    numbered = (path.with_stem(f"{path.stem} ({number})") for number in count(2))
    return next(each for each in chain([path], numbered) if not each.exists())
