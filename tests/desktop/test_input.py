"""A scanner, which types, and a mouse wheel at the real program on a real display."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtWidgets import QSpinBox

from desktop_app.packing.saved import to_data
from tests.support.hand import Hand, hand

__all__ = ["hand"]

pytestmark = pytest.mark.desktop


def test_a_scan_and_the_wheel_change_nothing(hand: Hand) -> None:
    page = hand.page
    draft = page.editor.draft

    def added(name: str) -> bool:
        return any(item.description == name for item in draft.loose_items)

    def quantity() -> QSpinBox:
        found = page.details.findChild(QSpinBox, "quantity")
        assert found is not None
        return found

    def misuse() -> None:
        hand.key("ctrl+f")
        for name in ("Necklace", "Coat"):
            hand.type(name)
            hand.key("Return")
            hand.until(partial(added, name))
        hand.click(hand.row(lambda: page.loose.list, 0))
        hand.until(lambda: len(page.selection.ids) == 1)
        before = hand.ask(lambda: to_data(draft))
        hand.type("5012345678900")
        hand.key("Return")
        hand.until(lambda: "5012345678900" in page._tools.hint.text())
        at = hand.at(quantity)
        hand._xdotool("mousemove", "--sync", *at)
        for button in (4, 4, 5):
            hand._xdotool("click", button)
        hand.key("F2")
        hand.until(lambda: page.details.isAncestorOf(page.window().focusWidget()))
        assert hand.ask(lambda: to_data(draft)) == before
        assert not page.moves.ids

    hand.do(misuse)
