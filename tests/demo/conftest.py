"""The demo service in a thread of its own, made and used there as the program does, spoken to over a socket."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
import uvicorn

from desktop_app.demo.__main__ import listen
from desktop_app.demo.app import create_app

Json = dict[str, Any]
MONDAY = datetime(2026, 3, 2, 10, 15, 30, 123456, UTC)


class StillClock:
    """A clock that stands until it is set."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.moment = now

    def now(self) -> datetime:
        """Return the moment that the clock stands at."""
        return self.moment


@pytest.fixture(scope="session")
def clock() -> StillClock:
    """Return the clock of the service; it stands at the morning of Monday, 2 March 2026."""
    return StillClock()


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory, clock: StillClock) -> Iterator[str]:
    """Serve the demo from a thread, with its database in a temporary folder."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    listener = listen("127.0.0.1", 0)
    servers: list[uvicorn.Server] = []
    ready = threading.Event()

    def serve() -> None:
        app = create_app(path, clock=clock)
        servers.append(uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none", lifespan="off")))
        ready.set()
        servers[0].run(sockets=[listener])
        app.state.service.close()

    thread = threading.Thread(target=serve, name="demo")
    thread.start()
    assert ready.wait(20)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    servers[0].should_exit = True
    thread.join(20)
    assert not thread.is_alive()


@pytest.fixture(scope="session")
def service(base_url: str) -> Iterator[httpx.Client]:
    """Return a client with the key."""
    with httpx.Client(base_url=base_url, headers={"ocp-apim-subscription-key": "demo"}, timeout=20) as client:
        yield client


@pytest.fixture
def create(service: httpx.Client) -> Callable[..., str]:
    """Return a function that creates a consignment of one package, changed as its arguments say."""

    def made(address: Json | None = None, packages: int = 1, **changes: Any) -> str:
        package = {
            "Weight": {"Value": 0.5, "Unit": "Kg"},
            "Dimensions": {"Unit": "Cm", "Width": 10, "Length": 10, "Height": 10},
            "Description": "Socks",
            "Value": {"Amount": 5.99, "Currency": {"IsoCode": "GBP"}},
        }
        destination = {
            "AddressType": "Destination",
            "Contact": {"FirstName": "Peter", "LastName": "McPetersson"},
            "AddressLine1": "13 Porter Street",
            "Town": "Manchester",
            "Postcode": "M1 5WG",
            "Country": {"IsoCode": {"TwoLetterCode": "GB"}},
        }
        origin = {"AddressType": "Origin", "ShippingLocationReference": "Bench1"}
        body = {"Packages": [package] * packages, "Addresses": [origin, destination | (address or {})], **changes}
        answer = service.post("/consignments", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()[0]["Href"].rsplit("/", 1)[1])

    return made
