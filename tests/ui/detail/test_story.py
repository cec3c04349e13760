"""What is told of a consignment: what happened, what is so now and since when, what is next, and why it failed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.pro.models import Address, Consignment, Item, Package
from desktop_app.pro.models.consignments import Allocation
from desktop_app.pro.states import State
from desktop_app.pro.values import Timestamp
from desktop_app.ui.detail.story import failure, moments, reasons, since
from desktop_app.ui.detail.summary import Summary
from desktop_app.ui.style.roles import Role
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.folding_section import FoldingSection
from desktop_app.ui.widgets.story_line import StoryLine

CREATED = Timestamp.parse("2026-03-01T09:30:00.0000000+00:00")
BOOKED = Timestamp.parse("2026-03-01T10:00:00.0000000+00:00")
SERVICE = Allocation(mpd_carrier_service_name="Europe Road", carrier_name="Wrenfold", allocation_date=BOOKED)
pytestmark = pytest.mark.usefixtures("qapp")


def words(consignment: Consignment) -> list[tuple[str, Role | None]]:
    return [(moment.words, moment.role) for moment in moments(consignment, "£9.80")]


def test_what_happened_is_told_in_order_and_then_what_is_next(qapp: QApplication) -> None:
    told = words(Consignment(consignment_state="Allocated", date_created=CREATED, allocation=SERVICE))
    assert told == [
        ("Created", Role.MOVING),
        ("Allocated to Europe Road", Role.MOVING),
        ("Next: labels, manifest, collection", None),
    ]


def test_a_state_that_has_no_moment_of_its_own_is_told_last(qapp: QApplication) -> None:
    told = words(Consignment(consignment_state="AllocationFailed", date_created=CREATED))
    assert told[1] == ("Allocation failed", Role.BAD)
    assert told[-1][1] is None
    delivered = Consignment(consignment_state="Delivered", date_created=CREATED, date_delivered=BOOKED)
    assert words(delivered) == [("Created", Role.MOVING), ("Delivered", Role.GOOD)]


@pytest.mark.parametrize("state", State)
def test_nothing_is_told_that_the_service_has_not(state: State) -> None:
    bare = Consignment(consignment_state=state.value)
    assert since(bare) is None
    assert all(moment.at is None and not moment.detail for moment in moments(bare))


def test_since_when_is_told_of_the_states_whose_moment_is_known() -> None:
    assert since(Consignment(consignment_state="Unallocated", date_created=CREATED)) == CREATED
    # What was taken back from its carrier service has not been unallocated since it was made.
    again = Consignment(consignment_state="Unallocated", date_created=CREATED, allocation=SERVICE)
    assert since(again) is None
    assert since(Consignment(consignment_state="Allocated", allocation=SERVICE)) == BOOKED
    assert since(Consignment(consignment_state="Manifested", allocation=SERVICE)) is None


@pytest.mark.parametrize(
    ("said", "lead", "listed"),
    [
        ("None can: A does not deliver to CH; B takes 2 kg at most.", "None can", 2),
        ("None can: only this", "None can: only this", 0),
        ("Refused", "Refused", 0),
        ("", "", 0),
        ("None can: a; ; b", "None can: a; ; b", 0),
        ("None can: " + "; ".join("x" for _ in range(61)), None, 0),
    ],
)
def test_reasons_are_told_apart_where_they_are_a_list(said: str, lead: str | None, listed: int) -> None:
    found, reasons_found = reasons(said)
    assert found == (said if lead is None else lead)
    assert len(reasons_found) == listed


def test_why_it_failed_is_the_service_s_own_text() -> None:
    assert failure(Consignment(failed_allocation={"Message": " No: a; b "})) == "No: a; b"
    assert failure(Consignment(failed_allocation={"FailedAllocationMessage": "No"})) == "No"
    assert failure(Consignment(failed_allocation=["odd"])) == ""
    assert failure(Consignment()) == ""


def test_the_summary_is_read_from_what_happened_down_to_the_record(qtbot: QtBot) -> None:
    summary = Summary(Units("kg", "cm"))
    qtbot.addWidget(summary)
    summary.resize(330, 900)
    summary.show()
    summary.show_consignment(
        Consignment(
            consignment_state="AllocationFailed",
            date_created=CREATED,
            failed_allocation={"Message": "None can: A does not deliver to CH; B takes 2 kg at most"},
            addresses=(
                Address(address_type="Destination", town="Bern", postcode="3028"),
                Address(address_type="Origin", town="Leeds", postcode="LS1 1AA"),
            ),
            packages=(Package(items=(Item(description="Mug", quantity=2),)),),
        )
    )
    qtbot.waitUntil(lambda: not summary._later.isActive())
    page = summary.widget()
    assert page is not None
    lines = page.findChildren(StoryLine)
    assert len(lines) == 3
    at = {label.text(): label.mapTo(page, label.rect().topLeft()).y() for label in page.findChildren(QLabel)}
    folds = page.findChildren(FoldingSection)
    assert not any(fold.opened for fold in folds)
    first = lines[0].mapTo(page, lines[0].rect().topLeft()).y()
    order = [first, at["Why allocation failed"], at["A does not deliver to CH"], at["To"], at["2 × Mug"]]
    assert order == sorted(order)
    assert all(fold.mapTo(page, fold.rect().topLeft()).y() > at["2 × Mug"] for fold in folds)
    # Of the next one, the same is unfolded.
    folds[0].head.click()
    summary.show_consignment(Consignment(consignment_state="Allocated", date_created=CREATED))
    qtbot.waitUntil(lambda: not summary._later.isActive())
    assert [fold.opened for fold in summary.widget().findChildren(FoldingSection)] == [True]  # type: ignore[union-attr]
