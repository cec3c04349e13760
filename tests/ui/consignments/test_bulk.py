"""One action over one and many: the question, the sending, the results, and nothing sent twice or unasked."""

from __future__ import annotations

import asyncio
import threading

import httpx
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QProgressBar, QPushButton, QTreeView, QWidget

from desktop_app.pro.states import Action, State, allowed
from desktop_app.services.consignments import Query
from desktop_app.services.outbox.batch import AT_ONCE
from desktop_app.ui.actions import Command
from desktop_app.ui.consignments.bulk_controller import BulkController
from desktop_app.ui.consignments.bulk_panel import BulkPanel
from desktop_app.ui.operation import Operations
from desktop_app.ui.style.theme import Theme
from tests.support.desk import Desk, MakeDesk, table_rows


def only(desk: Desk, state: State) -> list[str]:
    """Filter the grid by state; return what it shows."""
    desk.page._search.filters.set_query(Query(state=state.value))
    desk.until_found()
    return desk.references()


def results(desk: Desk) -> dict[str, tuple[str, str]]:
    """Return what the results say: reference → (result, message)."""
    return {row[1]: (row[0], row[2]) for row in table_rows(desk.find(QTreeView, "bulk_results"))}


def facts(desk: Desk) -> str:
    return str(desk.find(QLabel, "bulk_facts").text())


def until_done(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: not desk.page._actions.bulk.busy, timeout=10_000)


def test_mixed_states_are_told_apart_before_and_each_has_a_result_after(desk: Desk) -> None:
    desk.choose_all()
    states = [row.state for row in desk.grid.chosen()]
    ready = [row.reference for row in desk.grid.chosen() if allowed(Action.ALLOCATE, row.state)]
    desk.press(Command.ALLOCATE)
    assert facts(desk).startswith(f"{len(ready)} of 50 can be allocated; ")
    assert not desk.door.writes()
    desk.click("bulk_continue")
    until_done(desk)
    shown = results(desk)
    assert set(shown) == set(ready)
    assert {result for result, _message in shown.values()} == {"Allocated", "Failed"}
    assert all(message for result, message in shown.values() if result == "Failed")
    assert len(desk.door.writes()) == len(ready)
    # The rows are read again, in place: each says what the result says.
    desk.until_quiet()
    now = {row.reference: row.state for row in desk.page._search.model.rows}
    for reference, (result, _message) in shown.items():
        assert now[reference] == ("Allocated" if result == "Allocated" else "AllocationFailed")
    assert [row.reference for row in desk.grid.chosen()] == desk.references()
    untouched = [s for s in states if not allowed(Action.ALLOCATE, s)]
    assert len(untouched) == 50 - len(ready)


def test_retry_sends_what_failed_and_nothing_else(desk: Desk) -> None:
    desk.choose_all()
    desk.press(Command.ALLOCATE)
    desk.click("bulk_continue")
    until_done(desk)
    failed = {reference for reference, (result, _message) in results(desk).items() if result == "Failed"}
    before = len(desk.door.writes())
    everything = set(results(desk))
    assert desk.find(QPushButton, "bulk_retry").text() == f"Retry the {len(failed)} that failed"
    desk.click("bulk_retry")
    until_done(desk)
    again = desk.door.writes()[before:]
    assert len(again) == len(failed)
    assert all(any(reference in body for reference in failed) for body in again)
    assert set(results(desk)) == everything


