"""The program, killed (kill -9) at many moments around Create: what was sent and what the bench shows are the same.

The last edit is made an instant before Create, so that no earlier save holds it. By default a few moments;
CONSIGNMENT_DESK_FAULTS=full plays them all.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from desktop_app.demo.app import create_app
from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.packing.saved import to_data
from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO, DEMO_KEY
from desktop_app.pro.models import Address, Contact, Country, Dimensions, Weight
from desktop_app.store.database import Database
from desktop_app.store.drafts import Drafts
from tests.faults.harness import FULL
from tests.support.platforms import KILLED

ROOT = Path(__file__).resolve().parents[2]
LATEST = "2 Latest Street"

HEAD = """
import json
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from desktop_app.main import program
from desktop_app.main.start import start
from desktop_app.pro.endpoints.consignments import Consignments
from desktop_app.store.drafts import Drafts
from desktop_app.store.outbox import Outbox
from desktop_app.ui.self_test.hand import Hand
from tests.support.platforms import die
began = program.Program.start
def then(self, environment):
    began(self, environment)
    QTimer.singleShot(0, lambda: go_on(self.window, Hand(self.window)))
program.Program.start = then
def bench(hand):
    page = hand.see(QWidget, "build_page")
    return page, page.context.draft
"""
CREATE = """
def go_on(window, hand):
    page, draft = bench(hand)
    (consignment,) = draft.consignments
    page.selection.set([consignment.id])
    page.refresh()
    hand.wait("Create", lambda: hand.see(QWidget, "create_button").isEnabled())
    hand.wait("all saved", lambda: page._autosave.clean)
    latest = consignment.destination.model_copy(update={"address_line1": "2 Latest Street"})
    page.editor.change(consignment.id, "town", destination=latest)
    arm()
    page.send()
"""
AGAIN = """
def go_on(window, hand):
    page, draft = bench(hand)
    (consignment,) = draft.consignments
    if consignment.locked:
        hand.wait("what became of it", lambda: consignment.created)
    print(json.dumps([consignment.created, consignment.locked, consignment.destination.address_line1]), flush=True)
    window.close()
"""
AFTER = """
real = {place}
def killing(self, *given, **named):
    made = real(self, *given, **named)
    die()
    return made
def arm():
    {place} = killing
"""
MOMENTS = {
    "the row is written": AFTER.format(place="Outbox.turn_over"),
    "it is about to be sent": """
def arm():
    async def create(self, consignment):
        die()
    Consignments.create = create
""",
    "the service has it": """
real = Consignments.create
def arm():
    async def create(self, consignment):
        await real(self, consignment)
        die()
    Consignments.create = create
""",
    "the journal has the answer": AFTER.format(place="Outbox.move"),
    "the draft is saved": AFTER.format(place="Drafts.save"),
} | {
    f"{after} ms after Create": f"def arm():\n    QTimer.singleShot({after}, die)\n"
    for after in (0, 1, 2, 5, 10, 20, 40, 80, 120, 200, 290, 310, 330, 400, 600)
}
SHORT = ("the row is written", "the service has it", "the journal has the answer", "20 ms after Create")


def play(data: Path, part: str) -> subprocess.CompletedProcess[str]:
    """Run the program with this in it."""
    script = f"{HEAD}{part}\nraise SystemExit(start(['--data-dir', {str(data)!r}]))"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1"}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=90, check=False)


def pack(data: Path) -> None:
    """Put a consignment that can be created on the bench."""
    package = Package("p1", [Item("i1", "Coat", weight=Weight.kg("1.8"))], dimensions=Dimensions.cm(30, 20, 10))
    destination = Address(
        address_type="Destination",
        contact=Contact(first_name="Jane", last_name="Smith"),
        address_line1="1 Earlier Street",
        town="Manchester",
        postcode="M1 5WG",
        country=Country.of("GB"),
    )
    draft = Draft()
    draft.add(Consignment("c1", [package], "KILLED-1", "Sorted1", destination), CONSIGNMENTS)
    database = Database(data / "environments" / "demo" / "desk.sqlite", watched=True)
    database.open()
    Drafts(database).save(to_data(draft))
    database.close()


def in_the_service(data: Path) -> dict[str, str]:
    """Return the first address line of each consignment that the service has of ours, by its reference."""

    async def ask() -> dict[str, str]:
        app = create_app(data / "environments" / "demo" / "service.sqlite")
        client = ProClient(DEMO, DEMO_KEY, transport=httpx.ASGITransport(app))
        found = {}
        async for row in client.consignments.each([("referenceProvidedByCustomer", "KILLED-1")]):
            destination = (await client.consignments.get(row.reference)).address("Destination")
            found[row.reference] = str(destination.address_line1) if destination else ""
        await client.close()
        app.state.service.close()
        return found

    return asyncio.run(ask())


@pytest.mark.parametrize("moment", MOMENTS if FULL else SHORT)
def test_what_was_sent_and_what_the_bench_shows_are_the_same(tmp_path: Path, moment: str) -> None:
    pack(tmp_path)
    killed = play(tmp_path, MOMENTS[moment] + CREATE)
    assert killed.returncode == KILLED, killed.stderr
    there = in_the_service(tmp_path)
    assert len(there) <= 1
    if moment in {"the row is written", "it is about to be sent"} or not there:
        check_that_it_is_locked_or_free(tmp_path, there)
        return
    again = play(tmp_path, AGAIN)
    assert again.returncode == 0, again.stderr
    created, locked, street = json.loads(again.stdout)
    assert {created: street} == there
    assert street == LATEST
    assert locked


def check_that_it_is_locked_or_free(data: Path, there: dict[str, str]) -> None:
    """One that the service has not is locked, as it was to be sent, if it may have been sent; else it is free."""
    assert there == {}
    script = AGAIN.replace("    if consignment.locked:\n", "    if False:\n")
    again = play(data, script)
    assert again.returncode == 0, again.stderr
    created, locked, street = json.loads(again.stdout)
    assert not created
    sent = bodies(data)
    assert locked is bool(sent)
    assert not sent or street == sent[0]["Addresses"][-1]["AddressLine1"] == LATEST


def bodies(data: Path) -> list[dict[str, Any]]:
    """Return what the journal says was sent, or may have been."""
    database = Database(data / "environments" / "demo" / "desk.sqlite")
    database.open()
    rows = database.read("SELECT body FROM outbox WHERE state != 'refused'")
    database.close()
    return [json.loads(row["body"]) for row in rows]
