"""Create sends once, shows in place what came of it, and leaves everything typed where it failed."""

from __future__ import annotations

import json

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_app.packing.nodes import Consignment
from desktop_app.packing.saved import to_data
from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.services.outbox.operations.creating import CreateConsignment
from desktop_app.ui.about.crash_dialog import CrashDialog
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


def creates(packer: Packer) -> int:
    return sum(r.method == "POST" and r.url.path == "/consignments" for r in packer.door.sent)


def break_creates_and_looks(request: httpx.Request) -> None:
    if request.method == "POST" or "referenceProvidedByCustomer" in str(request.url):
        raise httpx.ReadError("reset", request=request)


def make_unknown(ready: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Create, and let the answer be lost after the service did it."""
    monkeypatch.setattr(CreateConsignment, "looks", (0.0,))
    ready.door.after = break_creates_and_looks
    ready.page.send()
    ready.qtbot.waitUntil(frame(ready).banner.look.isVisible)


FAILURES: dict[str, httpx.Response | Exception] = {
    "unreachable": httpx.ConnectError("no route"),
    "broken off": httpx.ReadError("reset"),
    "refused": httpx.Response(401, json={"Message": "No"}),
    "not allowed": httpx.Response(403, json={"Message": "No"}),
    "not found": httpx.Response(404, json={"Message": "No"}),
    "rejected": httpx.Response(400, json={"Message": "No"}),
    "in trouble": httpx.Response(503),
    "a login page": httpx.Response(200, html="<html>"),
    "too fast": httpx.Response(429, headers={"Retry-After": "3600"}),
}


@pytest.mark.parametrize("how", FAILURES)
def test_a_look_that_fails_never_says_that_it_was_not_created_nor_unlocks(
    ready: Packer, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    def fail(request: httpx.Request, given: httpx.Response | None = None) -> httpx.Response:
        failure = FAILURES[how]
        if isinstance(failure, Exception):
            raise failure
        return httpx.Response(failure.status_code, headers=failure.headers, content=failure.content, request=request)

    make_unknown(ready, monkeypatch)
    ready.door.after = lambda _: None
    ready.door.answer = fail
    QTest.mouseClick(frame(ready).banner.look, Qt.MouseButton.LeftButton)
    ready.qtbot.waitUntil(lambda: "still not known whether this was created" in frame(ready).message.text())
    said = frame(ready).message.text()
    for untrue in ("Nothing was sent", "not created", "may have been done", "Create the consignment"):
        assert untrue not in said
    assert ready.consignment.locked
    assert not ready.find("create_button").isEnabled()
    assert frame(ready).banner.look.isVisible()
    # And if it was unlocked by whatever else: Create looks first, and tells no more than it knows.
    ready.draft.change(ready.consignment.id, submission="")
    ready.page._creating.create(ready.consignment)
    ready.qtbot.waitUntil(lambda: not ready.page.busy)
    assert ready.consignment.locked
    assert "not known whether this was done" in frame(ready).message.text()
    assert creates(ready) == 1


def test_a_changed_one_is_not_told_as_created_but_as_a_copy_that_is_not_sent(
    ready: Packer, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_unknown(ready, monkeypatch)
    ready.door.after = lambda _: None
    # As a bench that was put back from before: free, and changed.
    node_id = ready.consignment.id
    ready.draft.change(node_id, submission="")
    elsewhere = ready.consignment.destination.model_copy(update={"address_line1": "2 Other Street"})
    ready.page.editor.change(node_id, "street", destination=elsewhere)
    ready.qtbot.waitUntil(lambda: ready.find("create_button").isEnabled())
    ready.page.send()
    ready.qtbot.waitUntil(lambda: bool(ready.consignment.earlier))
    first = ready.consignment.earlier
    shown = frame(ready).banner.text.text()
    assert shown == f"Not sent; an earlier version is {first}"
    assert first in frame(ready).message.text()
    assert "has not been sent" in frame(ready).message.text()
    assert not ready.consignment.created
    assert ready.consignment.destination.address_line1 == "2 Other Street"
    assert creates(ready) == 1
    with ready.qtbot.waitSignal(ready.page.open_consignment) as opened:
        QTest.mouseClick(frame(ready).banner.open, Qt.MouseButton.LeftButton)
    assert opened.args == [first]
    # It is another consignment now: it can be edited, kept and created as one.
    assert frame(ready).flow.isEnabled()
    ready.qtbot.waitUntil(lambda: ready.page._autosave.clean)
    (kept,) = ready.call(ready.session.bench.load).consignments
    assert (kept.earlier, kept.locked) == (first, False)
    ready.qtbot.waitUntil(lambda: ready.find("create_button").isEnabled())
    ready.page.send()
    ready.qtbot.waitUntil(lambda: bool(ready.consignment.created))
    assert ready.consignment.created != first
    assert creates(ready) == 2
    (copied,) = ready.page.editor.duplicate([node_id])
    made = ready.draft.find(copied)
    assert isinstance(made, Consignment)
    assert (made.created, made.earlier, made.subject) == ("", "", copied)


def test_a_changed_one_whose_earlier_version_waits_is_told_so(ready: Packer) -> None:
    def slam(request: httpx.Request) -> None:
        raise httpx.ConnectError("no route", request=request)

    ready.session.writer.queue_offline = True
    ready.door.before = slam
    ready.page.send()
    ready.qtbot.waitUntil(lambda: "waits in the Outbox" in frame(ready).message.text())
    ready.qtbot.waitUntil(lambda: not ready.page.busy)
    ready.draft.change(ready.consignment.id, submission="")
    ready.page.editor.change(ready.consignment.id, "reference", reference="CHANGED-1")
    ready.qtbot.waitUntil(lambda: ready.find("create_button").isEnabled())
    ready.page.send()
    ready.qtbot.waitUntil(lambda: "An earlier version of it waits in the Outbox" in frame(ready).message.text())
    assert ready.consignment.locked
    ready.door.before = lambda _: None
    (queued,) = ready.call(ready.session.dispatcher.list)
    ready.call(lambda: ready.session.dispatcher.send(queued.entry.id))
    ready.page._creating.settle()
    ready.qtbot.waitUntil(lambda: bool(ready.consignment.earlier))
    assert not ready.consignment.locked
    assert ready.consignment.reference == "CHANGED-1"


@pytest.mark.expect_log("bug: ZeroDivisionError")
def test_a_bug_after_it_was_sent_does_not_unlock_it(ready: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    async def stumble(*_: object) -> None:
        raise ZeroDivisionError

    shown: list[str] = []
    monkeypatch.setattr(CreateConsignment, "send", stumble)
    monkeypatch.setattr(CrashDialog, "show", lambda dialog: shown.append(dialog.report))
    ready.page.send()
    ready.qtbot.waitUntil(lambda: "made a mistake" in frame(ready).message.text())
    ready.qtbot.waitUntil(lambda: not ready.worker._running)
    assert ready.consignment.locked
    assert "ZeroDivisionError" in shown[0]
    ready.page._notifier._crash_read()
