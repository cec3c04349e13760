"""The card of a package and the frame of a consignment answer to keyboard and mouse alike."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.ui.builder.board.node_panel import NodePanel
from desktop_app.ui.builder.draft_editor import Target
from tests.ui.builder.conftest import Packer


@pytest.fixture(params=["package_card", "consignment_frame"])
def panel(request: pytest.FixtureRequest, packer: Packer) -> NodePanel:
    """A panel of a consignment with one package."""
    packer.page.editor.put(packer.add_clothes()[:2], Target(CONSIGNMENTS))
    packer.page.selection.set([])
    found = packer.find(request.param)
    assert isinstance(found, NodePanel)
    return found


@pytest.mark.parametrize("reason", [Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason])
def test_the_keyboard_selects_what_it_comes_to(packer: Packer, panel: NodePanel, reason: Qt.FocusReason) -> None:
    panel.setFocus(reason)
    assert list(packer.page.selection.ids) == [panel.node_id]
    packer.page.selection.set([])
    packer.loose.setFocus()
    panel.setFocus(Qt.FocusReason.OtherFocusReason)
    assert len(packer.page.selection.ids) == 0


def test_a_double_click_leads_to_the_fields(packer: Packer, panel: NodePanel) -> None:
    QTest.mouseDClick(panel, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert packer.page.selection.ids == (panel.node_id,)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() in {"size", "destination.contact.first_name"}


def test_the_menu_is_about_the_panel_unless_it_is_one_of_those_selected(packer: Packer, panel: NodePanel) -> None:
    more = packer.page.editor.duplicate([panel.node_id])
    for before, after in (([], [panel.node_id]), ([panel.node_id, *more], [panel.node_id, *more])):
        packer.page.selection.set(before)
        at = QPoint(4, 4)
        QApplication.sendEvent(panel, QContextMenuEvent(QContextMenuEvent.Reason.Other, at, panel.mapToGlobal(at)))
        (menu,) = [each for each in panel.findChildren(QMenu) if each.isVisible()]
        assert packer.page.selection.ids == tuple(after)
        menu.close()
        packer.qtbot.waitUntil(lambda: not [each for each in panel.findChildren(QMenu) if each.isVisible()])
