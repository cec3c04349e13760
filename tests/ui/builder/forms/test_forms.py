"""What is typed into a field is in the draft at once; what is wrong leads to its field."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox, QWidget

from desktop_app.packing.nodes import Item
from desktop_app.packing.tree import LOOSE_PACKAGES
from desktop_app.pro.models import Dimensions, Money, Weight
from tests.ui.builder.conftest import Packer


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


def test_the_size_of_a_package_and_its_own_dimensions(packer: Packer) -> None:
    packer.page.selection.set([packer.page.editor.add_package(LOOSE_PACKAGES, packer.page.editor.options.sizes[1])])
    package = packer.draft.loose_packages[0]
    size = packer.page.editor.options.sizes[1]
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
    chip = packer.find("problems_chip")
    packer.qtbot.waitUntil(lambda: "to mend" in chip.text)
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
