"""Texts that are made to stop a window: it goes on, shows as much as can be read, and gives the whole when asked.

How long the window stands still is the heartbeat's to judge.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTabWidget
from pytestqt.qtbot import QtBot

from desktop_app.pro.errors import Rejected
from desktop_app.ui.consignments.page import ConsignmentsPage
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.shown_text import CELL, WRITINGS, shorten
from desktop_app.ui.widgets.broken_text import BrokenText
from desktop_app.ui.widgets.long_text import LongText
from desktop_app.worker import Worker
from tests.support.hostile_texts import TEXTS
from tests.support.made_up import MadeUp, page_over
from tests.support.waiting import until

IN_ROWS = (
    "State",
    "ConsignmentReferenceProvidedByCustomer",
    "MpdCarrierServiceName",
    "DestinationAddressTown",
    "FailedAllocationMessage",
)
IN_ADDRESS = ("CompanyName", "AddressLine1", "AddressLine2", "Town", "Postcode", "SpecialInstructions")
REFERENCE = "EC-000-000003"


class Window:
    """The page over a made-up service, and what a person does with it."""

    def __init__(self, page: ConsignmentsPage, worker: Worker, service: MadeUp) -> None:
        self.page, self.worker, self.service = page, worker, service
        self.detail = page._detail

    def open(self, reference: str = REFERENCE) -> None:
        self.page._grid.choose([reference], reference)
        until(lambda: self.detail.opened is not None and self.detail.reference == reference)

    def look_at(self, tab: int) -> None:
        tabs = self.find(QTabWidget, "detail_tabs")
        tabs.setCurrentIndex(tab)
        QTest.qWait(50)

    def find(self, kind: type[Any], name: str) -> Any:
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    service = MadeUp(60)
    with page_over(service, tmp_path) as (page, worker, _session):
        yield Window(page, worker, service)
    QLocale.setDefault(before)


def consignment(
    text: str, *, packages: int = 1, items: int = 1, metadata: int = 1, addresses: int = 1
) -> dict[str, Any]:
    """Return a consignment with `text` wherever a person or the service can write."""
    item = {"Description": text, "Sku": text, "HarmonisationCode": text, "Quantity": 2}
    kinds = ("Destination", "Origin", "Return", "Sender")
    address = {**dict.fromkeys(IN_ADDRESS, text), "Contact": {"FirstName": text, "Email": text}}
    return {
        "Reference": REFERENCE,
        "ConsignmentState": text,
        "ConsignmentReferenceProvidedByCustomer": text,
        "Tags": [text],
        "Addresses": [{"AddressType": kind, **address} for kind in kinds for _ in range(addresses)],
        "MetaData": [{"KeyValue": text[:50], "StringValue": text} for _ in range(metadata)],
        "Allocation": {"MpdCarrierServiceName": text, "TrackingReferences": [text]},
        "Packages": [
            {"Reference": f"P{number}", "Description": text, "Items": [item] * items} for number in range(packages)
        ],
    }


ISOLATE = 2
"""Characters that are put round a line with a direction of its own."""


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_stops_the_window(window: Window, name: str) -> None:
    text = TEXTS[name]
    window.service.change = lambda row: row.update(dict.fromkeys(IN_ROWS, text))
    window.service.consignment = lambda _reference: consignment(text)
    window.page.refresh()
    until(lambda: not window.page._search.loader.busy)
    QTest.qWait(30)
    cells = [window.page._grid.model().index(0, column).data() for column in range(6)]
    assert max(map(len, cells)) <= CELL + ISOLATE
    window.open()
    for tab in (1, 2, 0):
        window.look_at(tab)
    labels = [label for label in window.detail.findChildren(QLabel) if isinstance(label.text(), str)]
    assert all(len(label.text()) <= 1000 + 20 * ISOLATE for label in labels)
    assert all(len(broken.toPlainText()) <= 1000 + 20 * ISOLATE for broken in window.detail.findChildren(BrokenText))
    window.page._grid.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    window.page._grid.selectAll()
    QTest.qWait(30)


@pytest.mark.parametrize("size", [100_000, 1_000_000])
def test_one_long_word_is_shown_shortened_and_given_whole(window: Window, size: int) -> None:
    word = "x" * size
    window.service.consignment = lambda reference: {
        "Reference": reference,
        "ConsignmentState": "Allocated",
        "ConsignmentReferenceProvidedByCustomer": word,
    }
    window.open()
    (shown,) = (each for each in window.detail.findChildren(BrokenText) if each.toPlainText().startswith("xxx"))
    assert shown.toPlainText().endswith("…")
    QTest.mouseClick(window.find(QPushButton, "summary_show_all"), Qt.MouseButton.LeftButton)
    whole = window.page.window().findChild(QDialog, "whole_text")
    assert whole is not None
    view = whole.findChild(LongText)
    assert view is not None
    until(lambda: view.complete)
    assert view.document().findBlockByNumber(0).length() < 1000
    view.selectAll()
    view.copy()
    assert QGuiApplication.clipboard().text() == word
    QGuiApplication.clipboard().clear()
    copy = whole.findChild(QPushButton, "whole_text_copy")
    assert copy is not None
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == word
    QGuiApplication.clipboard().clear()
    whole.close()
    window.look_at(2)
    raw = window.find(LongText, "detail_raw")
    until(lambda: raw.complete)
    assert json.loads(raw.whole)["ConsignmentReferenceProvidedByCustomer"] == word


@pytest.mark.parametrize(
    "many",
    [{"packages": 2000}, {"items": 2000}, {"metadata": 500}, {"addresses": 125}],
    ids=lambda many: next(iter(many)),
)
def test_a_consignment_of_many_parts_does_not_stop_the_window(window: Window, many: dict[str, int]) -> None:
    window.service.consignment = lambda _reference: consignment("Blue coat", **many)
    window.open()
    for tab in (1, 2, 0):
        window.look_at(tab)
    raw = window.find(LongText, "detail_raw")
    window.look_at(2)
    until(lambda: raw.complete)
    assert raw.toPlainText() == raw.whole
    if "metadata" in many:
        assert "Show all 500" in {button.text() for button in window.detail.findChildren(QPushButton)}


@pytest.mark.longest(0.07)
def test_a_text_in_every_script_is_given_whole(qtbot: QtBot) -> None:
    view = LongText()
    qtbot.addWidget(view)
    view.show()
    text = TEXTS["many scripts"][:4000] + "\r\nend\n"
    steps = []
    view.document().contentsChange.connect(lambda *_change: steps.append(len(view._met)))
    view.show_text(text)
    until(lambda: view.complete)
    # One kind after the other, so that the window goes on meanwhile.
    assert max(after - before for before, after in pairwise([0, *steps])) <= WRITINGS
    assert steps[-1] > 30
    cursor = view.textCursor()
    cursor.setPosition(1)
    cursor.movePosition(cursor.MoveOperation.End, cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.createMimeDataFromSelection().text() == text[1:].replace("\r\n", "\n")


def test_what_is_marked_in_a_long_text_is_copied_as_it_was_written(qtbot: QtBot) -> None:
    view = LongText()
    qtbot.addWidget(view)
    view.show()
    text = "first\nsecond " + "y" * 1500 + "\r\nthird \U0001f468 end\n"
    view.show_text(text)
    until(lambda: view.complete)
    cursor = view.textCursor()
    cursor.setPosition(3)
    cursor.movePosition(cursor.MoveOperation.End, cursor.MoveMode.KeepAnchor)
    cursor.movePosition(cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor, 3)
    view.setTextCursor(cursor)
    assert view.createMimeDataFromSelection().text() == text.replace("\r\n", "\n")[3:-3]


def test_the_panel_of_an_error_shows_no_more_than_can_be_read(window: Window) -> None:
    window.open()
    bar = window.detail._bar
    for text in TEXTS.values():
        window.detail._notifier.report(Rejected(text, correlation_id=text[:500]), "Open it", bar)
        QTest.qWait(30)
        assert all(len(label.text()) <= 300 + 8 * ISOLATE for label in bar.findChildren(QLabel))
        assert isolated(text) in bar.text()


def test_shortening_is_the_same_for_a_text_and_for_the_beginning_of_it() -> None:
    for text in TEXTS.values():
        assert shorten(text) == shorten(text * 3)
