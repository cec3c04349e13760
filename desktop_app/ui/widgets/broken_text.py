"""Plain text that is broken within a word where the word is wider than there is room: a label cannot do that."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextDocument, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from desktop_app.ui.foreign_text import isolated, original_part
from desktop_app.ui.shown_text import shorten


class BrokenText(QTextEdit):
    """As high as its text at its width; it can be marked and copied with the mouse."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # By width; a layout asks for the same few again and again.
        self._heights: dict[int, int] = {}
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text, shortened if it is too much to be laid out at once."""
        self.original = text
        self._begun = shorten(text)
        self._heights.clear()
        self.setPlainText(isolated(self._begun))
        self.updateGeometry()

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """Copy the original, not what is shown of it."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        data = QMimeData()
        data.setText(original_part(self._begun, start, end - start))
        return data

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at that width."""
        if (known := self._heights.get(width)) is not None:
            return known
        shown = self.document()
        # Not a clone: PySide never gives one back, 5 KiB each time that a width is tried.
        document = QTextDocument()
        document.setDefaultFont(self.font())
        document.setDefaultTextOption(shown.defaultTextOption())
        document.setDocumentMargin(shown.documentMargin())
        document.setPlainText(shown.toPlainText())
        document.setTextWidth(width)
        self._heights[width] = round(document.size().height())
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Ask for what the text needs at the present width."""
        return QSize(self.fontMetrics().averageCharWidth() * 20, self.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as it must."""
        return QSize(0, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height at another width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Mark nothing any more."""
        super().focusOutEvent(event)
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)
