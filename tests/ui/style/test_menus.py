"""Menus read well: the heading of a section is whole, however much longer it is than what is below it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop_app.ui.style.desk_style import DeskStyle
from desktop_app.ui.style.measures import Space, Type, font


@pytest.mark.parametrize("heading", ["Post", "Hollinmoor Home Delivery and Freight Forwarding", "Black && White"])
def test_a_heading_has_room_for_all_its_words(qtbot: QtBot, heading: str) -> None:
    menu = QMenu()
    menu.setStyle(style := DeskStyle())
    style.setParent(menu)
    qtbot.addWidget(menu)
    section = menu.addSection(heading)
    menu.addAction("48")
    menu.ensurePolished()
    needs = QFontMetrics(font(Type.CAPTION_STRONG)).horizontalAdvance(heading.replace("&&", "&"))
    place = menu.actionGeometry(section)
    assert place.width() - 2 * Space.M >= needs
    assert place.height() >= QFontMetrics(font(Type.CAPTION_STRONG)).height()
