"""The clothing example, packed with a real mouse in the real program and sent to the demo."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.packing.nodes import Consignment
from desktop_app.ui.builder.board.item_list import ItemList
from tests.support.hand import Hand, hand, in_the_demo

__all__ = ["hand"]

pytestmark = pytest.mark.desktop


def test_the_clothing_example_by_mouse(qtbot: QtBot, hand: Hand, tmp_path: Path) -> None:
    page = hand.page

    def loose() -> ItemList:
        return page.loose.list

    def consignment() -> Consignment:
        return page.editor.draft.consignments[0]

    def place() -> QWidget:
        frame = page.board.frame(consignment().id)
        assert frame is not None
        return frame.flow.place

    def field(name: str) -> None:
        def found() -> QWidget:
            widget = page.details.findChild(QWidget, name)
            assert widget is not None
            return widget

        hand.ask(lambda: page.details._scroll.ensureWidgetVisible(found()))
        hand.click(hand.at(found))

    def added(name: str) -> bool:
        return any(item.description == name for item in page.editor.draft.loose_items)

    def pack() -> None:
        for name, weight in (("Necklace", "0.05"), ("Bracelet", "0.04"), ("Coat", "1.8"), ("Hat", "0.2")):
            hand.click(hand.at(lambda: page.loose.add_row.weight))
            hand.type(weight)
            hand.click(hand.at(lambda: page.loose.add_row.name))
            hand.type(name)
            hand.click(hand.at(lambda: page.loose.add_row.button))
            hand.until(partial(added, name))
        hand.click(hand.row(loose, 0))
        hand.until(lambda: len(page.selection.ids) == 1)
        hand.click(hand.row(loose, 1), holding="ctrl")
        hand.until(lambda: len(page.selection.ids) == 2)
        hand.drag(hand.row(loose, 0), hand.at(lambda: page.board.ground))
        hand.drag(hand.row(loose, 0), hand.at(place))
        hand.drag(hand.row(loose, 0), hand.at(place))
        hand.click(hand.at(lambda: page.board.frame(consignment().id) or page, lambda _frame: QPoint(60, 16)))
        hand.until(lambda: page.selection.ids == (consignment().id,))
        for name, text in (
            ("destination.address_line1", "1 High Street"),
            ("destination.town", "Leeds"),
            ("destination.postcode", "LS1 1AA"),
        ):
            field(name)
            hand.type(text)
        field("origin")
        hand.key("Down", "Return")
        hand.until(lambda: page.problems.first_must() is None)
        hand.click(hand.at(lambda: page.problems.button))
        hand.until(lambda: bool(consignment().created))

    hand.do(pack)
    found = in_the_demo(qtbot, tmp_path, consignment().created)
    assert [[item.description for item in package.items] for package in found.packages] == [
        ["Necklace", "Bracelet"],
        ["Coat"],
        ["Hat"],
    ]
