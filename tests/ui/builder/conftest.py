"""The Build page over the real worker, the real services and the demo, and a hand that packs on it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment
from desktop_app.services.session import Session
from desktop_app.ui.builder.board.item_list import ItemList
from desktop_app.ui.builder.drag import payload
from desktop_app.ui.builder.page import BuildPage
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.line_edit import LineEdit
from desktop_app.worker import Worker
from tests.support.desk import Door, demo_sessions

CLOTHES = (("Necklace", "0.05", "40"), ("Bracelet", "0.04", "25"), ("Coat", "1.8", "90"), ("Hat", "0.2", "31"))


class Packer:
    """A page on screen and what a person does with it; events are Qt's own."""

    def __init__(self, qtbot: QtBot, worker: Worker, session: Session, door: Door, draft: Draft) -> None:
        self.qtbot = qtbot
        self.worker = worker
        self.session = session
        self.door = door
        self.page = BuildPage(
            Operations(worker),
            Notifier(Path("desk.log")),
            Theme(),
            Units(),
            draft,
            session.bench,
            session.account_data,
            session.submitter,
            session.references,
        )
        self.window = QWidget()
        qtbot.addWidget(self.window)
        whole = QVBoxLayout(self.window)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)
        self.window.resize(1200, 760)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.page.refresh()
        qtbot.waitUntil(lambda: bool(self.page.editor.options.sizes))

    @property
    def draft(self) -> Draft:
        return self.page.editor.draft

    @property
    def consignment(self) -> Consignment:
        return self.draft.consignments[0]

    @property
    def loose(self) -> ItemList:
        return self.page.loose.list

    def find(self, name: str, kind: type[Any] = QWidget) -> Any:
        """Return the page's widget of that name."""
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def throw_away(self) -> None:
        """Destroy the page, as the window does with one that it forgets."""
        self.page.deleteLater()
        QApplication.sendPostedEvents(self.page, QEvent.Type.DeferredDelete.value)

    def hint(self) -> str:
        """Return what the line above the bench says."""
        return str(self.find("hint").text())

    def tree(self) -> list[list[list[str]]]:
        """Return the names of the items, by package and consignment."""
        return [[[i.description for i in p.items] for p in c.packages] for c in self.draft.consignments]

    def names(self) -> list[str]:
        """Return the names of the loose items."""
        return [item.description for item in self.draft.loose_items]

    def add(self, name: str, weight: str = "", value: str = "") -> str:
        """Type an item into the add row; returns its id."""
        QTest.keyClicks(self.find("add_weight"), weight)
        QTest.keyClicks(self.find("add_value"), value)
        QTest.keyClicks(self.find("add_item"), name)
        QTest.keyClick(self.find("add_item"), Qt.Key.Key_Return)
        return self.draft.loose_items[-1].id

    def add_clothes(self) -> list[str]:
        """Type the clothing example; returns the ids."""
        return [self.add(*cloth) for cloth in CLOTHES]

    def card_list(self, package: int, consignment: int = 0) -> ItemList:
        """Return the rows of a package."""
        card = self.page.board.card(self.draft.consignments[consignment].packages[package].id)
        assert card is not None
        return card.list

    def card(self, package: int, consignment: int = 0) -> QWidget:
        """Return the card of a package."""
        card = self.page.board.card(self.draft.consignments[consignment].packages[package].id)
        assert card is not None
        return card

    def place(self, consignment: int = 0) -> QWidget:
        """Return the place for a new package in a consignment."""
        frame = self.page.board.frame(self.draft.consignments[consignment].id)
        assert frame is not None
        return frame.flow.place

    def click_row(
        self, view: ItemList, row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Click a row of a list."""
        at = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, at)

    def drop(self, ids: Sequence[str], onto: QWidget, at: QPoint | None = None) -> bool:
        """Drag nodes over a widget and drop them there, as Qt tells of it; returns whether it was taken."""
        self.page.moves.pick_up(ids, dragging=True)
        taken = self.hover(ids, onto, at)
        if taken:
            event = QDropEvent(
                QPointF(at or onto.rect().center()),
                Qt.DropAction.MoveAction,
                self._mime,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(onto, event)
            taken = event.isAccepted()
        else:
            QApplication.sendEvent(onto, QDragLeaveEvent())
        self.page.moves.cancel()
        return taken

    def hover(self, ids: Sequence[str], onto: QWidget, at: QPoint | None = None) -> bool:
        """Drag nodes over a widget; returns whether it would take them."""
        self._mime = payload.packed(ids)
        here = at or onto.rect().center()
        accepted = False
        for kind in (QDragEnterEvent, QDragMoveEvent):
            event = _drag_event(kind, here, self._mime)
            event.ignore()
            QApplication.sendEvent(onto, event)
            accepted = event.isAccepted()
            if kind is QDragEnterEvent and not accepted:
                return False
        return accepted

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        where = QApplication.focusWidget()
        assert where is not None
        QTest.keyClick(where, key, modifier)

    def fill_in(self) -> None:
        """Type a destination and choose an origin, as a person would."""
        self.page.selection.set([self.consignment.id])
        for name, text in (
            ("destination.contact.first_name", "Jane"),
            ("destination.contact.last_name", "Smith"),
            ("destination.address_line1", "1 High Street"),
            ("destination.town", "Leeds"),
            ("destination.postcode", "LS1 1AA"),
            ("reference", "CLOTHES-1"),
        ):
            field = self.find("consignment_form").findChild(LineEdit, name)
            field.clear()
            QTest.keyClicks(field, text)
        origin = self.find("origin")
        origin.setCurrentIndex(1)
        origin.activated.emit(1)
        QApplication.sendPostedEvents(None, QEvent.Type.MetaCall)
        self.qtbot.waitUntil(lambda: not self.page.problems.problems)

    def call(self, work: Callable[[], Awaitable[Any]]) -> Any:
        """Run something in the worker's loop and return its result."""
        with self.qtbot.waitSignal(self.worker.submit(lambda _progress: work()).done) as heard:
            pass
        return heard.args[0]


def _drag_event(kind: Any, here: QPoint, data: QMimeData) -> Any:
    rest = Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    try:
        return kind(QPointF(here), *rest)
    except TypeError:  # before Qt 6.12 it wanted whole pixels, and warns of them since
        return kind(here, *rest)


MakePacker = Callable[..., Packer]


@pytest.fixture
def make_packer(qtbot: QtBot, tmp_path: Path) -> Iterator[MakePacker]:
    """Makes a Packer with an empty bench, or with the draft given."""
    with demo_sessions(qtbot, tmp_path) as open_demo:
        yield lambda draft=None: Packer(qtbot, *open_demo(0), draft or Draft())


@pytest.fixture
def packer(make_packer: MakePacker) -> Packer:
    """A Packer before an empty bench."""
    return make_packer()
