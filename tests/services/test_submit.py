"""Create exactly once, whatever happens to the answer: the demo's own database is the judge."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any

import httpx
import pytest

from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro.client import ProClient
from desktop_app.pro.errors import Interrupted, Offline, OutcomeUnknown, Rejected, ServiceFailed
from desktop_app.pro.models import Address, Contact, Country, Dimensions, Weight
from desktop_app.services.submit import SUBMISSION_KEY, Created, Submitter
from desktop_app.store.database import Database
from desktop_app.store.outbox import EntryState, Outbox


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database)


@pytest.fixture
def submitter(client: ProClient, outbox: Outbox) -> Submitter:
    return Submitter(client.consignments, outbox, "demo", looks=(0, 0))


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


def is_create(request: httpx.Request) -> bool:
    return request.method == "POST" and request.url.path == "/consignments"


def test_created_once_with_its_marks(
    client: ProClient, submitter: Submitter, outbox: Outbox, consignment: Consignment
) -> None:
    submissions: list[Any] = []
    created = asyncio.run(submitter.create(consignment, submissions.append))
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
    created = asyncio.run(submitter.create(consignment))
    full = asyncio.run(client.consignments.get(created.reference))
    assert (full.consignment_reference_provided_by_customer or "").startswith("CD-")


def test_created_again_is_the_one_that_was_created(
    client: ProClient, submitter: Submitter, consignment: Consignment
) -> None:
    first = asyncio.run(submitter.create(consignment))
    assert asyncio.run(submitter.create(consignment)) == Created(first.reference, adopted=True)
    assert found(client, "CLOTHES-1") == [first.reference]


def test_an_answer_lost_after_the_service_did_it_is_found_by_looking(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    door.after = lambda request: httpx.ReadError("reset") if is_create(request) else None
    created = asyncio.run(submitter.create(consignment))
    assert created.adopted
    assert found(client, "CLOTHES-1") == [created.reference]
    assert door.count("POST", "/consignments") == 1


def test_a_twin_of_somebody_else_with_the_same_reference_is_not_adopted(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    other = asyncio.run(submitter.create(consignment))
    twin = Consignment("c2", consignment.packages, "CLOTHES-1", consignment.origin, consignment.destination)
    door.after = lambda request: httpx.ReadError("reset") if is_create(request) else None
    created = asyncio.run(submitter.create(twin))
    assert created.reference != other.reference
    assert sorted(found(client, "CLOTHES-1")) == sorted([created.reference, other.reference])


def test_a_break_before_the_service_saw_it_stays_unknown_and_is_not_sent_again(
    client: ProClient, door: Any, submitter: Submitter, outbox: Outbox, consignment: Consignment
) -> None:
    door.before = lambda request: httpx.ReadError("reset") if is_create(request) else None
    with pytest.raises(OutcomeUnknown):
        asyncio.run(submitter.create(consignment))
    with pytest.raises(OutcomeUnknown) as raised:
        asyncio.run(submitter.create(consignment))
    assert door.count("POST", "/consignments") == 1
    assert found(client, "CLOTHES-1") == []
    assert [entry.id for entry in outbox.unknown()] == [raised.value.submission]
    assert asyncio.run(submitter.look_again(raised.value.submission)) is None


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
    assert asyncio.run(submitter.create(consignment)).adopted
    assert len(looks) == 2


def test_when_looking_fails_too_it_is_unknown_and_found_later(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    broken = True
    door.after = lambda _: httpx.ReadError("reset") if broken else None
    with pytest.raises(OutcomeUnknown) as raised:
        asyncio.run(submitter.create(consignment))
    assert isinstance(raised.value.cause, Interrupted)
    broken = False
    found_now = asyncio.run(submitter.look_again(raised.value.submission))
    assert found_now is not None
    assert found(client, "CLOTHES-1") == [found_now.reference]
    assert asyncio.run(submitter.look_again(raised.value.submission)) == found_now
    assert asyncio.run(submitter.create(consignment)) == found_now


def test_the_next_press_of_create_looks_first(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    door.after = lambda _: httpx.ReadError("reset")
    with pytest.raises(OutcomeUnknown):
        asyncio.run(submitter.create(consignment))
    door.after = lambda _: None
    assert asyncio.run(submitter.create(consignment)).adopted
    assert door.count("POST", "/consignments") == 1
    assert len(found(client, "CLOTHES-1")) == 1


def test_an_answer_without_a_link_is_looked_into(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    door.answer = lambda request, response: httpx.Response(201, json=[]) if is_create(request) else response
    created = asyncio.run(submitter.create(consignment))
    assert created.adopted
    assert found(client, "CLOTHES-1") == [created.reference]


@pytest.mark.parametrize("status", [500, 502])
def test_a_gateway_s_error_after_the_service_did_it(
    client: ProClient, door: Any, submitter: Submitter, consignment: Consignment, status: int
) -> None:
    door.answer = lambda request, response: httpx.Response(status) if is_create(request) else response
    assert asyncio.run(submitter.create(consignment)).adopted
    assert len(found(client, "CLOTHES-1")) == 1


def test_a_refusal_is_told_and_can_be_mended(
    client: ProClient, submitter: Submitter, outbox: Outbox, consignment: Consignment
) -> None:
    origin, consignment.origin = consignment.origin, "Nowhere"
    with pytest.raises(Rejected) as raised:
        asyncio.run(submitter.create(consignment))
    assert raised.value.details
    consignment.origin = origin
    created = asyncio.run(submitter.create(consignment))
    assert [entry.state for entry in outbox.about("c1")] == [EntryState.REFUSED, EntryState.DONE]
    assert found(client, "CLOTHES-1") == [created.reference]


def test_offline_is_known_not_to_have_been_sent(
    client: ProClient, door: Any, submitter: Submitter, outbox: Outbox, consignment: Consignment
) -> None:
    door.before = lambda _: httpx.ConnectError("no route")
    with pytest.raises(Offline):
        asyncio.run(submitter.create(consignment))
    assert [entry.state for entry in outbox.about("c1")] == [EntryState.REFUSED]
    door.before = lambda _: None
    assert not asyncio.run(submitter.create(consignment)).adopted


def test_a_cancelled_send_is_unknown(door: Any, submitter: Submitter, outbox: Outbox, consignment: Consignment) -> None:
    door.before = lambda _: asyncio.CancelledError()
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(submitter.create(consignment))
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
        asyncio.run(submitter.create(consignment))
    door.answer = lambda _, response: response
    (real,) = found(client, "CLOTHES-1")
    door.answer = crowded
    created = asyncio.run(submitter.look_again(raised.value.submission))
    assert created == Created(real, adopted=True)


def test_a_submission_that_the_journal_does_not_hold(submitter: Submitter) -> None:
    with pytest.raises(KeyError):
        asyncio.run(submitter.look_again("nothing"))


def test_trouble_with_the_service_while_looking_again_is_told(
    door: Any, submitter: Submitter, consignment: Consignment
) -> None:
    door.before = lambda request: httpx.ReadError("reset") if is_create(request) else None
    with pytest.raises(OutcomeUnknown) as raised:
        asyncio.run(submitter.create(consignment))
    door.answer = lambda _, __: httpx.Response(503)
    with pytest.raises(ServiceFailed):
        asyncio.run(submitter.look_again(raised.value.submission))
