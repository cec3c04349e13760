"""A print under way: how far it is, a way to stop it, and what came of it in the end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from desktop_app.services.documents import Document
from desktop_app.ui.announce import announce
from desktop_app.ui.detail.printing import Printed, file_of, print_labels
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operation, Operations
from desktop_app.ui.style.roles import Role
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.plain_label import PlainLabel


class PrintProgress(QWidget):
    """Prints one job at a time, and is seen while it does; what came of it is said in `bar`. `changed`: or ended."""

    changed = Signal()

    def __init__(self, operations: Operations, notifier: Notifier, bar: MessageBar) -> None:
        super().__init__()
        self._operations = operations
        self._notifier = notifier
        self._message = bar
        self._job: Operation | None = None
        self._so_far = Printed()
        self._stopping = False
        self._file = ""
        self._words = PlainLabel(wrap=False)
        self._words.setObjectName("print_words")
        self._bar = QProgressBar()
        self._bar.setObjectName("print_progress")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Labels printed"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setObjectName("print_cancel")
        self._cancel.setToolTip(self.tr("Print no more; the label that is being drawn is finished"))
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._words, self._bar, self._cancel):
            row.addWidget(part)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is being printed."""
        return self._job is not None

    def print(self, printer: QPrinter, labels: Sequence[Document]) -> None:
        """Print these, unless others are being printed."""
        if self.busy:
            return
        self._message.clear()
        self._so_far, self._stopping, self._file = Printed(), False, file_of(printer)
        self._cancel.setEnabled(True)
        self._bar.setRange(0, len(labels))
        self._hear(Printed())
        self.show()
        self._job = self._operations.run(
            self,
            lambda progress: print_labels(printer, labels, progress),
            progress=self._hear,
            done=self._done,
            failed=lambda error: self._notifier.report(error, self.tr("Print labels"), self._message),
            finished=self._ended,
            write=True,
        )
        self.changed.emit()

    def _hear(self, so_far: Printed) -> None:
        self._so_far = so_far
        self._bar.setValue(so_far.labels)
        words = self.tr("Saving: {done} of {all} labels") if self._file else self.tr("Printing: {done} of {all} labels")
        self._words.setText(words.format(done=so_far.labels, all=self._bar.maximum()))

    def _stop(self) -> None:
        if self._job is not None:
            self._stopping = True
            self._cancel.setEnabled(False)
            self._words.setText(self.tr("Stopping…"))
            self._job.cancel()

    def _done(self, pages: int) -> None:
        self._stopping = False
        said = (
            self.tr("Saved as {file}; pages: {count}") if self._file else self.tr("Sent to the printer; pages: {count}")
        )
        self._say(said.replace("{count}", str(pages)).replace("{file}", self._file))

    def _ended(self) -> None:
        self._job = None
        self.hide()
        if self._stopping:
            said = (
                self.tr("Stopped: {done} of {all} labels were saved as {file}")
                if self._file
                else self.tr("Stopped: {done} of {all} labels were sent to the printer")
            )
            words = said.replace("{done}", str(self._so_far.labels)).replace("{all}", str(self._bar.maximum()))
            self._say(words.replace("{file}", self._file), role=Role.ATTENTION)
        self.changed.emit()

    def _say(self, words: str, *, role: Role = Role.GOOD) -> None:
        self._message.show_note(words, role=role)
        announce(self, words)
