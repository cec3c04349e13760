"""Messages over the same part of the window stand one above the other, whoever shows them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.message_place import MessagePlace
from desktop_app.ui.widgets.section import Section
from tests.support.window import AtTheWindow, at

__all__ = ["at"]


def covers(one: QWidget, other: QWidget) -> bool:
    window = one.window()
    first, second = (each.rect().translated(each.mapTo(window, each.rect().topLeft())) for each in (one, other))
    return bool(first.intersects(second))


@pytest.mark.may_stall  # a whole program is started
@pytest.mark.parametrize("page", ["build", "consignments"])
def test_the_windows_message_does_not_lie_over_the_pages(at: AtTheWindow, page: str) -> None:
    shown = at.show(page)
    inside = shown.findChildren(MessagePlace)
    own = next(bar for place in inside for bar in place._bars if isinstance(bar, MessageBar) and place.at_bottom)
    for first, second in ((at.window.message, own), (own, at.window.message)):
        first.show_note("One", "with advice")
        second.show_note("Another", "with advice")
        at.settle()
        assert own.isVisible()
        assert at.window.message.isVisible()
        assert not covers(own, at.window.message)
        # Put away, it leaves its place to the other.
        lowest = own.geometry().bottom()
        own.clear()
        at.settle()
        bottom = at.window.message.mapTo(at.window, at.window.message.rect().bottomLeft()).y()
        own.show_note("Again")
        assert own.geometry().bottom() == lowest
        at.settle()
        assert own.mapTo(at.window, own.rect().bottomLeft()).y() == bottom
        at.window.message.clear()
        own.clear()


def test_places_that_are_gone_are_forgotten(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    theme = Theme()
    above, below = MessageBar(theme), MessageBar(theme)
    page = QWidget(window)
    first = MessagePlace(window, window, above, at_bottom=True)
    first.be_over(window, [MessagePlace(page, page, below, at_bottom=True)])
    window.show()
    above.show_note("Here")
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    above.show_note("Here still")
    first.be_over(window)
    assert above.geometry().bottom() == window.rect().bottom()


@pytest.mark.may_stall  # a whole program is started
@pytest.mark.parametrize(("page", "last"), [("build", "create_button"), ("outbox", "outbox_queue"), ("settings", "")])
def test_what_is_at_the_foot_of_a_page_is_reached_beside_a_message(at: AtTheWindow, page: str, last: str) -> None:
    shown = at.show(page)
    at.window.message.show_problem("One", "with advice", "and a detail")
    for area in shown.findChildren(QScrollArea) if page == "settings" else ():
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    at.settle()
    widgets = [at.find(last)] if last else [each for each in shown.findChildren(Section) if each.isVisible()]
    widget = max(widgets, key=lambda each: each.mapTo(at.window, each.rect().bottomLeft()).y())
    assert not covers(widget, at.window.message)
    assert at.window.rect().contains(widget.mapTo(at.window, widget.rect().center()))
