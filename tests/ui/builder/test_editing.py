"""What is typed is in the draft at once, on the disk in a moment, and every step of it can be taken back."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox, QToolButton, QWidget

from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.packing.saved import to_data
from desktop_app.packing.tree import CONSIGNMENTS, LOOSE_ITEMS, LOOSE_PACKAGES
from desktop_app.pro.models import Dimensions, Money, Weight
from desktop_app.store.errors import DiskFull
from desktop_app.ui.builder.desk import Target
from desktop_app.ui.builder.supplies import OWN_SIZE
from tests.ui.builder.conftest import MakePacker, Packer

CTRL = Qt.KeyboardModifier.ControlModifier

EDITS: dict[str, Callable[[Packer, list[str]], object]] = {
    "add item": lambda p, _ids: p.page.desk.add_item("Scarf", 1, None, None),
    "add package": lambda p, _ids: p.page.desk.add_package(LOOSE_PACKAGES),
    "add consignment": lambda p, _ids: p.page.desk.add_consignment(),
    "pack": lambda p, ids: p.page.desk.put(ids, Target(p.consignment.id)),
    "into a new consignment": lambda p, ids: p.page.desk.put(ids, Target(CONSIGNMENTS)),
    "sort": lambda p, ids: p.page.desk.put(ids[2:], Target(LOOSE_ITEMS, 0)),
    "delete items": lambda p, ids: p.page.desk.remove(ids[1:3]),
    "delete a consignment": lambda p, _ids: p.page.desk.remove([p.consignment.id]),
    "duplicate": lambda p, ids: p.page.desk.duplicate([*ids[:2], p.consignment.packages[0].id]),
    "split pieces": lambda p, ids: p.page.desk.split_item(ids[0], 2),
    "split a package": lambda p, _ids: p.page.desk.split_package(p.consignment.packages[0].id),
    "merge": lambda p, _ids: p.page.desk.merge([x.id for x in p.consignment.packages]),
    "size": lambda p, _ids: p.page.desk.set_size(p.consignment.packages[0].id, p.page.desk.supplies.sizes[2]),
    "own size": lambda p, _ids: p.page.desk.set_size(p.consignment.packages[0].id, OWN_SIZE),
    "field": lambda p, ids: p.page.desk.change(ids[0], "quantity", quantity=7),
}


@pytest.mark.parametrize("name", EDITS)
def test_each_kind_of_edit_is_undone_and_redone_to_the_letter(packer: Packer, name: str) -> None:
    ids = packer.add_clothes()
    for pair in (["Gloves", "Ring"], ["Belt"]):
        more = [packer.page.desk.add_item(item, 1, Weight.kg("0.1"), None) for item in pair]
        packer.page.desk.put(more, Target(packer.consignment.id if packer.draft.consignments else CONSIGNMENTS))
    packer.page.desk.change(ids[0], "quantity", quantity=5)
    packer.page.desk.history.clear()
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
    (item,) = (packer.page.desk.add_item("Coat", 1, None, None),)
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


def test_fields_of_an_item(packer: Packer) -> None:
    packer.page.selection.set([packer.add("Coat")])
    form = packer.find("item_form")
    for name, text in (("weight", "1800 g"), ("sku", "C-1"), ("harmonisation_code", "6201"), ("reference", "R")):
        QTest.keyClicks(form.findChild(QWidget, name), text)
    QTest.keyClicks(form.findChild(QWidget, "value").amount, "1,234.50")
    for side, text in zip(form.findChild(QWidget, "dimensions").sides, ("60", "40", "12.5"), strict=True):
        QTest.keyClicks(side, text)
    form.findChild(QSpinBox, "quantity").setValue(3)
    country = form.findChild(QWidget, "country_of_origin")
    country.lineEdit().clear()
    QTest.keyClicks(country.lineEdit(), "portugal")
    QTest.keyClick(country.lineEdit(), Qt.Key.Key_Return)
    item = packer.draft.loose_items[0]
    assert item == Item(
        item.id,
        "Coat",
        "C-1",
        3,
        Weight.kg("1.8"),
        Dimensions.cm(60, 40, "12.5"),
        Money.of("1234.50"),
        "PT",
        "6201",
        "R",
    )


def test_what_is_no_number_stays_typed_and_counts_as_nothing(packer: Packer) -> None:
    packer.page.selection.set([packer.add("Coat", "1.8")])
    field = packer.find("item_form").findChild(QWidget, "weight")
    QTest.keyClicks(field, "..")
    assert field.text() == "1.8.."
    assert field.unreadable
    assert field.accessibleDescription()
    assert packer.draft.loose_items[0].weight is None


def test_an_enter_with_an_unreadable_weight_adds_nothing_and_keeps_it(packer: Packer) -> None:
    QTest.keyClicks(packer.find("add_weight"), "heavy")
    QTest.keyClicks(packer.find("add_item"), "Anvil")
    QTest.keyClick(packer.find("add_item"), Qt.Key.Key_Return)
    assert packer.names() == []
    assert packer.find("add_item").text() == "Anvil"
    assert QApplication.focusWidget() is packer.find("add_weight")


def test_the_size_of_a_package_and_its_own_dimensions(packer: Packer) -> None:
    packer.page.selection.set([packer.page.desk.add_package(LOOSE_PACKAGES, packer.page.desk.supplies.sizes[1])])
    package = packer.draft.loose_packages[0]
    size = packer.page.desk.supplies.sizes[1]
    assert (package.size_reference, package.size_name) == (size.reference, size.description)
    form = packer.find("package_form")
    assert form.findChild(QComboBox, "size").currentText() == size.description
    height = form.findChild(QWidget, "dimensions").sides[2]
    height.selectAll()
    QTest.keyClicks(height, "7")
    assert package.size_reference == ""
    assert package.size_weight is None
    assert package.dimensions is not None
    assert package.dimensions.height == Decimal(7)
    assert form.findChild(QComboBox, "size").currentText() == "Own dimensions"


def test_a_problem_leads_to_its_field(packer: Packer) -> None:
    packer.page.new()
    packer.page.selection.set([packer.add("Coat")])
    line = packer.find("problems_line")
    packer.qtbot.waitUntil(lambda: "to mend" in line.text())
    packer.find("all_problems").click()
    rows = packer.find("problems_list")
    row = next(n for n in range(rows.count()) if "no postcode" in rows.item(n).text())
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(row)).center())
    focused = QApplication.focusWidget()
    assert focused is packer.find("destination.postcode")
    before = rows.count()
    QTest.keyClicks(focused, "LS1 1AA")
    packer.qtbot.waitUntil(lambda: rows.count() == before - 1)
    assert packer.consignment.destination.postcode == "LS1 1AA"


def test_every_change_is_on_the_disk_within_a_second(make_packer: MakePacker) -> None:
    packer = make_packer()
    packer.add("Coat", "1.8", "90")
    began = time.monotonic()
    saved: dict[str, Any] = {}

    def on_disk() -> bool:
        saved.update(to_data(packer.call(packer.session.bench.load)))
        return bool(saved["loose_items"])

    packer.qtbot.waitUntil(on_disk)
    assert time.monotonic() - began < 1
    assert saved == to_data(packer.draft)


def test_saves_go_one_after_the_other_and_the_latest_wins(packer: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    under_way: list[int] = []
    most = 0
    gate = threading.Event()
    real = packer.session.bench.save

    async def slow(data: dict[str, Any]) -> None:
        nonlocal most
        under_way.append(1)
        most = max(most, len(under_way))
        await asyncio.to_thread(gate.wait)
        await real(data)
        under_way.pop()

    monkeypatch.setattr(type(packer.session.bench), "save", lambda _self, data: slow(data))
    packer.add("Item")
    packer.qtbot.waitUntil(lambda: bool(under_way))
    for n in range(4):
        packer.add(f"Item {n}")
        packer.page._keeper._save()
    gate.set()
    packer.qtbot.waitUntil(lambda: packer.page._keeper.clean)
    assert most == 1
    assert to_data(packer.call(packer.session.bench.load)) == to_data(packer.draft)


def test_a_failed_save_says_so_and_the_next_change_tries_again(packer: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = True
    real = packer.session.bench.save

    async def save(data: dict[str, Any]) -> None:
        if broken:
            raise DiskFull(Path("desk.sqlite"))
        await real(data)

    monkeypatch.setattr(type(packer.session.bench), "save", lambda _self, data: save(data))
    packer.add("Coat")
    packer.qtbot.waitUntil(lambda: not packer.page._message.isHidden())
    assert not packer.page._keeper.clean
    broken = False
    packer.add("Hat")
    packer.qtbot.waitUntil(lambda: packer.page._keeper.clean)
    assert packer.page._message.isHidden()
    assert to_data(packer.call(packer.session.bench.load)) == to_data(packer.draft)


def test_flush_saves_at_once_and_says_when_there_is_nothing_to_save(packer: Packer) -> None:
    told: list[str] = []
    packer.page.flush(lambda: told.append("nothing to save"))
    assert told == ["nothing to save"]
    packer.add("Coat")
    packer.page.flush(lambda: told.append("saved"))
    assert told == ["nothing to save"]
    packer.qtbot.waitUntil(lambda: told[1:] == ["saved"])
    assert to_data(packer.call(packer.session.bench.load)) == to_data(packer.draft)


def test_everything_is_reached_by_tab_and_has_a_name(packer: Packer) -> None:
    ids = packer.add_clothes()
    packer.drop(ids[:2], packer.page.board.ground)
    seen = tab_round(packer, packer.find("add_item"))
    packer.page.selection.set([packer.consignment.id])
    in_form = tab_round(packer, packer.find("destination.contact.first_name"))
    seen += in_form
    assert [name for name, spoken in seen if not spoken] == []
    wanted = {"item_list", "package_card", "package_items", "consignment_frame", "new_package_place", "add_package"}
    wanted |= {"weight", "description", "create_button", "show_problem", "all_problems", "undo_button"}
    wanted |= {"destination.country", "destination.postcode", "origin", "tags", "reference"}
    assert wanted <= {name for name, _ in seen}
    assert [name for name, _ in in_form[:5]] == [
        f"destination.{name}"
        for name in ("contact.first_name", "contact.last_name", "company_name", "address_line1", "address_line2")
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


def test_what_was_made_before_the_account_answered_gets_its_default_size(make_packer: MakePacker) -> None:
    package = Package("p1")
    own = Package("p2", weight=Weight.kg(1))
    sent = Consignment("c2", [Package("p3")], created="EC-AAA-BBB-CCC")
    draft = Draft()
    for consignment in (Consignment("c1", [package, own]), sent):
        draft.add(consignment, CONSIGNMENTS)
    packer = make_packer(draft)
    default = packer.page.desk.supplies.default_size()
    assert default.reference
    assert package.size_reference == default.reference
    assert (own.size_reference, sent.packages[0].size_reference) == ("", "")
    packer.draft.change("p1", size_reference="", size_name="", dimensions=None)
    answered: list[None] = []
    packer.page.desk.supplies.changed.connect(lambda: answered.append(None))
    packer.page.refresh()
    packer.qtbot.waitUntil(lambda: bool(answered))
    assert package.size_reference == ""
