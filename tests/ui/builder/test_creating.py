"""Create sends once, shows in place what came of it, and leaves everything typed where it failed."""

from __future__ import annotations

import json

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_app.packing.saved import to_data
from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.services.outbox.operations.creating import CreateConsignment
from desktop_app.ui.builder.board.consignment_frame import ConsignmentFrame
from desktop_app.ui.builder.draft_editor import Target
from tests.ui.builder.conftest import Packer

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ready(packer: Packer) -> Packer:
    """A Packer with the clothing example packed and addressed."""
    necklace, bracelet, coat, hat = packer.add_clothes()
    packer.page.editor.put([necklace, bracelet], Target(CONSIGNMENTS))
    for item in (coat, hat):
        packer.page.editor.put([item], Target(packer.consignment.id))
    packer.fill_in()
    return packer


def frame(packer: Packer) -> ConsignmentFrame:
    found = packer.page.board.frame(packer.consignment.id)
    assert found is not None
    return found


def test_create_shows_the_reference_in_place_and_opens_it(ready: Packer) -> None:
    button = ready.find("create_button", QPushButton)
    ready.loose.setFocus()
    ready.key(Qt.Key.Key_Return, CTRL)
    assert button.text() == "Creating…"
    assert not button.isEnabled()
    assert not frame(ready).flow.isEnabled()
    ready.key(Qt.Key.Key_Return, CTRL)
    ready.page._creating.create(ready.consignment)
    ready.qtbot.waitUntil(lambda: bool(ready.consignment.created))
    assert frame(ready).banner.text.text() == f"Created {ready.consignment.created}"
    assert ready.consignment.created.startswith("EC-")
    (sent,) = [r for r in ready.door.sent if r.method == "POST"]
    body = json.loads(sent.content)
    assert [[i["Description"] for i in p["Items"]] for p in body["Packages"]] == [
        ["Necklace", "Bracelet"],
        ["Coat"],
        ["Hat"],
    ]
    with ready.qtbot.waitSignal(ready.page.open_consignment) as opened:
        QTest.mouseClick(frame(ready).banner.open, Qt.MouseButton.LeftButton)
    assert opened.args == [ready.consignment.created]
    QTest.mouseClick(frame(ready).banner.clear, Qt.MouseButton.LeftButton)
    assert ready.draft.consignments == []


def test_what_was_created_is_not_taken_back_by_undo(ready: Packer) -> None:
    ready.page.send()
    ready.qtbot.waitUntil(lambda: bool(ready.consignment.created))
    before = to_data(ready.draft)
    ready.loose.setFocus()
    ready.key(Qt.Key.Key_Z, CTRL)
    assert to_data(ready.draft) == before


def test_a_refusal_leaves_everything_typed_and_unlocks(ready: Packer) -> None:
    def refuse(request: httpx.Request, given: httpx.Response) -> httpx.Response:
        if request.method != "POST":
            return given
        body = {"Code": "Invalid", "Message": "No such <b>place</b>", "CorrelationId": "c-1", "DetailsPane": []}
        return httpx.Response(400, json=body, request=request)

    ready.door.answer = refuse
    before = to_data(ready.draft)
    ready.page.send()
    ready.qtbot.waitUntil(lambda: not frame(ready).message.isHidden())
    assert "No such <b>place</b>" in frame(ready).message.text()
    assert to_data(ready.draft) == before
    ready.qtbot.waitUntil(lambda: ready.find("create_button").isEnabled())
    assert ready.find("create_button").text() == "Create"
    assert frame(ready).flow.isEnabled()
    ready.loose.setFocus()
    ready.key(Qt.Key.Key_Z, CTRL)
    assert to_data(ready.draft) != before


def test_no_answer_keeps_it_locked_and_looking_again_finds_it(ready: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CreateConsignment, "looks", (0.0,))
    lost = True

    def lose(request: httpx.Request) -> None:
        if lost and (request.method == "POST" or "referenceProvidedByCustomer" in str(request.url)):
            raise httpx.ReadError("reset", request=request)

    ready.door.after = lose
    ready.page.send()
    ready.qtbot.waitUntil(frame(ready).banner.look.isVisible)
    assert ready.consignment.submission
    assert ready.consignment.locked
    assert not ready.find("create_button").isEnabled()
    lost = False
    QTest.mouseClick(frame(ready).banner.look, Qt.MouseButton.LeftButton)
    ready.qtbot.waitUntil(lambda: bool(ready.consignment.created))
    assert sum(r.method == "POST" for r in ready.door.sent) == 1


def test_what_must_be_mended_is_shown_and_nothing_is_sent(packer: Packer) -> None:
    ids = packer.add_clothes()
    packer.page.editor.put(ids, Target(CONSIGNMENTS))
    packer.qtbot.waitUntil(lambda: bool(packer.page.problems.problems))
    QTest.mouseClick(packer.find("create_button"), Qt.MouseButton.LeftButton)
    assert not packer.find("problems_list").isHidden()
    assert QApplication.focusWidget() is packer.find(packer.page.problems.problems[0].field)
    assert not [r for r in packer.door.sent if r.method == "POST"]


def test_the_page_may_go_while_a_create_is_under_way(ready: Packer) -> None:
    ready.page.send()
    ready.throw_away()
    ready.qtbot.waitUntil(lambda: not ready.worker._running)


def test_what_cannot_be_sent_waits_if_that_is_wanted_and_shows_when_it_has_gone_out(ready: Packer) -> None:
    def slam(request: httpx.Request) -> None:
        raise httpx.ConnectError("no route", request=request)

    ready.session.writer.queue_offline = True
    ready.door.before = slam
    ready.page.send()
    ready.qtbot.waitUntil(lambda: "waits in the Outbox" in frame(ready).message.text())
    assert ready.consignment.locked
    ready.door.before = lambda _: None
    submission = ready.consignment.submission
    sent = ready.worker.submit(lambda _progress: ready.session.dispatcher.send(submission), write=True)
    ready.qtbot.waitUntil(lambda: not sent.pending)
    assert not ready.consignment.created
    ready.page._creating.settle()
    ready.qtbot.waitUntil(lambda: bool(ready.consignment.created))
    assert frame(ready).banner.text.text() == f"Created {ready.consignment.created}"
    assert frame(ready).message.text() == ""


def test_one_that_the_journal_no_longer_holds_is_free_again(ready: Packer) -> None:
    ready.draft.change(ready.consignment.id, submission="handed over")
    ready.page._creating.settle()
    ready.qtbot.waitUntil(lambda: not ready.consignment.locked)
