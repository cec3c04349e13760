"""Back up all data as one file, restore it here or on a new computer; says what is in it and what is not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QDateTime, QDir, QLocale, QStandardPaths, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app import __version__
from desktop_app.pro.errors import AppError
from desktop_app.services.threads import in_thread
from desktop_app.store.backup import ENDING, Contents, back_up, stage
from desktop_app.store.restoring import want_restore
from desktop_app.ui.about.close_box import close_box
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.roles import Role
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.section import Section
from desktop_app.ui.widgets.toned_label import TonedLabel
from desktop_app.worker import Progress

T = TypeVar("T")
Flush = Callable[[Callable[[], None], Callable[[BaseException], None]], None]


class BackupDialog(QDialog):
    """`flush` saves what is not on the disk yet. `restore_wanted`: a verified backup is to be put in place."""

    restore_wanted = Signal()

    def __init__(
        self,
        data_dir: Path,
        operations: Operations,
        notifier: Notifier,
        flush: Flush,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("backup_dialog")
        self.setWindowTitle(self.tr("Back up and restore"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._data_dir = data_dir
        self._operations = operations
        self._notifier = notifier
        self._flush = flush
        self._message = MessageBar(theme, self)
        self._message.reserve_room()
        self._message.changed.connect(self._make_room)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.L)
        column.setSpacing(Space.XXL)
        column.addWidget(self._backing_up())
        column.addWidget(self._restoring())
        column.addWidget(self._moving())
        column.addWidget(self._message)
        buttons = close_box(self)
        column.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 80)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as its words need at its width, in whatever language."""
        super().showEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Grow with a long message: nothing that is to be read is covered by it."""
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))

    def _backing_up(self) -> Section:
        self._back_up = QPushButton(self.tr("Back up…"), self)
        self._back_up.setObjectName("back_up_button")
        self._back_up.clicked.connect(self._choose_target)
        return self._section(
            self.tr("Back up"),
            self.tr(
                "One file with the drafts, the Outbox and the settings of every environment. API keys are not in it; "
                "names and addresses are, so keep it where only you can read it."
            ),
            self._back_up,
        )

    def _restoring(self) -> Section:
        self._restore = QPushButton(self.tr("Restore…"), self)
        self._restore.setObjectName("restore_button")
        self._restore.clicked.connect(self._choose_source)
        return self._section(
            self.tr("Restore"),
            self.tr(
                "The file is verified before anything is replaced, and what is here now is kept beside it. What was "
                "sent from this computer stays in the Outbox, so that nothing is sent twice."
            ),
            self._restore,
        )

    def _moving(self) -> Section:
        return self._section(
            self.tr("Move to a new computer"),
            self.tr(
                "1. Back up here, and close the program.\n"
                "2. Install it on the new computer and restore the file there.\n"
                "3. Enter the API keys there, under Settings.\n4. Do not go on working here: two computers do not know "
                "what the other one has sent."
            ),
            None,
        )

    def _section(self, title: str, words: str, button: QPushButton | None) -> Section:
        section = Section(title, self)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(TonedLabel(words, parent=section), 1)
        if button is not None:
            button.setMinimumWidth(self.fontMetrics().averageCharWidth() * 16)
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        section.column.addLayout(row)
        return section

    def _choose_target(self) -> None:
        dialog = self._file_dialog(self.tr("Back up"), "backup_save_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDING[1:])
        dialog.selectFile(f"Consignment Desk {datetime.now(UTC).astimezone():%Y-%m-%d}{ENDING}")
        dialog.fileSelected.connect(lambda name: self._save_first(Path(name)))
        dialog.open()

    def _choose_source(self) -> None:
        dialog = self._file_dialog(self.tr("Restore"), "backup_open_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self._verify(Path(name)))
        dialog.open()

    def _file_dialog(self, title: str, name: str) -> QFileDialog:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()
        dialog = QFileDialog(self, title, folder)
        dialog.setObjectName(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(self.tr("Backups (*{ending})").format(ending=ENDING))
        return dialog

    def _save_first(self, target: Path) -> None:
        def failed(error: BaseException) -> None:
            self._report(error, self.tr("Keep what is on the bench"), lambda: self._save_first(target))

        self._flush(lambda: self._write(target), failed)

    def _write(self, target: Path) -> None:
        data_dir = self._data_dir

        async def write(_progress: Progress) -> Contents:
            return await in_thread(lambda: back_up(data_dir, target, __version__))

        def done(_contents: Contents) -> None:
            self._message.show_note(
                self.tr("Backed up in {file}").replace("{file}", str(target)),
                self.tr("API keys are not in it: they stay in this computer’s keyring."),
            )

        self._run(write, self.tr("Back up"), done, lambda: self._write(target))

    def _verify(self, source: Path) -> None:
        data_dir = self._data_dir

        async def verify(_progress: Progress) -> Contents:
            return await in_thread(lambda: stage(data_dir, source))

        self._run(verify, self.tr("Restore"), self._ask, lambda: self._verify(source))

    def _ask(self, found: Contents) -> None:
        made = QLocale().toString(
            QDateTime.fromSecsSinceEpoch(int(found.made.timestamp())), QLocale.FormatType.ShortFormat
        )
        self._message.show_problem(
            self.tr("This backup is whole. It was made on {when} by version {version}.").format(
                when=made, version=found.program
            ),
            self.tr("The program puts it in the place of what is here, which is kept, and opens anew."),
            retry=self._want,
            retry_text=self.tr("Restore it now"),
            role=Role.ATTENTION,
        )

    def _want(self) -> None:
        data_dir = self._data_dir

        async def want(_progress: Progress) -> None:
            await in_thread(lambda: want_restore(data_dir))

        def done(_none: None) -> None:
            self.accept()
            self.restore_wanted.emit()

        self._run(want, self.tr("Restore"), done, self._want)

    def _run(
        self,
        call: Callable[[Progress], Awaitable[T]],
        about: str,
        done: Callable[[T], None],
        again: Callable[[], None],
    ) -> None:
        self._message.clear()
        self._enable(on=False)
        self._operations.run(
            self,
            call,
            done=done,
            failed=lambda error: self._report(error, about, again),
            finished=lambda: self._enable(on=True),
            write=True,
        )

    def _enable(self, *, on: bool) -> None:
        self._back_up.setEnabled(on)
        self._restore.setEnabled(on)

    def _report(self, error: BaseException, about: str, retry: Callable[[], None]) -> None:
        # The same file would be as bad the second time.
        again = retry if not isinstance(error, AppError) or hasattr(error, "path") else None
        self._notifier.report(error, about, self._message, again)
