"""Two hundred random misuses of the window end with the draft as the journal of edits says, and no traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.packing.nodes import Item, Node, Package
from desktop_app.packing.saved import from_data, to_data
from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.builder.drag import payload
from tests.support.window import CTRL, AtTheWindow

FULL = os.environ.get("CONSIGNMENT_DESK_FAULTS") == "full"
STEPS = 2000 if FULL else 200

KEYS = (
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Return,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Delete,
    Qt.Key.Key_F2,
    Qt.Key.Key_Space,
)
PAGES = ("build", "build", "build", "build", "build", "consignments", "outbox", "settings")
"""Mostly the Build page: what is done to the draft is done there."""
TYPED = ("1", "2", "1,5", "United St", "Coat", "£9.99")
BARCODES = ("5012345678900", "EC000005EU2", "123")
PASTED = ("Hat", "Coat\nHat\nRing", "1,800", "9,99 €", "\x00\u2028", "Atlantis", "x" * 4000)

KINDS: dict[str, tuple[Sequence[Any], ...]] = {
    "wheel": (range(500), (-3, -1, 1, 3)),
    "scan": (BARCODES, (Qt.Key.Key_Tab, Qt.Key.Key_Return, None)),
    "paste": (PASTED,),
    "key": (KEYS,),
    "undo": ((Qt.Key.Key_Z, Qt.Key.Key_Y),),
    "menu": (range(500), range(8)),
    "drag": (range(500), range(500), (True, True, False)),
    "click": (range(500),),
    "type": (TYPED,),
    "choose": (range(500),),
    "page": (PAGES,),
}
"""Each kind of step, and what its values are taken from."""

OFTEN = ("choose", "choose", "key", "undo", "drag", "drag", "type")
IN_A_ROW = 8

SPARED = {"environment_sandbox", "environment_production", "environment_custom", "custom_use", "key_save", "key_delete"}
"""Buttons that lead out of the program under test, or write where the test does not look."""


class Misuser:
    """Takes one step after the other, whatever the window shows at that moment."""

    def __init__(self, at: AtTheWindow) -> None:
        self.at = at

    def take(self, step: tuple[Any, ...]) -> None:
        kind, *values = step
        getattr(self, f"_{kind}")(*values)
        QApplication.processEvents()
        self._close_windows()

    def _widgets(self) -> list[QWidget]:
        page = self.at.window.pages.current_page()
        assert page is not None
        return [each for each in page.findChildren(QWidget) if each.isVisible() and not each.visibleRegion().isEmpty()]

    def _one(self, number: int) -> QWidget:
        there = self._widgets()
        return there[number % len(there)]

    def _wheel(self, number: int, notches: int) -> None:
        widget = self._one(number)
        focused = QApplication.focusWidget()
        has_it = focused is not None and (focused is widget or widget.isAncestorOf(focused))
        before = to_data(self.at.draft)
        over_it = self.at.wheel(widget, notches)
        around = widget.parentWidget()
        if over_it and not has_it and not (around is not None and around.hasFocus()):
            assert to_data(self.at.draft) == before, widget

    def _scan(self, code: str, end: Qt.Key | None) -> None:
        self.at.scan(code, end)
        self.at.rest()

    def _paste(self, text: str) -> None:
        self.at.paste(text)

    def _type(self, text: str) -> None:
        self.at.type(text)
        self.at.rest()

    def _choose(self, number: int) -> None:
        """Select something on the bench, and have the keyboard there."""
        draft = self.at.draft
        packages = [package for consignment in draft.consignments for package in consignment.packages]
        items = [item for package in packages for item in package.items]
        nodes: list[Node] = [*draft.loose_items, *draft.loose_packages, *draft.consignments, *packages, *items]
        if nodes and self.at.window.current_page() == "build":
            node = nodes[number % len(nodes)].id
            self.at.build.selection.set([node])
            (self.at.build.board.keyboard_place(node) or self.at.build.loose.list).setFocus()

    def _key(self, key: Qt.Key) -> None:
        self.at.key(key)

    def _undo(self, key: Qt.Key) -> None:
        self.at.key(key, CTRL)

    def _menu(self, number: int, entry: int) -> None:
        widget = self._one(number)
        here = widget.rect().center()
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, here, widget.mapToGlobal(here))

        def answer() -> None:
            menu = QApplication.activePopupWidget()
            if isinstance(menu, QMenu):
                for _ in range(entry):
                    QTest.keyClick(menu, Qt.Key.Key_Down)
                QTest.keyClick(menu, Qt.Key.Key_Return if entry % 2 else Qt.Key.Key_Escape)
            self._close_windows()

        # Some of Qt's own menus run a loop of their own until they are answered.
        QTimer.singleShot(0, answer)
        QApplication.sendEvent(widget, asked)
        QApplication.processEvents()

    def _drag(self, source: int, target: int, dropped: bool) -> None:
        draft = self.at.draft
        items = [*draft.loose_items, *(i for c in draft.consignments for p in c.packages for i in p.items)]
        packages = [*draft.loose_packages, *(p for c in draft.consignments for p in c.packages)]
        nodes: list[Item | Package] = [*items, *packages]
        if not nodes or self.at.window.current_page() != "build":
            return
        ids = [nodes[source % len(nodes)].id]
        there = [each for each in self._widgets() if each.acceptDrops() and not isinstance(each, QLineEdit)]
        onto = there[target % len(there)] if target % 4 else self._one(target)
        self.at.build.moves.pick_up(ids, dragging=True)
        data = payload.packed(ids)
        taken = False
        for kind in (QDragEnterEvent, QDragMoveEvent):
            event = _dragged(kind, onto.rect().center(), data)
            event.ignore()
            QApplication.sendEvent(onto, event)
            taken = event.isAccepted()
        if taken and dropped:
            rest = Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(onto, QDropEvent(QPointF(onto.rect().center()), *rest))
        else:
            QApplication.sendEvent(onto, QDragLeaveEvent())
        self.at.build.moves.cancel()

    def _click(self, number: int) -> None:
        widget = self._one(number)
        if not isinstance(widget, QAbstractButton) or _harmless(widget):
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def _page(self, page: str) -> None:
        self.at.window.show_page(page)

    def _close_windows(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        while (dialog := QApplication.activeModalWidget()) is not None:
            dialog.close()
        if not self.at.window.isActiveWindow():
            self.at.window.activateWindow()
            QApplication.processEvents()


def _harmless(button: QAbstractButton) -> bool:
    menu = getattr(button, "menu", lambda: None)()
    return button.objectName() not in SPARED and menu is None and not isinstance(button, QPushButton)


def _dragged(kind: Any, here: QPoint, data: QMimeData) -> Any:
    rest = Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    try:
        return kind(QPointF(here), *rest)
    except TypeError:  # before Qt 6.12 it wanted whole pixels, and warns of them since
        return kind(here, *rest)


@pytest.fixture
def raised(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """What was raised in Qt's own calls of Python."""
    found: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: found.append(error))
    return found


