"""Compares what an import made of a messy file with what is true."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from desktop_app.packing.importing.result import Import, ImportedOrder
from desktop_app.packing.importing.weights import KILOGRAMS
from desktop_app.pro.values import PLACES
from tests.packing.importing.messy import Line, Messy, Order


@dataclass
class Judgement:
    """`right`: how many orders came out as they are. `asked`: not taken, or in part, and said so. `wrong`: neither."""

    right: int = 0
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def judge(messy: Messy, made: Import) -> Judgement:
    """Return how the import of a messy file compares with its truth."""
    found = Judgement()
    by_reference = {order.reference: order for order in made.orders}
    listed = {each.reference for each in made.set_aside}
    for order in messy.orders:
        got = by_reference.pop(order.reference, None)
        if got is None:
            (found.asked if order.reference in listed or made.table.broken else found.wrong).append(
                f"{order} is not there"
            )
            continue
        wrong, asked = _compare(order, got, messy)
        found.wrong += wrong
        found.asked += asked
        found.right += not wrong and not asked
    found.wrong += [f"{order.reference} is not in the file" for order in by_reference.values()]
    return found


def _compare(order: Order, got: ImportedOrder, messy: Messy) -> tuple[list[str], list[str]]:
    wrong: list[str] = []
    asked: list[str] = []
    words = " / ".join(each.words for each in got.to_mend)
    if got.address.postcode != order.postcode:
        (asked if "postcode" in words else wrong).append(
            f"postcode {got.address.postcode!r}, not {order.postcode!r}: {words}"
        )
    if got.address.country != order.country:
        (asked if "country" in words else wrong).append(f"country {got.address.country!r}, not {order.country!r}")
    if len(got.items) != len(order.lines):
        wrong.append(f"{len(got.items)} items, not {len(order.lines)}: {words}")
    for line, item in zip(order.lines, got.items, strict=False):
        sku = "" if line.lost_sku else line.sku
        if item.sku != sku:
            wrong.append(f"SKU {item.sku!r}, not {sku!r}")
        if item.quantity != line.quantity:
            (asked if item.quantity is None else wrong).append(f"quantity {item.quantity}, not {line.quantity}")
        weight = _kilograms(line, messy)
        if item.weight_kg != weight:
            (asked if item.weight_kg is None and "weight" in words else wrong).append(
                f"weight {item.weight_kg}, not {weight}: {words}"
            )
        if item.price_each is None or abs(Decimal(item.price_each) - line.price) > Decimal("0.0001"):
            (asked if item.price_each is None else wrong).append(f"price {item.price_each}, not {line.price}: {words}")
    return wrong, asked


def _kilograms(line: Line, messy: Messy) -> Decimal | None:
    if line.weight is None:
        return None
    unit = {"shipstation": "oz", "plain en lb": "lb"}.get(messy.how[0], "kg")
    return (line.weight * KILOGRAMS[unit]).quantize(PLACES).normalize()
