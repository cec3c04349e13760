"""The list beside the settings leads to each part and follows; cards go side by side where there is room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.settings.sections import SectionList
from desktop_app.ui.widgets.section import Section

NAMES = ("Environment", "API keys", "Proxy", "Look", "Data")


@pytest.fixture
def sections(qtbot: QtBot) -> SectionList:
    made = SectionList("Settings")
    qtbot.addWidget(made)
    for name in NAMES:
        part = Section(name)
        part.setMinimumHeight(part.fontMetrics().lineSpacing() * 20)
        made.add(name, QIcon(), part)
    made.resize(900, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


def part(sections: SectionList, name: str) -> Section:
    return next(each for each in sections.findChildren(Section) if each.accessibleName() == name)


def seen(sections: SectionList, widget: QWidget) -> bool:
    view = sections.area.viewport()
    return view.rect().contains(widget.mapTo(view, widget.rect().topLeft()))


def test_a_click_or_a_key_leads_to_a_part(sections: SectionList) -> None:
    index = sections.index
    assert index.currentRow() == 0
    for row, name in ((3, "Look"), (1, "API keys")):
        at = index.visualItemRect(index.item(row)).center()
        QTest.mouseClick(index.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert seen(sections, part(sections, name))
        assert index.currentRow() == row
    index.setFocus()
    QTest.keyClick(index, Qt.Key.Key_Down)
    assert seen(sections, part(sections, "Proxy"))


def test_the_list_follows_the_scrolling(sections: SectionList) -> None:
    bar = sections.area.verticalScrollBar()
    met = set()
    for value in range(0, bar.maximum() + 1, 10):
        bar.setValue(value)
        met.add(sections.index.currentRow())
    bar.setValue(bar.maximum())
    assert met | {sections.index.currentRow()} >= {0, 1, 2, 4}
    assert sections.index.currentRow() == len(NAMES) - 1
    bar.setValue(0)
    assert sections.index.currentRow() == 0


def test_cards_are_side_by_side_where_there_is_room_and_below_one_another_again(sections: SectionList) -> None:
    def corners() -> list[tuple[int, int]]:
        tops = (part(sections, name).mapTo(sections, part(sections, name).rect().topLeft()) for name in NAMES)
        return [(corner.x(), corner.y()) for corner in tops]

    narrow = corners()
    assert len({x for x, _y in narrow}) == 1
    assert [y for _x, y in narrow] == sorted(y for _x, y in narrow)
    sections.resize(1800, 500)
    QTest.qWait(0)
    wide = corners()
    assert len({x for x, _y in wide}) == 2
    assert wide[0][1] == wide[2][1]
    sections.resize(900, 500)
    QTest.qWait(0)
    assert corners() == narrow