def test_an_unknown_outcome_is_looked_at_and_not_sent_again(desk: Desk) -> None:
    references = only(desk, State.UNALLOCATED)[:3]
    doubtful = references[1]

    def lose(request: httpx.Request) -> None:
        """Break the connection after the service had the request, and say nothing when asked about it."""
        if doubtful in request.url.path + request.content.decode() and "/50/0" not in request.url.path:
            raise httpx.ReadError("reset")

    desk.door.before = lose
    for row in range(3):
        desk.click_row(row, Qt.KeyboardModifier.ControlModifier if row else Qt.KeyboardModifier.NoModifier)
    desk.press(Command.DEALLOCATE)  # not to be had: nothing may happen
    assert not desk.find(QWidget, "bulk_panel").isVisible()
    desk.press(Command.ALLOCATE)
    desk.click("bulk_continue")
    until_done(desk)
    assert results(desk)[doubtful][0] == "Unknown"
    assert desk.find(QPushButton, "bulk_look_again").isVisible()
    failed = [r for r, (result, _m) in results(desk).items() if result == "Failed"]
    assert desk.find(QPushButton, "bulk_retry").isVisible() == bool(failed)
    assert doubtful not in failed
    desk.until_quiet()
    sent, looked = len(desk.door.writes()), len(desk.door.searches())
    desk.click("bulk_look_again")
    desk.until_quiet()
    assert len(desk.door.writes()) == sent
    assert desk.door.searches()[looked:] == [("50/0", {"reference": doubtful})]


def test_stop_sends_no_more_and_the_rest_can_be_sent_later(desk: Desk) -> None:
    only(desk, State.UNALLOCATED)
    gate = asyncio.Event()

    async def wait() -> None:
        await gate.wait()

    desk.door.before = lambda request: wait() if request.method == "PUT" else None
    desk.choose_all()
    total = len(desk.references())
    desk.press(Command.ALLOCATE)
    desk.click("bulk_continue")
    desk.qtbot.waitUntil(lambda: bool(desk.door.writes()))
    assert desk.find(QProgressBar, "bulk_progress").maximum() == total
    assert not desk.page._actions.actions.actions_of[Command.CANCEL].isEnabled()
    desk.click("bulk_stop")
    desk.worker._thread.loop.call_soon_threadsafe(gate.set)
    until_done(desk)
    sent = len(desk.door.writes())
    assert sent < total
    skipped = [reference for reference, (result, _message) in results(desk).items() if result == "Not sent"]
    assert len(skipped) == total - sent
    assert len(results(desk)) == total
    desk.click("bulk_send_rest")
    until_done(desk)
    assert len(desk.door.writes()) == total
    assert "Not sent" not in {result for result, _message in results(desk).values()}


def test_one_is_allocated_without_a_question_and_the_bar_says_so(desk: Desk) -> None:
    only(desk, State.UNALLOCATED)
    reference = ""
    for row in range(len(desk.references())):
        reference = desk.click_row(row)
        desk.press(Command.ALLOCATE)
        until_done(desk)
        if not desk.find(QWidget, "bulk_panel").isVisible():
            break
        desk.click("bulk_close")
    assert f"{reference}: Allocated" in desk.page._actions.bar.text()
    desk.until_quiet()
    row_now = desk.page._search.model.row(reference)
    assert row_now is not None
    assert row_now.state == "Allocated"
    desk.qtbot.waitUntil(lambda: desk.page._detail._chip.text == "Allocated")
    assert desk.page._actions.actions.actions_of[Command.DEALLOCATE].isEnabled()
    assert not desk.page._actions.actions.actions_of[Command.ALLOCATE].isEnabled()


def test_a_cancel_is_always_confirmed_and_back_sends_nothing(desk: Desk) -> None:
    reference = only(desk, State.UNALLOCATED)[0]
    desk.click_row(0)
    desk.press(Command.CANCEL)
    panel = desk.find(QWidget, "bulk_panel")
    assert panel.isVisible()
    # What cannot be taken back is not one Enter away.
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert not panel.isVisible()
    desk.press(Command.CANCEL)
    QTest.keyClick(desk.find(QPushButton, "bulk_continue"), Qt.Key.Key_Escape)
    assert not panel.isVisible()
    desk.until_quiet()
    assert not desk.door.writes()
    desk.press(Command.CANCEL)
    desk.click("bulk_continue")
    until_done(desk)
    assert desk.door.writes() == [f"PUT /consignments/{reference}/cancel "]
    assert f"{reference}: Cancelled" in desk.page._actions.bar.text()


