"""What the mouse wheel and a barcode scanner may not do, for the whole application: one event filter, in one place."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QScrollBar,
    QTabBar,
    QWidget,
)

from desktop_app.ui.scan import ScanReader

_VALUE_KINDS: Final = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)


class InputGuard(QObject):
    """Filters the events of all widgets, from when it is made until it is deleted.

    The wheel changes a value only where the keyboard is, and gives nothing the keyboard: over any other field what is
    around the field scrolls. A scan that nothing takes does nothing (`ScanReader`).
    """

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self.scans = ScanReader(self, clock)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is not to reach its widget."""
        match event.type():
            case QEvent.Type.KeyPress | QEvent.Type.KeyRelease:
                if isinstance(watched, QWidget) and isinstance(event, QKeyEvent):
                    return self.scans.takes(watched, event)
            case QEvent.Type.Wheel:
                if isinstance(event, QWheelEvent) and isinstance(watched, _VALUE_KINDS):
                    return self._passes(watched, event)
            case QEvent.Type.Polish:
                if isinstance(watched, QWidget) and watched.focusPolicy() == Qt.FocusPolicy.WheelFocus:
                    watched.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return False

    def _passes(self, field: QWidget, event: QWheelEvent) -> bool:
        """Hand the wheel on to what is around a field that has not the keyboard."""
        if isinstance(field, QScrollBar) or field.hasFocus():
            return False
        event.ignore()
        if not event.spontaneous():
            # Qt itself hands on only what the window system has told.
            _scroll_around(field, event)
        return True


def _scroll_around(field: QWidget, event: QWheelEvent) -> None:
    around = field.parentWidget()
    while around is not None and not isinstance(around, QAbstractScrollArea):
        around = around.parentWidget()
    if around is not None:
        viewport = around.viewport()
        here = QPointF(viewport.mapFromGlobal(event.globalPosition().toPoint()))
        handed_on = QWheelEvent(
            here,
            event.globalPosition(),
            event.pixelDelta(),
            event.angleDelta(),
            event.buttons(),
            event.modifiers(),
            event.phase(),
            event.inverted(),
        )
        QApplication.sendEvent(viewport, handed_on)
