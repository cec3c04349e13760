"""The panel beside the grid: the one that is chosen is read once the hand rests; text is shown as it is."""

from __future__ import annotations

import asyncio
import json

import httpx
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTabWidget, QTreeView

from desktop_app.pro.models import Address, Consignment, Contact, Country, Dimensions, Item, Money, Package, Weight
from desktop_app.ui.actions import Command
from desktop_app.ui.detail.panel import DetailPanel
from desktop_app.ui.detail.summary import Summary
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.long_text import LongText
from desktop_app.worker import Progress
from tests.support.desk import Desk

MARKUP = "<b>bold</b> & <a href='x'>"


def panel(desk: Desk) -> DetailPanel:
    return desk.page._detail


def until_shown(desk: Desk, reference: str) -> None:
    desk.qtbot.waitUntil(
        lambda: panel(desk).opened is not None and panel(desk).opened.consignment.reference == reference  # type: ignore[union-attr]
    )


def texts(desk: Desk) -> str:
    return "\n".join(label.text() for label in panel(desk)._summary.findChildren(QLabel))


def test_the_chosen_one_is_shown_whole(desk: Desk) -> None:
    reference = desk.click_row(3)
    until_shown(desk, reference)
    opened = panel(desk).opened
    assert opened is not None
    consignment = opened.consignment
    destination = consignment.address("Destination")
    assert destination is not None
    assert destination.postcode
    assert destination.postcode in texts(desk)
    tree = desk.find(QTreeView, "detail_contents").model()
    assert tree.rowCount() == len(consignment.packages)
    counts = [tree.rowCount(tree.index(row, 0)) for row in range(tree.rowCount())]
    assert counts == [len(package.items) for package in consignment.packages]
    raw = desk.find(LongText, "detail_raw")
    assert raw.isReadOnly()
    desk.find(QTabWidget, "detail_tabs").setCurrentIndex(2)
    desk.qtbot.waitUntil(lambda: raw.complete)
    assert json.loads(raw.toPlainText())["Reference"] == reference
    copy = next(b for b in panel(desk).findChildren(QPushButton) if b.text() == "Copy all")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == raw.toPlainText()


def test_an_arrow_key_held_down_reads_one(desk: Desk) -> None:
    desk.click_row(0)
    before = len(desk.door.sent)
    for _ in range(10):
        QTest.keyClick(desk.grid, Qt.Key.Key_Down)
    wanted = desk.references()[10]
    until_shown(desk, wanted)
    assert [request.url.path.rsplit("/", 1)[1] for request in desk.door.sent[before:]] == [wanted]


def test_a_stale_read_is_cancelled_and_never_shown(desk: Desk) -> None:
    slow, quick = desk.references()[:2]
    shown: list[str] = []
    panel(desk).state_seen.connect(lambda reference, _state: shown.append(reference))
    gate = asyncio.Event()

    async def wait() -> None:
        await gate.wait()

    desk.door.before = lambda request: wait() if slow in request.url.path else None
    desk.click_row(0)
    desk.qtbot.waitUntil(lambda: slow in desk.door.sent[-1].url.path)
    desk.worker._thread.loop.call_soon_threadsafe(gate.set)
    for running in list(desk.worker._running.values()):
        assert running.ended.wait(5)  # answered, and not yet heard
    desk.click_row(1)
    until_shown(desk, quick)
    assert shown == [quick]


def test_a_failure_is_told_beside_it_with_retry(desk: Desk) -> None:
    desk.door.answer = lambda request, given: (
        httpx.Response(503, text="<html>") if "withmetadata" in request.url.path else given
    )
    reference = desk.click_row(0)
    desk.qtbot.waitUntil(lambda: "SortedPRO is in trouble" in panel(desk)._bar.text())
    assert reference in panel(desk)._bar.text()
    desk.door.answer = lambda _request, given: given
    QTest.mouseClick(panel(desk)._bar._retry_button, Qt.MouseButton.LeftButton)
    until_shown(desk, reference)
    assert panel(desk)._bar.text() == ""


def test_several_are_added_up(desk: Desk) -> None:
    desk.choose_all()
    assert panel(desk)._several.isVisible()
    assert "50 consignments selected" in panel(desk)._several._title.text()
    assert "kg" in panel(desk)._several._advice.text()


def test_text_from_the_service_is_never_markup(desk: Desk) -> None:
    gb = Country.of("GB")
    created = desk.call(
        lambda: desk.session.client.consignments.create(
            Consignment(
                consignment_reference_provided_by_customer=MARKUP,
                addresses=(
                    Address(address_type="Origin", shipping_location_reference="Bench2"),
                    Address(
                        address_type="Destination",
                        contact=Contact(first_name=MARKUP, last_name="Ash"),
                        address_line1="1 High Street",
                        town=MARKUP,
                        postcode="M1 5WG",
                        country=gb,
                    ),
                ),
                packages=(
                    Package(
                        weight=Weight.kg(1),
                        dimensions=Dimensions.cm(10, 10, 10),
                        description=MARKUP,
                        value=Money.of(5),
                        items=(Item(description=MARKUP, quantity=1),),
                    ),
                ),
            )
        )
    )
    reference = created[0].reference
    desk.page.open(reference)
    until_shown(desk, reference)
    desk.until_quiet()
    assert desk.references() == [reference]
    index = desk.grid.model().index(0, desk.page._search.model.column("customer-reference"))
    assert index.data() == MARKUP
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "<" not in tip
    assert MARKUP in texts(desk)
    labels = panel(desk).findChildren(QLabel)
    assert {label.textFormat() for label in labels if label.text()} == {Qt.TextFormat.PlainText}
    tree = desk.find(QTreeView, "detail_contents").model()
    assert tree.rowCount() == 1
    package = tree.index(0, 0)
    assert MARKUP in package.data()
    item = tree.index(0, 0, package)
    assert item.isValid()
    assert item.data() == MARKUP


def test_duplicate_hands_over_all_that_was_read(desk: Desk) -> None:
    reference = desk.click_row(2)
    heard: list[Consignment] = []
    desk.page.duplicate_requested.connect(heard.append)
    desk.press(Command.DUPLICATE)  # before its details are here
    desk.qtbot.waitUntil(lambda: len(heard) == 1)
    until_shown(desk, reference)
    desk.press(Command.DUPLICATE)
    desk.qtbot.waitUntil(lambda: len(heard) == 2)
    assert [each.reference for each in heard] == [reference, reference]
    assert heard[0].packages
    assert heard[0] == heard[1]


def test_every_text_finds_room_in_the_panel_at_its_narrowest(desk: Desk) -> None:
    async def read(_progress: Progress) -> list[Consignment]:
        api = desk.session.client.consignments
        page = await api.search((), 12, 0)
        return [await api.get_with_metadata(row.reference) for row in page.consignment_summaries]

    with desk.qtbot.waitSignal(desk.worker.submit(read).done) as heard:
        pass
    summary = Summary(Units("kg", "cm"))
    desk.qtbot.addWidget(summary)
    summary.resize(summary.fontMetrics().averageCharWidth() * 36, 600)
    summary.show()
    for consignment in heard.args[0]:
        summary.show_consignment(consignment)
        desk.qtbot.waitUntil(lambda: not summary._later.isActive())
        page = summary.widget()
        assert page is not None
        assert page.minimumSizeHint().width() <= summary.viewport().width(), consignment.reference
