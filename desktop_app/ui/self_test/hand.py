"""A hand on mouse and keyboard: finds what is on the screen and sends it the events that a person's would be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QMimeData, QModelIndex, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QMenu, QWidget

PATIENCE: Final = 60.0
"""Seconds until what was waited for counts as not coming."""
_DRAG_STEPS: Final = 6
_STEP: Final = 15
"""Milliseconds between two moves of a drag."""

W = TypeVar("W", bound=QObject)


class NotThere(AssertionError):
    """What was looked or waited for did not come."""


class Hand:
    """Works on one window, as it is seen: what is hidden or disabled cannot be touched."""

    def __init__(self, window: QWidget, patience: float = PATIENCE) -> None:
        self._window = window
        self._patience = patience

    def wait(self, what: str, condition: Callable[[], bool]) -> None:
        """Let the program run until `condition` holds; raises NotThere, naming `what`, when it takes too long."""
        if condition():
            return
        loop = QEventLoop()
        look = QTimer()
        look.timeout.connect(lambda: loop.exit(0) if condition() else None)
        look.start(15)
        QTimer.singleShot(int(self._patience * 1000), loop, lambda: loop.exit(1))
        try:
            missing = loop.exec()
        finally:
            # The error that is raised below would keep it going, over a window that may be gone.
            look.stop()
        if missing:
            raise NotThere(f"{what} did not come within {self._patience:g} s")

    def see(self, kind: type[W], name: str, inside: QObject | None = None) -> W:
        """Return the visible widget of that kind and objectName, waiting for it; raises NotThere."""
        found: list[W] = []

        def look() -> bool:
            found[:] = self.all(kind, name, inside)
            return bool(found)

        self.wait(name, look)
        return found[0]

    def all(self, kind: type[W], name: str, inside: QObject | None = None) -> list[W]:
        """Return every visible widget of that kind and objectName."""
        everything = (inside or self._window).findChildren(kind, name)
        return [each for each in everything if not isinstance(each, QWidget) or each.isVisible()]

    def click(
        self,
        widget: QWidget,
        at: QPoint | None = None,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Click with the left button, in the middle unless `at` says where, once it can be clicked."""
        self.wait(f"{widget.objectName()} being enabled", widget.isEnabled)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, modifiers, at or widget.rect().center())

    def type(self, widget: QWidget, text: str) -> None:
        """Click into a field and type over what is in it."""
        self.click(widget, QPoint(widget.fontMetrics().height(), widget.height() // 2))
        QTest.keySequence(widget, "Ctrl+A")
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(widget, letter)
            else:
                # QTest knows no such key; a keyboard that has it sends the letter alone.
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    def press(self, widget: QWidget, keys: str) -> None:
        """Press a key or a chord, such as `Return` or `Ctrl+F`."""
        QTest.keySequence(widget, keys)

    def choose(self, combo: QComboBox, text: str) -> None:
        """Choose an entry of a combo box by the keyboard, once it is offered."""
        self.wait(f"{text} in {combo.objectName()}", lambda: combo.findText(text, Qt.MatchFlag.MatchStartsWith) >= 0)
        row = combo.findText(text, Qt.MatchFlag.MatchStartsWith)
        combo.setFocus()
        QTest.keyClick(combo, Qt.Key.Key_Home)
        for _ in range(row):
            QTest.keyClick(combo, Qt.Key.Key_Down)

    def menu(self, menu: QMenu, action: str) -> None:
        """Choose an entry of an open menu by its objectName."""
        wanted = next(each for each in menu.actions() if each.objectName() == action)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(wanted).center())

    def row(self, view: QAbstractItemView, text: str) -> QModelIndex:
        """Return the first row that shows `text` in its first column, waiting for it."""
        found: list[QModelIndex] = []

        def look() -> bool:
            model = view.model()
            rows = (model.index(n, 0, view.rootIndex()) for n in range(model.rowCount(view.rootIndex())))
            found[:] = [row for row in rows if text in str(row.data())]
            return bool(found)

        self.wait(f"{text} in {view.objectName()}", look)
        return found[0]

    def click_row(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Click a row."""
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center())

    def drag(self, view: QAbstractItemView, index: QModelIndex, target: QWidget) -> None:
        """Drag a row and drop it in the middle of `target`.

        Where the platform takes a drag's moves from the window (X11), it is pressed, moved and released with the
        mouse; elsewhere the system's own loop hears none of our moves, and the target is sent the drag's events.
        """
        if QGuiApplication.platformName() == "xcb":
            start = view.viewport().mapTo(self._window, view.visualRect(index).center())
            self._drag_with_mouse(start, target.mapTo(self._window, target.rect().center()))
        else:
            self.click_row(view, index)
            self._drag_with_events(view.model().mimeData([index]), target)
        QApplication.processEvents()

    def _drag_with_mouse(self, start: QPoint, end: QPoint) -> None:
        handle = self._window.windowHandle()
        path = [start + QPoint(QApplication.startDragDistance() + 2, 2)]
        path += [start + (end - start) * step / _DRAG_STEPS for step in range(1, _DRAG_STEPS + 1)]
        dropped = QEventLoop()

        def step() -> None:
            # Each step asks for the next before it moves: the move that begins the drag returns only after the drop.
            if path:
                QTimer.singleShot(_STEP, step)
                QTest.mouseMove(handle, path.pop(0))
            else:
                QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
                QTimer.singleShot(0, dropped.quit)

        QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
        QTimer.singleShot(_STEP, step)
        dropped.exec()

    def _drag_with_events(self, payload: QMimeData, target: QWidget) -> None:
        at, move, button = target.rect().center(), Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
        plain = Qt.KeyboardModifier.NoModifier
        holder: QWidget | None = target
        while holder is not None and not holder.acceptDrops():
            at = holder.mapToParent(at)
            holder = holder.parentWidget()
        if holder is None:
            raise NotThere(f"a place to drop in {target.objectName()}")
        for event in (
            QDragEnterEvent(at, move, payload, button, plain),
            QDragMoveEvent(at, move, payload, button, plain),
            QDropEvent(QPointF(at), move, payload, button, plain),
        ):
            QApplication.sendEvent(holder, event)
