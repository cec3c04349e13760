"""The clothing example, packed and sent by keyboard alone in the real program."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.ui.builder.draft_editor import Target
from tests.support.hand import Hand, hand, in_the_demo

__all__ = ["hand"]

pytestmark = pytest.mark.desktop


def test_the_clothing_example_by_keys(qtbot: QtBot, hand: Hand, tmp_path: Path) -> None:
    page = hand.page
    draft = page.editor.draft

    def added(name: str) -> bool:
        return any(item.description == name for item in draft.loose_items)

    def put_by_keys(row_keys: list[str], place: Target | None) -> None:
        hand.key("ctrl+f", "Down", *row_keys, "Return")
        hand.until(lambda: page.moves.active)
        hand.key("Down")
        wanted = place or Target(CONSIGNMENTS)
        for _ in range(9):
            if hand.ask(lambda: page.moves.target == wanted):
                break
            hand.key("Down")
        hand.key("Return")
        hand.until(lambda: not page.moves.ids)

    def pack() -> None:
        hand.key("ctrl+1")
        for name, weight in (("Necklace", "0.05"), ("Bracelet", "0.04"), ("Coat", "1.8"), ("Hat", "0.2")):
            hand.key("ctrl+f")
            hand.type(name)
            hand.key("Tab", "Tab")
            hand.type(weight)
            hand.key("Return")
            hand.until(partial(added, name))
        put_by_keys(["shift+Down"], None)
        for _ in range(2):
            put_by_keys([], Target(draft.consignments[0].id))
        # Each Ctrl+Enter leads to what is still to be mended.
        for keys in ("", "1 High Street", "Leeds", "LS1 1AA"):
            hand.key("ctrl+Return")
            if keys:
                hand.type(keys)
            else:
                hand.key("Down")
        hand.until(lambda: page.problems.first_must() is None)
        hand.key("ctrl+Return")
        hand.until(lambda: bool(draft.consignments[0].created))

    hand.do(pack)
    found = in_the_demo(qtbot, tmp_path, draft.consignments[0].created)
    assert [[item.description for item in package.items] for package in found.packages] == [
        ["Necklace", "Bracelet"],
        ["Coat"],
        ["Hat"],
    ]
