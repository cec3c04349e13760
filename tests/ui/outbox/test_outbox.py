"""The Outbox shows what was sent and what came of it, and does only what cannot do anything twice."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPlainTextEdit, QStackedWidget, QWidget

from desktop_app.pro.errors import Offline, OutcomeUnknown
from desktop_app.pro.states import Action
from desktop_app.services.outbox.dispatcher import Listed, News
from desktop_app.services.outbox.submitter import Created, Waiting
from desktop_app.store.errors import StoreFailed
from desktop_app.store.outbox import EntryState, New, NotDone, Outbox
from desktop_app.ui.widgets.chip import Chip
from tests.ui.outbox.conftest import Shipper, lose_answers, slam


def label(shipper: Shipper, name: str) -> str:
    return shipper.find(QLabel, name).text()


def test_nothing_sent_yet_says_so(shipper: Shipper) -> None:
    shipper.show(0)
    stack = shipper.find(QStackedWidget, "outbox_states")
    shipper.qtbot.waitUntil(lambda: stack.currentIndex() == 1)
    assert any(part.isVisible() and "Nothing has been sent" in part.text() for part in stack.findChildren(QLabel))
    for name in ("outbox_look", "outbox_send", "outbox_discard"):
        assert not shipper.button(name).isEnabled()
        assert shipper.button(name).toolTip() == "Select an entry first"


def test_what_was_created_is_shown_with_what_was_sent_and_can_be_opened(shipper: Shipper) -> None:
    created = shipper.create("<b>ORDER</b>")
    assert isinstance(created, Created)
    shipper.show(1)
    state, asked, came, about = (shipper.cell(0, column) for column in range(4))
    assert (state, asked, about) == ("Done", "Create consignment for Łucja Żółć, Manchester", "<b>ORDER</b>")
    assert re.fullmatch(rf"Created {created.reference} at \d\d:\d\d", came)
    tip = shipper.list.model().index(0, 3).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "&lt;b&gt;ORDER&lt;/b&gt;"
    shipper.choose(0)
    assert shipper.find(Chip, "entry_state").text == "Done"
    assert label(shipper, "entry_title") == asked
    assert label(shipper, "entry_came") == came
    assert label(shipper, "entry_about") == "<b>ORDER</b>"
    assert label(shipper, "entry_to") == "Łucja Żółć\n13 Porter Street\nManchester M1 5WG\nUnited Kingdom"
    assert shipper.find(QLabel, "entry_about").textFormat() is Qt.TextFormat.PlainText
    assert not shipper.find(QPlainTextEdit, "entry_sent").isVisible()
    shipper.unfold()
    sent = json.loads(shipper.find(QPlainTextEdit, "entry_sent").toPlainText())
    assert sent["ConsignmentReferenceProvidedByCustomer"] == "<b>ORDER</b>"
    assert "could do it twice" in shipper.button("outbox_send").toolTip()
    assert not shipper.button("outbox_send").isEnabled()
    with shipper.qtbot.waitSignal(shipper.page.open_consignment) as opened:
        shipper.click("entry_open")
    assert opened.args == [created.reference]


def test_an_unknown_one_is_looked_for_and_never_sent_again(shipper: Shipper) -> None:
    shipper.door.after = lose_answers
    assert isinstance(shipper.create(), OutcomeUnknown)
    shipper.show(1)
    shipper.choose(0)
    assert shipper.cell(0, 0) == "Unknown"
    assert not shipper.button("outbox_send").isEnabled()
    assert "may have been done" in shipper.button("outbox_send").toolTip()
    shipper.click("outbox_look")
    shipper.qtbot.waitUntil(lambda: "may" in shipper.seen() or "answer" in shipper.seen())
    assert shipper.cell(0, 0) == "Unknown"
    shipper.qtbot.waitUntil(shipper.button("outbox_look").isEnabled)
    shipper.door.after = lambda _: None
    shipper.click("outbox_look")
    shipper.qtbot.waitUntil(lambda: shipper.cell(0, 0) == "Done")
    assert "It was done." in shipper.seen()
    assert shipper.cell(0, 2).startswith("Created EC-")
    assert sum(request.method == "POST" for request in shipper.door.sent) == 1


def test_an_unknown_one_is_discarded_only_after_a_question(shipper: Shipper) -> None:
    shipper.door.after = lose_answers
    shipper.create(name="c1")
    shipper.create(name="c2")
    shipper.show(2)
    shipper.choose(0)
    shipper.click("outbox_discard")
    assert "twice" in shipper.seen()
    shipper.choose(1)
    assert "twice" not in shipper.seen()
    shipper.click("outbox_discard")
    assert shipper.list.model().rowCount() == 2
    shipper.click("message_retry")
    shipper.qtbot.waitUntil(lambda: shipper.list.model().rowCount() == 1)


def test_what_was_never_sent_is_sent_again(shipper: Shipper) -> None:
    page = shipper.call(lambda: shipper.session.client.consignments.search([("state", "Allocated")], 1, 0))
    reference = page.consignment_summaries[0].reference
    shipper.door.before = slam
    shipper.call(lambda: shipper.session.actions.run(Action.CANCEL, [reference], lambda _: None))
    shipper.show(1)
    assert [shipper.cell(0, column) for column in range(2)] == ["Not sent", f"Cancel {reference}"]
    shipper.choose(0)
    meaning = shipper.find(QLabel, "entry_meaning")
    assert meaning.text() == "It was never sent: SortedPRO could not be reached."
    assert "known not to have been done" in shipper.button("outbox_look").toolTip()
    shipper.click("outbox_send")
    shipper.qtbot.waitUntil(lambda: "could not be reached" in shipper.seen())
    shipper.qtbot.waitUntil(shipper.button("outbox_send").isEnabled)
    shipper.door.before = lambda _: None
    shipper.click("outbox_send")
    shipper.qtbot.waitUntil(lambda: shipper.cell(0, 0) == "Done")
    assert "Sent, and done." in shipper.seen()
    state = shipper.call(lambda: shipper.session.client.consignments.status(reference))
    assert state.status in {"Cancelling", "Cancelled"}


def test_what_was_refused_and_made_anew_is_not_sent_again(shipper: Shipper) -> None:
    shipper.door.before = slam
    assert isinstance(shipper.create(), Offline)
    shipper.door.before = lambda _: None
    assert isinstance(shipper.create(), Created)
    shipper.show(2)
    shipper.choose(1)
    assert shipper.cell(1, 0) == "Not sent"
    assert not shipper.button("outbox_send").isEnabled()
    assert "anew" in shipper.button("outbox_send").toolTip()
    shipper.click("outbox_discard")
    shipper.qtbot.waitUntil(lambda: shipper.list.model().rowCount() == 1)


def test_the_call_s_reference_can_be_copied(shipper: Shipper, qapp: Any) -> None:
    bad = shipper.call(lambda: shipper.session.actions.run(Action.CANCEL, ["EC-ZZZ-ZZZ-ZZZ"], lambda _: None))
    shipper.show(1)
    shipper.choose(0)
    shipper.click("entry_copy")
    assert qapp.clipboard().text() == bad[0].error.correlation_id != ""
    assert label(shipper, "entry_answer") == bad[0].message != ""


@pytest.fixture
def news(shipper: Shipper) -> Any:
    """What the queue at work tells; it is stopped after the test."""
    heard: list[News] = []
    shipper.session.dispatcher._waits = (0.05,)
    task = shipper.worker.submit(shipper.session.dispatcher.run, write=True)
    task.progress.connect(heard.append)
    task.progress.connect(lambda _: shipper.page.read())
    yield heard
    with shipper.qtbot.waitSignal(task.cancelled):
        task.cancel()


def test_what_is_queued_goes_out_in_order_when_the_network_is_back(shipper: Shipper, news: list[News]) -> None:
    shipper.show(0)
    with shipper.qtbot.waitSignal(shipper.page.queue_chosen) as chosen:
        QTest.keyClick(shipper.find(QCheckBox, "outbox_queue"), Qt.Key.Key_Space)
    shipper.session.writer.queue_offline = chosen.args[0]
    shipper.door.before = slam
    for number in range(3):
        assert isinstance(shipper.create(f"ORDER-{number}", f"c{number}"), Waiting)
    shipper.qtbot.waitUntil(lambda: bool(news) and news[-1].unsettled == 3)
    shipper.qtbot.waitUntil(lambda: shipper.list.model().rowCount() == 3)
    shipper.choose(0)
    assert shipper.cell(0, 0) == "Queued"
    assert shipper.button("outbox_send").text() == "Send now"
    tried = len(shipper.door.sent)
    shipper.door.before = lambda _: None
    shipper.qtbot.waitUntil(lambda: [shipper.cell(row, 0) for row in range(3)] == ["Done"] * 3)
    made = [json.loads(r.content) for r in shipper.door.sent[tried:] if r.method == "POST"]
    assert [body["ConsignmentReferenceProvidedByCustomer"] for body in made] == ["ORDER-0", "ORDER-1", "ORDER-2"]
    shipper.qtbot.waitUntil(lambda: news[-1].unsettled == 0)


def test_what_is_older_than_the_key_goes_out_only_when_asked(shipper: Shipper, news: list[News]) -> None:
    shipper.session.writer.queue_offline = True
    shipper.door.before = slam
    assert isinstance(shipper.create(name="c1"), Waiting)
    shipper.call(lambda: _noted(shipper))
    assert isinstance(shipper.create("ORDER-2", "c2"), Waiting)
    shipper.show(2)
    shipper.door.before = lambda _: None
    shipper.qtbot.waitUntil(lambda: [shipper.cell(row, 0) for row in range(2)] == ["Done", "Needs your go-ahead"])
    shipper.choose(1)
    assert "API key was changed" in label(shipper, "entry_meaning")
    shipper.click("outbox_send")
    shipper.qtbot.waitUntil(lambda: shipper.cell(1, 0) == "Done")


async def _noted(shipper: Shipper) -> None:
    # As when the key is changed and the environment opened again.
    shipper.session.key_number.count_change()
    shipper.session.outbox.key_number = shipper.session.key_number.current()


def test_a_journal_that_cannot_be_read_says_so_and_can_be_tried_again(
    shipper: Shipper, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipper.create()
    broken = True
    read = shipper.session.database.read

    def fail(statement: str, *values: Any) -> Any:
        if broken:
            raise StoreFailed(shipper.session.database.path, "EIO")
        return read(statement, *values)

    monkeypatch.setattr(shipper.session.database, "read", fail)
    shipper.page.show()
    shipper.qtbot.waitUntil(lambda: "Read the Outbox" in shipper.seen())
    broken = False
    shipper.click("message_retry")
    shipper.qtbot.waitUntil(lambda: shipper.list.isVisible() and shipper.cell(0, 0) == "Done")


def test_a_hidden_page_does_not_read_the_journal_and_reads_it_when_it_is_shown(
    shipper: Shipper, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[None] = []
    read = shipper.session.dispatcher.list

    async def counted() -> tuple[Listed, ...]:
        reads.append(None)
        return await read()

    monkeypatch.setattr(shipper.session.dispatcher, "list", counted)
    shipper.show(0)
    shipper.page.hide()
    shipper.call(no_work)
    reads.clear()
    shipper.create()
    shipper.page.read()  # as at each change of the journal
    shipper.call(no_work)
    assert reads == []
    shipper.page.show()
    shipper.qtbot.waitUntil(lambda: shipper.list.model().rowCount() == 1)
    assert len(reads) == 1


async def no_work() -> None:
    """End at once: what was asked of the worker before has begun by then."""


def test_the_model_keeps_qt_s_rules(shipper: Shipper, qtmodeltester: Any) -> None:
    qtmodeltester.check(shipper.list.model())
    qtmodeltester.check(shipper.page._model)
    shipper.create("ORDER-1", "c1")
    shipper.show(1)
    shipper.create("ORDER-2", "c2")
    shipper.page.read()
    shipper.qtbot.waitUntil(lambda: shipper.list.model().rowCount() == 2)


def test_the_chosen_entry_stays_chosen_when_another_comes(shipper: Shipper) -> None:
    shipper.create("ORDER-1", "c1")
    shipper.show(1)
    shipper.choose(0)
    shipper.create("ORDER-2", "c2")
    shipper.page.read()
    shipper.qtbot.waitUntil(lambda: shipper.list.model().rowCount() == 2)
    assert [index.row() for index in shipper.list.selectionModel().selectedRows()] == [1]
    assert label(shipper, "entry_about") == "ORDER-1"


def test_every_control_has_a_name_and_takes_the_keyboard(shipper: Shipper) -> None:
    shipper.create()
    shipper.show(1)
    shipper.choose(0)
    shipper.unfold()
    for button in shipper.page.findChildren(QAbstractButton):
        if button.isVisible() and button.objectName().startswith(("outbox", "entry")):
            assert button.text() or button.accessibleName(), button.objectName()
            assert button.toolTip() or button.objectName() == "entry_exchange", button.objectName()
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus, button.objectName()
    for name in ("outbox_list", "entry_sent"):
        assert shipper.find(QWidget, name).accessibleName()


def test_what_was_removed_for_its_age_and_what_a_newer_version_entered_say_so(shipper: Shipper) -> None:
    assert isinstance(shipper.create(), Created)

    async def age() -> None:
        outbox, database = Outbox(shipper.session.database), shipper.session.database
        with database.write() as connection:
            connection.execute("UPDATE outbox SET changed = '2001-01-01T00:00:00.000000+00:00'")
        await shipper.session.dispatcher.keep_bodies(timedelta(days=30))
        (entry,) = outbox.turn_over((), [New("teleport", "demo", {}, "EC-1")])
        outbox.move(entry, EntryState.UNKNOWN)

    shipper.call(age)
    shipper.show(2)
    shipper.choose(0)
    assert shipper.cell(0, 1) == "teleport: EC-1"
    assert "A newer version" in label(shipper, "entry_meaning")
    assert not shipper.button("outbox_look").isEnabled()
    assert "A newer version" in shipper.button("outbox_look").toolTip()
    assert shipper.button("outbox_discard").isEnabled()
    shipper.choose(1)
    shipper.unfold()
    assert shipper.find(QPlainTextEdit, "entry_sent").toPlainText() == "Removed for its age."
    assert shipper.cell(1, 1) == "Create consignment CLOTHES-1"


@pytest.mark.parametrize(
    ("answer", "state", "meaning"),
    [
        (httpx.Response(400, json={"Message": "No"}), "Refused", "It was not done: SortedPRO refused it."),
        (
            httpx.Response(429, headers={"Retry-After": "3600"}),
            "Refused",
            "It was not done: SortedPRO asked for a pause, and took nothing.",
        ),
        (
            httpx.ConnectError("no route"),
            "Not sent",
            "It was never sent: SortedPRO could not be reached.",
        ),
    ],
)
def test_what_was_not_done_says_which_it_was(
    shipper: Shipper, answer: httpx.Response | Exception, state: str, meaning: str
) -> None:
    def give(request: httpx.Request, given: httpx.Response) -> httpx.Response:
        if request.method != "POST":
            return given
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content, request=request)

    shipper.door.answer = give
    shipper.create()
    shipper.show(1)
    shipper.choose(0)
    assert shipper.cell(0, 0) == state
    assert shipper.find(QLabel, "entry_meaning").text() == meaning
    if isinstance(answer, httpx.Response) and answer.status_code == 429:
        return  # nothing is sent for an hour
    # Sent again, it is no longer what it was.
    shipper.door.answer = lambda _request, given: given
    shipper.click("outbox_send")
    shipper.qtbot.waitUntil(lambda: shipper.cell(0, 0) == "Done")
    assert shipper.find(QLabel, "entry_meaning").text() == "SortedPRO has done it."


def test_what_a_look_has_ruled_out_was_not_refused_by_anyone(shipper: Shipper) -> None:
    outbox = shipper.session.outbox
    for not_done, words in (
        (NotDone.LOOKED_FOR, "No whole answer came. It was looked for, and was not done."),
        (NotDone.NO_KEY, "It was never sent: there was no API key."),
        (NotDone.NOT_KNOWN, "It was not done."),
    ):

        async def enter(why: NotDone = not_done) -> None:
            (entry,) = outbox.turn_over((), [New("cancel", "demo", {}, "EC-1")])
            outbox.move(entry, EntryState.REFUSED, not_done=why)

        shipper.call(enter)
        shipper.page.read()
        shipper.show(1)
        shipper.choose(0)
        assert shipper.find(QLabel, "entry_meaning").text() == words
        assert shipper.cell(0, 0) != "Refused"
        shipper.click("outbox_discard")
        shipper.qtbot.waitUntil(lambda: shipper.list.model().rowCount() == 0)


def test_what_a_consignment_is_called_is_said_beside_its_code(shipper: Shipper) -> None:
    created = shipper.create()
    assert isinstance(created, Created)
    shipper.call(lambda: shipper.session.actions.run(Action.CANCEL, [created.reference], lambda _: None))
    shipper.show(2)
    assert shipper.cell(0, 1) == f"Cancel {created.reference} (Łucja Żółć, Manchester)"


BROKEN = {"Addresses": [1, {"AddressType": "Destination", "Contact": 3, "Town": None}]}


@pytest.mark.parametrize(
    ("kind", "body", "asked"),
    [
        ("allocate", {"CheapestQuote": True}, "Allocate EC-1 with the cheapest quote"),
        ("allocate", {"MpdCarrierServiceReference": "X{it}"}, "Allocate EC-1 with the carrier service X{it}"),
        ("set not ready to ship", {}, "Set EC-1 not ready to ship"),
        ("pack", {"OrderReference": "EO-7"}, "Pack order EO-7"),
        ("delete package", {"PackageReference": "EP-2"}, "Delete package EP-2 of EC-1"),
        ("create", BROKEN, "Create consignment {who}"),
        ("create", {"Addresses": {"x": 1}}, "Create consignment {who}"),
    ],
)
def test_each_kind_is_a_sentence_whatever_was_sent(
    shipper: Shipper, kind: str, body: dict[str, Any], asked: str
) -> None:
    async def enter() -> None:
        shipper.session.outbox.turn_over((), [New(kind, "demo", body, "EC-1", "{who}")])

    shipper.call(enter)
    shipper.show(1)
    assert shipper.cell(0, 1) == asked
    assert shipper.cell(0, 2).startswith("Being sent; entered at ")
    shipper.choose(0)
    assert label(shipper, "entry_title") == asked


def test_a_moment_of_another_day_has_its_day(shipper: Shipper) -> None:
    shipper.create()

    async def age() -> None:
        with shipper.session.database.write() as connection:
            connection.execute("UPDATE outbox SET changed = '2001-02-03T12:00:00.000000+00:00'")

    shipper.call(age)
    shipper.show(1)
    assert re.fullmatch(r"Created EC-[-0-9A-Z]+ on 03/02/2001 at \d\d:\d\d", shipper.cell(0, 2))
