"""About: which version this is, where the data is, and the licences of all that it is made of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop_app import __version__
from desktop_app.paths import resource
from desktop_app.ui.about.close_box import close_box
from desktop_app.ui.about.support import about_program
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.toned_label import TonedLabel
from desktop_app.worker import Progress

if TYPE_CHECKING:
    from desktop_app.services.parts import Part

_ICON: Final = 64


class AboutDialog(QDialog):
    """Says what the program is; its parts are read in the worker."""

    def __init__(
        self, data_dir: Path, operations: Operations, notifier: Notifier, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setWindowTitle(self.tr("About Consignment Desk"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._data_dir = data_dir
        self._notifier = notifier
        self._parts: tuple[Part, ...] = ()
        self._message = MessageBar(theme, self)
        self._list = QListWidget(self)
        self._list.setObjectName("parts")
        self._list.setAccessibleName(self.tr("Parts"))
        self._list.setSpacing(Space.HAIR)
        self._list.currentRowChanged.connect(self._show_part)
        self._text = QPlainTextEdit(self, readOnly=True)
        self._text.setObjectName("licence")
        self._text.setAccessibleName(self.tr("Licence"))
        split = QSplitter(self)
        split.addWidget(self._list)
        split.addWidget(self._text)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.L)
        column.setSpacing(Space.L)
        column.addLayout(self._head())
        column.addLayout(self._data())
        column.addWidget(PlainLabel(self.tr("Made of these parts, each under its own licence"), self, kind=Type.STRONG))
        column.addWidget(split, 1)
        column.addWidget(self._message)
        column.addWidget(self._buttons())
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 110, metrics.height() * 34)

        async def read(_progress: Progress) -> tuple[Part, ...]:
            from desktop_app.services.parts import parts
            from desktop_app.services.threads import in_thread

            return await in_thread(parts)

        about = self.tr("Read the licences")
        operations.run(
            self, read, done=self._show_parts, failed=lambda error: notifier.report(error, about, self._message)
        )

    def _head(self) -> QHBoxLayout:
        icon = QLabel(self)
        icon.setPixmap(QIcon(str(resource("icons", "application.svg"))).pixmap(_ICON, _ICON))
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(PlainLabel(self.tr("Consignment Desk"), self, kind=Type.TITLE))
        words.addWidget(PlainLabel(self.tr("Version {version}").format(version=__version__), self, selectable=True))
        words.addWidget(
            TonedLabel(
                self.tr(
                    "Free to use, change and pass on under the MIT licence. Qt is used under the LGPL 3: its libraries "
                    "lie beside the program and may be replaced."
                ),
                parent=self,
            )
        )
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _data(self) -> QHBoxLayout:
        where = PlainLabel(
            self.tr("Data on this computer: {folder}").replace("{folder}", str(self._data_dir)), self, selectable=True
        )
        open_folder = QPushButton(self.tr("Open the folder"), self)
        open_folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._data_dir))))
        row = QHBoxLayout()
        row.addWidget(where, 1)
        row.addWidget(open_folder)
        return row

    def _buttons(self) -> QDialogButtonBox:
        buttons = close_box(self)
        copy = buttons.addButton(self.tr("Copy for support"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("copy_for_support")
        copy.setToolTip(self.tr("Versions and system; no keys, no addresses"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(about_program()))
        return buttons

    def _show_parts(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        self._list.addItems([f"{part.name} {part.version}".strip() for part in parts])
        self._list.setCurrentRow(0)

    def _show_part(self, row: int) -> None:
        if 0 <= row < len(self._parts):
            part = self._parts[row]
            head = "\n".join(filter(None, (f"{part.name} {part.version}".strip(), part.licence, part.home)))
            self._text.setPlainText(f"{head}\n\n{part.text}")
