"""The outbox of one environment over the demo, with a door that can slam, and nothing that waits."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from desktop_app.pro.client import ProClient
from desktop_app.services.actions import Actions
from desktop_app.services.outbox.batch import Batch
from desktop_app.services.outbox.dispatcher import Dispatcher
from desktop_app.services.outbox.operations import all_operations
from desktop_app.services.outbox.operations.creating import CreateConsignment, PackOrder
from desktop_app.services.outbox.submitter import Submitter
from desktop_app.services.outbox.writer import Writer
from desktop_app.store.database import Database
from desktop_app.store.outbox import KeyNumber, Outbox


@pytest.fixture(autouse=True)
def _no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    for operation in (CreateConsignment, PackOrder):
        monkeypatch.setattr(operation, "looks", (0, 0))


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database)


@pytest.fixture
def writer(client: ProClient, outbox: Outbox) -> Writer:
    return Writer(outbox, all_operations(client))


@pytest.fixture
def submitter(writer: Writer) -> Submitter:
    return Submitter(writer, "demo")


@pytest.fixture
def actions(writer: Writer, outbox: Outbox) -> Actions:
    return Actions(Batch(writer, outbox), "demo")


@pytest.fixture
def dispatcher(client: ProClient, outbox: Outbox, writer: Writer, database: Database) -> Dispatcher:
    return Dispatcher(outbox, KeyNumber(database), client, writer, waits=(0.01,))


@pytest.fixture
def keyless(outbox: Outbox) -> Callable[[ProClient], Writer]:
    """Make a writer over another client, one without a key, say."""
    return lambda client: Writer(outbox, all_operations(client))


def break_writes(request: httpx.Request) -> BaseException | None:
    """As the door's `before` or `after`: every write breaks off, on its way there or back."""
    return httpx.ReadError("reset") if request.method != "GET" else None


def slam(_request: httpx.Request) -> BaseException:
    """As the door's `before`: nothing gets through, provably."""
    return httpx.ConnectError("no route")
