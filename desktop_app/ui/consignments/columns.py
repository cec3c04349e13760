"""The columns of the Consignments page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.services.consignments import ConsignmentRow
from desktop_app.ui.formats import destination, one_line
from desktop_app.ui.style.roles import severity
from desktop_app.ui.tables.columns import (
    Column,
    day_column,
    flag_column,
    number_column,
    state_column,
    text_column,
    time_column,
)
from desktop_app.ui.units import Units
from desktop_app.ui.words import state_name


def columns(units: Units) -> tuple[Column[ConsignmentRow], ...]:
    """Return the columns, weights and money as `units` has them."""
    translate = QCoreApplication.translate
    return (
        text_column("reference", translate("Column", "Reference"), lambda row: row.reference, 17),
        text_column(
            "customer-reference",
            translate("Column", "Your reference"),
            lambda row: row.consignment_reference_provided_by_customer,
            14,
            rank=1,
        ),
        state_column(
            "state",
            translate("Column", "State"),
            lambda row: state_name(row.state),
            lambda row: severity(row.state),
            18,
            order=lambda row: row.state,
            tooltip=_why_failed,
        ),
        text_column("destination", translate("Column", "Destination"), destination, 28, stretch=True),
        text_column(
            "service",
            translate("Column", "Carrier service"),
            lambda row: one_line(row.mpd_carrier_service_name),
            22,
            rank=3,
        ),
        number_column(
            "weight",
            translate("Column", "Weight"),
            lambda row: row.kilograms,
            lambda row: units.format_weight(row.weight),
            11,
            rank=2,
        ),
        number_column(
            "value",
            translate("Column", "Value"),
            lambda row: row.amount,
            lambda row: units.format_money(row.value),
            12,
            rank=4,
        ),
        time_column("created", translate("Column", "Created"), lambda row: row.date_created, 18, rank=5),
        day_column("shipping-date", translate("Column", "Shipping date"), lambda row: row.shipping_date, 13, rank=6),
        flag_column(
            "labels-printed",
            translate("Column", "Labels printed"),
            lambda row: bool(row.labels_printed),
            translate("Column", "Yes"),
            14,
            rank=7,
        ),
    )


def _why_failed(row: ConsignmentRow) -> str:
    """Return the service's words about what failed, or else the state."""
    said = " ".join(filter(None, (row.failed_allocation_message, row.failed_manifest_message)))
    return said or state_name(row.state)
