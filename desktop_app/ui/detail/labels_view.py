"""The labels of one or several consignments: seen, saved and printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.services.documents import Document, Documents
from desktop_app.services.labels import FORMATS, FetchedLabel, Labels, LabelSet
from desktop_app.ui.detail.label_pages import LabelPages, Zoom
from desktop_app.ui.detail.page_drawer import PageDrawer
from desktop_app.ui.detail.print_progress import PrintProgress
from desktop_app.ui.detail.printing import has_dialog, printer_for
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operation, Operations
from desktop_app.ui.save_file import write_file
from desktop_app.ui.style.emphasis import Emphasis, emphasise
from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.style.roles import Role
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.message_place import MessagePlace
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.turning_bar import TurningBar

NAMED: Final = 5
"""References that a message names."""


class LabelsView(QWidget):
    """Fetches and shows labels, for as long as they are in front.

    Hidden with the page around it, it goes on where it was once it is shown again; put away, it forgets what it had.
    `closed`: back to the list. `fetched(references)`: marked as printed by the service.
    """

    closed = Signal()
    fetched = Signal(object)

    def __init__(
        self,
        operations: Operations,
        documents: Documents,
        notifier: Notifier,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._labels = Labels(documents, write_file)
        self._notifier = notifier
        self._set = LabelSet()
        self._fetching: Operation | None = None
        self.setObjectName("labels_view")
        self._build(theme)

    @property
    def busy(self) -> bool:
        """Whether something is being printed."""
        return self._printing.busy

    def show_for(self, references: Sequence[str], left_out: int = 0) -> None:
        """Fetch the labels of these consignments and show them as they come; `left_out` more have none yet."""
        self._forget()
        if left_out:
            self._bar.show_note(
                self.tr("%n of the selected consignments have no labels in their present state", "", left_out),
                role=Role.ATTENTION,
            )
        self._set = LabelSet(tuple(references))
        self._pages.sharpest = self._set.dpi
        self._fetch()
        self._back.setFocus()

    def print_now(self) -> None:
        """Ask for a printer and print what is shown."""
        labels, first = self._set.documents, self._set.first_page
        if not self._set.complete or first is None or self._printing.busy:
            return
        printer = printer_for(first)
        if not has_dialog(printer):
            advice = self.tr("Add one in the system's settings, or save the labels and print them elsewhere.")
            self._bar.show_problem(self.tr("This computer has no printer"), advice)
            return
        dialog = QPrintDialog(printer, self)
        dialog.setObjectName("print_dialog")
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, False)
        # Not open(): Windows shows its own dialog from exec alone.
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._printing.print(printer, [document for _reference, document in labels])
        dialog.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._fetching is None and not self._set.complete:
            self._fetch()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if event.spontaneous():  # the window was minimised
            return
        self._stop_fetching()
        if self.isHidden():  # itself put away, not only the page around it
            self._forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self, theme: Theme) -> None:
        self._pages = LabelPages()
        self._drawer = PageDrawer(self._operations, self._labels, self._pages, self._notifier.bug)
        self._back = QPushButton(self.tr("Back to the list"))
        self._back.setObjectName("labels_back")
        self._back.setAutoDefault(True)
        self._back.clicked.connect(self.closed)
        self._title = PlainLabel(kind=Type.TITLE, wrap=False)
        self._title.setObjectName("labels_title")
        self._progress = TurningBar()
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
        emphasise(self._print_button, Emphasis.PRIMARY)
        self._print_button.clicked.connect(self.print_now)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._back)
        row.addWidget(self._title)
        row.addWidget(self._progress)
        self._bar = MessageBar(theme)
        self._printing = PrintProgress(self._operations, self._notifier, self._bar)
        self._printing.changed.connect(self._say_how_far)
        row.addWidget(self._printing)
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
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(row)
        column.addWidget(self._pages, 1)
        MessagePlace(self, self._pages, self._bar)

    def _fetch(self) -> None:
        wanted = self._set
        self._fetching = self._operations.run(
            self,
            lambda progress: self._labels.fetch(wanted, progress),
            progress=self._take,
            done=lambda _none: self._fetch_ended(),
            failed=lambda error: self._notifier.report(error, self.tr("Labels"), self._bar),
            finished=self._stop_fetching,
            replaces=self._fetching,
            about=self.tr("Labels"),
        )
        self._say_how_far()

    def _take(self, label: FetchedLabel) -> None:
        self._set = self._set.with_label(label)
        self._drawer.show(label)
        self._say_how_far()

    def _fetch_ended(self) -> None:
        self._say_how_far()
        missing = self._set.errors
        if missing:
            references = [reference for reference, _error in missing]
            named = ", ".join(references[:NAMED]) + ("…" if len(references) > NAMED else "")
            about = self.tr("Labels of {references}").format(references=named)
            self._notifier.report(missing[0][1], about, self._bar, lambda: self._fetch_again(references))
        elif self._set.undrawable:
            self._bar.show_note(
                self.tr("Labels that cannot be shown here: {count}").format(count=len(self._set.undrawable)),
                self.tr("The files are here: save them, and open or print them with another program."),
                role=Role.ATTENTION,
            )
        self.fetched.emit([reference for reference, _document in self._set.documents])

    def _fetch_again(self, references: Sequence[str]) -> None:
        self._set = self._set.without(references)
        self._fetch()

    def _say_how_far(self) -> None:
        wanted, labels = self._set.references, self._set.documents
        self._progress.setRange(0, len(wanted))
        self._progress.setValue(len(self._set.fetched))
        self._progress.setVisible(not self._set.complete)
        one = self.tr("Labels of {reference}").format(reference=isolated(wanted[0]) if wanted else "")
        several = self.tr("Labels: {count} of {all} consignments").format(count=len(labels), all=len(wanted))
        self._title.setText(one if len(wanted) == 1 else several)
        # What is here can be saved even if the rest will not come.
        ready = bool(labels) and (self._set.complete or self._fetching is None)
        self._save.setEnabled(ready)
        self._print_button.setEnabled(ready and self._set.first_page is not None and not self._printing.busy)

    def _ask_where(self, label_format: str) -> None:
        labels = self._set.documents
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
            dialog.selectFile(str(Path(labels[0][1].file_name).with_suffix(f".{label_format.lower()}")))
        else:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
            dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Save here"))
        dialog.fileSelected.connect(lambda chosen: self._write(labels, label_format, Path(chosen)))
        dialog.open()

    def _write(self, labels: Sequence[tuple[str, Document]], label_format: str, destination: Path) -> None:
        self._operations.run(
            self,
            lambda _progress: self._labels.save(labels, label_format, destination),
            done=lambda files: self._saved(files, destination),
            failed=lambda error: self._notifier.report(error, self.tr("Save labels"), self._bar),
            write=True,
            about=self.tr("Save labels"),
        )

    def _saved(self, files: int, destination: Path) -> None:
        words = self.tr("Saved {path}") if files == 1 else self.tr("Saved {count} files in {path}")
        self._bar.show_note(words.format(count=files, path=destination))

    def _stop_fetching(self) -> None:
        if self._fetching is not None:
            self._fetching.drop()
            self._fetching = None
            self._say_how_far()

    def _forget(self) -> None:
        self._stop_fetching()
        self._set = LabelSet()
        self._drawer.clear()
        self._bar.clear()
