"""The program made a mistake: said, with a report that is read before it is saved or copied. It is sent nowhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.pro.errors import AppError
from desktop_app.ui.about.close_box import close_box
from desktop_app.ui.about.support import crash_report
from desktop_app.ui.save_file import write_file
from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.widgets.plain_label import PlainLabel


class CrashDialog(QDialog):
    """Shows the report of `error`; `log_file` is where the rest is."""

    def __init__(self, error: BaseException, log_file: Path, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setWindowTitle(self.tr("Consignment Desk"))
        self.report = crash_report(error)
        title = self.tr("The program made a mistake. What you typed is kept; you can go on working.")
        view = QPlainTextEdit(self.report, self, readOnly=True)
        view.setObjectName("crash_report")
        view.setAccessibleName(self.tr("The report"))
        view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._said = PlainLabel(parent=self, selectable=True)
        self._said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(PlainLabel(title, self, kind=Type.STRONG))
        column.addWidget(
            PlainLabel(
                self.tr(
                    "This report helps to mend it. It is sent nowhere; read it, then save or copy it for support. It "
                    "holds no keys, no addresses and nothing that you typed."
                ),
                self,
            )
        )
        column.addWidget(view, 1)
        column.addWidget(
            PlainLabel(self.tr("The log is in {file}").replace("{file}", str(log_file)), self, selectable=True)
        )
        column.addWidget(self._said)
        column.addWidget(self._buttons())
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 90, metrics.height() * 26)

    def _buttons(self) -> QDialogButtonBox:
        buttons = close_box(self)
        for name, text, do in (
            ("crash_save", self.tr("Save report…"), self._choose),
            ("crash_copy", self.tr("Copy report"), lambda: QGuiApplication.clipboard().setText(self.report)),
        ):
            button = QPushButton(text, self)
            button.setObjectName(name)
            button.clicked.connect(do)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return buttons

    def _choose(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()
        dialog = QFileDialog(self, self.tr("Save the report"), folder)
        dialog.setObjectName("crash_save_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.setNameFilter(self.tr("Text (*.txt)"))
        dialog.selectFile("Consignment Desk report.txt")
        dialog.fileSelected.connect(lambda name: self._save(Path(name)))
        dialog.open()

    def _save(self, path: Path) -> None:
        # Here, in the GUI thread: a worker may be what is broken, and it is a page of text.
        try:
            write_file(path, self.report.encode())
        except AppError:
            said = self.tr("The report could not be saved in {file}: choose another folder, or copy it.")
        else:
            said = self.tr("The report is saved in {file}")
        self._said.setText(said.replace("{file}", str(path)))
        self._said.show()
