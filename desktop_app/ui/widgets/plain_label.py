"""A label for text from outside: never read as markup, kept within itself, selectable, wrapped."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QFont, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from desktop_app.ui.foreign_text import isolated, original_part


class PlainLabel(QLabel):
    """Shows its text as it is. `selectable` lets it be marked and copied, with the mouse or the keyboard.

    `text()` is what is shown of `original`; what is copied is the original's.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        selectable: bool = False,
        wrap: bool = True,
        scale: float = 1.0,
        bold: bool = False,
    ) -> None:
        super().__init__(parent)
        self.original = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.setCursor(Qt.CursorShape.IBeamCursor)
        if scale != 1.0 or bold:
            font = QFont(self.font())
            font.setPointSizeF(font.pointSizeF() * scale)
            font.setBold(bold)
            self.setFont(font)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show another text."""
        self.original = text
        super().setText(isolated(text))

    def selected(self) -> str:
        """Return the part of the original that is marked."""
        start = self.selectionStart()
        length = len(self.selectedText().encode("utf-16-le", errors="surrogatepass")) // 2
        return original_part(self.original, start, length) if start >= 0 else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the original, not what is shown of it."""
        if event.matches(QKeySequence.StandardKey.Copy) and self.hasSelectedText():
            self._copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy what is marked of the original; Qt's own menu would copy what is shown."""
        if self.text() == self.original or not self.hasSelectedText():
            super().contextMenuEvent(event)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy"), self._copy)
        menu.popup(event.globalPos())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.selected())
