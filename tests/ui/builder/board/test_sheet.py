"""The sheet of a consignment: its steps say what is missing and lead there, and nothing on it moves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.pro.models import Dimensions, Weight
from desktop_app.ui.builder.board.consignment_frame import ConsignmentFrame
from desktop_app.ui.builder.board.consignment_steps import Stage
from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.counts import Counts
from desktop_app.ui.style.measures import NAVIGATION
from desktop_app.ui.widgets.folding_section import FoldingSection
from desktop_app.ui.widgets.steps import StepState
from tests.ui.builder.conftest import Packer

DONE, HERE, WRONG, TO_COME = StepState.DONE, StepState.HERE, StepState.WRONG, StepState.TO_COME


def frame(packer: Packer, row: int = 0) -> ConsignmentFrame:
    found = packer.page.board.frame(packer.draft.consignments[row].id)
    assert found is not None
    return found


def steps(packer: Packer, row: int = 0) -> list[tuple[str, StepState]]:
    """Return what the steps say, once all that was touched was looked at."""
    page = packer.page
    packer.qtbot.waitUntil(lambda: not page._check.isActive() and not page._progress._next.isActive())
    return [(step.words, step.state) for step in frame(packer, row).steps.steps]


def click_step(packer: Packer, stage: Stage) -> None:
    shown = frame(packer).steps
    _, rect, _ = shown._places()[stage]
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=rect.center().toPoint())


def test_the_steps_say_what_is_missing(packer: Packer) -> None:
    packer.page.new()
    assert steps(packer) == [("Pack", HERE), ("Address", TO_COME), ("Check", TO_COME), ("Send", TO_COME)]
    (scarf,) = (packer.add("Scarf", "0.1", "12"),)
    packer.page.editor.put([scarf], Target(packer.consignment.id))
    assert steps(packer)[0] == ("Packed", DONE)
    packer.fill_in()
    assert steps(packer) == [("Packed", DONE), ("Address", DONE), ("Checked", DONE), ("Send", HERE)]
    there = packer.consignment.destination.model_copy(update={"postcode": None})
    packer.page.editor.change(packer.consignment.id, "destination", destination=there)
    assert steps(packer)[1:] == [("Address: postcode", WRONG), ("Check", TO_COME), ("Send", TO_COME)]
    packer.page.editor.change(packer.consignment.packages[0].items[0].id, "quantity", quantity=0)
    assert steps(packer)[0] == ("Pack: quantity", WRONG)


def test_each_sheet_has_its_own_also_while_another_is_worked_on(packer: Packer) -> None:
    packer.page.editor.put(packer.add_clothes(), Target(CONSIGNMENTS))
    packer.fill_in()
    packer.page.new()
    assert packer.page.selection.consignment() is packer.draft.consignments[1]
    assert steps(packer, 0)[3] == ("Send", HERE)
    there = packer.consignment.destination.model_copy(update={"town": None})
    packer.draft.change(packer.consignment.id, destination=there)
    assert steps(packer, 0)[1] == ("Address: town", WRONG)
    assert steps(packer, 1)[0] == ("Pack", HERE)


def test_a_step_leads_to_what_is_missing_in_it(packer: Packer) -> None:
    packer.page.editor.put(packer.add_clothes(), Target(CONSIGNMENTS))
    packer.fill_in()
    there = packer.consignment.destination
    wrong = there.model_copy(update={"contact": there.contact.model_copy(update={"email": "nobody"})})  # type: ignore[union-attr]
    packer.page.editor.change(packer.consignment.id, "destination", destination=wrong)
    assert steps(packer)[2] == (f"Check: {Counts().advice(1)}", DONE)
    packer.loose.setFocus()
    field: QWidget = packer.find("destination.contact.email")
    assert not field.isVisible(), "it is in a part that is folded"
    click_step(packer, Stage.CHECK)
    assert packer.window.focusWidget() is field
    assert field.isVisible()
    click_step(packer, Stage.SEND)
    assert QApplication.focusWidget() is packer.page.problems.button
    assert not packer.consignment.locked


def test_the_steps_are_walked_with_the_keyboard(packer: Packer) -> None:
    packer.page.editor.put(packer.add_clothes(), Target(CONSIGNMENTS))
    packer.fill_in()
    there = packer.consignment.destination.model_copy(update={"town": None})
    packer.page.editor.change(packer.consignment.id, "destination", destination=there)
    assert steps(packer)[1][1] is WRONG
    frame(packer).steps.setFocus(Qt.FocusReason.TabFocusReason)
    packer.key(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is packer.find("destination.town")
    frame(packer).steps.setFocus(Qt.FocusReason.TabFocusReason)
    packer.key(Qt.Key.Key_Left)
    packer.key(Qt.Key.Key_Space)
    assert QApplication.focusWidget() is packer.card(0)


def places(packer: Packer) -> list[QRect]:
    cards = [packer.card(n) for n in range(len(packer.consignment.packages))]
    return [QRect(card.mapTo(packer.window, QPoint()), card.size()) for card in cards]


def test_no_package_moves_because_it_was_sent(packer: Packer) -> None:
    packer.page.editor.put(packer.add_clothes(), Target(CONSIGNMENTS))
    packer.fill_in()
    QApplication.processEvents()
    before = places(packer)
    for values in ({"submission": "on its way"}, {"created": "EC-AAA-BBB-CCC"}):
        packer.draft.change(packer.consignment.id, **values)
        packer.qtbot.waitUntil(frame(packer).banner.isVisible)
        QApplication.processEvents()
        assert places(packer) == before


def test_nothing_below_an_address_moves_as_it_grows(packer: Packer) -> None:
    packer.page.editor.put(packer.add_clothes(), Target(CONSIGNMENTS))
    QApplication.processEvents()
    before = places(packer)
    line = "A house with a very long name, on a street with one that is no shorter, " * 5
    there = packer.consignment.destination.model_copy(update={"address_line1": line})
    packer.page.editor.change(packer.consignment.id, "destination", destination=there)
    QApplication.processEvents()
    assert places(packer) == before


def test_a_card_says_how_full_its_package_is_or_that_it_is_not_known(packer: Packer) -> None:
    (scarf,) = (packer.add("Scarf", "7", "12"),)
    packer.page.editor.put([scarf], Target(CONSIGNMENTS))
    package = packer.consignment.packages[0].id
    own = {"size_reference": "", "size_name": "", "size_weight": None}
    packer.page.editor.change(package, "dimensions", dimensions=None, **own)
    card = packer.page.board.card(package)
    assert card is not None
    assert card.head.box == "no size yet"
    assert card.head.sides is None
    assert [(fill.part, fill.words) for fill in card.head.fills] == [(0.1, "of 70 kg"), (None, Counts().unmeasured(1))]
    packer.page.editor.change(scarf, "dimensions", dimensions=Dimensions.cm(10, 10, 10))
    assert card.head.fills[1].words == "the package has no size"
    packer.page.editor.change(package, "dimensions", dimensions=Dimensions.cm(20, 20, 10))
    assert card.head.sides == (20, 20, 10)
    assert (card.head.fills[1].part, card.head.fills[1].words) == (0.25, "25 %")
    packer.page.editor.change(scarf, "weight", weight=None)
    assert card.head.weight == "–"
    assert (card.head.fills[0].part, card.head.fills[0].words) == (None, "not known yet")
    packer.page.editor.change(scarf, "weight", weight=Weight.kg("1"))
    assert card.head.weight == "1 kg"


def test_a_place_says_what_would_happen_there(packer: Packer) -> None:
    ids = packer.add_clothes()
    packer.page.editor.put(ids[:1], Target(CONSIGNMENTS))
    place = packer.place()
    assert place.says() == ("New package", "")  # type: ignore[attr-defined]  # a NewPackagePlace
    packer.page.moves.pick_up(ids[2:3], dragging=True)
    assert place.says() == ("Drop here: new package", "")  # type: ignore[attr-defined]
    packer.hover(ids[2:3], place)
    assert place.says() == ("Coat → a new package", "1.8 kg")  # type: ignore[attr-defined]
    packer.page.moves.cancel()
    assert place.says() == ("New package", "")  # type: ignore[attr-defined]


def test_what_is_dropped_beside_the_loose_things_waits_with_them(packer: Packer) -> None:
    ids = packer.add_clothes()
    packer.page.editor.put(ids[:2], Target(CONSIGNMENTS))
    beside = QPoint(packer.page.loose.width() // 2, packer.page.loose.height() - 4)
    assert packer.page.loose.childAt(beside) is None
    assert packer.drop(ids[:1], packer.page.loose, beside)
    assert packer.names() == ["Coat", "Hat", "Necklace"]
    package = packer.consignment.packages[0].id
    assert packer.drop([package], packer.page.loose, beside)
    assert [each.id for each in packer.draft.loose_packages] == [package]


@pytest.mark.parametrize("what", ["item", "package", "consignment"])
def test_the_page_fits_the_smallest_window(packer: Packer, what: str) -> None:
    ids = packer.add_clothes()
    packer.page.editor.put(ids[:2], Target(CONSIGNMENTS))
    package = packer.consignment.packages[0]
    packer.page.selection.set([{"item": ids[0], "package": package.id, "consignment": packer.consignment.id}[what]])
    for fold in packer.page.details.findChildren(FoldingSection):
        fold.set_opened(True)
    QApplication.processEvents()
    assert packer.page.minimumSizeHint().width() <= 1024 - NAVIGATION
    packer.window.resize(1024 - NAVIGATION, 600)
    QApplication.processEvents()
    sheet = frame(packer)
    board = packer.page.board.viewport()
    assert board.rect().contains(QRect(sheet.mapTo(board, QPoint()), QPoint(board.width() - 1, 0)).topLeft())
    assert sheet.mapTo(board, QPoint(sheet.width(), 0)).x() <= board.width()
    assert sheet.flow.geometry().right() <= sheet.width()
