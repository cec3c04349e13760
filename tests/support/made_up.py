"""A service in this process that makes up its answers: as many rows and as long texts as a test wants."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO, DEMO_KEY
from desktop_app.pro.retry import RetryPolicy
from desktop_app.services.session import Session, open_session
from desktop_app.ui.consignments.page import ConsignmentsPage
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.units import Units
from desktop_app.worker import Progress, Worker
from tests.support.waiting import until

STATES = ("Unallocated", "Allocated", "Manifested", "Dispatched", "Delivered", "AllocationFailed")
TOWNS = ("Leeds", "York", "Manchester", "Bath", "Hull", "Paris", "Lyon")


def summary(number: int) -> dict[str, Any]:
    """Return a row of a search, as full as the service's own."""
    hour, day = number % 24, number % 28 + 1
    return {
        "Reference": f"EC-000-{number:06}",
        "ConsignmentReferenceProvidedByCustomer": f"WEB-{number:06}",
        "State": STATES[number % len(STATES)],
        "Source": "Api",
        "MpdCarrierReference": "Carrier",
        "MpdCarrierServiceName": f"Standard parcel {number % 9}",
        "MpdCarrierServiceReference": f"STD-{number % 9}",
        "DestinationAddressLine1": f"{number} High Street",
        "DestinationAddressTown": TOWNS[number % len(TOWNS)],
        "DestinationAddressPostcode": f"LS{number % 99} {number % 9}AA",
        "DestinationAddressCountry": "United Kingdom",
        "DateCreated": f"2026-03-{day:02}T{hour:02}:{number % 60:02}:{number // 60 % 60:02}.1234567+00:00",
        "ShippingDate": f"2026-03-{day:02}T00:00:00.0000000+00:00",
        "LabelsPrinted": bool(number % 2),
        "Value": {"Amount": number % 5000 / 100, "Currency": {"IsoCode": "GBP"}},
        "Weight": {"Value": number % 3000 / 1000, "Unit": "Kg"},
        "ApiLink": {"Rel": "self", "Href": f"https://host/consignments/EC-000-{number:06}"},
    }


class MadeUp(httpx.AsyncBaseTransport):
    """Answers searches with `rows` made-up rows, reads with `consignment(reference)`, and writes with «done».

    `change(row)` may alter each row of a search before it is sent.
    """

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.change: Callable[[dict[str, Any]], object] = lambda _row: None
        self.consignment: Callable[[str], dict[str, Any]] = lambda reference: {"Reference": reference}
        self.written: dict[str, str] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        parts = request.url.path.strip("/").split("/")
        if request.method != "GET":
            return self._write(parts, request.url.path)
        if parts[-2:][0].isdigit() and parts[-1].isdigit():
            return _json(self._page(int(parts[-2]), int(parts[-1]), request.url.params.get("reference")))
        if "consignments" in parts:
            reference = next(part for part in parts[::-1] if part.startswith("EC-"))
            return _json(self.consignment(reference))
        return _json([])

    def _page(self, take: int, skip: int, reference: str | None) -> dict[str, Any]:
        numbers: range | list[int] = range(skip, min(skip + take, self.rows))
        if reference is not None:
            numbers = [int(reference.rsplit("-", 1)[1])]
        rows = [summary(number) for number in numbers]
        for row in rows:
            row["State"] = self.written.get(row["Reference"], row["State"])
            self.change(row)
        return {"Count": self.rows if reference is None else 1, "ConsignmentSummaries": rows}

    def _write(self, parts: list[str], path: str) -> httpx.Response:
        reference = next(part for part in parts if part.startswith("EC-"))
        self.written[reference] = "Cancelled" if path.endswith("cancel") else "Allocated"
        return _json({"Message": "Done", "ApiLinks": []})


@contextmanager
def page_over(service: httpx.AsyncBaseTransport, folder: Path) -> Iterator[tuple[ConsignmentsPage, Worker, Session]]:
    """Yield a Consignments page on the screen, over the real worker, client and services, and `service`."""
    worker = Worker()
    worker.start()
    opened: list[Session] = []

    async def open_it(_progress: Progress) -> None:
        client = RetryPolicy(first_wait=0)
        opened.append(
            await open_session(
                DEMO, None, folder, lambda e, key: ProClient(e, key or DEMO_KEY, transport=service, retry=client)
            )
        )

    async def close(_progress: Progress) -> None:
        await opened[0].close()

    worker.submit(open_it)
    until(lambda: bool(opened))
    session = opened[0]
    page = ConsignmentsPage(
        Operations(worker),
        Notifier(folder / "desk.log"),
        Theme(),
        Units(),
        session.consignments,
        session.actions,
        session.account_data,
        session.documents,
        None,
    )
    try:
        page.resize(1280, 800)
        page.show()
        until(lambda: page._grid.model().rowCount() > 0)
        yield page, worker, session
    finally:
        page.close()
        page.deleteLater()
        worker.stop(last=close)


def _json(body: object) -> httpx.Response:
    return httpx.Response(
        200,
        content=json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass"),
        headers={"content-type": "application/json"},
    )
