"""What the program can mend itself it offers to, as one step of undo; what was created with a reference is told."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton

from desktop_app.packing.saved import to_data
from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.pro.models import Money, Weight
from desktop_app.ui.builder.draft_editor import Target
from tests.ui.builder.conftest import Packer


@pytest.fixture
def packed(packer: Packer) -> Packer:
    """A Packer with the clothing example in one package, and nothing to be mended."""
    packer.page.editor.put(packer.add_clothes(), Target(CONSIGNMENTS))
    packer.fill_in()
    return packer


def settle(packer: Packer) -> None:
    packer.qtbot.waitUntil(lambda: not packer.page._check.isActive())


def button(packer: Packer) -> QPushButton:
    found = packer.find("mend_problem")
    assert isinstance(found, QPushButton)
    return found


@pytest.mark.parametrize(
    ("which", "values", "words", "mended"),
    [
        ("consignment", {"reference": "R" * 2001}, "Cut to 2000 characters", ("reference", "R" * 2000)),
        ("consignment", {"tags": ("cold", "T" * 201)}, "Cut to 200 characters", ("tags", ("cold", "T" * 200))),
        ("item", {"harmonisation_code": "HS 7113.19"}, "Change to 711319", ("harmonisation_code", "711319")),
        ("item", {"quantity": 0}, "Change to 1", ("quantity", 1)),
        ("item", {"value": Money.of("-3")}, "Change to £3.00", ("value", Money.of("3"))),
        ("item", {"value": Money.of("3.55555")}, "Change to £3.5556", ("value", Money.of("3.5556"))),
        ("package", {"weight": Weight.kg("0.1")}, "Take the items’ weight", ("weight", None)),
    ],
)
def test_a_mend_is_one_click_and_one_step_back(
    packed: Packer, which: str, values: dict[str, Any], words: str, mended: tuple[str, Any]
) -> None:
    package = packed.consignment.packages[0]
    node: Any = {"consignment": packed.consignment, "package": package, "item": package.items[0]}[which]
    packed.page.editor.change(node.id, "typed", **values)
    settle(packed)
    before = to_data(packed.draft)
    assert button(packed).isVisible()
    assert button(packed).text() == words
    QTest.mouseClick(button(packed), Qt.MouseButton.LeftButton)
    settle(packed)
    assert getattr(node, mended[0]) == mended[1]
    assert not packed.page.problems.problems
    assert not button(packed).isVisible()
    assert "Undo" in packed.hint()
    packed.find("undo", QAction).trigger()
    assert to_data(packed.draft) == before


@pytest.mark.parametrize(
    ("typed", "words", "postcode", "country"),
    [("LS1 IAA", "Change to LS1 1AA", "LS1 1AA", "GB"), ("JE2 3AA", "Change to Jersey", "JE2 3AA", "JE")],
)
def test_an_address_is_mended_and_the_form_shows_it(
    packed: Packer, typed: str, words: str, postcode: str, country: str
) -> None:
    field = packed.find("destination.postcode")
    field.selectAll()
    QTest.keyClicks(field, typed)
    settle(packed)
    assert button(packed).text() == words
    QTest.mouseClick(button(packed), Qt.MouseButton.LeftButton)
    settle(packed)
    there = packed.consignment.destination
    assert there.country is not None
    assert (there.postcode, there.country.iso_code.two_letter_code) == (postcode, country)
    assert field.text() == postcode
    packed.find("undo", QAction).trigger()
    assert field.text() == typed


def test_what_only_a_person_can_mend_has_no_such_button(packed: Packer) -> None:
    item = packed.consignment.packages[0].items[0]
    for code in ("123456789012345", "gold", "7113.19 or 7113.20"):
        packed.page.editor.change(item.id, "harmonisation_code", harmonisation_code=code)
        settle(packed)
        assert packed.page.problems.first_must() is not None
        assert not button(packed).isVisible()


def test_each_row_of_the_list_has_its_own_mend(packed: Packer) -> None:
    item = packed.consignment.packages[0].items[0]
    packed.page.editor.change(item.id, "quantity", quantity=0)
    packed.page.editor.change(item.id, "value", value=Money.of("-3"))
    settle(packed)
    packed.page.problems.all.click()
    rows = [b for b in packed.page.problems.list.findChildren(QToolButton, "mend_row") if b.isVisible()]
    assert [row.text() for row in rows] == ["Change to 1", "Change to £3.00"]
    QTest.mouseClick(rows[1], Qt.MouseButton.LeftButton)
    settle(packed)
    assert item.value == Money.of("3")
    assert item.quantity == 0


def test_a_reference_that_was_created_is_told_with_a_way_to_it(packed: Packer) -> None:
    packed.page.send()
    packed.qtbot.waitUntil(lambda: bool(packed.consignment.created) and not packed.page.busy)
    first = packed.consignment.created
    (again,) = packed.page.editor.duplicate([packed.consignment.id])
    packed.page.selection.set([again])
    packed.page.editor.put_away_created()
    settle(packed)
    line = packed.find("problems_line").text()
    assert packed.find("problems_chip").text == "1 to consider"
    assert line == f"“CLOTHES-1” was created already, as {first}"
    assert packed.find("create_button").isEnabled()
    with packed.qtbot.waitSignal(packed.page.open_consignment) as opened:
        QTest.mouseClick(button(packed), Qt.MouseButton.LeftButton)
    assert opened.args == [first]


def test_the_journal_and_the_service_tell_of_earlier_ones(packed: Packer) -> None:
    packed.page.send()
    packed.qtbot.waitUntil(lambda: bool(packed.consignment.created) and not packed.page.busy)
    first, known = packed.consignment.created, packed.page._references
    known._told.clear()
    known._wanted = ""
    asked = len(packed.door.sent)
    known.want(" clothes-1 ")
    packed.qtbot.waitUntil(lambda: bool(known.created))
    assert dict(known.created) == {"clothes-1": first}
    # The journal told: nothing was asked of the service.
    assert len(packed.door.sent) == asked
    # Another computer's: the service tells, and what only contains the reference does not count.
    (entry,) = packed.call(packed.session.dispatcher.list)
    packed.call(partial(packed.session.dispatcher.discard, entry.entry.id))
    known._told.clear()
    for typed in ("CLOTHES", "clothes-1"):
        known.want(typed)
        packed.qtbot.waitUntil(partial(known._told.__contains__, typed.casefold()))
    assert dict(known.created) == {"clothes-1": first}


def test_a_reference_twice_on_the_bench_leads_to_the_other(packed: Packer) -> None:
    (again,) = packed.page.editor.duplicate([packed.consignment.id])
    packed.page.selection.set([again])
    settle(packed)
    assert button(packed).text() == "Go to consignment 1"
    QTest.mouseClick(button(packed), Qt.MouseButton.LeftButton)
    assert packed.page.selection.ids == (packed.consignment.id,)
