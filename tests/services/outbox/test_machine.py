"""Sends, lost answers, kills, restarts, key changes and a colleague, in any order: nothing twice, nothing told false.

The demo is the judge: what it has done is noted where its requests arrive. CONSIGNMENT_DESK_FAULTS=full looks longer.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, Final, TypeVar
from unittest import mock

import httpx
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from desktop_app.demo.app import create_app
from desktop_app.packing.body import SUBMISSION_KEY
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO, DEMO_KEY
from desktop_app.pro.errors import AppError, ProError, Sent
from desktop_app.pro.models import Address, Contact, Country, Dimensions, Weight
from desktop_app.pro.retry import RetryPolicy
from desktop_app.pro.states import Action, reached
from desktop_app.services.actions import Actions, Outcome
from desktop_app.services.outbox import writer as writing
from desktop_app.services.outbox.batch import Batch
from desktop_app.services.outbox.dispatcher import Dispatcher
from desktop_app.services.outbox.operations import all_operations
from desktop_app.services.outbox.operations.creating import CREATE, CreateConsignment
from desktop_app.services.outbox.submitter import Created, NotInJournal, Submitter, Waiting
from desktop_app.services.outbox.writer import Writer
from desktop_app.store.database import Database
from desktop_app.store.outbox import Entry, EntryState, KeyNumber, Outbox, WrongState
from tests.services.conftest import Door

T = TypeVar("T")

FULL: Final = os.environ.get("CONSIGNMENT_DESK_FAULTS") == "full"
EXAMPLES, STEPS = (400, 60) if FULL else (60, 30)

BENCH = st.integers(0, 1)
"""Consignments on the bench."""
THERE = st.integers(0, 1)
"""Consignments that the service has from the beginning."""
ACTIONS = st.sampled_from(
    [Action.ALLOCATE, Action.DEALLOCATE, Action.ALLOCATE, Action.DEALLOCATE, Action.MANIFEST, Action.CANCEL]
)
FAULTS = st.sampled_from(
    ["", "", "no network", "lost before", "lost after", "all lost after", "502 after", "kill before", "kill after"]
)


class Killed(BaseException):
    """The program ends here, without a word."""


class WholeAnswers(Door):
    """A door at which answers are read to their end, so that what the service did is known there."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if error := self.before(request):
            raise error
        given = await self._inside.handle_async_request(request)
        await given.aread()
        return self.answer(request, given)


def consignment(number: int) -> Consignment:
    return Consignment(
        f"c{number}",
        packages=[Package("p1", [Item("i1", "Coat", weight=Weight.kg("1.8"))], dimensions=Dimensions.cm(30, 20, 10))],
        reference=f"ORDER-{number}",
        origin="Sorted1",
        destination=Address(
            address_type="Destination",
            contact=Contact(first_name="Łucja", last_name="Żółć"),
            address_line1="13 Porter Street",
            town="Manchester",
            postcode="M1 5WG",
            country=Country.of("GB"),
        ),
    )