def test_in_production_every_cancel_wants_its_number_typed(make_desk: MakeDesk) -> None:
    desk = make_desk(consignments=200, confirm_over=25)
    desk.until_found()
    only(desk, State.UNALLOCATED)
    desk.click_row(0)
    desk.click_row(1, Qt.KeyboardModifier.ControlModifier)
    desk.press(Command.CANCEL)
    listed = desk.find(QTreeView, "bulk_listed")
    assert [row[0] for row in table_rows(listed)] == desk.references()[:2]
    go, typed = desk.find(QPushButton, "bulk_continue"), desk.find(QLineEdit, "bulk_count")
    assert not go.isEnabled()
    QTest.keyClicks(typed, "1")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    assert not desk.door.writes()
    QTest.keyClick(typed, Qt.Key.Key_Backspace)
    QTest.keyClicks(typed, "2")
    desk.click("bulk_continue")
    until_done(desk)
    assert len(desk.door.writes()) == 2


def test_in_production_more_rows_than_agreed_want_their_number_typed(make_desk: MakeDesk) -> None:
    desk = make_desk(consignments=200, confirm_over=2)
    desk.until_found()
    only(desk, State.UNALLOCATED)
    for row, typed in ((1, False), (2, True)):
        desk.click_row(0)
        desk.click_row(row, Qt.KeyboardModifier.ShiftModifier)
        desk.press(Command.ALLOCATE)
        assert desk.find(QLineEdit, "bulk_count").isVisible() == typed
        assert desk.find(QPushButton, "bulk_continue").isEnabled() != typed
        assert desk.find(QTreeView, "bulk_listed").model().rowCount() == row + 1
        desk.click("bulk_back")


def test_a_carrier_service_is_chosen_from_the_account_s_list(desk: Desk) -> None:
    only(desk, State.UNALLOCATED)
    reference = desk.click_row(0)
    menu = desk.page._actions.actions.allocate_menu.services
    menu.aboutToShow.emit()
    desk.until_quiet()
    desk.qtbot.waitUntil(lambda: len(menu.actions()) > 3)
    wanted = next(action for action in menu.actions() if action.text() == "Standard Parcel")
    wanted.trigger()
    until_done(desk)
    assert len(desk.door.writes()) == 1
    assert "/allocation/allocatewithcarrierservice" in desk.door.writes()[0]
    assert reference in desk.door.writes()[0]


def test_the_cheapest_quote_is_for_one(desk: Desk) -> None:
    only(desk, State.UNALLOCATED)
    reference = desk.click_row(0)
    cheapest = desk.page._actions.actions.actions_of[Command.ALLOCATE_CHEAPEST]
    cheapest.trigger()
    until_done(desk)
    assert desk.door.writes() == [f"PUT /allocation/{reference}/allocatewithcheapestquote "]
    desk.click_row(1)
    desk.click_row(2, Qt.KeyboardModifier.ControlModifier)
    assert not cheapest.isEnabled()
    assert "one consignment" in cheapest.toolTip()


def test_what_the_service_says_is_shown_as_it_came(desk: Desk) -> None:
    only(desk, State.UNALLOCATED)
    markup = "<b>No</b> &amp; <img src='file:///etc/passwd'>"
    body = {"Code": "Refused", "Message": markup, "CorrelationId": "c0ffee", "Details": []}
    desk.door.answer = lambda request, given: httpx.Response(400, json=body) if request.method == "PUT" else given
    desk.click_row(0)
    desk.press(Command.ALLOCATE)
    until_done(desk)
    (result,) = results(desk).values()
    assert result == ("Failed", markup)
    whole = desk.find(QLabel, "bulk_message")
    assert whole.isVisible()
    assert whole.text() == markup
    assert whole.textFormat() is Qt.TextFormat.PlainText
    desk.click("bulk_copy")
    assert QGuiApplication.clipboard().text() == "c0ffee"