def test_random_misuses_leave_the_draft_as_the_edits_say(
    qtbot: QtBot, tmp_path: Path, raised: list[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    monkeypatch.setattr("desktop_app.ui.builder.commands.QInputDialog.getInt", lambda *_a: (1, True))
    at = AtTheWindow(qtbot, tmp_path)
    editor = at.build.editor
    ids = [editor.add_item(name, 3, None, None) for name in ("Necklace", "Coat", "Hat", "Scarf")]
    editor.put(ids[:1], Target(CONSIGNMENTS))
    editor.put(ids[1:2], Target(at.draft.consignments[0].id))
    at.settle()
    misuser = Misuser(at)
    edits: list[object] = []
    editor.noticed.connect(edits.append)
    left = count(STEPS, -1)

    @settings(
        max_examples=STEPS,
        deadline=None,
        database=None,
        derandomize=not FULL,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(random=st.builds(Random, st.integers(0, 2**32)))
    def misuse(random: Random) -> None:
        for _ in range(IN_A_ROW):
            kind = random.choice([*KINDS, *OFTEN])
            step = (kind, *(random.choice(values) for values in KINDS[kind]))
            if next(left) <= 0:
                return
            misuser.take(step)
            assert raised == [], step
            assert at.window.isVisible()
        if at.window.current_page() != "build":
            at.window.show_page("build")

    try:
        misuse()
        assert len(edits) > STEPS / 20, "what was done hardly reached the draft"
        assert_as_the_edits_say(at)
    finally:
        at.build.moves.cancel()
        at.close()
    assert raised == []


def assert_as_the_edits_say(at: AtTheWindow) -> None:
    """The draft is whole, what is shown is the draft, and undo leads back to its start and redo here again."""
    at.show("build")
    assert to_data(from_data(to_data(at.draft))) == to_data(at.draft)
    assert at.build.loose.list.rows.ids == [item.id for item in at.draft.loose_items]
    for consignment in at.draft.consignments:
        for package in consignment.packages:
            card = at.build.board.card(package.id)
            assert card is not None
            assert card.list.rows.ids == [item.id for item in package.items]
    here = to_data(at.draft)
    undo, redo = at.build.commands.undo, at.build.commands.redo
    back = 0
    while undo.isEnabled():
        undo.trigger()
        back += 1
    for _ in range(back):
        redo.trigger()
    assert to_data(at.draft) == here
