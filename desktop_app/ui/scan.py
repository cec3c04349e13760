"""What a barcode scanner types, told from what a person types: by the time between the keys."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

LONGEST_GAP: Final = 0.04
"""Seconds between two keys of a scan at most; a person needs twice as long and more."""
SHORTEST: Final = 3
"""A scan that ends in Enter or Tab has so many characters at least."""
SHORTEST_UNENDED: Final = 6
"""A scan whose scanner sends no Enter has so many characters at least."""
LATEST_END: Final = 0.5
"""Seconds after such a scan in which an Enter or Tab is still that of the scanner."""

_ENDS: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_WITH_OTHERS: Final = {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr, Qt.Key.Key_NumLock}
_PLAIN: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def time_of(event: QKeyEvent) -> float:
    """Return when a key was pressed, in seconds: what the window system says, or else now."""
    return event.timestamp() / 1000 if event.timestamp() else time.monotonic()


class ScanReader(QObject):
    """Holds back each character that is typed where no text is taken until it is known whether a scan goes on.

    `scanned` carries a scan that nothing has taken. What was no scan reaches where it was typed, in order, after
    LONGEST_GAP seconds. A field that takes text is left alone. `clock` says when a key was pressed, in seconds.
    """

    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None, clock: Callable[[QKeyEvent], float] = time_of) -> None:
        super().__init__(parent)
        self._clock = clock
        self._held: list[tuple[QWidget, QKeyEvent]] = []
        self._text = ""
        self._last = 0.0
        self._end_awaited = False
        self._passing_on = False
        self._waited = False
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._rested)

    def takes(self, where: QWidget, event: QKeyEvent) -> bool:
        """Say whether a key is held back, or was the end of a scan: then it is not to reach `where`."""
        if self._passing_on:
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._hold_release(where, event)
        key = Qt.Key(event.key())
        if key in _WITH_OTHERS:
            return False
        now = self._clock(event)
        awaited, self._end_awaited = self._end_awaited, False
        if awaited and key in _ENDS and now - self._last <= LATEST_END:
            return True
        if self._held and (now - self._last > LONGEST_GAP or event.isAutoRepeat()):
            self.pass_on()
        self._last = now
        if self._is_character(event) and not _takes_text(where):
            self._hold(where, event)
            return True
        if key in _ENDS and len(self._text) >= SHORTEST:
            self._end()
            return True
        self.pass_on()
        return False

    def pass_on(self) -> None:
        """Let what was held back reach where it was typed."""
        held, self._held, self._text = self._held, [], ""
        self._rest.stop()
        self._passing_on = True
        try:
            for where, event in held:
                if shiboken6.isValid(where):
                    QApplication.sendEvent(where, event)
        finally:
            self._passing_on = False

    def _is_character(self, event: QKeyEvent) -> bool:
        text = event.text()
        plain = not event.modifiers() & ~_PLAIN and not event.isAutoRepeat()
        # A blank alone presses a button; within a scan it is one of its characters.
        return plain and text.isprintable() and bool(text if self._held else text.strip())

    def _hold(self, where: QWidget, event: QKeyEvent) -> None:
        self._held.append((where, _copied(event)))
        self._text += event.text()
        self._waited = False
        self._rest.start(round(LONGEST_GAP * 1000))

    def _hold_release(self, where: QWidget, event: QKeyEvent) -> bool:
        pressed = any(each.key() == event.key() and each.type() == QEvent.Type.KeyPress for _where, each in self._held)
        if pressed:
            self._held.append((where, _copied(event)))
        return pressed

    def _rested(self) -> None:
        # While the window was busy the next keys may have come: they are heard before this is taken for the end.
        if not self._waited:
            self._waited = True
            self._rest.start(0)
        elif len(self._text) >= SHORTEST_UNENDED:
            self._end_awaited = True
            self._end()
        else:
            self.pass_on()

    def _end(self) -> None:
        text, self._text, self._held = self._text, "", []
        self._rest.stop()
        self.scanned.emit(text)


def _copied(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )


def _takes_text(where: QWidget) -> bool:
    """Say whether what is typed at `where` is text for a field: that, what it is part of, or what it completes."""
    focused = QApplication.focusWidget()
    asked = [where, where.focusProxy()]
    if focused is not None and where.isAncestorOf(focused):
        asked.append(focused)
    return any(widget is not None and _is_text_field(widget) for widget in asked)


def _is_text_field(widget: QWidget) -> bool:
    match widget:
        case QLineEdit() | QAbstractSpinBox() | QTextEdit() | QPlainTextEdit():
            return widget.isEnabled() and not widget.isReadOnly()
        case QComboBox():
            return widget.isEnabled() and widget.isEditable()
    return False
