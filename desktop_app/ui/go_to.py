"""Go to…: type the name of a page, or a consignment's reference, and be there."""

from __future__ import annotations

from PySide6.QtCore import QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from desktop_app.ui.widgets.one_line import OneLine


class GoTo(QLineEdit):
    """`chosen` carries the title of the page that is offered for what was typed, or else what was typed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("go_to")
        self.setValidator(OneLine(self))
        keys = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        self.setPlaceholderText(self.tr("Go to a page or reference ({keys})").format(keys=keys))
        self.setAccessibleName(self.tr("Go to a page or a consignment’s reference"))
        self.setClearButtonEnabled(True)
        self._titles = QStringListModel(self)
        completer = QCompleter(self._titles, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.returnPressed.connect(self._choose)
        self._came_from: QWidget | None = None

    def sizeHint(self) -> QSize:
        """Give the placeholder its room."""
        room = self.fontMetrics().horizontalAdvance(self.placeholderText() + "XXX")
        return QSize(room, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Keep that room."""
        return self.sizeHint()

    def offer(self, titles: list[str]) -> None:
        """Offer the names of these pages while one types."""
        self._titles.setStringList(titles)

    def begin(self) -> None:
        """Take the focus, and give it back on Escape."""
        self._came_from = self.window().focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let go on Escape."""
        if event.key() == Qt.Key.Key_Escape and self._came_from is not None:
            self.clear()
            self._came_from.setFocus()
            return
        super().keyPressEvent(event)

    def _choose(self) -> None:
        text = self.text().strip()
        offered = (title for title in self._titles.stringList() if title.casefold().startswith(text.casefold()))
        if text:
            text = next(offered, text)
            # Cleared later: the completer writes its choice into the line after this signal.
            self.clear()
            self.chosen.emit(text)
