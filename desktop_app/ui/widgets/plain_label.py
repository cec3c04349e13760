"""A label for text from outside: never read as markup, shortened, kept within itself, selectable, wrapped."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from desktop_app.ui.foreign_text import isolated, original_part
from desktop_app.ui.shown_text import LINES, TEXT, shorten
from desktop_app.ui.style.measures import Type, font
from desktop_app.ui.widgets.whole_text import show_whole


class PlainLabel(QLabel):
    """Shows its text as it is. `selectable` lets it be marked and copied, with the mouse or the keyboard.

    `text()` is what is shown of `original`; what is copied is the original's. A text of more than `most` code points
    or `lines` lines is shown shortened; a menu shows and copies the whole.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        selectable: bool = False,
        wrap: bool = True,
        kind: Type = Type.BODY,
        bold: bool = False,
        most: int = TEXT,
        lines: int = LINES,
    ) -> None:
        super().__init__(parent)
        self.original = self._begun = ""
        self._most, self._lines = most, lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.setCursor(Qt.CursorShape.IBeamCursor)
        if kind is not Type.BODY or bold:
            self.setFont(font(Type.BODY_STRONG if bold else kind))
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show another text."""
        self.original = text
        self._begun = shorten(text, self._most, self._lines)
        super().setText(isolated(self._begun))

    @property
    def shortened(self) -> bool:
        """Whether not all of the text is shown."""
        return self._begun != self.original

    def selected(self) -> str:
        """Return the part of the original that is marked."""
        start = self.selectionStart()
        length = len(self.selectedText().encode("utf-16-le", errors="surrogatepass")) // 2
        return original_part(self._begun, start, length) if start >= 0 else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the original, not what is shown of it."""
        if event.matches(QKeySequence.StandardKey.Copy) and self.hasSelectedText():
            self._copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the whole of what is shown shortened, and to copy the original; Qt's own menu copies what is shown."""
        marked = self.hasSelectedText() and self.text() != self.original
        if not (self.shortened or marked):
            super().contextMenuEvent(event)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if marked:
            menu.addAction(self.tr("Copy"), self._copy)
        if self.shortened:
            menu.addAction(self.tr("Show all"), lambda: show_whole(self.original, self))
            menu.addAction(self.tr("Copy all"), lambda: QGuiApplication.clipboard().setText(self.original))
        menu.popup(event.globalPos())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.selected())
