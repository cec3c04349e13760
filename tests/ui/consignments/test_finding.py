"""Finding consignments: filters say what they mean, pages come once, late replies are dropped, each state is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QToolButton, QWidget

from desktop_app.services.consignments import ConsignmentRow
from desktop_app.ui.actions import Command
from desktop_app.ui.tables.model import TableModel
from desktop_app.ui.tables.states import TableState
from tests.support.desk import Desk, MakeDesk


def rows(desk: Desk) -> list[ConsignmentRow]:
    return list(desk.page._search.model.rows)


def add_filter(desk: Desk, field: str) -> None:
    desk.find(QAction, f"add_filter_{field}").trigger()


def test_what_is_typed_is_looked_for_once_the_hand_rests(desk: Desk) -> None:
    before = len(desk.door.searches())
    desk.type("Leeds")
    desk.qtbot.waitUntil(lambda: len(rows(desk)) not in {0, 50})
    assert desk.door.searches()[before:] == [("50/0", {"searchTerm": "Leeds"})]
    assert rows(desk)
    assert all("Leeds" in text for text in desk.column(3))


def test_enter_searches_now(desk: Desk) -> None:
    before = len(desk.door.searches())
    desk.type("York", enter=True)
    assert desk.found() == TableState.LOADING.value
    desk.until_found()
    # The wait for the hand to rest, which Enter went before, is over too: nothing more will be asked.
    assert not desk.page._search.filters._rest.isActive()
    desk.until_quiet()
    assert desk.door.searches()[before:] == [("50/0", {"searchTerm": "York"})]


@pytest.mark.parametrize(
    ("field", "typed", "term", "holds"),
    [
        ("reference", "EC-000-005-EU", "reference", lambda r: r.reference.startswith("EC-000-005-EU")),
        (
            "customer_reference",
            "WEB-2049",
            "referenceProvidedByCustomer",
            lambda r: "WEB-2049" in (r.consignment_reference_provided_by_customer or ""),
        ),
        ("postcode", "M1 5WG", "postCode", lambda r: r.destination_address_postcode == "M1 5WG"),
    ],
)
def test_a_filter_sends_its_term(
    desk: Desk, field: str, typed: str, term: str, holds: Callable[[ConsignmentRow], bool]
) -> None:
    add_filter(desk, field)
    editor = desk.find(QLineEdit, f"filter_{field}_value")
    desk.qtbot.waitUntil(editor.hasFocus)
    QTest.keyClicks(editor, typed)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    desk.until_quiet()
    assert desk.door.searches()[-1] == ("50/0", {term: typed})
    assert desk.found() in {TableState.ROWS.value, TableState.NO_MATCH.value}
    assert all(holds(row) for row in rows(desk))


def test_the_state_filter_is_a_list_of_words_and_sends_the_wire_name(desk: Desk) -> None:
    add_filter(desk, "state")
    combo = desk.find(QComboBox, "filter_state_value")
    combo.hidePopup()
    assert combo.count() == 33
    QTest.keyClicks(combo, "Allocation f")
    desk.until_quiet()
    assert combo.currentText() == "Allocation failed"
    assert desk.door.searches()[-1] == ("50/0", {"state": "AllocationFailed"})
    assert rows(desk)
    assert {row.state for row in rows(desk)} == {"AllocationFailed"}


def test_days_are_this_computers_and_both_included(desk: Desk) -> None:
    from_day, to_day = date.today() - timedelta(days=5), date.today() - timedelta(days=3)  # noqa: DTZ011
    for field, day in (("created_from", from_day), ("created_to", to_day)):
        add_filter(desk, field)
        desk.find(QDateEdit, f"filter_{field}_value").setDate(QDate(day.year, day.month, day.day))
    desk.qtbot.waitUntil(lambda: set(desk.door.searches()[-1][1]) == {"createdDateFrom", "createdDateTo"})
    desk.qtbot.waitUntil(lambda: not desk.page._search.filters._rest.isActive())
    desk.until_quiet()
    days = {row.date_created.astimezone().date() for row in rows(desk) if row.date_created}
    assert days
    assert min(days) >= from_day
    assert max(days) <= to_day


def test_a_chip_is_removed_by_its_cross_and_all_by_clear(desk: Desk) -> None:
    for field in ("postcode", "reference"):
        add_filter(desk, field)
        QTest.keyClicks(desk.find(QLineEdit, f"filter_{field}_value"), "E")
    desk.type("x", enter=True)
    QTest.mouseClick(desk.find(QToolButton, "filter_postcode_remove"), Qt.MouseButton.LeftButton)
    assert desk.door.searches()[-1][1] == {} or desk.page._search.query.postcode == ""
    assert desk.page._search.query.reference == "E"
    desk.click("clear_filters")
    desk.until_found()
    assert desk.door.searches()[-1] == ("50/0", {})
    assert desk.find(QLineEdit, "search_box").text() == ""
    assert desk.find(QLineEdit, "search_box").hasFocus()


def test_scrolling_loads_each_page_once_and_ends(desk: Desk) -> None:
    bar = desk.grid.verticalScrollBar()
    while len(rows(desk)) < 500:
        loaded = len(rows(desk))
        bar.setValue(bar.maximum())
        bar.setValue(bar.maximum() - 1)
        desk.qtbot.waitUntil(lambda loaded=loaded: len(rows(desk)) > loaded)  # type: ignore[misc]
    bar.setValue(bar.maximum())
    desk.until_quiet()
    assert [path for path, _terms in desk.door.searches()] == [f"50/{skip}" for skip in range(0, 500, 50)]
    assert len(set(desk.references())) == 500
    assert desk.find(QLineEdit, "search_box").text() == ""
    assert not desk.page._search.model.more_expected


def test_a_row_that_moves_to_the_next_page_is_shown_once(desk: Desk) -> None:
    first = [row.reference for row in rows(desk)[:3]]
    found = desk.call(lambda: desk.session.client.consignments.search((), 50, 0)).consignment_summaries
    answer = [row.body() for row in found if row.reference in first]
    asked = len(desk.door.searches())

    def again(request: httpx.Request, given: httpx.Response) -> httpx.Response:
        """Let the second page begin with three rows of the first, as it does when others create meanwhile."""
        given.stream = httpx.ByteStream(json.dumps({"Count": 500, "ConsignmentSummaries": answer}).encode())
        return httpx.Response(200, content=bytes(b"".join(given.stream)), headers={"content-type": "application/json"})

    desk.door.answer = again
    desk.grid.scrollToBottom()
    desk.qtbot.waitUntil(lambda: len(desk.door.searches()) == asked + 1)
    desk.until_quiet()
    assert len(desk.references()) == len(set(desk.references())) == 50


def test_a_late_reply_is_dropped(desk: Desk) -> None:
    filled: list[set[str]] = []
    model: TableModel[ConsignmentRow] = desk.page._search.model
    model.modelReset.connect(lambda: filled.append({row.destination_address_town or "" for row in model.rows}))
    desk.type("Leeds", enter=True)
    # Its answer is here, and posted to this thread, but not yet heard when the next question is asked.
    for running in list(desk.worker._running.values()):
        assert running.ended.wait(5)
    desk.type("\b\b\b\b\bYork", enter=False)
    box = desk.find(QLineEdit, "search_box")
    box.setText("York")
    QTest.keyClick(box, Qt.Key.Key_Return)
    desk.until_quiet()
    assert filled[-1] == {"York"}
    assert {"Leeds"} not in filled


@pytest.mark.may_stall  # the tester asks for every cell whenever rows change
def test_the_model_keeps_qt_s_rules(desk: Desk, qtmodeltester: Any) -> None:
    for model in (desk.page._search.model, desk.grid.model()):
        qtmodeltester.check(model)
    desk.grid.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    desk.grid.scrollToBottom()
    desk.qtbot.waitUntil(lambda: len(rows(desk)) == 100)
    desk.type("Leeds", enter=True)
    desk.until_found()


def test_nothing_yet(make_desk: MakeDesk) -> None:
    desk = make_desk(consignments=0)
    desk.until_found(TableState.EMPTY)


def test_no_match_offers_to_clear_the_filters(desk: Desk) -> None:
    desk.type("no such thing", enter=True)
    desk.until_found(TableState.NO_MATCH)
    desk.click("no_match_clear")
    desk.until_found()
    assert len(rows(desk)) == 50


@pytest.mark.parametrize("error", [httpx.ReadTimeout("slow"), httpx.ConnectError("no route")])
def test_a_time_out_is_an_error_with_retry_and_never_no_match(desk: Desk, error: Exception) -> None:
    def fail(_request: httpx.Request) -> None:
        raise error

    desk.door.before = fail
    desk.type("Leeds", enter=True)
    desk.until_found(TableState.ERROR)
    desk.door.before = lambda _request: None
    QTest.mouseClick(desk.page._search.table.states._error_bar._retry_button, Qt.MouseButton.LeftButton)
    desk.until_found()
    assert all("Leeds" in text for text in desk.column(3))


def test_a_failed_refresh_keeps_rows_selection_and_filters(desk: Desk) -> None:
    desk.type("Leeds", enter=True)
    desk.until_found()
    chosen = {desk.click_row(1), desk.click_row(3, Qt.KeyboardModifier.ControlModifier)}
    before = desk.references()
    desk.until_quiet()

    def fail(_request: httpx.Request) -> None:
        raise httpx.ConnectError("no route")

    desk.door.before = fail
    desk.page.refresh()
    desk.qtbot.waitUntil(lambda: "could not be reached" in desk.page._search.bar.text())
    assert desk.references() == before
    assert {row.reference for row in desk.grid.chosen()} == chosen
    assert desk.page._search.query.text == "Leeds"
    desk.door.before = lambda _request: None
    desk.page.refresh()
    desk.qtbot.waitUntil(lambda: desk.page._search.bar.text() == "")
    assert {row.reference for row in desk.grid.chosen()} == chosen


def test_a_failed_page_is_asked_for_again_only_by_the_person(desk: Desk) -> None:
    def fail(_request: httpx.Request) -> None:
        raise httpx.ConnectError("no route")

    desk.door.before = fail
    desk.grid.scrollToBottom()
    desk.qtbot.waitUntil(lambda: "could not be reached" in desk.page._search.bar.text())
    asked = len(desk.door.sent)
    desk.grid.scrollToTop()
    desk.grid.scrollToBottom()
    desk.until_quiet()
    assert len(desk.door.sent) == asked
    desk.door.before = lambda _request: None
    QTest.mouseClick(desk.page._search.bar._retry_button, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: len(rows(desk)) == 100)


def test_sorting_covers_what_is_loaded_and_says_so(desk: Desk) -> None:
    weight = desk.page._search.model.column("weight")
    desk.grid.sortByColumn(weight, Qt.SortOrder.DescendingOrder)
    loaded = [row.weight.value for row in rows(desk) if row.weight]
    shown = [desk.grid._rows.row_at(desk.grid.model().index(i, 0)).weight for i in range(50)]
    assert [w.value for w in shown if w] == sorted(loaded, reverse=True)
    assert "50" in desk.page._search.table._note.text()
    assert [path for path, _terms in desk.door.searches()] == ["50/0"]


def test_columns_are_kept_and_what_is_kept_wrongly_is_ignored(make_desk: MakeDesk) -> None:
    desk = make_desk(consignments=10)
    # Rows that come later would have the columns fitted to them.
    desk.until_found()
    header = desk.grid.horizontalHeader()
    actions = {action.text(): action for action in desk.grid.column_chooser.actions()}
    with desk.qtbot.waitSignal(desk.page.columns_changed) as heard:
        actions["Value"].trigger()
        header.moveSection(0, 2)
        header.resizeSection(3, 321)
    other = make_desk(consignments=10)
    other.page.set_columns(heard.args[0])
    there = other.grid.horizontalHeader()
    assert other.page.columns() == heard.args[0]
    assert there.visualIndex(0) == 2
    assert there.sectionSize(3) == 321
    assert there.isSectionHidden(6)
    for wrong in ("", "{}", "[1]", '[{"key": "reference", "width": "x", "hidden": false}]', "[]"):
        other.page.set_columns(wrong)
        assert other.page.columns() == heard.args[0]


def test_rows_that_the_service_is_at_work_on_are_looked_at_again_and_quietly(desk: Desk) -> None:
    at_work = [row for row in rows(desk) if row.state in {"Allocating", "Manifesting", "Cancelling"}]
    assert at_work

    def settled(request: httpx.Request, given: httpx.Response) -> httpx.Response:
        row = next(row for row in at_work if row.reference == request.url.params["reference"])
        body = {"Count": 1, "ConsignmentSummaries": [{"Reference": row.reference, "State": "Lost"}]}
        return httpx.Response(200, json=body)

    def fail(_request: httpx.Request) -> None:
        raise httpx.ConnectError("no route")

    desk.door.before = fail
    desk.page._search.look_at_moving()
    desk.until_quiet()
    assert desk.page._search.bar.text() == ""
    desk.door.before, desk.door.answer = lambda _request: None, settled
    asked = len(desk.door.searches())
    desk.page._search.look_at_moving()
    desk.page._search.look_at_moving()  # while the first is under way: not asked twice
    desk.until_quiet()
    terms = [terms for _path, terms in desk.door.searches()[asked:]]
    assert terms == [{"reference": row.reference} for row in at_work]
    assert {row.state for row in rows(desk) if row.reference in {r.reference for r in at_work}} == {"Lost"}


def test_one_is_opened_by_its_reference_even_if_the_search_lags(desk: Desk) -> None:
    reference = rows(desk)[7].reference
    desk.door.answer = lambda request, given: (
        httpx.Response(200, json={"Count": 0, "ConsignmentSummaries": []}) if "/50/0" in request.url.path else given
    )
    desk.page.open(reference)
    desk.until_found(TableState.NO_MATCH)
    desk.qtbot.waitUntil(lambda: desk.page._detail.opened is not None)
    assert desk.page._detail.reference == reference
    # What can be done with it can be done at once, though there is no row to be clicked.
    assert desk.find(QWidget, "action_duplicate").isEnabled()
    desk.press(Command.COPY_REFERENCE)
    assert QGuiApplication.clipboard().text() == reference
    # It is looked for again, and takes its place among the rows, chosen.
    desk.door.answer = lambda _request, given: given
    desk.page._search.look_at_moving()
    desk.qtbot.waitUntil(lambda: desk.references() == [reference])
    assert [row.reference for row in desk.grid.chosen()] == [reference]
    assert desk.find(QWidget, "action_duplicate").isEnabled()


def test_what_is_opened_leaves_no_filter_in_the_way_of_the_next_search(desk: Desk) -> None:
    reference = rows(desk)[7].reference
    desk.page.open(reference)
    desk.qtbot.waitUntil(lambda: desk.references() == [reference])
    desk.type("Leeds", enter=True)
    desk.until_quiet()
    assert desk.door.searches()[-1] == ("50/0", {"searchTerm": "Leeds"})
    assert len(rows(desk)) > 1
    # The same with a filter in place of text, and with what one's own reference was looked for by.
    for asked in (desk.page.open, desk.page.look_for):
        asked(reference)
        desk.until_quiet()
        add_filter(desk, "postcode")
        QTest.keyClicks(desk.find(QLineEdit, "filter_postcode_value"), "M1")
        desk.qtbot.waitUntil(lambda: desk.door.searches()[-1] == ("50/0", {"postCode": "M1"}))


def test_a_filter_that_was_opened_and_then_typed_in_is_the_persons_own(desk: Desk) -> None:
    desk.page.open(rows(desk)[7].reference)
    desk.until_quiet()
    editor = desk.find(QLineEdit, "filter_reference_value")
    editor.selectAll()
    QTest.keyClicks(editor, "EC-0")
    desk.type("Leeds", enter=True)
    desk.until_quiet()
    assert desk.door.searches()[-1] == ("50/0", {"searchTerm": "Leeds", "reference": "EC-0"})


def test_what_is_opened_by_its_reference_is_chosen_when_it_comes(desk: Desk) -> None:
    before = desk.click_row(2)
    reference = desk.references()[7]
    assert reference != before
    desk.page.open(reference)
    desk.qtbot.waitUntil(lambda: desk.references() == [reference])
    assert [row.reference for row in desk.grid.chosen()] == [reference]
