"""Changes to what the service has: done once, seen by what they made, and never guessed at."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO
from desktop_app.pro.errors import NoKey, Offline, OutcomeUnknown, Rejected
from desktop_app.pro.models import Dimensions, Money, Package, Weight
from desktop_app.services.outbox import writer as writing
from desktop_app.services.outbox.operations.editing import add_package_entry, delete_package_entry, edit_entry
from desktop_app.services.outbox.writer import Writer
from desktop_app.store.outbox import Entry, EntryState, New, Outbox
from tests.services.outbox.conftest import break_writes, slam

PACKAGE = Package(
    weight=Weight.kg("0.5"), dimensions=Dimensions.cm(10, 10, 10), description="Hat", value=Money.of("9.99", "GBP")
)


def unallocated(client: ProClient) -> str:
    page = asyncio.run(client.consignments.search([("state", "Unallocated")], 1, 0))
    return page.consignment_summaries[0].reference


def write(writer: Writer, new: New) -> Entry:
    return asyncio.run(writer.write(new))


def states(outbox: Outbox) -> list[str]:
    return [entry.state.value for entry in reversed(outbox.latest(1000))]


@pytest.mark.parametrize("lost", [False, True])
def test_packages_are_added_and_taken_out_once(client: ProClient, door: Any, writer: Writer, lost: bool) -> None:
    reference = unallocated(client)
    before = len(asyncio.run(client.consignments.get(reference)).packages)
    door.after = break_writes if lost else lambda _: None
    entry = write(writer, add_package_entry("demo", reference, PACKAGE))
    assert entry.state is EntryState.DONE
    assert entry.reference.startswith("EP-")
    assert len(asyncio.run(client.consignments.get(reference)).packages) == before + 1
    entry = write(writer, delete_package_entry("demo", reference, entry.reference))
    assert entry.state is EntryState.DONE
    assert len(asyncio.run(client.consignments.get(reference)).packages) == before
    assert sum(request.method in {"POST", "DELETE"} for request in door.sent) == 2


@pytest.mark.parametrize("lost", [False, True])
def test_an_update_is_seen_by_what_it_made(client: ProClient, door: Any, writer: Writer, lost: bool) -> None:
    whole = asyncio.run(client.consignments.get_with_metadata(unallocated(client)))
    changed = whole.model_copy(update={"consignment_reference_provided_by_customer": "OTHER"})
    door.after = break_writes if lost else lambda _: None
    assert write(writer, edit_entry("demo", changed)).state is EntryState.DONE
    now = asyncio.run(client.consignments.get(str(whole.reference)))
    assert now.consignment_reference_provided_by_customer == "OTHER"


def test_an_edit_that_did_not_arrive_is_unknown_and_never_guessed_at(
    client: ProClient, door: Any, writer: Writer, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = asyncio.run(client.consignments.get(unallocated(client)))
    reference = str(whole.reference)
    door.before = break_writes
    changed = whole.model_copy(update={"consignment_reference_provided_by_customer": "OTHER"})
    theirs = PACKAGE.model_copy(update={"package_reference_provided_by_customer": "HAT"})
    news = [
        edit_entry("demo", changed),
        add_package_entry("demo", reference, theirs),
        add_package_entry("demo", reference, PACKAGE),
        delete_package_entry("demo", reference, str(whole.packages[0].reference)),
    ]
    for new in news:
        with pytest.raises(OutcomeUnknown):
            write(writer, new)
    monkeypatch.setattr(writing, "AT_REST", 0.0)
    for entry in outbox.unknown():
        asyncio.run(writer.look(entry))
    # A package that a colleague may have taken out again proves nothing; one that is still there was not deleted.
    assert states(outbox) == ["unknown", "unknown", "unknown", "refused"]


def test_a_refused_edit_is_told_and_one_without_a_network_waits(
    client: ProClient, door: Any, writer: Writer, outbox: Outbox, keyless: Any
) -> None:
    reference = unallocated(client)
    with pytest.raises(Rejected):
        write(writer, add_package_entry("demo", reference, Package(description="Nothing")))
    door.before = slam
    with pytest.raises(Offline):
        write(writer, delete_package_entry("demo", reference, "EP-1"))
    writer.queue_offline = True
    assert write(writer, delete_package_entry("demo", reference, "EP-1")).state is EntryState.QUEUED
    with pytest.raises(NoKey):
        write(keyless(ProClient(DEMO, None)), delete_package_entry("demo", reference, "EP-1"))
    assert states(outbox) == ["refused", "refused", "queued", "refused"]
