"""F1: what the keys do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.style.measures import Space, Type, font
from desktop_app.ui.widgets.environment_strip import EnvironmentStrip
from desktop_app.ui.widgets.section import Section


class KeysHelp(QDialog):
    """All keys of the program, by where they work; `strip` says of which environment this window is, too."""

    def __init__(self, strip: EnvironmentStrip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keys_help")
        self.setWindowTitle(self.tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        columns = QHBoxLayout()
        columns.setContentsMargins(Space.XXL, Space.L, Space.XXL, Space.S)
        columns.setSpacing(Space.HUGE + Space.L)
        for groups in ((self._everywhere(), self._consignments()), (self._build(),)):
            column = QVBoxLayout()
            column.setSpacing(Space.XXL)
            for title, rows in groups:
                column.addWidget(self._group(title, rows))
            column.addStretch()
            columns.addLayout(column)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.XXL, Space.S, Space.XXL, Space.L)
        foot.addStretch()
        foot.addWidget(close)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(strip)
        page.addLayout(columns)
        page.addLayout(foot)

    def _everywhere(self) -> tuple[str, list[tuple[str, str]]]:
        return self.tr("Everywhere"), [
            ("Ctrl+1", self.tr("Build; Ctrl+2 and so on for the other pages")),
            ("Ctrl+K", self.tr("Go to a page or a consignment, or do something by its name")),
            ("Ctrl+F", self.tr("Find")),
            ("F5", self.tr("Refresh")),
            ("Ctrl+O", self.tr("Open consignments from a file")),
            ("Ctrl+S", self.tr("Save the bench to a file")),
            ("F1", self.tr("These keys")),
        ]

    def _consignments(self) -> tuple[str, list[tuple[str, str]]]:
        return self.tr("Consignments"), [
            ("Ctrl+P", self.tr("Labels of what is selected")),
            ("Ctrl+D", self.tr("Duplicate as new")),
            ("Ctrl+A", self.tr("Select all that are loaded")),
        ]

    def _build(self) -> tuple[str, list[tuple[str, str]]]:
        return self.tr("Build"), [
            ("Ctrl+N", self.tr("New consignment")),
            ("Ctrl+Return", self.tr("Create the consignment in SortedPRO")),
            ("Return", self.tr("Pick up what is selected; arrows choose where, Enter puts down")),
            ("Esc", self.tr("Let go of what was picked up")),
            ("1", self.tr("Move the selection to package 1; 2 to 9 likewise")),
            ("F2", self.tr("Edit")),
            ("Ctrl+D", self.tr("Duplicate")),
            ("Ctrl+X", self.tr("Cut; Ctrl+V puts it into what is selected")),
            ("Del", self.tr("Delete")),
            ("Ctrl+Z", self.tr("Undo")),
            ("Ctrl+Shift+Z", self.tr("Redo")),
        ]

    def _group(self, title: str, rows: list[tuple[str, str]]) -> Section:
        group = Section(title, self)
        form = QFormLayout()
        form.setHorizontalSpacing(Space.L)
        form.setVerticalSpacing(Space.S)
        group.column.addLayout(form)
        for keys, meaning in rows:
            name = QLabel(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText), group)
            name.setFont(font(Type.BODY_STRONG))
            form.addRow(name, QLabel(meaning, group))
        return group
