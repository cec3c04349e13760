"""What the mouse wheel and a barcode scanner may not do, for the whole application: one event filter, in one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent, QWheelEvent, QWindow
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

from desktop_app.ui.scan import ScanReader, time_of

_VALUE_KINDS: Final = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)


class InputGuard(QObject):
    """Hears keys and wheel where the window system tells them, before any widget, until it is deleted.

    The wheel changes a value only where the keyboard is, and gives nothing the keyboard: over any other field what is
    around the field scrolls. A scan that nothing takes does nothing (`ScanReader`).

    Files that are dragged over `first` are its own, whatever part of it is under them.

    Windows are watched, not widgets: a filter of the application would make a Python object for each object that gets
    an event, for good (1.2 MiB at the start alone).
    """

    def __init__(self, first: QWidget, clock: Callable[[QKeyEvent], float] = time_of) -> None:
        super().__init__(first)
        self.scans = ScanReader(self, clock)
        self._first = first
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        # A window without a window manager may never become the one that has the keyboard.
        first.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is not to reach its widget."""
        match event.type():
            case QEvent.Type.KeyPress | QEvent.Type.KeyRelease:
                if isinstance(watched, QWindow) and isinstance(event, QKeyEvent):
                    where = _typed_at(watched)
                    return where is not None and self.scans.takes(where, event)
            case QEvent.Type.Wheel:
                if isinstance(watched, QWindow) and isinstance(event, QWheelEvent):
                    return _turns_elsewhere(watched, event)
            case QEvent.Type.DragEnter | QEvent.Type.DragMove | QEvent.Type.Drop:
                # A field under it would take the file's name as text.
                if watched is self._first.windowHandle() and isinstance(event, QDropEvent) and holds_files(event):
                    event.acceptProposedAction()
                    return event.type() == QEvent.Type.DragMove or QApplication.sendEvent(self._first, event)
            case QEvent.Type.Show:
                if watched is self._first:
                    self._watch(self._first.windowHandle())
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            # A filter that is there already is moved, not doubled.
            window.installEventFilter(self)


def holds_files(event: QDropEvent) -> bool:
    """Say whether files are dragged, from another program."""
    return any(url.isLocalFile() for url in event.mimeData().urls())


def _typed_at(window: QWindow) -> QWidget | None:
    """Return the widget that Qt gives a key of this window to."""
    grabbing = QWidget.keyboardGrabber()
    if grabbing is not None:
        return grabbing
    top = QApplication.activePopupWidget() or QWidget.find(window.winId())
    if top is None:
        return None
    focused: QWidget | None = top.focusWidget()
    return top if focused is None else focused


def _turns_elsewhere(window: QWindow, event: QWheelEvent) -> bool:
    """Hand the wheel on to what is around a field that has not the keyboard; say whether there was such a field."""
    top = QWidget.find(window.winId())
    under = None if top is None else top.childAt(event.position().toPoint())
    field = None
    while under is not None and under is not top and not isinstance(under, QAbstractScrollArea):
        if under.focusPolicy() == Qt.FocusPolicy.WheelFocus:
            under.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if field is None and isinstance(under, _VALUE_KINDS) and not isinstance(under, QScrollBar):
            field = under
        under = under.parentWidget()
    if under is not None and under.focusPolicy() == Qt.FocusPolicy.WheelFocus:
        under.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if field is None or field.hasFocus():
        return False
    if isinstance(under, QAbstractScrollArea):
        _scroll(under, event)
    return True


def _scroll(around: QAbstractScrollArea, event: QWheelEvent) -> None:
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
