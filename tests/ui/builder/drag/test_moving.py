"""Drag, click and key move the same things to the same places, and say why where they do not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop_app.packing.tree import CONSIGNMENTS, LOOSE_PACKAGES
from desktop_app.ui.builder.board.node_menu import NodeMenu
from desktop_app.ui.builder.board.package_card import PackageCard
from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.builder.drag.highlight import Highlight
from tests.ui.builder.conftest import Packer

CTRL = Qt.KeyboardModifier.ControlModifier
PACKED = [[["Necklace", "Bracelet"], ["Coat"], ["Hat"]]]


def light(packer: Packer) -> Highlight:
    return packer.page.board.ground.highlight


def test_the_clothing_example_by_drag(packer: Packer) -> None:
    necklace, bracelet, coat, hat = packer.add_clothes()
    assert packer.drop([necklace, bracelet], packer.page.board.ground)
    assert packer.drop([coat], packer.place())
    assert packer.drop([hat], packer.place())
    assert packer.tree() == PACKED
    assert packer.names() == []
    figures = packer.find("consignment_frame").head.figures.figures
    assert [(figure.number, figure.unit) for figure in figures] == [("3", ""), ("2.09", "kg"), ("£186.00", "")]


def test_the_clothing_example_by_keyboard_alone(packer: Packer) -> None:
    packer.find("add_item").setFocus()
    for name in ("Necklace", "Bracelet", "Coat", "Hat"):
        QTest.keyClicks(packer.find("add_item"), name)
        packer.key(Qt.Key.Key_Return)
    packer.key(Qt.Key.Key_Down)
    assert packer.page.selection.items()[0].description == "Necklace"
    packer.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    packer.key(Qt.Key.Key_Return)
    packer.key(Qt.Key.Key_Down)
    assert packer.page.moves.target == Target(CONSIGNMENTS)
    packer.key(Qt.Key.Key_Return)
    for _ in range(2):
        packer.find("add_item").setFocus()
        packer.key(Qt.Key.Key_Down)
        packer.key(Qt.Key.Key_Return)
        while packer.page.moves.target != Target(packer.consignment.id):
            packer.key(Qt.Key.Key_Down)
        packer.key(Qt.Key.Key_Return)
    assert packer.tree() == PACKED


def test_click_to_pick_up_and_click_to_put_down(packer: Packer) -> None:
    packer.add_clothes()
    packer.click_row(packer.loose, 0)
    packer.click_row(packer.loose, 1, CTRL)
    QTest.mouseClick(packer.find("pick_up_button"), Qt.MouseButton.LeftButton)
    assert light(packer) is Highlight.LEGAL
    QTest.mouseClick(packer.page.board.ground, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert packer.tree() == [[["Necklace", "Bracelet"]]]
    assert light(packer) is Highlight.OFF
    packer.click_row(packer.loose, 0)
    packer.key(Qt.Key.Key_Return)
    QTest.mouseClick(packer.card(0), Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
    assert packer.tree() == [[["Necklace", "Bracelet", "Coat"]]]


def test_escape_lets_go_and_gives_the_keyboard_back(packer: Packer) -> None:
    packer.add_clothes()
    packer.click_row(packer.loose, 2)
    packer.key(Qt.Key.Key_Return)
    assert "Coat" in packer.find("carry_strip").accessibleName()
    packer.key(Qt.Key.Key_Escape)
    assert not packer.page.moves.ids
    assert QApplication.focusWidget() is packer.loose


def test_between_rows_sorts_and_on_a_card_puts_in(packer: Packer) -> None:
    ids = packer.add_clothes()
    packer.drop(ids[:3], packer.page.board.ground)
    rows = packer.card_list(0)
    top = rows.visualRect(rows.model().index(0, 0)).topLeft() + QPoint(8, 1)
    assert packer.drop([ids[2]], rows.viewport(), top)
    assert packer.tree() == [[["Coat", "Necklace", "Bracelet"]]]
    assert packer.drop([ids[3]], packer.card(0), QPoint(9, 9))
    assert packer.tree() == [[["Coat", "Necklace", "Bracelet", "Hat"]]]
    assert packer.drop([ids[0]], packer.loose.viewport())
    assert packer.names() == ["Necklace"]


def test_packages_move_between_consignments_beside_each_other_and_back_to_loose(packer: Packer) -> None:
    ids = packer.add_clothes()
    packer.drop(ids[:1], packer.page.board.ground)
    packer.drop(ids[1:2], packer.place())
    first, second = packer.consignment.packages
    assert packer.drop([second.id], packer.card(0), QPoint(3, 9))
    assert packer.tree() == [[["Bracelet"], ["Necklace"]]]
    assert packer.drop([first.id], packer.page.board.ground)
    assert packer.tree() == [[["Bracelet"]], [["Necklace"]]]
    frame = packer.page.board.frame(packer.consignment.id)
    assert frame is not None
    assert packer.drop([first.id], frame, QPoint(9, 9))
    assert packer.tree() == [[["Bracelet"], ["Necklace"]], []]
    assert packer.drop([first.id, second.id], packer.page.loose.flow.place)
    assert len(packer.draft.loose_packages) == 2


def test_a_target_shows_the_weight_that_it_would_have(packer: Packer) -> None:
    ids = packer.add_clothes()
    packer.drop(ids[:1], packer.page.board.ground)
    packer.page.editor.change(packer.consignment.packages[0].id, "weight", size_weight=None)
    packer.page.moves.pick_up(ids[2:3], dragging=True)
    card = packer.card(0)
    assert packer.hover(ids[2:3], card, QPoint(9, 9))
    assert card.head.weight == "0.05 kg → 1.85 kg"  # type: ignore[attr-defined]  # a PackageCard
    packer.page.moves.cancel()
    assert card.head.weight == "0.05 kg"  # type: ignore[attr-defined]


def test_an_illegal_drop_is_not_taken_and_says_why(packer: Packer) -> None:
    ids = packer.add_clothes()
    packer.drop(ids[:1], packer.page.board.ground)
    package = packer.consignment.packages[0]
    before = packer.tree()
    assert not packer.drop([package.id], packer.loose.viewport())
    assert packer.hint() == "A package waits among the loose packages, not among the items"
    packer.draft.change(packer.consignment.id, created="EC-AAA-BBB-CCC")
    assert not packer.drop(ids[1:2], packer.card(0), QPoint(9, 9))
    assert packer.hint() == "This consignment has been sent and can no longer be changed here"
    assert packer.tree() == before


def test_a_payload_from_elsewhere_is_refused(packer: Packer) -> None:
    packer.add_clothes()
    assert not packer.drop(["not-one-of-ours"], packer.page.board.ground)
    assert packer.names() == ["Necklace", "Bracelet", "Coat", "Hat"]
    assert packer.tree() == []


def test_cut_and_paste_numbers_and_the_menu(packer: Packer) -> None:
    ids = packer.add_clothes()
    packer.drop(ids[:1], packer.page.board.ground)
    packer.page.commands.add_package(packer.consignment.id)
    packer.click_row(packer.loose, 0)
    packer.key(Qt.Key.Key_2)
    assert packer.tree() == [[["Necklace"], ["Bracelet"]]]
    packer.click_row(packer.loose, 0)
    packer.key(Qt.Key.Key_7)
    assert packer.hint() == "There is no package 7"
    packer.key(Qt.Key.Key_X, CTRL)
    packer.page.selection.set([packer.consignment.packages[0].id])
    packer.card(0).setFocus()
    packer.key(Qt.Key.Key_V, CTRL)
    assert packer.tree() == [[["Necklace", "Coat"], ["Bracelet"]]]
    packer.click_row(packer.loose, 0)
    menu = NodeMenu(packer.page.context, packer.page)
    places = next(m for m in menu.findChildren(QMenu) if m.title() == "Move to")
    action = next(a for a in places.actions() if a.text() == "Loose packages – new package")
    action.trigger()
    assert packer.draft.children(LOOSE_PACKAGES)
    menu.close()


def test_delete_duplicate_split_and_merge_have_keys_and_verbs(packer: Packer) -> None:
    ids = packer.add_clothes()
    packer.click_row(packer.loose, 3)
    packer.key(Qt.Key.Key_Delete)
    assert packer.names() == ["Necklace", "Bracelet", "Coat"]
    packer.key(Qt.Key.Key_D, CTRL)
    assert packer.names() == ["Necklace", "Bracelet", "Coat", "Coat"]
    packer.drop(ids[:3], packer.page.board.ground)
    packer.page.selection.set([packer.consignment.packages[0].id])
    packer.find("split", QAction).trigger()
    assert packer.tree() == [[["Necklace"], ["Bracelet"], ["Coat"]]]
    packer.page.selection.set([package.id for package in packer.consignment.packages])
    packer.find("merge", QAction).trigger()
    assert packer.tree() == [[["Necklace", "Bracelet", "Coat"]]]


def test_only_what_an_edit_names_is_laid_anew(packer: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = packer.add_clothes()
    for name in ids:
        packer.page.editor.put([name], Target(packer.consignment.id if packer.draft.consignments else CONSIGNMENTS))
    touched: list[str] = []
    real = PackageCard.sync

    def sync(card: PackageCard) -> None:
        touched.append(card.node_id)
        real(card)

    monkeypatch.setattr(PackageCard, "sync", sync)
    packages = packer.consignment.packages
    packer.page.editor.put(ids[:1], Target(packages[2].id))
    assert sorted(touched) == sorted([packages[0].id, packages[2].id])
