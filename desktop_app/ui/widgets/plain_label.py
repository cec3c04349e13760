"""A label for text from outside: never read as markup, selectable, wrapped."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QFont, QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from desktop_app.ui.shown_text import LINES, TEXT, shorten
from desktop_app.ui.widgets.whole_text import show_whole


class PlainLabel(QLabel):
    """Shows its text as it is. `selectable` lets it be marked and copied, with the mouse or the keyboard.

    A text of more than `most` code points or `lines` lines is shown shortened; a menu shows and copies the whole.
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
        most: int = TEXT,
        lines: int = LINES,
    ) -> None:
        super().__init__(parent)
        self._whole = ""
        self._most, self._lines = most, lines
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
        self._whole = text
        super().setText(shorten(text, self._most, self._lines))

    def text(self) -> str:
        """Return the whole text."""
        return self._whole

    @property
    def shortened(self) -> bool:
        """Whether not all of the text is shown."""
        return super().text() != self._whole

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the whole of a text that is shown shortened."""
        if not self.shortened:
            super().contextMenuEvent(event)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Show all"), lambda: show_whole(self._whole, self))
        menu.addAction(self.tr("Copy all"), lambda: QGuiApplication.clipboard().setText(self._whole))
        menu.popup(event.globalPos())
