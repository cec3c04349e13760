"""`python -m desktop_app.demo`: what it prints, what it refuses, what it keeps, and what it does not load."""

from __future__ import annotations

import socket
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

PROGRAM = [sys.executable, "-m", "desktop_app.demo"]
KEY = {"ocp-apim-subscription-key": "demo"}


@contextmanager
def running(*options: str) -> Iterator[str]:
    """Run the program; give the address that its first line names."""
    process = subprocess.Popen([*PROGRAM, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        line = process.stdout.readline()
        assert line.startswith("listening on http://"), line
        yield line.removeprefix("listening on ").strip()
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=20)
        assert errors == ""


def test_it_keeps_its_data_from_one_run_to_the_next(tmp_path: Path) -> None:
    body = {
        "ConsignmentReferenceProvidedByCustomer": "KEPT",
        "Packages": [{"PackageSizeReference": "TUBE"}],
        "Addresses": [
            {"AddressType": "Origin", "ShippingLocationReference": "Sorted1"},
            {"AddressType": "Destination", "ShippingLocationReference": "LeedsDC"},
        ],
    }
    with running("--data", str(tmp_path), "--seed", "3") as url:
        assert httpx.post(f"{url}/consignments", json=body, headers=KEY).status_code == 201
    with running("--data", str(tmp_path)) as url:
        found = httpx.get(f"{url}/consignments/5/0?cReference=KEPT", headers=KEY).json()
    assert found["Count"] == 1


def test_it_answers_at_once_and_with_latency_after_it() -> None:
    def median(url: str) -> float:
        with httpx.Client(base_url=url, headers=KEY) as client:
            client.get("/packagesizes")
            times = []
            for _ in range(9):
                start = time.perf_counter()
                assert client.put("/consignments/cancellist", json=["EC-000-000-000"]).status_code == 200
                times.append(time.perf_counter() - start)
        return statistics.median(times)

    with running() as url:
        assert median(url) < 0.03, "Nagle's algorithm delays answers by 40 ms"
    with running("--latency", "80", "--host", "localhost") as url:
        assert 0.08 <= median(url) < 0.2


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.1", "example.com", "::"])  # noqa: S104 - refused
def test_it_serves_on_loopback_alone(host: str) -> None:
    done = subprocess.run([*PROGRAM, "--host", host], capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{host} is not on this computer: the demo serves on loopback alone\n"


def test_a_port_that_is_taken_is_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run([*PROGRAM, "--port", port], capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"cannot listen on 127.0.0.1 port {port}: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("content", ["no database at all, but long enough for one" * 9, None], ids=["rubbish", "newer"])
def test_a_database_that_cannot_be_used_is_one_clear_line(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "demo.db"
    if content:
        path.write_text(content, "utf-8")
    else:
        with closing(sqlite3.connect(path)) as newer:
            newer.execute("PRAGMA user_version = 99")
    done = subprocess.run([*PROGRAM, "--data", str(tmp_path)], capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"cannot keep the demo's data in {path}: ")
    assert done.stderr.count("\n") == 1


def test_nothing_heavy_is_loaded_before_a_label_is_asked_for() -> None:
    script = (
        "import sys; from desktop_app.demo.service import Service; a = 'starlette' in sys.modules;"
        "from desktop_app.demo.app import create_app; create_app(None, consignments=40).state.service.close();"
        "print(a, [m for m in ('reportlab', 'PIL', 'pypdfium2', 'uvicorn', 'httpx', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout == "False []\n"


@pytest.mark.parametrize("wait", ["inf", "nan", "-1", "soon"])
def test_a_wait_without_an_end_is_refused(wait: str) -> None:
    done = subprocess.run([*PROGRAM, "--latency", wait], capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--latency" in done.stderr.splitlines()[-1]


def test_its_options_are_explained() -> None:
    done = subprocess.run([*PROGRAM, "--help"], capture_output=True, text=True, timeout=20, check=True)
    for option in ("--faults", "--hero", "--search-lag", "--consignments", "--clock-speed", "--now", "--moment"):
        assert option in done.stdout
    assert done.stderr == ""


def test_a_hundred_consignments_and_the_licence_can_be_had() -> None:
    with running("--consignments", "100", "--hero", "--search-lag", "3600") as url:
        body = {
            "Packages": [{"PackageSizeReference": "TUBE"}],
            "Addresses": [
                {"AddressType": "Origin", "ShippingLocationReference": "Sorted1"},
                {"AddressType": "Destination", "ShippingLocationReference": "LeedsDC"},
            ],
        }
        assert httpx.post(f"{url}/deliveryoptions", json=body, headers=KEY).status_code == 200
        assert httpx.post(f"{url}/consignments", json=body, headers=KEY).status_code == 201
        assert httpx.get(f"{url}/consignments/0/0", headers=KEY).json()["Count"] == 100, "the new one is not found yet"
