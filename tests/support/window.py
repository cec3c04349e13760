"""The whole program in this process, and a person's mouse wheel, keys, scanner and clipboard at its window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.main.program import Program
from desktop_app.packing.draft import Draft
from desktop_app.pro.environments import DEMO
from desktop_app.store.secrets import SessionSecrets
from desktop_app.store.settings import Settings, SettingsFile
from desktop_app.ui.builder.page import BuildPage
from desktop_app.ui.page import Page

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def press(where: QWidget | QWindow, letter: str) -> None:
    """Press the key of a letter; QTest itself knows those of ASCII alone."""
    if letter.isascii():
        QTest.keyClick(where, ord(letter))
    else:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(where, QKeyEvent(kind, 0, NONE, letter))


class AtTheWindow:
    """The program just started on a fresh demo, its Build page in front, and what is done to it with Qt's events."""

    def __init__(self, qtbot: QtBot, data: Path) -> None:
        self.qtbot = qtbot
        self.program = Program(data, SessionSecrets(), SettingsFile(data / "settings.json"), Settings())
        self.program.start(DEMO)
        self.window = self.program.window
        qtbot.waitUntil(lambda: self.window.findChild(BuildPage) is not None, timeout=20_000)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.build.refresh()
        qtbot.waitUntil(lambda: bool(self.build.editor.options.sizes), timeout=20_000)

    @property
    def build(self) -> BuildPage:
        page = self.window.findChild(BuildPage)
        assert page is not None
        return page

    @property
    def draft(self) -> Draft:
        return self.build.editor.draft

    def find(self, name: str, kind: type[Any] = QWidget, inside: QWidget | None = None) -> Any:
        """Return the visible widget of that name."""
        found = [each for each in (inside or self.window).findChildren(kind, name) if each.isVisible()]
        assert found, name
        return found[0]

    def show(self, page: str) -> Page:
        """Bring a page to the front."""
        shown = self.window.show_page(page)
        assert shown is not None
        self.settle()
        return shown

    def settle(self) -> None:
        """Let what was posted arrive."""
        for _ in range(3):
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def wheel(self, widget: QWidget, notches: int = -1) -> bool:
        """Scroll to a widget, turn the wheel over its middle as the window system tells it; say whether it is seen."""
        around = widget.parentWidget()
        while around is not None:
            inside = around.widget() if isinstance(around, QScrollArea) else None
            if isinstance(around, QScrollArea) and inside is not None and inside.isAncestorOf(widget):
                around.ensureWidgetVisible(widget)
            around = around.parentWidget()
        window = widget.window()
        at = widget.mapTo(window, widget.rect().center())
        seen = window.childAt(at)
        QTest.wheelEvent(window.windowHandle(), QPointF(at), QPoint(0, 120 * notches))
        QApplication.processEvents()
        return seen is not None and (seen is widget or widget.isAncestorOf(seen))

    def focused(self) -> QWidget:
        """Return what has the keyboard."""
        return QApplication.focusWidget() or self.window

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key in the window, as the window system tells it."""
        QTest.keyClick(self._told(), key, modifier)

    def type(self, text: str) -> None:
        """Type text where the keyboard is."""
        for letter in text:
            press(self._told(), letter)

    def _told(self) -> QWindow:
        return self.focused().window().windowHandle()

    def scan(self, code: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        """Scan a barcode: its characters at one moment, however busy the machine is, then the key that ends it."""
        reader: Any = self.window._guard.scans
        clock, reader._clock = reader._clock, lambda _event: 0.0
        reader._rest.blockSignals(True)
        self.type(code)
        if end is not None:
            self.key(end)
        reader._clock = clock
        reader._rest.blockSignals(False)
        if reader._held:
            reader._rest.start()

    def paste(self, text: str) -> None:
        """Put text on the clipboard, and paste it where the keyboard is."""
        QGuiApplication.clipboard().setText(text)
        self.key(Qt.Key.Key_V, CTRL)

    def rest(self) -> None:
        """Wait until what was held back for a scan has passed on."""
        reader: Any = self.window._guard.scans
        self.qtbot.waitUntil(lambda: not reader._held)

    def click_row(self, view: QAbstractItemView, row: int) -> None:
        """Click a row of a list."""
        at = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, at)

    def close(self) -> None:
        """Close the window as a person does, and wait for the end."""
        self.window.close()
        self.qtbot.waitUntil(self.window.isHidden, timeout=20_000)
        with self.qtbot.waitCallback() as gone:
            self.window.destroyed.connect(gone)
            self.window.deleteLater()


@pytest.fixture
def at(qtbot: QtBot, tmp_path: Path) -> Iterator[AtTheWindow]:
    """The program just started on a fresh demo, its Build page in front."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    made = AtTheWindow(qtbot, tmp_path)
    yield made
    made.close()
