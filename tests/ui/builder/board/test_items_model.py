"""The rows of a container keep to what a model promises a view, whatever is done to the draft."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Item
from desktop_app.packing.tree import LOOSE_ITEMS
from desktop_app.ui.builder.board.item_row import ID_ROLE
from desktop_app.ui.builder.board.items_model import ItemsModel
from desktop_app.ui.builder.draft_editor import DraftEditor
from desktop_app.ui.builder.drag import payload
from desktop_app.ui.units import Units


@pytest.fixture
def editor(qtbot: QtBot) -> DraftEditor:
    """An editor of a draft with four loose items."""
    draft = Draft()
    for name in ("Necklace", "Bracelet", "Coat", "Hat"):
        draft.add(Item(name.lower(), name), LOOSE_ITEMS)
    return DraftEditor(draft)


@pytest.fixture
def model(editor: DraftEditor) -> ItemsModel:
    """The rows of the loose items."""
    return ItemsModel(editor, LOOSE_ITEMS, Units())


def shown(model: ItemsModel) -> list[str]:
    return [str(model.index(row).data(ID_ROLE)) for row in range(model.rowCount())]


@pytest.mark.parametrize(
    "order",
    [(), ("hat",), ("hat", "coat", "bracelet", "necklace"), ("coat", "necklace"), ("bracelet", "hat", "necklace")],
    ids=" ".join,
)
def test_rows_are_taken_away_moved_and_come_back(
    model: ItemsModel, editor: DraftEditor, qtmodeltester: ModelTester, order: Sequence[str]
) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    editor.draft.remove([node.id for node in editor.draft.children(LOOSE_ITEMS) if node.id not in order])
    for node_id in order:
        editor.draft.move([node_id], LOOSE_ITEMS)
    model.sync()
    assert shown(model) == list(order)
    editor.draft.add(Item("scarf", "Scarf"), LOOSE_ITEMS, 0)
    model.sync()
    assert shown(model) == ["scarf", *order]
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_a_row_that_is_gone_has_nothing_to_show(model: ItemsModel, editor: DraftEditor) -> None:
    last = model.index(3)
    editor.draft.remove(["necklace", "hat"])
    model.sync()
    for index in (last, QModelIndex()):
        assert model.data(index) is None
        assert model.data(index, Qt.ItemDataRole.ToolTipRole) is None


def test_a_view_s_own_drop_goes_to_the_draft(model: ItemsModel, editor: DraftEditor) -> None:
    move, nowhere = Qt.DropAction.MoveAction, QModelIndex()
    dragged = model.mimeData([model.index(2), model.index(3)])
    assert payload.unpacked(dragged) == ["coat", "hat"]
    assert model.canDropMimeData(dragged, move, 0, 0, nowhere)
    assert model.dropMimeData(dragged, move, 0, 0, nowhere)
    model.sync()
    assert shown(model) == ["coat", "hat", "necklace", "bracelet"]
    assert not model.dropMimeData(payload.packed([]), move, 0, 0, nowhere)
