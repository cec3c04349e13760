"""Plain text of any length, read-only: handed to Qt in steps, and in lines that Qt can lay out one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QShowEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_app.ui.shown_text import WRITINGS, end_of_writings, writings

LINE: Final = 400
"""Code points in a line at most: a longer one is shown as several, since Qt lays out a line as one piece."""
STEP: Final = 1000
"""Lines that are handed to Qt at once."""
LOOKED_AT: Final = 16_000
"""Code points that a step looks through at most, those of lines with other than ASCII counted OTHER times."""
OTHER: Final = 4

_CONTINUED: Final = 1
"""The state of a block that the text goes on after without a line break."""
_AS_QT_TAKES_IT: Final = {0x0D: "\u2028", 0x2029: "\u2028", 0xFDD0: "\ufffd", 0xFDD1: "\ufffd"}
"""What would begin a paragraph in Qt beside the line feed: shown as a line, or as what cannot be shown."""


class LongText(QPlainTextEdit):
    """Shows the beginning once it is seen, and the rest while nothing else is to be done.

    What is copied out of it has the line breaks of the text, and no others. `as_shown` is asked of each line how it is
    to be shown.
    """

    def __init__(self, parent: QWidget | None = None, *, as_shown: Callable[[str], str] = str) -> None:
        super().__init__(parent)
        self._as_shown = as_shown
        self._whole = ""
        self._at = 0
        self._began = False
        self._met: set[str] = set()
        self._feed = QTimer(self, singleShot=True, interval=0)
        self._feed.timeout.connect(self._add_step)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)

    @property
    def whole(self) -> str:
        """The text, all of it."""
        return self._whole

    @property
    def complete(self) -> bool:
        """Whether all of the text has been handed to Qt."""
        return self._at >= len(self._whole)

    def show_text(self, text: str) -> None:
        """Show another text, from its beginning."""
        if text == self._whole:
            return
        self._feed.stop()
        self._whole, self._at, self._began = text, 0, False
        self.clear()
        if self.isVisible():
            self._add_step()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin, or go on with what is missing."""
        super().showEvent(event)
        if not self.complete:
            self._add_step()

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """Return the selection as text; with everything selected, also what has not been handed to Qt yet."""
        cursor, copied = self.textCursor(), QMimeData()
        if cursor.selectionStart() == 0 and cursor.selectionEnd() >= self.document().characterCount() - 1:
            copied.setText(self._whole)
            return copied
        parts: list[str] = []
        block = self.document().findBlock(cursor.selectionStart())
        while block.isValid() and block.position() <= cursor.selectionEnd():
            begin = max(cursor.selectionStart() - block.position(), 0)
            end = cursor.selectionEnd() - block.position()
            units = block.text().encode("utf-16-le", "surrogatepass")[2 * begin : 2 * min(end, block.length() - 1)]
            parts.append(units.decode("utf-16-le", "surrogatepass"))
            if end >= block.length() and block.userState() != _CONTINUED:
                parts.append("\n")
            block = block.next()
        copied.setText("".join(parts).replace("\u2028", "\n"))
        return copied

    def _add_step(self) -> None:
        """Hand the next lines to Qt; the scroll position and the selection stay."""
        document = self.document()
        known = len(self._met)
        lines, continued = self._next_lines()
        cursor = QTextCursor(document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        first = 0 if document.isEmpty() and not self._began else document.blockCount()
        cursor.insertText("\n".join(lines) if first == 0 else "\n".join(["", *lines]))
        for number in continued:
            document.findBlockByNumber(first + number).setUserState(_CONTINUED)
        self._began = True
        if len(self._met) > known:
            # Their fonts are looked for now, and not together with those of the next step.
            for number in range(first, document.blockCount()):
                self.blockBoundingRect(document.findBlockByNumber(number))
        if not self.complete and self.isVisible():
            self._feed.start()

    def _next_lines(self) -> tuple[list[str], list[int]]:
        """Return the next lines as Qt takes them, and the numbers of those that go on in the next."""
        whole = self._whole
        known = frozenset(self._met)
        lines: list[str] = []
        continued: list[int] = []
        looked_at = 0
        while len(lines) < STEP and looked_at < LOOKED_AT:
            at = self._at
            end = whole.find("\n", at, at + LINE + 1)
            broken = end < 0
            end = min(at + LINE, len(whole)) if broken else end
            fits = end_of_writings(whole[at:end], WRITINGS - len(self._met - known), self._met)
            if not fits and at < end:
                break
            too_much, end = at + fits < end, at + fits
            self._met |= writings(whole[at:end])
            self._at = end if broken or too_much else end + 1
            if (broken or too_much) and end < len(whole):
                continued.append(len(lines))
            looked_at += (end - at) * (1 if whole[at:end].isascii() else OTHER)
            lines.append(self._as_shown(whole[at:end].removesuffix("\r")).translate(_AS_QT_TAKES_IT))
            if self._at >= len(whole):
                if whole.endswith("\n") and end + 1 == len(whole):
                    lines.append("")
                break
            if too_much:
                break
        return lines, continued
