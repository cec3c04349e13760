"""A packer at the services, without a window: creates consignments until the service has each, whenever it is killed.

Run as a program of its own: `python -m tests.faults.packer URL FOLDER COUNT`. Each line that it writes to
FOLDER/told is what the user was told: a number and the reference of the consignment that was created for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO_KEY, custom
from desktop_app.pro.errors import OutcomeUnknown, ProError
from desktop_app.pro.models import Address, Contact, Country, Dimensions, Weight
from desktop_app.pro.retry import RetryPolicy
from desktop_app.services.outbox.operations.creating import CreateConsignment
from desktop_app.services.outbox.submitter import Created
from desktop_app.services.session import Session, open_session
from desktop_app.store.outbox import EntryState
from tests.faults.harness import SEARCH_LAG

AT_ONCE = 6
LOOKS = (0.0, SEARCH_LAG / 2, SEARCH_LAG)
PATIENCE = 4 * SEARCH_LAG
"""Seconds after which the packer believes that what is not found is not there, and discards it to create it again."""


def consignment(number: int) -> Consignment:
    """Return the consignment of that number, the same each time: as the bench keeps it over a crash."""
    package = Package(f"p{number}", [Item(f"i{number}", "Coat", weight=Weight.kg("1.8"))])
    package.dimensions = Dimensions.cm(30, 20, 10)
    to = Contact(first_name="Łucja", last_name="Żółć")
    destination = Address(
        address_type="Destination",
        contact=to,
        address_line1=f"{number} Porter Street",
        town="Manchester",
        postcode="M1 5WG",
        country=Country.of("GB"),
    )
    return Consignment(f"c{number}", [package], reference_of(number), "Sorted1", destination)


def reference_of(number: int) -> str:
    """Return the customer reference of that consignment; one in three has the same as its neighbours."""
    return f"ORDER-{number - number % 3 if number % 9 < 3 else number}"


async def pack(url: str, folder: Path, count: int) -> None:
    """Create `count` consignments, each once, however often this is begun again."""
    told = folder / "told"
    known = {int(line.split()[0]) for line in told.read_text().splitlines()} if told.exists() else set()
    session = await open_session(
        custom(url),
        DEMO_KEY,
        folder / "desk",
        lambda environment, key: ProClient(environment, key, retry=RetryPolicy(first_wait=0.02), answer_seconds=5.0),
    )
    CreateConsignment.looks = LOOKS
    numbers = iter([number for number in range(count) if number not in known])
    with told.open("a", buffering=1) as lines:

        async def work() -> None:
            for number in numbers:
                reference = await create(session, number)
                lines.write(f"{number} {reference}\n")

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    await session.close()


async def create(session: Session, number: int) -> str:
    """Press Create until it is there; return its reference."""
    while True:
        try:
            created = await session.submitter.create(consignment(number))
        except OutcomeUnknown as unknown:
            with contextlib.suppress(ProError):
                await discard_if_not_there(session, unknown.submission)
            await asyncio.sleep(SEARCH_LAG / 2)
        except ProError:
            await asyncio.sleep(0.05)
        else:
            assert isinstance(created, Created)
            return created.reference


async def discard_if_not_there(session: Session, submission: str) -> None:
    """Look once more; what is long enough ago and still not to be found, give up."""
    entry = await session.dispatcher.look(submission)
    assert entry is not None
    if entry.state is EntryState.UNKNOWN and (datetime.now(UTC) - entry.changed).total_seconds() > PATIENCE:
        await session.dispatcher.discard(entry.id)


if __name__ == "__main__":
    asyncio.run(pack(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
    os._exit(0)
