"""After a create the next consignment is begun at once: the foot of the page follows, what was created makes room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.ui.builder.draft_editor import Target
from tests.ui.builder.conftest import Packer

CTRL = Qt.KeyboardModifier.ControlModifier


def create_one(packer: Packer) -> str:
    """Pack the clothing example and create it; returns its reference."""
    packer.page.editor.put(packer.add_clothes(), Target(CONSIGNMENTS))
    packer.fill_in()
    packer.page.send()
    packer.qtbot.waitUntil(lambda: bool(packer.consignment.created) and not packer.page.busy)
    return packer.consignment.created


def foot(packer: Packer) -> tuple[str, str, bool]:
    """Return chip and line at the foot, and the button's words and whether it can be pressed, once up to date."""
    packer.qtbot.waitUntil(lambda: not packer.page._check.isActive())
    button = packer.find("create_button")
    said = f"{packer.find('problems_chip').text}: {packer.find('problems_line').text()}"
    return said, button.text(), button.isEnabled()


def test_the_foot_stays_with_what_was_created_until_something_else_is_begun(packer: Packer) -> None:
    reference = create_one(packer)
    assert foot(packer) == (f"Created: {reference} is under Consignments", "Create", False)
    packer.add("Scarf", "0.1", "12")
    line, button, pressable = foot(packer)
    assert (line, button, pressable) == (
        "Nothing to create: All of these have been created: begin a new consignment",
        "Create",
        False,
    )


def test_the_next_one_can_be_created_though_its_items_were_selected_before_the_move(packer: Packer) -> None:
    create_one(packer)
    scarf = packer.add("Scarf", "0.1", "12")
    packer.click_row(packer.loose, 0)
    assert packer.page.selection.ids == (scarf,)
    packer.page.moves.pick_up([scarf])
    packer.page.moves.put_down(Target(CONSIGNMENTS))
    line, button, pressable = foot(packer)
    assert "to mend" in line
    assert (button, pressable) == ("Create", True)
    assert packer.page.selection.consignment() is packer.consignment
    assert not packer.consignment.created


def test_a_second_press_does_not_create_the_one_beside_it(packer: Packer) -> None:
    packer.page.editor.put(packer.add_clothes(), Target(CONSIGNMENTS))
    packer.fill_in()
    (second,) = packer.page.editor.duplicate([packer.consignment.id])
    packer.page.selection.set([packer.consignment.id])
    packer.page.selection.set([])
    packer.page.send()
    packer.qtbot.waitUntil(lambda: bool(packer.consignment.created) and not packer.page.busy)
    packer.page.send()
    assert not packer.page.busy
    assert packer.consignment.created in packer.hint()
    assert sum(r.method == "POST" for r in packer.door.sent) == 1
    # Anything else that is done moves on to the one that waits.
    packer.add("Scarf", "0.1", "12")
    assert foot(packer)[1:] == ("Create consignment 2", True)
    assert packer.page.selection.consignment() is packer.draft.find(second)


def test_ctrl_enter_says_why_nothing_is_sent(packer: Packer) -> None:
    packer.loose.setFocus()
    packer.key(Qt.Key.Key_Return, CTRL)
    assert packer.hint() == "There is no consignment on the bench yet"
    reference = create_one(packer)
    packer.page.selection.set([packer.consignment.id])
    packer.loose.setFocus()
    packer.key(Qt.Key.Key_Return, CTRL)
    assert reference in packer.hint()


def test_what_was_created_makes_room_for_the_next_and_undo_puts_it_back(packer: Packer) -> None:
    reference = create_one(packer)
    created = packer.consignment.id
    for begin in (packer.page.new, lambda: packer.drop([packer.add("Scarf")], packer.page.board.ground)):
        begin()
        assert [bool(c.created) for c in packer.draft.consignments] == [False]
        assert reference in packer.hint()
        assert packer.page.selection.consignment() is packer.consignment
        packer.find("undo", QAction).trigger()
        assert [c.id for c in packer.draft.consignments] == [created]
        assert packer.consignment.locked


def test_one_that_is_not_known_to_be_created_stays(packer: Packer) -> None:
    packer.page.new()
    packer.draft.change(packer.consignment.id, submission="on its way")
    packer.page.new()
    assert len(packer.draft.consignments) == 2


def test_all_that_was_created_is_put_away_by_one_action(packer: Packer) -> None:
    button = packer.find("put_away_button", QToolButton)
    assert not button.isEnabled()
    for _ in range(3):
        packer.page.new()
    before = [c.id for c in packer.draft.consignments]
    for row, consignment in enumerate(packer.draft.consignments[::2]):
        packer.draft.change(consignment.id, created=f"EC-AAA-BBB-CC{row}")
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [c.id for c in packer.draft.consignments] == before[1:2]
    assert packer.hint().startswith("Put away 2 consignment")
    assert not button.isEnabled()
    packer.find("undo", QAction).trigger()
    assert [c.id for c in packer.draft.consignments] == before


def test_the_line_of_a_frame_names_the_country(packer: Packer) -> None:
    packer.page.new()
    frame = packer.page.board.frame(packer.consignment.id)
    assert frame is not None
    assert frame.destination.text() == "No destination yet"
    packer.fill_in()
    assert frame.destination.text() == "To Jane Smith, 1 High Street, Leeds, LS1 1AA, United Kingdom"