class OutboxMachine(RuleBasedStateMachine):
    """One environment's outbox over the demo; the program can be killed at every request and is then started anew."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.app = create_app(None, consignments=0)
        self.door = WholeAnswers(self.app)
        self.starts = 0
        self.executed: list[tuple[str, str]] = []
        """What the service has done for this program, in its order: kind, and the reference or the customer's own."""
        self.seen_at: dict[str, int] = {}
        """How much had been executed before an entry was made."""
        self.executed_before = 0
        self.colleague = ProClient(DEMO, DEMO_KEY, transport=httpx.ASGITransport(self.app))
        self.patches = contextlib.ExitStack()
        self.patches.enter_context(mock.patch.object(writing, "AT_REST", 0.0))
        self.patches.enter_context(mock.patch.object(CreateConsignment, "looks", (0.0,)))
        self.there = [self.run(self.made_by_a_colleague(number)) for number in range(100, 102)]
        self.database = Database(self.folder / "0" / "desk.sqlite")
        self.start()

    # The program, and what can happen to it.

    def start(self) -> None:
        self.database.open()
        self.outbox = Outbox(self.database)
        self.outbox.recover()
        self.client = ProClient(DEMO, DEMO_KEY, transport=self.door, retry=RetryPolicy(first_wait=0))
        self.writer = Writer(self.outbox, all_operations(self.client))
        self.submitter = Submitter(self.writer, "demo")
        self.actions = Actions(Batch(self.writer, self.outbox), "demo")
        self.writer.queue_offline = True
        self.dispatcher = Dispatcher(self.outbox, KeyNumber(self.database), self.client, self.writer, waits=(0.0,))

    def kill(self) -> None:
        """Keep what is committed now as what the next start finds."""
        self.starts += 1
        left = self.folder / str(self.starts) / "desk.sqlite"
        left.parent.mkdir()
        with (
            contextlib.closing(sqlite3.connect(self.database.path)) as now,
            contextlib.closing(sqlite3.connect(left)) as kept,
        ):
            now.backup(kept)
        raise Killed

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run(work)

    def under(self, fault: str, work: Coroutine[Any, Any, T]) -> T | Exception | None:
        """Do something while the network or the program fails; return what was told, None if it was killed."""
        self.door.before = lambda request: self.fail(request, fault)
        self.door.answer = lambda request, given: self.note(request, given, fault)
        try:
            return self.run(work)
        except (AppError, WrongState) as error:
            return error
        except Killed:
            self.database.close()
            self.database = Database(self.folder / str(self.starts) / "desk.sqlite")
            self.start()
            return None

    def fail(self, request: httpx.Request, fault: str) -> BaseException | None:
        """Let what `fault` says go wrong on the way there."""
        write = request.method != "GET"
        if fault == "no network":
            return httpx.ConnectError("no route")
        if fault == "kill before" and write:
            self.kill()
        return httpx.ReadError("reset") if fault == "lost before" and write else None

    def note(self, request: httpx.Request, given: httpx.Response, fault: str) -> httpx.Response:
        """Note what the service has done, and let the answer be lost on the way back."""
        write = request.method != "GET"
        if write:
            self.executed += done_by(request, given)
        if fault == "kill after" and write:
            self.kill()
        if (fault == "lost after" and write) or fault == "all lost after":
            raise httpx.ReadError("reset")
        return httpx.Response(502) if fault == "502 after" and write else given

    async def made_by_a_colleague(self, number: int) -> str:
        from desktop_app.packing.body import to_wire

        (link,) = await self.colleague.consignments.create(to_wire(consignment(number)))
        return link.reference

    # What people do.

    @rule(number=BENCH, fault=FAULTS)
    def create(self, number: int, fault: str) -> None:
        told = self.under(fault, self.submitter.create(consignment(number)))
        self.check_told_of_create(number, told)

    def check_told_of_create(self, number: int, told: object) -> None:
        made = self.made(number)
        if isinstance(told, Created):
            assert made == [told.reference]
        elif isinstance(told, Waiting) or (isinstance(told, ProError) and told.sent is not Sent.UNKNOWN):
            assert made == [], told

    @rule(number=BENCH, fault=FAULTS)
    def look_again(self, number: int, fault: str) -> None:
        with contextlib.suppress(NotInJournal):
            found = self.under(fault, self.submitter.look_again(f"c{number}"))
            if isinstance(found, Created):
                assert self.made(number) == [found.reference]

    @rule(which=st.lists(THERE, min_size=1, max_size=2, unique=True), action=ACTIONS, fault=FAULTS)
    def act(self, which: list[int], action: Action, fault: str) -> None:
        references = [self.there[each] for each in which]
        before = len(self.executed)
        told = self.under(fault, self.actions.run(action, references, lambda _: None))
        for outcome in told if isinstance(told, tuple) else ():
            self.check_outcome(action, outcome, before)

    def check_outcome(self, action: Action, outcome: Outcome, before: int) -> None:
        done = (action.value, outcome.reference) in self.executed[before:]
        if outcome.ok:
            assert done or reached(action, self.state_of(outcome.reference)), outcome
        elif not outcome.unknown:
            assert not done, outcome

    @rule(place=st.integers(0, 20), fault=FAULTS)
    def send_now(self, place: int, fault: str) -> None:
        if entry := self.entry(place):
            before = len(self.executed)
            told = self.under(fault, self.dispatcher.send(entry.id))
            if entry.state in {EntryState.DONE, EntryState.UNKNOWN, EntryState.SENDING}:
                assert self.executed[before:] == []
            if entry.kind == CREATE:
                number = int(entry.subject[1:])
                if isinstance(told, Entry) and told.state is EntryState.DONE:
                    assert self.made(number) == [told.reference]

    @rule(place=st.integers(0, 20), fault=FAULTS)
    def look(self, place: int, fault: str) -> None:
        if entry := self.entry(place):
            before = len(self.executed)
            self.under(fault, self.dispatcher.look(entry.id))
            assert self.executed[before:] == []

    @rule(place=st.integers(0, 20))
    def discard_what_is_known(self, place: int) -> None:
        entry = self.entry(place)
        if entry and entry.state in {EntryState.QUEUED, EntryState.REFUSED}:
            self.run(self.dispatcher.discard(entry.id))

    @rule(wanted=st.booleans())
    def choose_to_queue(self, wanted: bool) -> None:
        self.run(self.dispatcher.queue_offline(wanted))

    @rule()
    def change_key(self) -> None:
        KeyNumber(self.database).count_change()

    @rule(which=THERE, action=ACTIONS)
    def colleague_acts(self, which: int, action: Action) -> None:
        self.run(self.act_elsewhere(self.there[which], action))

    async def act_elsewhere(self, reference: str, action: Action) -> None:
        api = self.colleague
        calls: dict[Action, Callable[[], Awaitable[object]]] = {
            Action.ALLOCATE: lambda: api.allocation.by_default_rules([reference]),
            Action.DEALLOCATE: lambda: api.consignments.deallocate(reference),
            Action.CANCEL: lambda: api.consignments.cancel(reference),
            Action.MANIFEST: lambda: api.manifests.manifest([reference]),
        }
        with contextlib.suppress(ProError):
            await calls[action]()

    # The journal at work.

    @rule(fault=FAULTS)
    def dispatch(self, fault: str) -> None:
        self.under(fault, self.round())

    @precondition(lambda self: len(self.outbox.queued()) > 1)
    @rule(place=st.integers(0, 5), fault=FAULTS, inner=st.sampled_from(["", "lost before", "lost after"]))
    def dispatch_while_one_is_sent_from_the_page(self, place: int, fault: str, inner: str) -> None:
        queued = self.outbox.queued()
        second = queued[place % len(queued)]
        inside, happened = self.door.handle_async_request, False

        async def held(request: httpx.Request) -> httpx.Response:
            nonlocal happened
            if request.method != "GET" and not happened:
                happened = True
                usual = self.door.before, self.door.answer
                self.door.before = lambda asked: self.fail(asked, inner)
                self.door.answer = lambda asked, given: self.note(asked, given, inner)
                with contextlib.suppress(AppError, WrongState):
                    await self.dispatcher.send(second.id)
                self.door.before, self.door.answer = usual
            response: httpx.Response = await inside(request)
            return response

        with mock.patch.object(self.door, "handle_async_request", held):
            self.under(fault, self.round())

    async def round(self) -> None:
        await self.dispatcher._look_round()
        await self.dispatcher._send_round()

    # What must always hold.

    @invariant()
    def each_is_made_once_at_most(self) -> None:
        for number in range(2):
            assert len(self.made(number)) <= 1, number

    @invariant()
    def the_journal_says_nothing_false(self) -> None:
        for entry in self.outbox.latest(1000):
            first = self.seen_at.setdefault(entry.id, self.executed_before)
            if entry.kind == CREATE:
                number = int(entry.subject[1:])
                made = [each for each in self.made(number) if self.mark(each) == entry.id]
                if entry.state is EntryState.DONE:
                    assert made == [entry.reference], entry
                elif entry.state in {EntryState.QUEUED, EntryState.REFUSED}:
                    assert made == [], entry
            elif entry.state in {EntryState.QUEUED, EntryState.REFUSED}:
                assert (entry.kind, entry.subject) not in self.executed[first:] or self.others_did(entry), entry
        self.executed_before = len(self.executed)

    @invariant()
    def nothing_is_left_as_being_sent(self) -> None:
        assert self.outbox.count(EntryState.SENDING) == 0

    def others_did(self, entry: Entry) -> bool:
        """Say whether another entry about the same is the one that was executed."""
        return any(
            other.id != entry.id and other.kind == entry.kind and other.state in {EntryState.DONE, EntryState.UNKNOWN}
            for other in self.outbox.about(entry.subject)
        )

    def entry(self, place: int) -> Entry | None:
        entries = self.outbox.latest(1000)
        return entries[place % len(entries)] if entries else None

    def made(self, number: int) -> list[str]:
        page = self.run(self.colleague.consignments.search([("referenceProvidedByCustomer", f"ORDER-{number}")], 50, 0))
        return [row.reference for row in page.consignment_summaries]

    def mark(self, reference: str) -> str:
        return self.run(self.colleague.consignments.get_with_metadata(reference)).metadata(SUBMISSION_KEY)

    def state_of(self, reference: str) -> str:
        return self.run(self.colleague.consignments.status(reference)).status

    def teardown(self) -> None:
        self.database.close()
        self.app.state.service.close()
        self.patches.close()
        shutil.rmtree(self.folder)


KINDS: Final = {
    "cancel": Action.CANCEL.value,
    "deallocate": Action.DEALLOCATE.value,
    "manifest": Action.MANIFEST.value,
    "allocate": Action.ALLOCATE.value,
}


def done_by(request: httpx.Request, given: httpx.Response) -> list[tuple[str, str]]:
    """Return what the service has done at this request: kind, and what it was done to."""
    if given.status_code >= 400:
        return []
    body, answer = request.content.decode(), given.text
    if request.url.path.casefold() == "/consignments":
        return [(CREATE, each) for each in re.findall(r'"(ORDER-\d)"', body)]
    kind = KINDS[request.url.path.casefold().rsplit("/", 1)[1]]
    refused = '"IsSuccess":false' in answer.replace(" ", "")
    about = re.findall(r"EC-\w{3}-\w{3}-\w{3}", body or request.url.path)
    return [] if refused else [(kind, each) for each in about]


def test_nothing_is_done_twice_and_nothing_told_is_false() -> None:
    run_state_machine_as_test(
        OutboxMachine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
