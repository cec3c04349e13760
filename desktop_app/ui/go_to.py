"""Go to…: a few letters of a page, of what can be done, or a consignment's reference, and be there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from desktop_app.ui.palette.entries import Entry, Found
    from desktop_app.ui.palette.results import Results

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class GoTo(QLineEdit):
    """The command palette's field; the list of what fits lies below it while one types.

    `chosen` carries a reference that is to be looked for; whatever else is chosen is done. `offers` says what is
    offered, each time that the list is opened.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, offers: Callable[[], Sequence[Entry]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("go_to")
        self.setValidator(OneLine(self))
        keys = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        self.setPlaceholderText(self.tr("Go to a page or reference ({keys})").format(keys=keys))
        self.setAccessibleName(self.tr("Go to a page or a consignment’s reference"))
        self.setAccessibleDescription(self.tr("Type what you want to do; the arrow keys choose, Enter does it"))
        self.setClearButtonEnabled(True)
        self._theme = theme
        self._offers = offers
        self._offered: Sequence[Entry] = ()
        self._results: Results | None = None
        self.returnPressed.connect(self._choose)
        self.textEdited.connect(lambda _text: self._look())
        self._came_from: QWidget | None = None

    def sizeHint(self) -> QSize:
        """Give the placeholder its room."""
        room = self.fontMetrics().horizontalAdvance(self.placeholderText() + "XXX")
        return QSize(room, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Keep that room."""
        return self.sizeHint()

    def begin(self) -> None:
        """Take the focus, and give it back on Escape."""
        if not self.hasFocus():
            self._came_from = self.window().focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the list; let go on Escape."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._let_go(event)
        elif key in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self._results is None or self._results.isHidden():
                self._open()
            else:
                self._results.step(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the list."""
        super().mousePressEvent(event)
        self._open()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the list away."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._close()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Put the list away when the window gets another size."""
        if event.type() == QEvent.Type.Resize:
            self._close()
        return False

    def _let_go(self, event: QKeyEvent) -> None:
        was_open = self._results is not None and self._results.isVisible()
        self._close()
        if self._came_from is not None:
            self.clear()
            self._give_back()
        elif not was_open:
            super().keyPressEvent(event)

    def _open(self) -> None:
        self._offered = self._offers()
        self._look()

    def _look(self) -> None:
        if self._results is None:
            from desktop_app.ui.palette.results import Results

            self._results = Results(self)
            self._results.chosen.connect(self._do)
            self.window().installEventFilter(self)
        if self._results.isHidden():
            self._offered = self._offers()
        self._results.show_found(self._found())

    def _found(self) -> list[Found]:
        # Here, since the window does not wait for them.
        from desktop_app.ui.palette.entries import ranked, reference_entry

        icon = self._theme.icon("search")
        return ranked(self.text(), self._offered, lambda typed: reference_entry(typed, self.chosen.emit, icon))

    def _choose(self) -> None:
        if not self.text().strip() and (self._results is None or self._results.isHidden()):
            return
        if self._results is None or self._results.isHidden():
            self._open()
        entry = self._results.current if self._results is not None else None
        if entry is not None:
            self._do(entry)

    def _do(self, entry: Entry) -> None:
        self._close()
        self.clear()
        self._give_back()
        entry.do()

    def _give_back(self) -> None:
        """Have the keyboard where it was before, for what is done there."""
        came_from, self._came_from = self._came_from, None
        if came_from is not None and shiboken6.isValid(came_from) and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        if self._results is not None:
            self._results.hide()