def test_once_it_is_destroyed_no_more_is_sent(desk: Desk) -> None:
    only(desk, State.UNALLOCATED)
    desk.choose_all()
    rows = desk.grid.chosen()
    gate = asyncio.Event()

    async def wait() -> None:
        await gate.wait()

    desk.door.before = lambda request: wait() if request.method == "PUT" else None
    owner, panel = QObject(), BulkPanel(Theme())
    controller = BulkController(Operations(desk.worker), desk.session.actions, panel, None, owner)
    controller.start(Action.ALLOCATE, rows)
    panel.agreed.emit()
    desk.qtbot.waitUntil(lambda: len(desk.door.writes()) == AT_ONCE)
    assert controller.busy
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    desk.worker._thread.loop.call_soon_threadsafe(gate.set)
    desk.until_quiet()
    assert len(desk.door.writes()) == AT_ONCE < len(rows)
    panel.deleteLater()


def test_what_is_stopped_before_it_began_has_sent_nothing_and_can_be_sent_again(desk: Desk) -> None:
    only(desk, State.UNALLOCATED)
    desk.choose_all()
    held = threading.Event()
    desk.worker._thread.loop.call_soon_threadsafe(held.wait, 5)
    desk.press(Command.ALLOCATE)
    desk.click("bulk_continue")
    desk.click("bulk_stop")
    held.set()
    until_done(desk)
    desk.until_quiet()
    assert desk.door.writes() == []
    assert desk.page._actions.actions.actions_of[Command.ALLOCATE].isEnabled()


def test_a_failure_without_a_reason_says_that_there_is_none(desk: Desk) -> None:
    only(desk, State.UNALLOCATED)
    line = [{"IsSuccess": False, "Message": "", "Data": desk.references()[0]}]
    desk.door.answer = lambda request, given: httpx.Response(200, json=line) if request.method == "PUT" else given
    desk.click_row(0)
    desk.press(Command.ALLOCATE)
    until_done(desk)
    ((result, message),) = results(desk).values()
    assert result == "Failed"
    assert "gives no reason" in message


def test_results_go_with_another_question_but_not_with_a_refresh(desk: Desk) -> None:
    only(desk, State.UNALLOCATED)
    desk.choose_all()
    desk.press(Command.ALLOCATE)
    desk.click("bulk_continue")
    until_done(desk)
    panel = desk.find(QWidget, "bulk_panel")
    assert panel.isVisible()
    desk.page.refresh()
    desk.until_quiet()
    assert panel.isVisible()
    desk.type("Leeds", enter=True)
    assert not panel.isVisible()


def test_a_question_about_rows_that_are_gone_is_taken_back(desk: Desk) -> None:
    desk.choose_all()
    desk.press(Command.ALLOCATE)
    desk.type("Leeds", enter=True)
    assert not desk.find(QWidget, "bulk_panel").isVisible()
    assert desk.find(QLineEdit, "search_box").hasFocus()
    desk.until_quiet()
    assert not desk.door.writes()


def test_nothing_moves_for_a_question_or_for_results(desk: Desk) -> None:
    def places() -> list[QRect]:
        parts = (desk.grid, desk.grid.horizontalHeader(), desk.find(QWidget, "consignments_split"))
        return [part.rect().translated(part.mapTo(desk.page, QPoint())) for part in parts]

    before, panel = places(), desk.find(QWidget, "bulk_panel")
    desk.choose_all()
    desk.press(Command.ALLOCATE)
    assert panel.isVisible()
    assert places() == before
    desk.click("bulk_continue")
    until_done(desk)
    assert panel.isVisible()
    assert places() == before
    # All of it is on the page, its buttons too, and stays so with a longer message below the rows.
    results = desk.find(QTreeView, "bulk_results")
    for row in range(results.model().rowCount()):
        results.setCurrentIndex(results.model().index(row, 0))
        desk.qtbot.waitUntil(lambda: panel.height() >= panel.heightForWidth(panel.width()))
        close = desk.find(QPushButton, "bulk_close")
        assert desk.page.rect().contains(close.rect().translated(close.mapTo(desk.page, QPoint())))
