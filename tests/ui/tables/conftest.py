"""A small list of goods, as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop_app.ui.style.roles import Role
from desktop_app.ui.tables.columns import (
    Column,
    day_column,
    flag_column,
    number_column,
    state_column,
    text_column,
    time_column,
)
from desktop_app.ui.tables.model import TableModel


@dataclass(frozen=True)
class Goods:
    """A row."""

    sku: str
    name: str | None = None
    price: Decimal | None = None
    made: datetime | None = None
    sold: bool = False


def columns() -> tuple[Column[Goods], ...]:
    return (
        text_column("sku", "SKU", lambda row: row.sku, 8),
        text_column("name", "Name", lambda row: row.name, 20, tooltip=lambda row: f"<{row.name}>"),
        number_column("price", "Price", lambda row: row.price, lambda row: f"£{row.price}", 10),
        time_column("made", "Made", lambda row: row.made, 18),
        day_column("day", "Day", lambda row: row.made, 10, hidden=True),
        state_column(
            "state",
            "State",
            lambda row: "Sold" if row.sold else "Here",
            lambda row: Role.GOOD if row.sold else Role.NEUTRAL,
            8,
        ),
        flag_column("flag", "Sold", lambda row: row.sold, "Yes", 5),
    )


COAT = Goods("A-1", "Coat", Decimal(32), datetime(2026, 3, 1, 9, 30, tzinfo=UTC))
HAT = Goods("A-2", "hat", Decimal("9.5"), datetime(2026, 2, 1, tzinfo=UTC), sold=True)
SCARF = Goods("A-3")


@pytest.fixture
def model(qapp: QApplication) -> Iterator[TableModel[Goods]]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    made = TableModel(columns(), lambda row: row.sku)
    yield made
    made.deleteLater()
    QLocale.setDefault(before)
