"""Every step of editing can be taken back, and everything is reached by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from desktop_app.packing.saved import to_data
from desktop_app.packing.tree import CONSIGNMENTS, LOOSE_ITEMS, LOOSE_PACKAGES
from desktop_app.pro.models import Weight
from desktop_app.ui.builder.account_options import OWN_SIZE
from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.widgets.folding_section import FoldingSection
from tests.ui.builder.conftest import Packer

CTRL = Qt.KeyboardModifier.ControlModifier

EDITS: dict[str, Callable[[Packer, list[str]], object]] = {
    "add item": lambda p, _ids: p.page.editor.add_item("Scarf", 1, None, None),
    "add package": lambda p, _ids: p.page.editor.add_package(LOOSE_PACKAGES),
    "add consignment": lambda p, _ids: p.page.editor.add_consignment(),
    "pack": lambda p, ids: p.page.editor.put(ids, Target(p.consignment.id)),
    "into a new consignment": lambda p, ids: p.page.editor.put(ids, Target(CONSIGNMENTS)),
    "sort": lambda p, ids: p.page.editor.put(ids[2:], Target(LOOSE_ITEMS, 0)),
    "delete items": lambda p, ids: p.page.editor.remove(ids[1:3]),
    "delete a consignment": lambda p, _ids: p.page.editor.remove([p.consignment.id]),
    "duplicate": lambda p, ids: p.page.editor.duplicate([*ids[:2], p.consignment.packages[0].id]),
    "split pieces": lambda p, ids: p.page.editor.split_item(ids[0], 2),
    "split a package": lambda p, _ids: p.page.editor.split_package(p.consignment.packages[0].id),
    "merge": lambda p, _ids: p.page.editor.merge([x.id for x in p.consignment.packages]),
    "size": lambda p, _ids: p.page.editor.set_size(p.consignment.packages[0].id, p.page.editor.options.sizes[2]),
    "own size": lambda p, _ids: p.page.editor.set_size(p.consignment.packages[0].id, OWN_SIZE),
    "field": lambda p, ids: p.page.editor.change(ids[0], "quantity", quantity=7),
}


@pytest.mark.parametrize("name", EDITS)
def test_each_kind_of_edit_is_undone_and_redone_to_the_letter(packer: Packer, name: str) -> None:
    ids = packer.add_clothes()
    for pair in (["Gloves", "Ring"], ["Belt"]):
        more = [packer.page.editor.add_item(item, 1, Weight.kg("0.1"), None) for item in pair]
        packer.page.editor.put(more, Target(packer.consignment.id if packer.draft.consignments else CONSIGNMENTS))
    packer.page.editor.change(ids[0], "quantity", quantity=5)
    packer.page.editor.history.clear()
    before = to_data(packer.draft)
    EDITS[name](packer, ids)
    after = to_data(packer.draft)
    assert after != before
    packer.loose.setFocus()
    packer.key(Qt.Key.Key_Z, CTRL)
    assert to_data(packer.draft) == before
    packer.key(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert to_data(packer.draft) == after


def test_typing_is_one_step_back_even_with_the_cursor_in_the_field(packer: Packer) -> None:
    (item,) = (packer.page.editor.add_item("Coat", 1, None, None),)
    packer.page.selection.set([item])
    field = packer.find("item_form").findChild(QWidget, "description")
    field.setFocus()
    QTest.keyClicks(field, " of wool")
    assert packer.names() == ["Coat of wool"]
    assert packer.find("undo_button", QToolButton).toolTip().startswith("Undo edit description")
    packer.key(Qt.Key.Key_Z, CTRL)
    assert packer.names() == ["Coat"]
    assert field.text() == "Coat"
    packer.key(Qt.Key.Key_Y, CTRL)
    assert packer.names() == ["Coat of wool"]


def test_an_enter_with_an_unreadable_weight_adds_nothing_and_keeps_it(packer: Packer) -> None:
    QTest.keyClicks(packer.find("add_weight"), "heavy")
    QTest.keyClicks(packer.find("add_item"), "Anvil")
    QTest.keyClick(packer.find("add_item"), Qt.Key.Key_Return)
    assert packer.names() == []
    assert packer.find("add_item").text() == "Anvil"
    assert QApplication.focusWidget() is packer.find("add_weight")


def test_everything_is_reached_by_tab_and_has_a_name(packer: Packer) -> None:
    ids = packer.add_clothes()
    packer.drop(ids[:2], packer.page.board.ground)
    seen = tab_round(packer, packer.find("add_item"))
    packer.page.selection.set([packer.consignment.id])
    folds = packer.find("consignment_form").findChildren(FoldingSection)
    assert len(folds) == 2
    for fold in folds:
        fold.head.setFocus()
        packer.key(Qt.Key.Key_Space)
        assert fold.opened
    in_form = tab_round(packer, packer.find("destination.contact.first_name"))
    seen += in_form
    assert [name for name, spoken in seen if not spoken] == []
    wanted = {"item_list", "package_card", "package_items", "consignment_frame", "new_package_place", "add_package"}
    wanted |= {"weight", "description", "create_button", "show_problem", "all_problems", "undo_button"}
    wanted |= {"destination.country", "destination.postcode", "origin", "tags", "reference"}
    wanted |= {"destination.contact.telephone", "destination.address_line2", "consignment_steps"}
    assert wanted <= {name for name, _ in seen}
    assert [name for name, _ in in_form[:5]] == [
        f"destination.{name}"
        for name in ("contact.first_name", "contact.last_name", "company_name", "address_line1", "town")
    ]


def tab_round(packer: Packer, start: QWidget) -> list[tuple[str, str]]:
    """Press Tab from there until the keyboard has been everywhere; returns each one's name and what is spoken."""
    QApplication.processEvents()
    start.setFocus()
    seen: dict[QWidget, tuple[str, str]] = {}
    while (focused := QApplication.focusWidget()) is not None and focused not in seen:
        spoken = focused.accessibleName() or getattr(focused, "text", lambda: "")()
        seen[focused] = focused.objectName() or type(focused).__name__, spoken
        packer.key(Qt.Key.Key_Tab)
        QApplication.processEvents()
    return list(seen.values())
