"""Faults: the grammar, the plan, and each kind as a client meets it, over a socket and in-process."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from desktop_app.demo.app import create_app
from desktop_app.demo.faults.plan import Fault, Kind, Plan
from desktop_app.demo.faults.transport import FaultyTransport

KEY = {"ocp-apim-subscription-key": "demo"}
BODY: dict[str, Any] = {
    "ConsignmentReferenceProvidedByCustomer": "FAULT",
    "Packages": [{"PackageSizeReference": "TUBE"}],
    "Addresses": [
        {"AddressType": "Origin", "ShippingLocationReference": "Sorted1"},
        {"AddressType": "Destination", "ShippingLocationReference": "LeedsDC"},
    ],
}
Ask = Callable[..., httpx.Response]
Client = Callable[[str], AbstractContextManager[Ask]]


class InProcess:
    """Asks a demo in this process through the transport."""

    def __init__(self, spec: str) -> None:
        self._spec = spec

    def __enter__(self) -> Ask:
        self._app = create_app(None, consignments=40)
        self._transport = FaultyTransport(httpx.ASGITransport(self._app), self._spec)
        return self._ask

    def __exit__(self, *raised: object) -> None:
        self._app.state.service.close()

    def _ask(self, method: str, path: str, body: Any = None) -> httpx.Response:
        async def answer() -> httpx.Response:
            client = httpx.AsyncClient(transport=self._transport, base_url="http://demo", headers=KEY)
            return await client.request(method, path, json=body)

        return asyncio.run(answer())


class OverSocket:
    """Asks a demo that runs as a program of its own with `--faults`."""

    def __init__(self, spec: str) -> None:
        self._spec = spec

    def __enter__(self) -> Ask:
        program = [sys.executable, "-m", "desktop_app.demo", "--consignments", "40", "--faults", self._spec]
        self._process = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self._process.stdout
        url = self._process.stdout.readline().removeprefix("listening on ").strip()
        self._client = httpx.Client(base_url=url, headers=KEY, timeout=20)
        return self._ask

    def __exit__(self, *raised: object) -> None:
        self._client.close()
        self._process.terminate()
        _, errors = self._process.communicate(timeout=20)
        assert errors == ""

    def _ask(self, method: str, path: str, body: Any = None) -> httpx.Response:
        return self._client.request(method, path, json=body)


@pytest.fixture(params=[InProcess, OverSocket])
def client(request: pytest.FixtureRequest) -> Client:
    """Return what asks a demo with faults, either way."""
    asks: Client = request.param
    return asks


def count(ask: Ask) -> int:
    """Return how many consignments of ours the demo has."""
    return int(ask("GET", "/consignments/9/0?cReference=FAULT").json()["Count"])


def test_a_connection_is_torn_down_before_or_after_the_service_has_done_it(client: Client) -> None:
    with client("refused #1 POST /consignments; reset #2 POST /consignments; reset-after #3 POST /consignments") as ask:
        for made in (0, 0, 1):
            with pytest.raises(httpx.NetworkError):
                ask("POST", "/consignments", BODY)
            assert count(ask) == made
        assert ask("POST", "/consignments", BODY).status_code == 201
        assert count(ask) == 2


def test_errors_before_and_after_the_service_has_done_it(client: Client) -> None:
    kinds = ["500", "502", "503", "401", "500-after", "502-after", "wrong-json"]
    spec = "; ".join(f"{kind} #{number} POST" for number, kind in enumerate(kinds, 1))
    with client(spec) as ask:
        answers = [ask("POST", "/consignments", BODY) for _ in kinds]
        assert [answer.status_code for answer in answers] == [500, 502, 503, 401, 500, 502, 201]
        assert count(ask) == 3
        for answer in answers:
            assert answer.headers["content-length"] == str(len(answer.content))
            if answer.status_code == 502:
                assert answer.headers["content-type"].startswith("text/html")
                assert "<html>" in answer.text
            elif answer.is_error:
                assert set(answer.json()) == {"Code", "Message", "CorrelationId", "Details"}
        assert "Href" not in answers[-1].text
        assert answers[-1].json()


def test_too_many_requests_say_when_to_come_back_in_both_forms(client: Client) -> None:
    with client("429=7s #1; 429-date=90s #2; skew=-1h #2-") as ask:
        first, second, third = (ask("GET", "/packagesizes") for _ in range(3))
    assert (first.status_code, first.headers["retry-after"]) == (429, "7")
    ahead = parsedate_to_datetime(second.headers["retry-after"]) - parsedate_to_datetime(second.headers["date"])
    assert timedelta(seconds=88) <= ahead <= timedelta(seconds=92)
    behind = datetime.now(UTC) - parsedate_to_datetime(third.headers["date"])
    assert third.status_code == 200
    assert timedelta(minutes=59) < behind < timedelta(minutes=61)


def test_bodies_come_in_part_in_drips_and_huge(client: Client) -> None:
    with client("half #1; drip=400ms #2; huge=3MB #3") as ask:
        with pytest.raises(httpx.RemoteProtocolError):
            ask("GET", "/packagesizes")
        begun = time.monotonic()
        dripped = ask("GET", "/packagesizes")
        assert time.monotonic() - begun >= 0.35
        huge = ask("GET", "/packagesizes")
        assert dripped.json() == ask("GET", "/packagesizes").json()
    assert 2_900_000 < len(huge.content) == int(huge.headers["content-length"])
    assert isinstance(json.loads(huge.content), list)


def test_latency_is_added_to_what_fits_and_to_other_faults(client: Client) -> None:
    with client("latency=300ms /consignments/*; 503 /consignments/count") as ask:
        begun = time.monotonic()
        ask("GET", "/packagesizes")
        assert time.monotonic() - begun < 0.25
        begun = time.monotonic()
        assert ask("GET", "/Consignments/Count").status_code == 503
        assert time.monotonic() - begun >= 0.3


def struck(spec: str, calls: int = 1000, seed: int = 1) -> list[bool]:
    """Return which of so many searches go wrong."""
    plan = Plan(spec, seed)
    return [plan.next("GET", "/consignments/5/0").fault is not None for _ in range(calls)]


def test_a_plan_is_the_same_for_the_same_seed_and_keeps_its_shares() -> None:
    assert struck("500 10%") == struck("500 10%")
    assert struck("500 10%") != struck("500 10%", seed=2)
    assert 70 <= sum(struck("500 10%")) <= 130
    assert sum(struck("500 0%")) == 0
    assert sum(struck("500 100%")) == 1000
    assert [at for at, hit in enumerate(struck("reset #2,4-5", 9), 1) if hit] == [2, 4, 5]
    assert [at for at, hit in enumerate(struck("401 #6-", 9), 1) if hit] == [6, 7, 8, 9]


def test_the_first_rule_that_strikes_wins_and_every_rule_counts_what_fits_it() -> None:
    plan = Plan("503 #2 GET /orders/*\n429=2s #2 * /orders*; latency=1s")
    found = [plan.next(*call.split()) for call in ("GET /orders/1", "PUT /orders/1", "GET /orders/2", "GET /x")]
    assert [faults.fault for faults in found] == [None, Fault(Kind.TOO_MANY, 2.0), Fault(Kind.UNAVAILABLE), None]
    assert [faults.delay for faults in found] == [1.0] * 4


@pytest.mark.parametrize(
    ("amount", "least", "middle", "most"),
    [("100ms..2s", 0.1, 1.05, 2.0), ("200ms+-50ms", 0.0, 0.2, 0.6), ("~300ms", 0.0, 0.3, 6.0), ("2s", 2.0, 2.0, 2.0)],
)
def test_latency_has_a_distribution(amount: str, least: float, middle: float, most: float) -> None:
    plan = Plan(f"latency={amount}")
    delays = [plan.next("GET", "/").delay for _ in range(3000)]
    assert least <= min(delays) <= max(delays) <= most
    assert sum(delays) / len(delays) == pytest.approx(middle, rel=0.1)


@pytest.mark.parametrize(
    ("spec", "names"),
    [
        ("", "no fault is named"),
        (" ; ", "no fault is named"),
        ("explode 5%", "“explode” is no fault"),
        ("500 120%", "“120%”"),
        ("500 sometimes", "“sometimes”"),
        ("500 FETCH /x", "“FETCH”"),
        ("500=3", "“500” has no amount"),
        ("latency", "“” is no amount of time"),
        ("latency=fast", "“fast” is no amount of time"),
        ("latency=9999h", "“9999h” is out of bounds"),
        ("429=-3s", "“-3s” is out of bounds"),
        ("skew", "“skew” needs"),
        ("huge=12", "“12” is no size"),
        ("huge=99999MB", "out of bounds"),
        ("reset #0", "“#0”"),
        ("reset #3-1", "“#3-1”"),
        ("reset #x", "“#x”"),
    ],
)
def test_a_spec_that_cannot_be_read_is_one_clear_line(spec: str, names: str) -> None:
    with pytest.raises(ValueError, match=r"\A[^\n]+\Z") as raised:
        Plan(spec)
    assert names in str(raised.value)


def test_the_program_says_it_in_one_line_too() -> None:
    program = [sys.executable, "-m", "desktop_app.demo", "--faults", "explode"]
    done = subprocess.run(program, capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("--faults: “explode” is no fault; there are latency, ")
    assert done.stderr.count("\n") == 1
