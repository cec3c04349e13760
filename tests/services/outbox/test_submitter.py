"""Create exactly once, whatever happens to the answer: the demo's own database is the judge."""

from __future__ import annotations

import asyncio
import copy
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from desktop_app.packing.body import SUBMISSION_KEY, to_wire
from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import NOT_COMPARED, Consignment, Item, Package
from desktop_app.packing.saved import from_data, snapshot, to_data
from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.pro import models
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO
from desktop_app.pro.errors import Interrupted, NoKey, Offline, OutcomeUnknown, Rejected, ServiceFailed
from desktop_app.pro.models import Address, Contact, Country, Dimensions, Weight
from desktop_app.services.bench import Bench
from desktop_app.services.outbox.submitter import Created, NotInJournal, Submitter, Waiting
from desktop_app.services.outbox.writer import Writer
from desktop_app.store.database import Database
from desktop_app.store.drafts import Drafts
from desktop_app.store.errors import DiskFull
from desktop_app.store.outbox import EntryState, Outbox, WrongState


@pytest.fixture
def consignment() -> Consignment:
    items = [Item("i1", "Necklace", weight=Weight.kg("0.05")), Item("i2", "Bracelet", weight=Weight.kg("0.04"))]
    return Consignment(
        "c1",
        packages=[Package("p1", items, dimensions=Dimensions.cm(30, 20, 10))],
        reference="CLOTHES-1",
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


def found(client: ProClient, reference: str) -> list[str]:
    """Return the references of all consignments in the service with that customer reference."""
    page = asyncio.run(client.consignments.search([("referenceProvidedByCustomer", reference)], 50, 0))
    return [row.reference for row in page.consignment_summaries]


def create(submitter: Submitter, consignment: Consignment, progress: Any = lambda _: None) -> Created:
    created = asyncio.run(submitter.create(consignment, progress))
    assert isinstance(created, Created)
    return created


def look_again(submitter: Submitter, about: str) -> Created | None:
    found = asyncio.run(submitter.look_again(about))
    assert not isinstance(found, Waiting)
    return found


def is_create(request: httpx.Request) -> bool:
    return request.method == "POST" and request.url.path == "/consignments"


def test_created_once_with_its_marks(
    client: ProClient, submitter: Submitter, outbox: Outbox, consignment: Consignment
) -> None:
    submissions: list[Any] = []
    created = create(submitter, consignment, submissions.append)
    assert found(client, "CLOTHES-1") == [created.reference]
    assert not created.adopted
    full = asyncio.run(client.consignments.get_with_metadata(created.reference))
    assert [full.metadata(SUBMISSION_KEY)] == submissions
    assert full.packages[0].weight == Weight(value=Decimal("0.09"), unit="Kg")
    entry = outbox.get(submissions[0])
    assert entry is not None
    assert (entry.state, entry.reference, entry.subject) == (EntryState.DONE, created.reference, "c1")


def test_a_reference_is_made_where_the_user_gave_none(
    client: ProClient, submitter: Submitter, consignment: Consignment
) -> None:
    consignment.reference = ""
    created = create(submitter, consignment)
    full = asyncio.run(client.consignments.get(created.reference))
    assert (full.consignment_reference_provided_by_customer or "").startswith("CD-")


def test_created_again_is_the_one_that_was_created(
    client: ProClient, submitter: Submitter, consignment: Consignment
) -> None:
    first = create(submitter, consignment)
    assert create(submitter, consignment) == Created(first.reference, adopted=True)
    assert found(client, "CLOTHES-1") == [first.reference]


def test_an_answer_lost_after_the_service_did_it_is_found_by_looking(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    door.after = lambda request: httpx.ReadError("reset") if is_create(request) else None
    created = create(submitter, consignment)
    assert created.adopted
    assert found(client, "CLOTHES-1") == [created.reference]
    assert door.count("POST", "/consignments") == 1


def test_a_twin_of_somebody_else_with_the_same_reference_is_not_adopted(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    other = create(submitter, consignment)
    twin = Consignment("c2", consignment.packages, "CLOTHES-1", consignment.origin, consignment.destination)
    door.after = lambda request: httpx.ReadError("reset") if is_create(request) else None
    created = create(submitter, twin)
    assert created.reference != other.reference
    assert sorted(found(client, "CLOTHES-1")) == sorted([created.reference, other.reference])


def test_a_break_before_the_service_saw_it_stays_unknown_and_is_not_sent_again(
    client: ProClient, door: Any, submitter: Submitter, outbox: Outbox, consignment: Consignment
) -> None:
    door.before = lambda request: httpx.ReadError("reset") if is_create(request) else None
    with pytest.raises(OutcomeUnknown):
        create(submitter, consignment)
    with pytest.raises(OutcomeUnknown) as raised:
        create(submitter, consignment)
    assert door.count("POST", "/consignments") == 1
    assert found(client, "CLOTHES-1") == []
    assert [entry.id for entry in outbox.unknown()] == [raised.value.submission]
    assert look_again(submitter, raised.value.submission) is None


def test_a_search_that_lags_is_asked_again(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    looks = []

    def late(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if request.url.path == "/consignments/50/0":
            looks.append(request)
            if len(looks) == 1:
                return httpx.Response(200, json={"Count": 0, "ConsignmentSummaries": []})
        return response

    door.answer = late
    door.after = lambda request: httpx.ReadError("reset") if is_create(request) else None
    assert create(submitter, consignment).adopted
    assert len(looks) == 2


def test_when_looking_fails_too_it_is_unknown_and_found_later(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    broken = True
    door.after = lambda _: httpx.ReadError("reset") if broken else None
    with pytest.raises(OutcomeUnknown) as raised:
        create(submitter, consignment)
    assert isinstance(raised.value.cause, Interrupted)
    broken = False
    found_now = look_again(submitter, raised.value.submission)
    assert found_now is not None
    assert found(client, "CLOTHES-1") == [found_now.reference]
    assert look_again(submitter, raised.value.submission) == found_now
    assert create(submitter, consignment) == found_now


def test_the_next_press_of_create_looks_first(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    door.after = lambda _: httpx.ReadError("reset")
    with pytest.raises(OutcomeUnknown):
        create(submitter, consignment)
    door.after = lambda _: None
    assert create(submitter, consignment).adopted
    assert door.count("POST", "/consignments") == 1
    assert len(found(client, "CLOTHES-1")) == 1


def test_an_answer_without_a_link_is_looked_into(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    door.answer = lambda request, response: httpx.Response(201, json=[]) if is_create(request) else response
    created = create(submitter, consignment)
    assert created.adopted
    assert found(client, "CLOTHES-1") == [created.reference]


@pytest.mark.parametrize("href", ["https://example.com/../etc/passwd", "/consignments/", "/orders/EO-000-000-001", ""])
def test_a_link_that_leads_to_no_consignment_is_looked_into(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment, href: str
) -> None:
    links = [{"Rel": "Link", "Href": href}]
    door.answer = lambda request, response: httpx.Response(201, json=links) if is_create(request) else response
    created = create(submitter, consignment)
    assert created.adopted
    assert found(client, "CLOTHES-1") == [created.reference]


@pytest.mark.parametrize("status", [500, 502])
def test_a_gateway_s_error_after_the_service_did_it(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment, status: int
) -> None:
    door.answer = lambda request, response: httpx.Response(status) if is_create(request) else response
    assert create(submitter, consignment).adopted
    assert len(found(client, "CLOTHES-1")) == 1


def test_a_refusal_is_told_and_can_be_mended(
    client: ProClient, submitter: Submitter, outbox: Outbox, consignment: Consignment
) -> None:
    origin, consignment.origin = consignment.origin, "Nowhere"
    with pytest.raises(Rejected) as raised:
        create(submitter, consignment)
    assert raised.value.details
    consignment.origin = origin
    created = create(submitter, consignment)
    assert [entry.state for entry in outbox.about("c1")] == [EntryState.REFUSED, EntryState.DONE]
    assert found(client, "CLOTHES-1") == [created.reference]


def test_offline_is_known_not_to_have_been_sent(
    client: ProClient, door: Any, submitter: Submitter, outbox: Outbox, consignment: Consignment
) -> None:
    door.before = lambda _: httpx.ConnectError("no route")
    with pytest.raises(Offline):
        create(submitter, consignment)
    assert [entry.state for entry in outbox.about("c1")] == [EntryState.REFUSED]
    door.before = lambda _: None
    assert not create(submitter, consignment).adopted


def test_a_cancelled_send_is_unknown(door: Any, submitter: Submitter, outbox: Outbox, consignment: Consignment) -> None:
    door.before = lambda _: asyncio.CancelledError()
    with pytest.raises(asyncio.CancelledError):
        create(submitter, consignment)
    assert [entry.state for entry in outbox.about("c1")] == [EntryState.UNKNOWN]


def test_looking_pages_through_many_with_the_same_reference(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    def crowded(request: httpx.Request, response: httpx.Response) -> httpx.Response:
        if request.url.path == "/consignments/50/0":
            seeded = [{"Reference": r} for r in references[:50]]
            return httpx.Response(200, json={"Count": 51, "ConsignmentSummaries": seeded})
        if request.url.path == "/consignments/50/50":
            return httpx.Response(200, json={"Count": 51, "ConsignmentSummaries": [{"Reference": real}]})
        return response

    page = asyncio.run(client.consignments.search([], 50, 0))
    references = [row.reference for row in page.consignment_summaries]
    door.after = lambda request: httpx.ReadError("reset") if is_create(request) else None
    nothing = httpx.Response(200, json={"ConsignmentSummaries": []})
    door.answer = lambda request, response: nothing if request.method == "GET" else response
    with pytest.raises(OutcomeUnknown) as raised:
        create(submitter, consignment)
    door.answer = lambda _, response: response
    (real,) = found(client, "CLOTHES-1")
    door.answer = crowded
    created = look_again(submitter, raised.value.submission)
    assert created == Created(real, adopted=True)


def test_a_submission_that_the_journal_does_not_hold(submitter: Submitter) -> None:
    with pytest.raises(NotInJournal):
        look_again(submitter, "nothing")
    assert submitter.told("nothing") == ""


def test_trouble_with_the_service_while_looking_again_is_told(
    door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    door.before = lambda request: httpx.ReadError("reset") if is_create(request) else None
    with pytest.raises(OutcomeUnknown) as raised:
        create(submitter, consignment)
    door.answer = lambda _, __: httpx.Response(503)
    with pytest.raises(ServiceFailed):
        look_again(submitter, raised.value.submission)


def test_create_again_whose_look_fails_is_not_told_as_a_refusal(
    door: Any, submitter: Submitter, outbox: Outbox, consignment: Consignment
) -> None:
    door.before = lambda request: httpx.ReadError("reset") if is_create(request) else None
    with pytest.raises(OutcomeUnknown):
        create(submitter, consignment)
    door.answer = lambda _, __: httpx.Response(503)
    with pytest.raises(OutcomeUnknown) as raised:
        create(submitter, consignment)
    assert isinstance(raised.value.cause, ServiceFailed)
    assert [entry.state for entry in outbox.about("c1")] == [EntryState.UNKNOWN]


def test_a_consignment_on_the_bench_is_looked_for_by_its_own_id(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    door.before = lambda request: httpx.ReadError("reset") if is_create(request) else None
    with pytest.raises(OutcomeUnknown) as raised:
        create(submitter, consignment)
    assert look_again(submitter, "c1") is None
    assert submitter.told("c1") == raised.value.submission
    door.before = lambda _: None
    asyncio.run(client.consignments.create(sent_by(door)))
    created = look_again(submitter, "c1")
    assert created is not None
    assert found(client, "CLOTHES-1") == [created.reference]
    calls = len(door.sent)
    assert submitter.told("c1") == created
    assert len(door.sent) == calls


def sent_by(door: Any) -> models.Consignment:
    """Return the body of the create that the door did not let through."""
    request = next(r for r in door.sent if is_create(r))
    return models.Consignment.model_validate_json(request.content)


def test_what_was_refused_is_known_not_to_be_there(submitter: Submitter, consignment: Consignment) -> None:
    consignment.origin = "Nowhere"
    with pytest.raises(Rejected):
        create(submitter, consignment)
    assert submitter.told("c1") == ""
    with pytest.raises(NotInJournal):
        look_again(submitter, "c1")


def test_without_a_key_nothing_leaves(outbox: Outbox, keyless: Any, consignment: Consignment) -> None:
    submitter = Submitter(keyless(ProClient(DEMO, None)), "demo")
    with pytest.raises(NoKey):
        create(submitter, consignment)
    assert [entry.state for entry in outbox.about("c1")] == [EntryState.REFUSED]


def test_what_cannot_be_sent_waits_if_that_is_wanted_and_goes_out_as_it_was(
    client: ProClient, door: Any, submitter: Submitter, outbox: Outbox, writer: Writer, consignment: Consignment
) -> None:
    writer.queue_offline = True
    door.before = lambda _: httpx.ConnectError("no route")
    waiting = asyncio.run(submitter.create(consignment))
    assert isinstance(waiting, Waiting)
    assert submitter.told("c1") == waiting
    assert asyncio.run(submitter.create(consignment)) == waiting
    assert asyncio.run(submitter.look_again("c1")) == waiting
    (queued,) = outbox.queued()
    queued = asyncio.run(writer.send(queued))
    assert queued.state is EntryState.QUEUED
    first = next(r for r in door.sent if is_create(r))
    door.before = lambda _: None
    done = asyncio.run(writer.send(queued))
    assert done.state is EntryState.DONE
    assert found(client, "CLOTHES-1") == [done.reference]
    assert door.sent[-2].content == first.content
    for stale in (queued, done):
        with pytest.raises(WrongState):
            asyncio.run(writer.send(stale))


def test_a_refusal_does_not_wait(submitter: Submitter, writer: Writer, consignment: Consignment) -> None:
    writer.queue_offline = True
    consignment.origin = "Nowhere"
    with pytest.raises(Rejected):
        create(submitter, consignment)


def test_stopped_while_it_looks_it_is_unknown(
    door: Any, submitter: Submitter, outbox: Outbox, consignment: Consignment
) -> None:
    def stop(request: httpx.Request) -> BaseException | None:
        return httpx.ReadError("reset") if is_create(request) else asyncio.CancelledError()

    door.after = stop
    with pytest.raises(asyncio.CancelledError):
        create(submitter, consignment)
    assert [entry.state for entry in outbox.about("c1")] == [EntryState.UNKNOWN]


def test_what_is_found_though_its_entry_was_discarded_is_there(
    client: ProClient, door: Any, submitter: Submitter, writer: Writer, outbox: Outbox, consignment: Consignment
) -> None:
    door.after = lambda _: httpx.ReadError("reset")
    with pytest.raises(OutcomeUnknown) as raised:
        create(submitter, consignment)
    entry = outbox.get(raised.value.submission)
    assert entry is not None
    outbox.discard(entry)
    door.after = lambda _: None
    seen = asyncio.run(writer.look(entry))
    assert (seen.state, [seen.reference]) == (EntryState.DONE, found(client, "CLOTHES-1"))
    assert outbox.get(entry.id) is None


@pytest.fixture
def order(client: ProClient, consignment: Consignment) -> models.Order:
    """An order for the consignment's goods, as the service has it."""
    body = to_wire(consignment)
    wanted = models.Order(
        order_reference_provided_by_customer="ORDER-1", addresses=body.addresses, packages=body.packages
    )

    async def make() -> models.Order:
        (link,) = await client.orders.create(wanted)
        return await client.orders.get(link.reference)

    return asyncio.run(make())


def packing(order: models.Order, *, with_return: bool = False) -> models.OrderPacking:
    package = order.packages[0]
    items = tuple(models.Item(reference=item.reference, quantity=1) for item in package.items)
    packed = models.Package(weight=package.weight, dimensions=package.dimensions, items=items)
    return models.OrderPacking(packages=(packed,), generate_return=with_return)


def is_pack(request: httpx.Request) -> bool:
    return request.url.path.endswith("/pack")


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("with_return", [False, True])
def test_an_order_is_packed_once_for_each_pack(
    client: ProClient, door: Any, submitter: Submitter, order: models.Order, lost: bool, with_return: bool
) -> None:
    door.after = lambda request: httpx.ReadError("reset") if lost and is_pack(request) else None
    wanted = packing(order, with_return=with_return)
    created = asyncio.run(submitter.pack(str(order.order_reference), wanted, "pack-1"))
    again = asyncio.run(submitter.pack(str(order.order_reference), wanted, "pack-1"))
    assert isinstance(created, Created)
    assert again == Created(created.reference, adopted=True)
    assert created.adopted is lost
    assert sum(map(is_pack, door.sent)) == 1
    made = asyncio.run(client.consignments.get_with_metadata(created.reference))
    assert made.direction != "Inbound"
    assert made.metadata(SUBMISSION_KEY)


def test_a_pack_whose_answer_names_nothing_is_looked_into(
    client: ProClient, door: Any, submitter: Submitter, order: models.Order
) -> None:
    door.answer = lambda request, given: httpx.Response(200, json={"Results": []}) if is_pack(request) else given
    created = asyncio.run(submitter.pack(str(order.order_reference), packing(order), "pack-1"))
    assert isinstance(created, Created)
    assert created.adopted


@pytest.mark.parametrize("fault", ["key", "disk"])
def test_a_look_that_fails_for_whatever_reason_is_not_told_as_not_created(
    client: ProClient,
    door: Any,
    submitter: Submitter,
    outbox: Outbox,
    database: Database,
    keyless: Any,
    consignment: Consignment,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
) -> None:
    door.after = lambda _: httpx.ReadError("reset")
    with pytest.raises(OutcomeUnknown):
        create(submitter, consignment)
    door.after = lambda _: None
    if fault == "key":
        submitter = Submitter(keyless(ProClient(DEMO, None)), "demo")
    else:
        monkeypatch.setattr(Outbox, "move", full_disk)
    with pytest.raises(OutcomeUnknown) as raised:
        create(submitter, consignment)
    assert isinstance(raised.value.cause, NoKey if fault == "key" else DiskFull)
    assert [entry.state for entry in outbox.about("c1")] == [EntryState.UNKNOWN]
    assert len(found(client, "CLOTHES-1")) == 1


def full_disk(*_: object, **__: object) -> None:
    raise DiskFull(Path("desk.sqlite"))


def test_a_disk_that_is_full_after_it_was_sent_does_not_make_it_unsent(
    client: ProClient, submitter: Submitter, outbox: Outbox, consignment: Consignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Outbox, "move", full_disk)
    with pytest.raises(OutcomeUnknown) as raised:
        create(submitter, consignment)
    monkeypatch.undo()
    assert isinstance(raised.value.cause, DiskFull)
    # With room again, what the answer told is written down before the journal is asked.
    made = submitter.told("c1")
    assert isinstance(made, Created)
    assert found(client, "CLOTHES-1") == [made.reference]
    assert look_again(submitter, "c1") == made


def test_the_lock_is_kept_with_the_journal_s_row_or_not_at_all(
    submitter: Submitter, outbox: Outbox, database: Database, consignment: Consignment, door: Any
) -> None:
    drafts = Drafts(database)

    def lock(submission: str) -> None:
        drafts.save({"locked": submission})

    def no_room(submission: str) -> None:
        drafts.save({"locked": submission})
        raise DiskFull(Path("desk.sqlite"))

    with pytest.raises(DiskFull):
        asyncio.run(submitter.create(consignment, lock=no_room))
    assert (outbox.about("c1"), drafts.load(), door.sent) == ((), None, [])
    asyncio.run(submitter.create(consignment, lock=lock))
    (entry,) = outbox.about("c1")
    assert drafts.load() == {"locked": entry.id}


def test_another_version_than_was_sent_is_not_told_as_created(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    consignment.reference = ""
    door.before = lambda request: httpx.ReadError("reset") if is_create(request) else None
    with pytest.raises(OutcomeUnknown):
        create(submitter, consignment)
    door.before = lambda _: None
    asyncio.run(client.consignments.create(sent_by(door)))
    first, last = consignment.destination, consignment.destination.model_copy(update={"address_line1": "Elsewhere"})
    consignment.destination = last
    created = create(submitter, consignment)
    assert (created.adopted, created.same) == (True, False)
    assert door.count("POST", "/consignments") == 2
    assert submitter.told("c1", consignment) == created
    assert asyncio.run(submitter.look_again("c1", consignment)) == created
    consignment.destination = first
    assert create(submitter, consignment) == Created(created.reference, adopted=True)


def test_another_version_than_waits_is_not_told_as_waiting(
    door: Any, submitter: Submitter, writer: Writer, consignment: Consignment
) -> None:
    writer.queue_offline = True
    door.before = lambda _: httpx.ConnectError("no route")
    waiting = asyncio.run(submitter.create(consignment))
    assert isinstance(waiting, Waiting)
    assert waiting.same
    consignment.packages[0].items.pop()
    assert asyncio.run(submitter.create(consignment)) == Waiting(waiting.submission, same=False)


def test_a_day_is_the_same_day_in_another_zone(
    submitter: Submitter, consignment: Consignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("this system has no time zone for each program")
    consignment.shipping_date = consignment.required_date = date.today() + timedelta(days=2)  # noqa: DTZ011
    created = create(submitter, consignment)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        assert create(submitter, consignment) == Created(created.reference, adopted=True)
        consignment.shipping_date += timedelta(days=1)
        assert not create(submitter, consignment).same
    finally:
        monkeypatch.undo()
        time.tzset()


def test_what_was_sent_is_not_known_once_its_body_is_removed(
    submitter: Submitter, outbox: Outbox, consignment: Consignment
) -> None:
    create(submitter, consignment)
    assert outbox.remove_bodies(timedelta(0)) == 1
    assert not create(submitter, consignment).same
    consignment.submission = "locked as it was sent"
    assert create(submitter, consignment).same


def on_the_bench(database: Database, submitter: Submitter, consignment: Consignment) -> Consignment:
    """Keep the consignment as the bench does, open it anew, and return it as it is then."""
    draft = Draft()
    draft.add(copy.deepcopy(consignment), CONSIGNMENTS)
    Drafts(database).save(to_data(draft))
    (opened,) = asyncio.run(Bench(Drafts(database), submitter).load()).consignments
    return opened


def test_the_bench_asks_about_every_consignment_when_it_is_opened(
    door: Any, submitter: Submitter, outbox: Outbox, database: Database, consignment: Consignment
) -> None:
    assert not on_the_bench(database, submitter, consignment).locked
    door.after = lambda _: httpx.ReadError("reset")
    with pytest.raises(OutcomeUnknown) as raised:
        create(submitter, consignment)
    door.after = lambda _: None
    opened = on_the_bench(database, submitter, consignment)
    assert (opened.locked, opened.created, opened.submission) == (True, "", NOT_COMPARED)
    consignment.submission = raised.value.submission
    assert on_the_bench(database, submitter, consignment).submission == raised.value.submission
    consignment.submission = ""
    made = look_again(submitter, "c1")
    assert made is not None
    assert on_the_bench(database, submitter, consignment).created == made.reference
    consignment.destination = consignment.destination.model_copy(update={"address_line1": "Elsewhere"})
    opened = on_the_bench(database, submitter, consignment)
    assert (opened.locked, opened.created, opened.earlier) == (False, "", made.reference)
    another = create(submitter, opened)
    assert not another.adopted
    assert another.reference != made.reference


def test_a_consignment_is_kept_locked_as_it_is_sent(
    submitter: Submitter, database: Database, outbox: Outbox, consignment: Consignment
) -> None:
    draft = Draft()
    draft.add(consignment, CONSIGNMENTS)
    draft.add(Consignment("c2"), CONSIGNMENTS)
    bench = Bench(Drafts(database), submitter)
    created = asyncio.run(bench.create(copy.deepcopy(consignment), snapshot(draft), lambda _: None))
    assert isinstance(created, Created)
    kept = from_data(Drafts(database).load()).consignments
    assert [each.submission for each in kept] == [outbox.about("c1")[0].id, ""]
    assert not consignment.submission
